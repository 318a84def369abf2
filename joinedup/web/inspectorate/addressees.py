"""Whom a letter goes to as a rule: where the lead inspector may start."""

from collections.abc import Iterable
from datetime import date
from typing import Final, Protocol

from joinedup.letter.core.standard import wording_on
from joinedup.method.framework import DatedText

CARE_BOARDS, YOUTH_JUSTICE, SCRUTINEERS = date(2022, 7, 1), date(2021, 1, 1), date(2019, 9, 29)

#: The posts a letter goes to, by sector, as they were called over time (method.md, section 2): clinical commissioning groups gave
#: way to integrated care boards, youth offending teams to youth justice services, safeguarding boards to partnerships.
POSTS: Final[dict[str, tuple[DatedText, ...]]] = {
    "local_authority": (DatedText("Director of children’s services"),),
    "police": (DatedText("Chief constable"),),
    "health": (DatedText("Accountable officer"), DatedText("Chief executive", CARE_BOARDS)),
    "probation": (DatedText("Head of service"),),
    "youth_offending": (DatedText("Youth offending manager"), DatedText("Youth justice manager", YOUTH_JUSTICE)),
    "education": (DatedText("Head of service"),),
    "board": (DatedText("Independent chair"), DatedText("Independent scrutineer", SCRUTINEERS)),
}


class Body(Protocol):
    """What is asked of an agency here: its sector and its name."""

    sector: str
    name: str


def proposed_addressees(agencies: Iterable[Body], day: date) -> list[str]:
    """Return a line for each agency's post as it was called on `day`: `Chief constable, Wenshire Constabulary`."""
    return [f"{wording_on(POSTS[agency.sector], day)}, {agency.name}" for agency in agencies]
