"""Phrases that would make a narrative judgement a graded one. "Good" alone is never blocked."""

import re

from joinedup.evidence.core.revisions import EvidenceError

#: The four grades of inspectorates that grade, and how reports attach them. A narrative letter holds none (method.md, section 1).
_GRADE = r"(?:outstanding|good|requires improvement(?: to be good)?|inadequate)"
_PHRASES = re.compile(
    rf"\b(?:judged|graded|rated)\s+(?:to\s+be\s+|as\s+)?{_GRADE}\b"
    rf"|\boverall\s+effectiveness\b"
    rf"|\b(?:judgement|grade|rating)\s*(?:is|was|of|:)\s*{_GRADE}\b"
    rf"|\b(?:score|scored|rated)\s+\d",
    re.IGNORECASE,
)


def graded_phrases(text: str) -> list[str]:
    """Return the phrases of `text` that read as a grade, in order; an empty list is as it should be."""
    return [match.group(0) for match in _PHRASES.finditer(text)]


def check_no_grade(text: str) -> None:
    """Raise EvidenceError for words that read as a grade or a score: no view, finding or letter has one (method.md, section 9)."""
    if found := graded_phrases(text):
        raise EvidenceError(f"“{found[0]}” reads as a grade. Say in words what you saw: nothing here has a grade or a score.")
