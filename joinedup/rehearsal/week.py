"""The fieldwork week is planned: inspectors ask, coordinators find people and places, one slot moves, one is called off.

What nobody noted took place on a day to come is left open: a rehearsal ahead of its time has seen nothing of that day.
"""

from collections.abc import Iterator
from datetime import date, time, timedelta
from itertools import cycle

from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.cases.slots.actions import plan_slot, replan_slot
from joinedup.cases.slots.queries import child_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable import actions
from joinedup.inspections.timetable.details import SlotDetails
from joinedup.inspections.timetable.models import Place, Slot
from joinedup.method.calendar import is_working_day
from joinedup.method.framework import Criterion
from joinedup.people.models import Person
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.children import Story

#: What is done with an agency, in turn, and with whom of its staff.
WITH_STAFF = (
    ("interview", "Team manager", "How what is known of a child is passed on, and when."),
    ("observe", "Whoever chairs the meeting", "The meeting as it is held every week."),
    ("focus_group", "Practitioners", "What practitioners say helps and hinders."),
    ("sample", "Somebody who knows the case system", "Records of sampled children, read beside somebody who knows the system."),
)
#: Hours of a day, each with the half it lies in; half an hour between two for the way.
HOURS = (
    ("morning", time(9), time(10, 30)),
    ("morning", time(11), time(12, 30)),
    ("afternoon", time(13, 30), time(15)),
    ("afternoon", time(15, 30), time(17)),
)
#: What hours are taken by whom: person, day, hour it begins.
Taken = set[tuple[object, date, time]]
#: How many criteria one slot looks at, at most.
CRITERIA = 3


def plan_week(cast: Cast, inspection: Inspection, stories: list[Story]) -> list[Slot]:
    """Plan a week in which every sector, criterion and tracked child has a slot; return its slots."""
    base = actions.add_place(by=cast.lead, inspection=inspection, title="The inspectors’ room", minutes=10)
    taken: Taken = set()
    asked = [_ask(cast, inspection, taken, number, one) for number, one in enumerate(_to_look_at(cast, inspection))]
    own = [_about_child(inspection, taken, base, story) for story in stories]
    own += [_about_child(inspection, taken, None, story) for story in stories[:1]]  # the family says yes before the day
    agreed = [actions.agree(by=cast.lead, slot=slot, version=slot.version) for slot in _offers(cast, inspection, asked)]
    if len(agreed) > 1:
        agreed[-2] = _moved(cast, inspection, agreed[-2])
        agreed[-1] = actions.call_off(
            by=cast.lead, slot=agreed[-1], version=agreed[-1].version, why="The meeting is not held this week."
        )
    slots = [_done(cast, slot) for slot in (*agreed, *own)]
    for agency in {one.agency for slot in asked for one in slot.agencies.all()}:
        actions.seen(by=cast.coordinators[agency.key], inspection=inspection, agency=agency)
    actions.seen(by=cast.lead, inspection=inspection)
    return slots


def _to_look_at(cast: Cast, inspection: Inspection) -> Iterator[tuple[str, Agency | None, list[Criterion]]]:
    """Yield sectors, an agency there and the criteria asked about: every criterion once, every sector at least once."""
    framework = inspection.framework
    for sector in framework.sectors:
        agencies = [agency for agency in cast.agencies.values() if agency.sector == sector.id]
        criteria = [one for one in framework.criteria if one.sectors[:1] == (sector.id,)]
        several = [criteria[n : n + CRITERIA] for n in range(0, len(criteria), CRITERIA)] or [[]]
        for agency, some in zip(cycle(agencies or [None]), several, strict=False):
            yield sector.id, agency, some


def _ask(
    cast: Cast,
    inspection: Inspection,
    taken: Taken,
    number: int,
    wanted: tuple[str, Agency | None, list[Criterion]],
) -> Slot:
    sector, agency, criteria = wanted
    activity, role, what = WITH_STAFF[number % len(WITH_STAFF)]
    person = _assessor(cast, inspection, sector, number)
    day, half, begins, ends = _free(inspection, taken, [person])
    details = SlotDetails(
        day=day,
        half=half,
        begins=begins,
        ends=ends,
        activity=activity,
        inspectors=[person],
        staff={agency: [role]} if agency else {},
        criteria=[one.id for one in criteria],
        sector=sector,
        what=what,
    )
    return actions.add_slot(by=person, inspection=inspection, details=details)


