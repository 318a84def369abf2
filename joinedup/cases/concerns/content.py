"""What an urgent concern is made of when it is raised."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from joinedup.areas.models import Agency
from joinedup.cases.models import TrackedChild
from joinedup.people.models import Person


@dataclass(frozen=True)
class About:
    """Whom a concern is about: a child of the lists under the inspection's code, or, with `who` alone, somebody or something else.

    `records` are record ids of the link run `run`.
    """

    who: str = ""
    code: str = ""
    tracked: TrackedChild | None = None
    child_id: str = ""
    run: UUID | None = None
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Receiver:
    """Who receives a concern: somebody with an account at an agency's door, or a post, with a name where one is known."""

    agency: Agency | None
    post: str
    person: Person | None = None
    name: str = ""


@dataclass(frozen=True)
class Rung:
    """The first step of a concern told by voice: who was rung, when, and what was said."""

    who: str
    at: datetime
    said: str


@dataclass(frozen=True)
class Written:
    """A concern in writing."""

    what: str
    why: str
    asked: str


@dataclass(frozen=True)
class SpokenOf:
    """Somebody at work of whom something is said: their role and their agency (none: another employer), never their name."""

    role: str
    agency: Agency | None
