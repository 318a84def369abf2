"""What the disclosure check looks at and what it finds."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was found. The order is that of certainty: of two findings in one place the first kind stands."""

    POSTCODE = "postcode"
    ADDRESS = "address"
    CONTACT = "contact"  # telephone, e-mail
    NUMBER = "number"  # an id an agency uses, an NHS number, a pupil number: whatever leads to one record
    BIRTH = "birth"  # a date of birth on the lists
    CODE = "code"  # the inspection's own word for a child
    PSEUDONYM = "pseudonym"  # declared, and borne by the child or a relative
    NAME = "name"
    WORKER = "worker"
    NICKNAME = "nickname"
    MISSPELT = "misspelt"
    INITIALS = "initials"
    DATE = "date"
    COMBINATION = "combination"
    COUNT = "count"
    POST = "post"  # a post or service of one person


@dataclass(frozen=True)
class Text:
    """One text that would be printed. `place` tells which, `pseudonyms` are the names declared to be invented there."""

    place: str
    words: str
    pseudonyms: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hit:
    """One thing found in one text: characters `start` to `end` of it, and in a sentence why it was stopped at."""

    place: str
    kind: Kind
    start: int
    end: int
    phrase: str
    why: str


def hit(text: Text, kind: Kind, start: int, end: int, why: str) -> Hit:
    """Return a hit on some characters of a text."""
    return Hit(text.place, kind, start, end, text.words[start:end], why)


def settled(hits: list[Hit]) -> list[Hit]:
    """Return hits in reading order, of those that overlap in one text the surest alone, the longer of two equally sure.

    A combination or a count is about a whole sentence or phrase: it stands beside what lies within it.
    """
    order = list(Kind)
    kept: list[Hit] = []
    for one in sorted(hits, key=lambda one: (order.index(one.kind), one.start - one.end)):
        if one.kind is Kind.COMBINATION or not any(_overlap(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: (one.place, one.start, one.end))


def _overlap(one: Hit, other: Hit) -> bool:
    beside = Kind.COMBINATION in (one.kind, other.kind)
    return not beside and one.place == other.place and one.start < other.end and other.start < one.end
