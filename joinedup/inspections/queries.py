"""Reading inspections."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.enums import Role
from joinedup.inspections.interruptions.queries import times_lost
from joinedup.inspections.models import Inspection, KeyDate, NotificationCall, TeamMember, stands_back
from joinedup.method.calendar import add_working_days
from joinedup.method.calendar import key_dates as calendar_of
from joinedup.method.moving import days_lost, not_overlapping
from joinedup.people.models import Person

LISTS: Final = "lists"  # the calendar step that says when lists and other information are due


def inspections_of(person: Person) -> QuerySet[Inspection]:
    """Return the inspections a person may see, newest first, with their areas."""
    return Inspection.objects.visible_to(person).select_related("area")


def team(inspection: Inspection) -> QuerySet[TeamMember]:
    """Return the team with people and inspectorates."""
    return inspection.team.select_related("person", "inspectorate").order_by("inspectorate__name", "role", "person__name")


def roles_of(person: Person, inspection: Inspection) -> frozenset[Role]:
    """Return what a person does in an inspection; empty for somebody outside its team."""
    return frozenset(
        Role(role) for role in TeamMember.objects.filter(inspection=inspection, person=person).values_list("role", flat=True)
    )


def opened_it(person: Person, inspection: Inspection) -> bool:
    """Return whether a person opened an inspection, and does not stand back from it."""
    return inspection.opened_by_id == person.pk and not stands_back(person, inspection.pk)


def agencies(inspection: Inspection) -> QuerySet[Agency]:
    """Return the agencies that take part, by sector and name."""
    return Agency.objects.filter(inspections__inspection=inspection)


def key_dates(inspection: Inspection) -> QuerySet[KeyDate]:
    """Return the calendar in order of days."""
    return inspection.key_dates.order_by("computed", "step")


def due_days(inspection: Inspection) -> Callable[[int], date]:
    """Return what gives the day a thing of a working day is due; notification is working day 1.

    What is due on the day counted for lists is due on the day that stands for them now: as printed, and as a deferral or a pause
    has moved it. What is due on other days comes later by the working days such have cost.
    """
    lists = inspection.key_dates.filter(step=LISTS).first()
    at_first = {row.step: row.first for row in calendar_of(inspection.framework, inspection.notified_on)}.get(LISTS)
    lost = not_overlapping(times_lost(inspection))

    def due(day: int) -> date:
        counted = add_working_days(inspection.notified_on, max(day, 1) - 1)
        if lists is not None and counted in (at_first, lists.computed if not lost else at_first):
            return lists.first
        for begins, goes_on in lost:
            counted = add_working_days(counted, days_lost(begins, goes_on)) if counted >= begins else counted
        return counted

    return due


def was_telephoned(inspection: Inspection) -> bool:
    """Return whether a call is recorded that reached the area."""
    return NotificationCall.objects.filter(inspection=inspection, reached=True).exists()


def is_to_come(inspection: Inspection, when: date | datetime) -> bool:
    """Return whether a day, or a moment, lies ahead: what is written down of it has not happened yet.

    Never of a made-up inspection: it is set in days of its own, so that one may be rehearsed before its framework is in force.
    """
    now: date | datetime = timezone.now() if isinstance(when, datetime) else timezone.localdate()
    return not inspection.made_up and when > now


def any_inspection() -> bool:
    """Return whether there is any inspection at all."""
    return Inspection.objects.exists()


def code_word_taken(code_word: str) -> bool:
    """Return whether an inspection is called so already, whoever may see it."""
    return Inspection.objects.filter(code_word=code_word).exists()
