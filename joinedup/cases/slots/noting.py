"""What the note of a slot says before anybody writes: where it comes from, whose work, which criteria and child, when."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from joinedup.cases.enums import TrackedState
from joinedup.cases.models import TrackedChild
from joinedup.inspections.core.timetable import hours_of
from joinedup.inspections.timetable.models import Slot
from joinedup.inspections.timetable.queries import as_core
from joinedup.method.fieldwork import fieldwork_of, source_of


@dataclass(frozen=True)
class Begun:
    """A note as its slot begins it; "" and null where the slot does not say."""

    source: str
    sector: str
    criteria: tuple[str, ...]
    tracked: TrackedChild | None
    day: date
    begins: time | None


def begun_by(slot: Slot, child: TrackedChild | None) -> Begun:
    """Return how a slot begins its note. A child left out since is no note's."""
    framework = slot.inspection.framework
    known = {activity.id for activity in fieldwork_of(framework).activities}
    source = source_of(framework, slot.activity) if slot.activity in known else None
    tracked = child if child is not None and child.state == TrackedState.TRACKED else None
    return Begun(source.id if source else "", slot.sector, tuple(slot.criteria), tracked, slot.day, slot.begins)


def hours(slot: Slot) -> tuple[int, int]:
    """Return when a slot begins and ends, in minutes since midnight."""
    return hours_of(as_core(slot), fieldwork_of(slot.inspection.framework))


def is_over(slot: Slot, now: datetime) -> bool:
    """Return whether a slot's end has passed."""
    return _minute(slot, hours(slot)[1]) <= now


def has_begun(slot: Slot, now: datetime) -> bool:
    """Return whether a slot's beginning has passed."""
    return _minute(slot, hours(slot)[0]) <= now


def _minute(slot: Slot, minute: int) -> datetime:
    return timezone.make_aware(datetime.combine(slot.day, time(*divmod(minute, 60))))