def _about_child(inspection: Inspection, taken: Taken, place: Place | None, story: Story) -> Slot:
    """Let those who lead on a child read its records together when both have time; without a place, meet the child at home."""
    leads = sorted(story.tracked.leads.all(), key=lambda person: person.email)
    day, half, begins, ends = _free(inspection, taken, leads)
    details = SlotDetails(
        day=day,
        half=half,
        begins=begins,
        ends=ends,
        activity="read" if place else "meet",
        inspectors=leads,
        place=place,
        sector="local_authority",
    )
    return plan_slot(by=leads[0], inspection=inspection, details=details, tracked=story.tracked)


def _offers(cast: Cast, inspection: Inspection, asked: list[Slot]) -> Iterator[Slot]:
    """Let each coordinator offer a room of the agency's own; what asks no agency is agreed already."""
    rooms: dict[str, Place] = {}
    for slot in asked:
        for one in slot.agencies.all():
            agency, by = one.agency, cast.coordinators[one.agency.key]
            if agency.key not in rooms:
                title = f"{agency.name}, main office"
                rooms[agency.key] = actions.add_place(by=by, inspection=inspection, title=title, agency=agency, minutes=20)
            yield actions.offer(
                by=by,
                slot=slot,
                agency=agency,
                version=slot.version,
                roles=one.roles,
                place=rooms[agency.key],
                room=f"Room {slot.number}",
                begins=slot.begins,
                ends=slot.ends,
            )


def _moved(cast: Cast, inspection: Inspection, slot: Slot) -> Slot:
    """Ask for a slot on another day, to which the agency agrees."""
    days = [day for day in _days(inspection) if day != slot.day]
    day = days[-1] if days else slot.day
    details = SlotDetails(
        day=day,
        half=slot.half,
        activity=slot.activity,
        inspectors=list(slot.inspectors.all()),
        place=slot.place,
        staff={one.agency: one.roles for one in slot.agencies.all()},
        criteria=slot.criteria,
        sector=slot.sector,
        what=slot.what,
    )
    words = "The meeting is held on another day this week."
    changed = replan_slot(by=cast.lead, slot=slot, version=slot.version, details=details, tracked=child_of(slot), words=words)
    agency = next(one.agency for one in changed.agencies.all())
    return actions.agree(by=cast.coordinators[agency.key], slot=changed, version=changed.version, agency=agency)


def _done(cast: Cast, slot: Slot) -> Slot:
    """Say that a slot of the first days took place, as far as its day has come."""
    if slot.state != "agreed" or slot.day > timezone.localdate():
        return slot
    return actions.mark_done(by=next(iter(slot.inspectors.all())), slot=slot, version=slot.version)


def _assessor(cast: Cast, inspection: Inspection, sector: str, number: int) -> Person:
    """Return an inspector of the inspectorate that assesses a sector, in turn; the lead where none does."""
    codes = [one.id for one in inspection.framework.inspectorates if sector in one.sectors]
    people = [person for code in codes for person in cast.inspectors[code]] or [cast.lead]
    return people[number % len(people)]


def _days(inspection: Inspection) -> list[date]:
    """Return the working days of fieldwork."""
    first = inspection.fieldwork_from or inspection.notified_on
    last = inspection.fieldwork_to or first
    return [day for n in range((last - first).days + 1) if is_working_day(day := first + timedelta(days=n))]


def _free(inspection: Inspection, taken: Taken, people: list[Person]) -> tuple[date, str, time, time]:
    """Return hours in which some people are all free, and take them: each hour of every day before the next hour."""
    every = [(day, *hours) for hours in HOURS for day in _days(inspection)]
    for day, half, begins, ends in every:
        wanted = {(person.pk, day, begins) for person in people}
        if not wanted & taken:
            taken |= wanted
            return day, half, begins, ends
    return every[-1]  # a week fuller than its hours clashes, as weeks do
