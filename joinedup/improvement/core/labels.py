"""How the fixed words of a statement are written on its forms, and read back from them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from joinedup.improvement.core.content import IMPROVE, PRIORITY, PROSE

STATES: Final = {"planned": "Not begun", "under_way": "Under way", "done": "Done", "dropped": "Not pursued"}
KINDS: Final = {PRIORITY: "Area for priority action", IMPROVE: "What needs to improve", PROSE: "Told in the text"}
STANDS: Final = {
    "draft": "Being written",
    "approved": "Approved by the statutory partners",
    "sent": "Sent to the inspectorates",
    "acknowledged": "Acknowledged, being carried out",
    "put_to_scrutiny": "With the scrutineer, to be closed",
    "closed": "Closed",
}
SECTORS: Final = {
    "local_authority": "Local authority",
    "police": "Police",
    "health": "Health",
    "probation": "Probation",
    "youth_offending": "Youth offending",
    "education": "Education",
    "board": "Board or partnership",
}
NOT_SAID: Final = "Not said yet"


def code_of(labels: Mapping[str, str], text: str) -> str | None:
    """Return the code whose label a person wrote, however they wrote its capitals; None for another text."""
    return next((code for code, label in labels.items() if text.strip().casefold() in (label.casefold(), code)), None)


def day(value: date | None) -> str:
    """Return a day as it is printed, 5 March 2026; “Not said yet” for none."""
    return f"{value.day} {value:%B %Y}" if value else NOT_SAID


def source(kind: str, section: str, heading: str) -> str:
    """Return where a point stands in the letter: its section and heading, or what kind of point it is."""
    return ", ".join(part for part in dict.fromkeys((section or KINDS[kind], heading)) if part)
