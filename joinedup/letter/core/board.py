"""Where a letter stands against its calendar: the step it is at, and by how many working days it is past it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from joinedup.method.calendar import working_days_between

#: What a letter works towards, first known step of each: by its own state, and while it is written by the inspection's stage.
_STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "": ("draft", "publication"),  # not started
    "judging": ("draft", "publication"),
    "writing": ("draft", "publication"),
    "checking": ("accuracy", "embargo", "publication"),
    "offered": ("embargo", "publication"),
    "signed": ("publication",),
    "frozen": ("publication",),
}


@dataclass(frozen=True)
class Due:
    """The step a letter works towards and the day it is due; `past` is in working days, nothing or less while there is time."""

    step: str
    on: date
    past: int

    @property
    def slipped(self) -> bool:
        """Return whether its day has gone by."""
        return self.past > 0


def step_of(state: str, stage: str) -> tuple[str, ...]:
    """Return the steps a letter may work towards, the nearest first; none once it is published.

    `state` is the letter's ("" where it is not started), `stage` the inspection's.
    """
    return _STEPS.get(stage if state == "drafting" else state, ())


def due(state: str, stage: str, calendar: Mapping[str, date], today: date) -> Due | None:
    """Return what a letter works towards under a calendar (step → last day); none once published, or where no such step is."""
    step = next((step for step in step_of(state, stage) if step in calendar), None)
    return None if step is None else Due(step, calendar[step], working_days_between(calendar[step], today))
