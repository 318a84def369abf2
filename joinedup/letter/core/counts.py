"""Counts of the children an inspection tracked or sampled: a letter prints none, as a small number may point at a child."""

import re
from dataclasses import dataclass
from typing import Final

_UNITS: Final = "one|two|three|four|five|six|seven|eight|nine"
_TEENS: Final = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
#: A number that counts: no percentage, no year, not the "one" of "no one".
_NUMBER: Final = (
    rf"(?:(?<![\w.,£])(?!(?:19|20)\d\d\b)\d[\d,]*\b(?!\s*(?:%|per\s?cent))"
    rf"|\b(?<!no )(?<!any )(?:(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_TEENS}|{_UNITS})\b(?!\s+per\s?cent))"
)
_OF: Final = rf"(?:\s+(?:out\s+)?of)?(?:\s+(?:the|these|those|all|our))*(?:\s+{_NUMBER})?(?:\s+of)?(?:\s+(?:the|these|those|our))?"
_WHO: Final = (
    r"(?:\s+(?:vulnerable|looked[- ]after|school[- ]age|young|younger|older|teenage|missing))?"
    r"\s+(?P<who>child(?:ren)?|young\s+(?:people|persons?)|boys?|girls?|babies|infants?|(?:child(?:ren)?['’]s\s+)?cases?)\b"
)
_LOOKED_AT: Final = r"(?<!-)\b(?:tracked|sampled)\b(?:\s+(?:and|or)\s+(?:tracked|sampled)\b)?"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # five tracked children; 6 of the 30 sampled children
        rf"{_NUMBER}{_OF}\s+{_LOOKED_AT}{_WHO}",
        # two of the five children we tracked; three children were sampled; four children in our cohort
        rf"{_NUMBER}{_OF}{_WHO}(?:\s+(?:who|whom|that|which))?(?:\s+(?:we|inspectors))?(?:\s+(?:were|was|had|have|been))*"
        rf"\s+(?:{_LOOKED_AT}(?!\s+by\b)|(?:in|from|of)\s+(?:the|our)\s+(?:cohort|sample)\b)",
        # we tracked five children; inspectors sampled the records of twelve children
        rf"\b(?:we|inspectors)(?:\s+(?:also|have|had))*\s+{_LOOKED_AT}(?:\s+the)?(?:\s+(?:records|experiences|cases|files)\s+of)?"
        rf"\s+{_NUMBER}{_WHO}",
        # six of those sampled; three of the six tracked were
        rf"{_NUMBER}\s+(?:out\s+)?of\s+(?:the|these|those|all)(?:\s+{_NUMBER})?\s+{_LOOKED_AT}"
        rf"(?=\s*(?:[,.;:]|$)|\s+(?:was|were|had|have|did)\b)",
    )
)


@dataclass(frozen=True)
class Count:
    """Words that count who was looked at. `children` is false where they count cases, as one published letter does."""

    phrase: str
    children: bool


def counts_of_children(text: str) -> list[Count]:
    """Return the counts of tracked or sampled children or cases in `text`, in order; an empty list is as it should be.

    A letter prints none (method.md, section 1); published percentages and soft quantifiers are no counts.
    """
    words = " ".join(text.split())
    found = {match.start(): match for pattern in _PATTERNS for match in pattern.finditer(words)}
    counts: list[Count] = []
    past = 0
    for start, match in sorted(found.items()):
        if start >= past:
            past = match.end()
            who = match.groupdict().get("who") or ""
            counts.append(Count(match.group(0), not re.search(r"\bcases?$", who, re.IGNORECASE)))
    return counts
