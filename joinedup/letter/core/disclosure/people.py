"""The names of an inspection's lists, ready to be looked for: who bears them, in which part, under which short forms."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Any, Final

from joinedup.letter.core.disclosure.known import never, ordinary
from joinedup.letter.core.disclosure.spelling import Spellings
from joinedup.records.names import family_words, folded, forename_groups, forenames_of_group, given_words

#: An ordinary word on fewer rows than this is a forename by a slip of the keyboard.
_SELDOM: Final = 4
#: A family name this many times as often as a forename is none.
_SWAPPED: Final = 5


class Who(IntEnum):
    """Who bears a name; the first that applies is told."""

    NEAR = 1  # a sampled or tracked child, or somebody in such a child's life
    LISTED = 2  # anybody else on the agencies' lists
    WORKER = 3


@dataclass(frozen=True)
class Named:
    """One name somebody has, as an agency wrote it."""

    given: str | None
    middle: str | None
    family: str | None
    who: Who


@dataclass
class People:
    """Every name, folded: as a forename, as a family name, as both together, and by first letters."""

    given: dict[str, Who] = field(default_factory=dict)
    family: dict[str, Who] = field(default_factory=dict)
    whole: dict[tuple[str, str], Who] = field(default_factory=dict)
    initials: dict[str, Who] = field(default_factory=dict)

    @cached_property
    def short(self) -> dict[str, Who]:
        """Return the names used for a listed forename that are not listed themselves: short forms and other spellings."""
        found: dict[str, Who] = {}
        for name, who in self.given.items():
            for group in forename_groups(name):
                for other in forenames_of_group(group):
                    if other not in self.given:
                        _keep(found, other, who)
        return found

    @cached_property
    def spellings(self) -> Spellings:
        """Return the names a word may be a slip of."""
        return Spellings({*self.given, *self.family})

    def who(self, name: str) -> Who | None:
        """Return who bears a name in any part; none where nobody does."""
        return min((part[name] for part in (self.given, self.family) if name in part), default=None)

    def near(self, name: str) -> bool:
        """Return whether a sampled or tracked child, or somebody in their life, bears a name or one used for it."""
        return Who.NEAR in (self.given.get(name), self.family.get(name), self.short.get(name)) or any(
            self.given.get(other) == Who.NEAR for group in forename_groups(name) for other in forenames_of_group(group)
        )


def people_of(names: Iterable[Named]) -> People:
    """Return the names ready to be looked for. Placeholders and titles are no names."""
    people = People()
    borne: Counter[tuple[str, str]] = Counter()
    for name in set(names):
        given = [*given_words(name.given), *given_words(name.middle)]
        family = list(_family(name.family))
        for word in _longer(given):
            _keep(people.given, word, name.who)
            borne["given", word] += 1
        for word in _longer(family):
            _keep(people.family, word, name.who)
            borne["family", word] += 1
        for one in given[:1]:
            for other in family:
                _keep(people.whole, (one, other), name.who)
            if family:
                _keep(people.initials, one[0] + family[0][0], name.who)
    for word in [word for word in people.given if _is_swapped(word, borne["given", word], borne["family", word])]:
        del people.given[word]
    return people


def _is_swapped(word: str, given: int, family: int) -> bool:
    """Return whether a word stands among forenames by a slip: it is a family name far more often, or an ordinary word and rare."""
    if forename_groups(word):
        return False
    return family > _SWAPPED * given or (word in ordinary() and given <= max(_SELDOM, family))


def _family(text: str | None) -> Iterator[str]:
    """Return a family name's parts, joined to their particles and whole: "de Souza-Lee" gives desouza, lee, desouzalee, souza."""
    words = family_words(text)
    yield from words
    if len(words) > 1:
        yield "".join(words)
    if words:
        yield from (word for word in folded(text).split() if len(word) > 3 and word not in words)


def _longer(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if len(word) > 1 and word not in never())


def _keep(found: dict[Any, Who], key: Any, who: Who) -> None:
    found[key] = min(who, found.get(key, who))
