"""What a person's calendar of an inspection holds. It never names a child, nor the area: the code word and what is done."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Max, Q, QuerySet

from joinedup.inspections.core import ical
from joinedup.inspections.core.timetable import hours_of
from joinedup.inspections.feeds.models import CalendarFeed
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import agencies_of
from joinedup.inspections.timetable.enums import SlotState
from joinedup.inspections.timetable.models import Slot, SlotEntry
from joinedup.inspections.timetable.queries import as_core, slots_asking, slots_seen_by
from joinedup.inspections.timetable.whereabouts import where_carried
from joinedup.method.fieldwork import fieldwork_of
from joinedup.people.models import Person

_STATUS = {
    SlotState.AGREED: ical.Status.CONFIRMED,
    SlotState.DONE: ical.Status.CONFIRMED,
    SlotState.CALLED_OFF: ical.Status.CANCELLED,
}


def feed_of(person: Person, inspection: Inspection) -> CalendarFeed | None:
    """Return a person's feed of an inspection that runs now; null where there is none."""
    return CalendarFeed.objects.visible_to(person).filter(inspection=inspection, stopped_at=None).first()


def own_slots(person: Person, inspection: Inspection) -> QuerySet[Slot]:
    """Return the slots a person goes to as an inspector, and those that ask something of an agency of theirs."""
    asking = slots_asking(agencies_of(person, inspection), inspection).values("pk")
    return slots_seen_by(person, inspection).filter(Q(pk__in=person.slots.values("pk")) | Q(pk__in=asking))


def slots_on(person: Person, inspection: Inspection, day: date) -> list[Slot]:
    """Return the slots a person goes to as an inspector on a day, those called off left out."""
    found = slots_seen_by(person, inspection).filter(inspectors=person, day=day)
    return list(found.exclude(state=SlotState.CALLED_OFF))


def calendar_of(slots: Iterable[Slot], inspection: Inspection) -> str:
    """Return slots as an iCalendar file."""
    found, title = list(slots), inspection.code_word.replace("-", " ").capitalize()
    changed = _changed(found)
    entries = [_entry(slot, title, changed.get(slot.pk, slot.made_at), inspection) for slot in found]
    return ical.calendar(f"{title}: fieldwork", entries)


def _entry(slot: Slot, title: str, changed: datetime, inspection: Inspection) -> ical.Entry:
    work = fieldwork_of(inspection.framework)
    activity = next((one for one in work.activities if one.id == slot.activity), None)
    begins, ends = hours_of(as_core(slot), work)
    # A calendar leaves the service: where a child or family is met is no calendar's business.
    private = activity is None or activity.meets_child or bool(slot.child)
    return ical.Entry(
        uid=f"{slot.pk}@joinedup",
        day=slot.day,
        begins=time(*divmod(begins, 60)),
        ends=time(*divmod(ends, 60)),
        summary=f"{title}: {activity.title if activity else slot.activity}",
        changed=changed,
        status=ical.Status.TENTATIVE if slot.unanswered else _STATUS.get(SlotState(slot.state), ical.Status.TENTATIVE),
        times=slot.version,
        place="" if private and not slot.online else where_carried(slot, inspection),
        words=f"Slot {slot.number}: {slot.get_state_display().lower()}. What it is about and who comes stands in Joinedup.",
    )


def _changed(slots: list[Slot]) -> dict[object, datetime]:
    """Return when each slot was last changed."""
    rows = SlotEntry.objects.filter(slot__in=[slot.pk for slot in slots]).order_by()
    return dict(rows.values_list("slot").annotate(last=Max("at")).values_list("slot", "last"))
