"""Questions asked in nearly the same words: shown to whoever is about to ask one again."""

import re
from collections.abc import Mapping
from typing import Final, TypeVar

Key = TypeVar("Key")

#: Words every question is made of, which say nothing of what it is about.
_EMPTY: Final = """
a about all am an and any are as at be been before by can could did do does for from had has have he her him his how i if in
into is it its last made many me more most my not of on once or our out please she should since so some such tell than that
the their them then there these they this those through to up us was we were what when where whether which while who whom
whose why will with within would you your
"""
_SAYING_NOTHING: Final = frozenset(_EMPTY.split())
#: Endings differ, beginnings say what is meant: "return", "returned" and "returns" are one word here.
_STEM: Final = 5
#: The share of the shorter question's words that stand in the other. On the pairs of `tests/unit/intake/test_similar.py`, which
#: are questions as inspectors write them, six in ten finds what is asked twice and passes what only shares its subject.
ALIKE: Final = 0.6
_FEWEST: Final = 2


def alike(one: str, other: str) -> float:
    """Return the share (0 to 1) of the words of the question with fewer that stand in the other too.

    Nothing where fewer than two words are shared, or where each names a number (a child's code, a team's) and not the same one.
    """
    first, second = _words(one), _words(other)
    numbers = _numbers(first), _numbers(second)
    shared = first & second
    if len(shared) < _FEWEST or (all(numbers) and not numbers[0] & numbers[1]):
        return 0.0
    return len(shared) / min(len(first), len(second))


def similar(text: str, asked: Mapping[Key, str]) -> list[Key]:
    """Return which of the questions asked are like this one, the likest first, otherwise in their own order."""
    found = {key: alike(text, other) for key, other in asked.items()}
    return sorted((key for key, share in found.items() if share >= ALIKE), key=lambda key: -found[key])


def _words(text: str) -> set[str]:
    words = re.findall(r"[^\W_]+", re.sub(r"['’]", "", text.casefold()))
    return {word[:_STEM] for word in words if word not in _SAYING_NOTHING}


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if word.isdigit()}
