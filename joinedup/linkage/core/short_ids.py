"""The inspection's own short ids of people: letters of an id that says nothing of them, enough that no two people share one."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

#: Letters shown. Of 5,000 people two share eight with a chance of 3 in 1,000 (six: one in two); those show more.
SHOWN: Final = 8


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Return id → its first letters, in the order given: `SHOWN` of them, more where another id begins alike."""
    every, alike = list(dict.fromkeys(ids)), defaultdict(list)
    for each in every:
        alike[each[:SHOWN]].append(each)
    letters = {begins: _enough(group) for begins, group in alike.items()}
    return {each: each[: letters[each[:SHOWN]]] for each in every}


def _enough(group: list[str]) -> int:
    """Return how many letters tell the ids of a group apart."""
    length = SHOWN
    while len({each[:length] for each in group}) < len(group):
        length += 1
    return length
