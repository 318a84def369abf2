"""Who keeps the register of inspectors. Each check raises InspectorRefused with a sentence; its twin answers yes or no."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from joinedup.areas.models import Inspectorate, InspectorateMember
from joinedup.people.models import Person
from joinedup.people.refusal import Refused, passes
from joinedup.programme.inspectors.enums import DAYS, Specialism
from joinedup.programme.inspectors.models import Inspector, OfficeMember, offices_of


class InspectorRefused(Refused):
    """Somebody may not do this with the register of inspectors, or not so; the message says why."""


def works_for(person: Person, inspectorate: Inspectorate) -> bool:
    """Return whether a person works for an inspectorate and may sign in."""
    return person.is_active and InspectorateMember.objects.filter(person=person, inspectorate=inspectorate).exists()


def check_in_office(person: Person, inspectorate: Inspectorate) -> None:
    """Refuse everyone but the inspectorate's own programme office."""
    if not offices_of(person).filter(inspectorate=inspectorate).exists():
        raise InspectorRefused(f"Only the programme office of {inspectorate} can do this.")


def in_office(person: Person, inspectorate: Inspectorate) -> bool:
    """Return whether `check_in_office` would pass."""
    return passes(check_in_office, person, inspectorate)


def check_can_fill_office(by: Person | None, inspectorate: Inspectorate, person: Person) -> None:
    """Refuse everyone but the programme office itself; its first member is named by anybody of the inspectorate, or the machine."""
    if not works_for(person, inspectorate):
        raise InspectorRefused(f"{person.name} does not work for {inspectorate}.")
    if OfficeMember.objects.filter(inspectorate=inspectorate, person=person, ended_at=None).exists():
        raise InspectorRefused(f"{person.name} works in the programme office already.")
    empty = not OfficeMember.objects.filter(inspectorate=inspectorate, ended_at=None, person__is_active=True).exists()
    if by is None or (empty and works_for(by, inspectorate)):
        return
    check_in_office(by, inspectorate)


def can_fill_office(by: Person | None, inspectorate: Inspectorate, person: Person) -> bool:
    """Return whether `check_can_fill_office` would pass."""
    return passes(check_can_fill_office, by, inspectorate, person)


def check_facts(days: Iterable[str], specialisms: Iterable[str], base: str) -> None:
    """Refuse a working pattern without days or with unknown ones, an unknown specialism, and an inspector without a base."""
    days, specialisms = list(days), list(specialisms)
    if not days or set(days) - set(DAYS) or len(set(days)) < len(days):
        raise InspectorRefused("Say on which days of the week they work, Monday to Friday.")
    if unknown := sorted(set(specialisms) - set(Specialism.values)):
        raise InspectorRefused(f"There is no specialism {unknown[0]}. Known: {', '.join(Specialism.values)}.")
    if not base.strip():
        raise InspectorRefused("Say where they travel from: a region, or a place of the travel table.")


def check_can_enter(by: Person, inspectorate: Inspectorate, person: Person) -> None:
    """Refuse everyone but the programme office, and somebody who does not work for the inspectorate."""
    check_in_office(by, inspectorate)
    if not works_for(person, inspectorate):
        raise InspectorRefused(f"{person.name} does not work for {inspectorate}.")
    if Inspector.objects.filter(person=person, left_on=None).exists():
        raise InspectorRefused(f"{person.name} is on the register already, here or at another inspectorate.")


def has_left(inspector: Inspector) -> bool:
    """Return whether an inspector has left the register; the last day may still lie ahead."""
    return inspector.left_on is not None and inspector.left_on <= timezone.localdate()


def check_keeps(by: Person, inspector: Inspector) -> None:
    """Refuse everyone but the inspector themselves and their programme office, and an entry of somebody who left."""
    if has_left(inspector):
        raise InspectorRefused(f"{inspector.person.name} has left the register.")
    if not by.is_active or (inspector.person_id != by.pk and not in_office(by, inspector.inspectorate)):
        raise InspectorRefused(f"Only {inspector.person.name}, or the programme office of {inspector.inspectorate}, can do this.")


def keeps(by: Person, inspector: Inspector) -> bool:
    """Return whether `check_keeps` would pass."""
    return passes(check_keeps, by, inspector)


def check_own(by: Person, inspector: Inspector) -> None:
    """Refuse everyone but the inspector themselves: nobody declares for somebody else."""
    if has_left(inspector) or not by.is_active or inspector.person_id != by.pk:
        raise InspectorRefused("An interest is declared by the inspector themselves.")


def owns(by: Person, inspector: Inspector) -> bool:
    """Return whether `check_own` would pass."""
    return passes(check_own, by, inspector)


def check_span(first: date, last: date | None) -> None:
    """Refuse a time whose last day comes before its first."""
    if last is not None and last < first:
        raise InspectorRefused("The last day comes before the first.")
