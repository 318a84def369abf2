"""What a complaint is made of."""

from dataclasses import dataclass
from datetime import datetime

from joinedup.inspections.complaints.enums import Came
from joinedup.people.models import Person


@dataclass(frozen=True)
class Said:
    """What is complained about, in words, and what is asked to be put right. `about`: whose behaviour, where that is known."""

    subject: str
    words: str
    wanted: str = ""
    about: Person | None = None


@dataclass(frozen=True)
class Arrived:
    """A complaint somebody else wrote or said: how and when it came, from whom, and how they are reached."""

    came: Came
    who: str
    at: datetime
