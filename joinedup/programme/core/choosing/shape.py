"""What choosing reads and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from joinedup.method.framework import ChoiceSpread
from joinedup.programme.core.burden.shape import Place, Weeks

__all__ = ["Asked", "Choice", "Chosen", "Place", "Reason", "Step", "Weeks"]


@dataclass(frozen=True)
class Reason:
    """One reason for one area.

    `ground` is what reasons of several areas have in common (the key of a measure; "intelligence"; what a visit should learn):
    grounds are drawn by weight, then areas evenly among those that have the ground. Where `open` is false the words are for named
    eyes only: sentences of a choice then say the kind alone. A reason counts on a day before `expires` or on it.
    """

    area: str
    kind: str  # concern | interest | good_practice | ministers
    words: str
    source: str
    ground: str = ""
    dated: date | None = None
    expires: date | None = None
    open: bool = True
    key: str = ""  # whatever the caller knows it by; never printed


@dataclass(frozen=True)
class Asked:
    """What a round asks of its choice.

    `shares`: (kind, how many) in the order slots are filled: "chance" first, then concern, interest, good practice; what is left
    is chosen for its spread. `weights`: ground → whole number, 1 where it is not named, 0 never drawn. `at_once`: inspections in
    fieldwork in one week. `on`: the day of the choice (reasons that have run out by then do not count).
    """

    number: int
    spread: ChoiceSpread
    on: date
    shares: tuple[tuple[str, int], ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    at_once: int = 1


@dataclass(frozen=True)
class Chosen:
    """One area of a round. `by`: ministers | chance | concern | interest | good_practice | spread | swap | urgent.

    `kinds`: every kind of reason there is for the area, drawn by or not. `week`: one Monday that fits beside the others (the
    roster decides). `sentence` may be read by whoever may know the area.
    """

    area: str
    by: str
    kinds: tuple[str, ...]
    sentence: str
    week: date


@dataclass(frozen=True)
class Step:
    """A change to a choice by a named person. `out` is empty where an area was put in urgently."""

    what: str  # swap | urgent
    by: str
    why: str
    put_in: str
    out: str = ""


@dataclass(frozen=True)
class Choice:
    """The areas of a round in the order they came in, a sentence for every other area, and what it takes to make it again."""

    chosen: tuple[Chosen, ...]
    left_out: Mapping[str, str]
    inputs_hash: str  # sha256 of everything that went in
    seed: int
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()  # what the round as a whole must know: a share not filled, a limit bent
