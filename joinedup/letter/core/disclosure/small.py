"""Small numbers of people: “three children” may be three whom readers know. Tracked and sampled children are `core.counts`."""

import re
from collections.abc import Iterator
from typing import Final

from joinedup.letter.core.disclosure.hits import Hit, Kind, Text, hit

_NUMBER: Final = r"(?:two|three|four|five|six|seven|eight|nine|(?<![\w.,£:/-])[2-9](?![\w.,%:/-]))"
_SORT: Final = (
    r"(?:(?:of\s+(?:the|these|those|our)|other|more|young|younger|older|teenage|vulnerable|looked[- ]after|care[- ]experienced|"
    r"unborn|disabled|pregnant|local|further|different|known|exploited|missing|adopted|fostered|unaccompanied|primary|secondary|"
    r"[a-z]+-year-old)\s+)*"
)
_PEOPLE: Final = (
    r"(?:children|young\s+(?:people|persons|women|men)|girls|boys|babies|infants|toddlers|teenagers|pupils|siblings|brothers|sisters|twins"
    r"|families|households|mothers|fathers|victims|suspects|perpetrators|care\s+leavers|sets\s+of\s+(?:siblings|twins))"
)
_SMALL: Final = re.compile(
    rf"\b(?:(?:one|{_NUMBER})\s+(?:out\s+)?of\s+(?:the\s+)?)?{_NUMBER}\s+{_SORT}{_PEOPLE}\b(?![’'])", re.IGNORECASE
)
_CASES: Final = re.compile(
    rf"\b{_NUMBER}\s+(?:of\s+the\s+|of\s+these\s+)?(?:serious\s+|child(?:ren)?['’]s\s+)?cases\b", re.IGNORECASE
)
_WHY: Final = "Counts fewer than ten people. Readers of a small area may know them: say a small number, or some."


def counts_in(text: Text) -> Iterator[Hit]:
    """Return counts of two to nine people. One is no count: a story about one child is looked at as a combination."""
    for pattern in (_SMALL, _CASES):
        for match in pattern.finditer(text.words):
            yield hit(text, Kind.COUNT, *match.span(), _WHY)
