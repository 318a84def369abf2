"""Letters that stand for a person, and the inspection's own words for a child."""

import re
from collections.abc import Iterator
from typing import Final

from joinedup.letter.core.disclosure.hits import Hit, Kind, Text, hit
from joinedup.letter.core.disclosure.known import abbreviations
from joinedup.letter.core.disclosure.people import People, Who

#: “J.B.”, “J. B.”, “J.B”; three letters too. Not “e.g.”, and no single letter that ends a sentence.
_DOTTED: Final = re.compile(r"(?<![\w.])[A-Z]\.\s?[A-Z](?:\.\s?[A-Z])?\b\.?(?!\w)")
_CLOSED: Final = re.compile(r"(?<![\w&/.-])([A-Z]{2})(?![\w&/-])(?:[’']s\b)?")
#: “Child B”, “Baby P”, “young person C”.
_LETTERED: Final = re.compile(
    r"\b(?:[Cc]hild|[Bb]aby|[Yy]oung [Pp]erson|[Ss]ibling|[Mm]other|[Ff]ather|[Ff]amily|[Gg]irl|[Bb]oy)"
    r"\s(?!I\b)[A-Z](?:[A-Z]|\d)?(?:[’']s)?\b(?![’'])"
)
_CODED: Final = re.compile(r"\b(?:[Cc]hild|[Ss]ampled|[Tt]racked|CHILD)(?:\s(?:child|number|no\.?))?\s#?\d{1,3}\b(?!\s*(?:%|per))")
_WHY_DOTTED: Final = "Reads as somebody’s initials."
_WHY_CLOSED: Final = "The initials of a sampled or tracked child, or of somebody in such a child’s life."


def initials_in(text: Text, people: People) -> Iterator[Hit]:
    """Return initials, letters that stand for a child, and codes such as “Child 4”."""
    for match in _CODED.finditer(text.words):
        yield hit(text, Kind.CODE, *match.span(), "The inspection’s own word for a child: only the team knows it.")
    for match in _LETTERED.finditer(text.words):
        yield hit(text, Kind.INITIALS, *match.span(), "A letter that stands for a person.")
    for match in _DOTTED.finditer(text.words):
        yield hit(text, Kind.INITIALS, *match.span(), _WHY_DOTTED)
    defined = _defined(text.words)
    for match in _CLOSED.finditer(text.words):
        letters = match.group(1)
        if letters not in abbreviations() and letters not in defined and people.initials.get(letters.lower()) == Who.NEAR:
            yield hit(text, Kind.INITIALS, *match.span(1), _WHY_CLOSED)


def _defined(words: str) -> set[str]:
    """Return short forms the text explains: “Emergency Department (ED)”."""
    return {match.group(1) for match in re.finditer(r"[a-z]\s\(([A-Z]{2,6})s?\)", words)}
