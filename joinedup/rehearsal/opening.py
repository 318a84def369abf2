"""The area is notified: who needs its name is named, a day printed otherwise than counted, the pack made, the call made."""

from datetime import datetime, time

from joinedup.inspections.models import Inspection, NotificationCall
from joinedup.inspections.notifying.actions import make_pack, name_into_circle, notify_area, read_area, record_attempt, set_day
from joinedup.inspections.queries import key_dates
from joinedup.method.calendar import add_working_days
from joinedup.method.notifying import telephoned
from joinedup.records.dates import LONDON
from joinedup.rehearsal.cast import Cast

NEEDS = "Prepares the timetable and books rooms for the inspectors, and cannot do so without knowing where."
LATER = "The joint audit is read over a weekend: the agencies have one working day more."
SAID = (
    "Told the director that the area is inspected, on which theme, by whom and when inspectors come; that everything is asked for "
    "in Joinedup, and to send nothing about a child by email."
)
ASKED = "Whether the coordinators could be named by the evening, and whether the base needs passes for visitors."


def notify(cast: Cast, inspection: Inspection) -> NotificationCall:
    """Notify the area on the day it was opened for: the second call reaches the post."""
    colleague = next(person for people in cast.inspectors.values() for person in people if person != cast.lead)
    name_into_circle(by=cast.lead, inspection=inspection, person=colleague, why=NEEDS)
    read_area(by=colleague, inspection=inspection, where="rehearsal")
    _print_a_later_day(cast, inspection)
    make_pack(by=cast.lead, inspection=inspection)
    call = {"called_by": cast.lead, "post": telephoned(inspection.framework)}
    record_attempt(by=cast.lead, inspection=inspection, at=_at(inspection, 9, 2), **call)
    return notify_area(by=cast.lead, inspection=inspection, at=_at(inspection, 9, 17), said=SAID, asked=ASKED, **call)


def _print_a_later_day(cast: Cast, inspection: Inspection) -> None:
    """Give the joint audit a day more than the calendar counts, where the framework has one and it stays before fieldwork."""
    audit = key_dates(inspection).filter(step="joint_audit").first()
    if audit is not None:
        set_day(by=cast.lead, inspection=inspection, step=audit.step, day=add_working_days(audit.computed, 1), why=LATER)


def _at(inspection: Inspection, hour: int, minute: int) -> datetime:
    return datetime.combine(inspection.notified_on, time(hour, minute), tzinfo=LONDON)
