"""An inspection's stages as a line, and its calendar as steps with their names."""

from dataclasses import dataclass
from datetime import date

from joinedup.inspections import queries
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection


@dataclass(frozen=True)
class Stop:
    """One stage on the line. `state`: done | now | to come."""

    name: str
    state: str


@dataclass(frozen=True)
class Step:
    """One step of the calendar: `day` as printed on the notification where that differs from the computed day."""

    title: str
    day: date
    until: date | None
    computed: date | None  # where the printed day differs


def line(stage: str) -> list[Stop]:
    """Return the stages in order, each done, now or to come."""
    order = list(Stage)
    here = order.index(Stage(stage))
    states = ("done" if place < here else "now" if place == here else "to come" for place in range(len(order)))
    return [Stop(name.label, state) for name, state in zip(order, states, strict=True)]


def calendar(inspection: Inspection) -> list[Step]:
    """Return the inspection's key dates with the framework's titles, in order of days."""
    titles = {step.id: step.title for step in inspection.framework.calendar}
    return [
        Step(
            title=titles.get(row.step, row.step),
            day=row.printed or row.computed,
            until=row.until,
            computed=row.computed if row.printed and row.printed != row.computed else None,
        )
        for row in queries.key_dates(inspection)
    ]
