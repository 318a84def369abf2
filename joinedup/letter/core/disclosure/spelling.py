"""Finds the listed names a word may be meant for: one slip of the pen away, two in a long word, or spelt as it sounds."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

_SHORTEST: Final = 4  # letters: in a shorter word one slip makes another word
_LONG: Final = 8  # letters from which two slips are forgiven
_SOUNDS: Final = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^mc", "mac"),
        (r"ph", "f"),
        (r"(?:gh)(?=[^aeiouy]|$)", ""),
        (r"ck|q|ch(?=r)|c(?=[aouklrt]|$)", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"sch|tch|sh", "ch"),
        (r"(?<=[a-z])h(?=[^aeiouy]|$)|(?<=[^aeiouycsgtp])h", ""),
        (r"th", "t"),
        (r"dge?(?=e|i|y|$)|j", "g"),
        (r"ee|ea|ie|ei|ey|ay|ai|y", "i"),
        (r"ou|oo|ow|au|aw|oa", "o"),
        (r"([a-z])\1+", r"\1"),
        (r"(?<=[a-z]{2})(?:e|es|s)$", ""),
    )
)


class Spellings:
    """The names a word is compared with. Built once for a check; asked of the few words that are neither names nor ordinary."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if len(name) >= _SHORTEST)
        self._cut: dict[str, list[str]] = {}
        self._sound: dict[str, list[str]] = {}
        for name in self._names:
            for cut in _cuts(name):
                self._cut.setdefault(cut, []).append(name)
            self._sound.setdefault(sounded(name), []).append(name)

    def near(self, word: str) -> str | None:
        """Return a listed name the word may be meant for, the nearest; none where there is none. Both are folded."""
        if len(word) < _SHORTEST:
            return None
        candidates = {name for cut in _cuts(word) for name in self._cut.get(cut, ())}
        allowed = {name: slips for name in candidates if (slips := distance(word, name)) <= _forgiven(word, name)}
        if allowed:
            return min(allowed, key=lambda name: (allowed[name], name))
        return min(self._sound.get(sounded(word), ()), default=None)


def sounded(word: str) -> str:
    """Return a folded word roughly as it sounds: “Stefany” and “Stephanie” come out alike."""
    for pattern, to in _SOUNDS:
        word = pattern.sub(to, word)
    return word


def distance(one: str, other: str) -> int:
    """Return how many letters must be put in, left out, changed or swapped with their neighbour to make one word the other."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            best = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != against))
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        before, above = above, line
    return above[-1]


def _forgiven(word: str, name: str) -> int:
    return 2 if min(len(word), len(name)) >= _LONG else 1


def _cuts(word: str) -> Iterator[str]:
    """Return the word and what is left of it with one letter out, or two of a long word: near words share one such rest."""
    yield word
    letters = range(len(word))
    for gone in letters:
        yield word[:gone] + word[gone + 1 :]
    if len(word) >= _LONG:
        for first, second in combinations(letters, 2):
            yield word[:first] + word[first + 1 : second] + word[second + 1 :]
