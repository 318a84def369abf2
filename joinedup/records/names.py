"""Names made comparable: case, accents, apostrophes, hyphens, prefixes, order, placeholders, short forms.

Every function takes a name as an agency wrote it and is pure; callers apply them to distinct values, not to rows.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
_APOSTROPHES: Final = re.compile(r"['’‘`´ʻʼ]")
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^]]*\]")
_NOT_LETTERS: Final = re.compile(r"[^a-z0-9]+")
_TITLES: Final = _words("mr mrs ms miss master mx dr rev sir dame")

#: Written where no forename is known. A forename that starts with one of the first kind says nothing of the child's name.
_STARTS_PLACEHOLDER: Final = _words("unborn baby babe infant newborn twin triplet foetus fetus bump")
_PLACEHOLDER: Final = _words(
    "unknown unk unkn unnamed nk na nil none null tbc tbd anon anonymous notknown withheld child boy girl male female aka alias "
    "x xx xxx test of and not known given name first surname one two three 1 2 3 no record stated refused nfa"
)

#: Written where no family name is known; shorter, because Child, Boy and First are surnames too.
_NO_FAMILY: Final = _words(
    "unknown unk unkn unnamed nk na nil none null tbc tbd anonymous notknown withheld unborn baby not known no stated "
    "refused record aka"
)

#: Said of a child expected, whose own name and birth date come later.
_UNBORN: Final = _words("unborn baby babe newborn infant foetus fetus bump")

#: Particles joined to what follows, so that "van der Berg", "Vanderberg" and "Mc Donald", "McDonald" compare equal.
_PARTICLES: Final = _words("o mc mac van von der den de del della di da la le du dos ter ten st al el ul abu ibn bin ben bint")


def folded(text: str | None) -> str:
    """Return the text in lower case, without accents or apostrophes, hyphens and the rest as single spaces; "" for nothing."""
    if not text:
        return ""
    lower = _APOSTROPHES.sub("", _BRACKETS.sub(" ", text.casefold()))
    return _NOT_LETTERS.sub(" ", lower if lower.isascii() else _unaccented(lower)).strip()


def _unaccented(lower: str) -> str:
    decomposed = unicodedata.normalize("NFKD", lower.translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def is_placeholder(text: str | None) -> bool:
    """Whether the words stand in for a name that is not known ("baby", "Twin one", "unknown", "AKA")."""
    words = folded(text).split()
    return bool(words) and (words[0] in _STARTS_PLACEHOLDER or _all_in(words, _PLACEHOLDER))


def _all_in(words: list[str], known: frozenset[str]) -> bool:
    """Whether every word is known, or all of them run together are, as in "N/K"."""
    return all(word in known for word in words) or "".join(words) in known


def is_unborn(text: str | None) -> bool:
    """Whether the words say the child was expected when the record was made ("Unborn", "baby Smith")."""
    words = folded(text).split()
    return bool(words) and words[0] in _UNBORN


def given_words(text: str | None) -> tuple[str, ...]:
    """Return the forenames in order, without titles; nothing where they are missing or a placeholder."""
    if is_placeholder(text):
        return ()
    return tuple(word for word in folded(text).split() if word not in _TITLES)


def family_words(text: str | None) -> tuple[str, ...]:
    """Return the parts of a family name, particles joined to what follows; nothing for a placeholder.

    "O'Brien-Van Dyke" gives ("obrien", "vandyke").
    """
    words = folded(text).split()
    if _all_in(words, _NO_FAMILY):
        return ()
    return tuple(_join_particles(words))


def _join_particles(words: list[str]) -> list[str]:
    parts: list[str] = []
    held = ""
    for word in words:
        if word in _PARTICLES:
            held += word
        else:
            parts.append(held + word)
            held = ""
    if held:
        parts.append(held)
    return parts


def split_full(text: str) -> tuple[str | None, str | None, str | None]:
    """Return (given, middle, family) of a full name written in one cell, "SMITH, Ann Mary" or "Ann Mary Smith".

    A single word is taken as the family name before a comma, as the given name otherwise.
    """
    family, comma, rest = text.partition(",")
    if comma:
        given = rest.split()
        return _first(given), _rest(given), family.strip() or None
    words = text.split()
    if len(words) < 2:
        return _first(words), None, None
    return words[0], _rest(words[:-1]), words[-1]


def _first(words: list[str]) -> str | None:
    return words[0] if words else None


def _rest(words: list[str]) -> str | None:
    return " ".join(words[1:]) or None


@cache
def _groups() -> dict[str, tuple[int, ...]]:
    text = (files(__package__) / "forenames.txt").read_text(encoding="utf-8")
    found: dict[str, list[int]] = {}
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    for number, names in enumerate(lines):
        for name in names:
            found.setdefault(name, []).append(number)
    return {name: tuple(groups) for name, groups in found.items()}


@cache
def _forenames() -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for name, groups in _groups().items():
        for group in groups:
            found.setdefault(group, []).append(name)
    return {group: tuple(names) for group, names in found.items()}


def forenames_of_group(group: int) -> tuple[str, ...]:
    """Return the forenames of one group of `forenames.txt`, by its number."""
    return _forenames()[group]


def forename_groups(word: str) -> tuple[int, ...]:
    """Return the numbers of the groups of `forenames.txt` a forename stands in: two that share one are used for one another."""
    return _groups().get(word, ())
