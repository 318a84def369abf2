"""Published figures in a letter: allowed, where the reader is told whose they are and of which year."""

import re
from typing import Final

from joinedup.letter.core.style.text import opening, sentences

_FIGURE: Final = re.compile(r"(?<![\w.])\d[\d,.]*\s?(?:%|per\s?cent\b)|\b[a-z]+(?:-[a-z]+)? per\s?cent\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d(?:[–/-](?:19|20)?\d\d)?\b")
#: A source in brackets behind the figure: (Department for Education, 2024); or named in the sentence, with the year.
_SOURCE: Final = re.compile(
    r"\([^()]*[A-Z][^()]*\b(?:19|20)\d\d[^()]*\)|\b(?:according to|published by|census|statistics|figures of|returns?|data from)\b",
    re.IGNORECASE,
)


def figures_without_source(text: str) -> list[tuple[str, str]]:
    """Return (figure, opening of its sentence) for each percentage whose sentence names no source or no year."""
    return [
        (match.group(), opening(sentence))
        for sentence in sentences(text)
        if not (_YEAR.search(sentence) and _SOURCE.search(sentence))
        for match in _FIGURE.finditer(sentence)
    ]
