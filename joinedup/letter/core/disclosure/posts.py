"""Posts and services of one person: who reads of “the only sexual health nurse” knows who is meant."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from joinedup.letter.core.disclosure.hits import Hit, Kind, Text, hit

_HELD: Final = (
    r"(?:nurse|doctor|gp|midwife|worker|officer|co-?ordinator|practitioner|psychologist|psychiatrist|paediatrician|therapist"
    r"|counsellor|teacher|head ?teacher|analyst|consultant|advocate|adviser|advisor|mentor"
    r"|manager|sergeant|detective|constable|clinician|specialist"
    r"|health visitor|lead|post)"
)
_ONE: Final = re.compile(
    rf"\b(?:the|its|their|an?|this)\s+(?:only|sole|lone|one remaining|single (?:designated|named|specialist))\s+"
    rf"(?:[\w’'-]+\s+){{0,4}}?{_HELD}\b"
    rf"|\b(?:only|just)\s+one\s+(?:[\w’'-]+\s+){{0,4}}?{_HELD}\b"
    rf"|\bone[- ](?:person|worker|nurse|officer|post|woman|man)\s+(?:team|service|unit)\b"
    rf"|\b(?:the|a)\s+(?:[\w’'-]+\s+){{0,3}}?service\s+(?:of|with)\s+(?:just\s+|only\s+)?one\s+{_HELD}\b",
    re.IGNORECASE,
)
_WHY: Final = "A post held by one person: who works in the area knows who is meant."


def posts_in(text: Text, phrases: Collection[tuple[str, ...]]) -> Iterator[Hit]:
    """Return posts and services that a text says one person holds. Posts among the `phrases` that may stand are passed."""
    allowed = {" ".join(phrase) for phrase in phrases}
    for match in _ONE.finditer(text.words):
        said = match.group().lower()
        if not any(post in said for post in allowed if len(post) > 3 and post.split()[-1] in said.split()[-1:]):
            yield hit(text, Kind.POST, *match.span(), _WHY)
