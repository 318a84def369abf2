"""A whole written statement as one tree: what its forms are made from, and what is carried to another installation.

Days are dates, moments are in UTC; ids are text; who did something is told by words, for an account is known to one installation.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

IMPROVE: Final = "improve"
PRIORITY: Final = "priority"
PROSE: Final = "prose"


@dataclass(frozen=True)
class Letter:
    """The published letter a statement answers. `address` is its public address; `sha256` that of the document as published."""

    title: str
    area: str
    area_code: str
    made_up: bool
    address: str
    published_on: date
    sha256: str
    framework: str
    theme: str


@dataclass(frozen=True)
class Agency:
    """One agency of the partnership."""

    key: str
    name: str
    sector: str


@dataclass(frozen=True)
class Board:
    """A board or group of the partnership's own that oversees actions; `chaired_by` is a post."""

    id: str
    name: str
    chaired_by: str


@dataclass(frozen=True)
class Point:
    """One point of the letter. `number`: "3" of the bullets, "P1" of priority action, "M2" out of the prose.

    `same_as` is the number of the point that says the same; `likely_same` the one the letter's findings suggest.
    """

    id: str
    number: str
    kind: str
    section: str
    heading: str
    text: str
    passage: str
    sectors: tuple[str, ...]
    criteria: tuple[str, ...]
    likely_same: str = ""
    same_as: str = ""
    words: str = ""


@dataclass(frozen=True)
class Milestone:
    """A step of an action; `done_on` is nothing until it is done, and `proof` says by what that is seen."""

    id: str
    what: str
    due_on: date | None
    done_on: date | None
    proof: str


@dataclass(frozen=True)
class Remark:
    """How an action goes on, in the words of whoever wrote it."""

    id: str
    at: datetime
    by: str
    words: str


@dataclass(frozen=True)
class Action:
    """What the partnership does. `points` are numbers of points, `owner` a post, agencies are keys, `board` an id."""

    id: str
    number: int
    what: str
    points: tuple[str, ...]
    owner: str
    agency: str
    contributors: tuple[str, ...]
    board: str
    begins_on: date | None
    due_on: date | None
    difference: str
    measure: str
    state: str
    milestones: tuple[Milestone, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Approval:
    """That a statutory partner approved one exact plan. A later change of the plan takes it back; it is kept."""

    id: str
    sector: str
    agency: str
    by: str
    version: str
    at: datetime
    voided_at: datetime | None


@dataclass(frozen=True)
class Move:
    """One step of the statement from state to state."""

    id: str
    before: str
    after: str
    at: datetime
    by: str
    words: str


@dataclass(frozen=True)
class Copy:
    """What the inspectorates were given, frozen: the statement as sent, or something shared later. `text` is its JSON."""

    id: str
    kind: str
    at: datetime
    by: str
    words: str
    sha256: str
    text: str


@dataclass(frozen=True)
class Voice:
    """What children said has changed, about twelve months on."""

    id: str
    asked_on: date
    how: str
    changed: str
    unchanged: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Statement:
    """A written statement of action, whole."""

    id: str
    state: str
    letter: Letter
    principal_authority: str
    prepared_by: str
    sent_by: str
    due_on: date | None
    received_on: date | None
    agencies: tuple[Agency, ...]
    boards: tuple[Board, ...]
    points: tuple[Point, ...]
    actions: tuple[Action, ...]
    approvals: tuple[Approval, ...] = ()
    moves: tuple[Move, ...] = ()
    copies: tuple[Copy, ...] = ()
    voices: tuple[Voice, ...] = ()

    def agency_name(self, key: str) -> str:
        """Return an agency's name by its key; the key itself where it is none of the partnership's."""
        return next((one.name for one in self.agencies if one.key == key), key)

    def board_name(self, board: str) -> str:
        """Return a board's name by its id; "" for none."""
        return next((one.name for one in self.boards if one.id == board), "")

    def actions_on(self, number: str) -> tuple[Action, ...]:
        """Return the actions that answer a point."""
        return tuple(one for one in self.actions if number in one.points)

    def point(self, number: str) -> Point | None:
        """Return a point by its number."""
        return next((one for one in self.points if one.number == number), None)


def own_points(statement: Statement) -> tuple[Point, ...]:
    """Return the points that need actions of their own: those not said to be the same as another."""
    return tuple(one for one in statement.points if not one.same_as)
