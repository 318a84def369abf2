"""Words known to be no one's name: ordinary ones, days and places, short forms; and words that go before a name."""

import tomllib
from functools import cache
from importlib.resources import files

from joinedup.records.names import folded


@cache
def ordinary() -> frozenset[str]:
    """Return ordinary English words in lower case."""
    text = (files(__package__) / "ordinary.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@cache
def abbreviations() -> frozenset[str]:
    """Return the short forms letters use, in capitals."""
    return frozenset(_words("abbreviations"))


@cache
def proper() -> frozenset[str]:
    """Return words that are written with a capital and name nobody, folded."""
    return frozenset(folded(word) for word in _words("proper"))


@cache
def titles() -> frozenset[str]:
    """Return words after which a capital word is somebody's name."""
    return frozenset(_words("titles"))


@cache
def calling() -> frozenset[str]:
    """Return words after which a capital word that is no ordinary one is somebody's name."""
    return frozenset(_words("calling"))


@cache
def person_verbs() -> frozenset[str]:
    """Return words that follow a person at the start of a sentence."""
    return frozenset(_words("person_verbs"))


@cache
def families() -> frozenset[str]:
    """Return words that follow the name of a family."""
    return frozenset(_words("families"))


@cache
def beginners() -> frozenset[str]:
    """Return ordinary words that are names too and begin sentences often."""
    return frozenset(_words("beginners"))


@cache
def never() -> frozenset[str]:
    """Return words that are never somebody's name alone."""
    return frozenset(_words("never"))


@cache
def _data() -> dict[str, str]:
    loaded: dict[str, str] = tomllib.loads((files(__package__) / "known.toml").read_text(encoding="utf-8"))
    return loaded


def _words(name: str) -> list[str]:
    return _data()[name].split()
