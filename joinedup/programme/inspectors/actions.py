"""The only writers of the register of inspectors. Its log holds ids, kinds and days: never an area, an agency or words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Agency, Area, Inspectorate
from joinedup.audit.actions import record, record_read
from joinedup.people.models import Person
from joinedup.programme.inspectors.enums import AwayKind, Grade, Holds, InterestKind
from joinedup.programme.inspectors.models import Away, DeclaredInterest, Inspector, OfficeMember, Training
from joinedup.programme.inspectors.rules import (
    InspectorRefused,
    check_can_enter,
    check_can_fill_office,
    check_facts,
    check_in_office,
    check_keeps,
    check_own,
    check_span,
)
from joinedup.vault.actions import create_key


@transaction.atomic
def add_to_office(*, by: Person | None, inspectorate: Inspectorate, person: Person) -> OfficeMember:
    """Let somebody work in the programme office of their inspectorate. Raises InspectorRefused."""
    Inspectorate.objects.select_for_update().get(pk=inspectorate.pk)  # two first members are not named at once
    check_can_fill_office(by, inspectorate, person)
    row = OfficeMember.objects.create(inspectorate=inspectorate, person=person, added_by=by)
    _log(by, "inspectorate", inspectorate.pk, "programme office joined", person=str(person.pk))
    return row


@transaction.atomic
def leave_office(*, by: Person, member: OfficeMember) -> OfficeMember:
    """End somebody's work in the programme office; the last one names another first. Raises InspectorRefused."""
    Inspectorate.objects.select_for_update().get(pk=member.inspectorate_id)
    member = OfficeMember.objects.select_related("inspectorate", "person").get(pk=member.pk)
    check_in_office(by, member.inspectorate)
    if member.ended_at is not None:
        raise InspectorRefused(f"{member.person.name} works in the programme office no more.")
    others = OfficeMember.objects.filter(inspectorate=member.inspectorate, ended_at=None, person__is_active=True)
    if not others.exclude(pk=member.pk).exists():
        raise InspectorRefused(f"{member.person.name} is the only one in the programme office. Add somebody else first.")
    member.ended_at = timezone.now()
    member.save(update_fields=["ended_at"])
    _log(by, "inspectorate", member.inspectorate_id, "programme office left", person=str(member.person_id))
    return member


@transaction.atomic
def enter_inspector(
    *,
    by: Person,
    inspectorate: Inspectorate,
    person: Person,
    grade: str,
    specialisms: Iterable[str],
    base: str,
    days: Iterable[str],
    may_lead: bool = False,
) -> Inspector:
    """Put an inspector on the register, with a key of their own for what they declare.

    Raises InspectorRefused; ValueError for an unknown grade.
    """
    check_can_enter(by, inspectorate, person)
    row = Inspector(person=person, inspectorate=inspectorate)
    _set_facts(row, grade=grade, specialisms=specialisms, base=base, days=days, may_lead=may_lead)
    row.save(force_insert=True)
    create_key(by=by, scope=row.pk)
    _log(by, "inspector", row.pk, "inspector entered", person=str(person.pk), grade=row.grade)
    return row


@transaction.atomic
def change_inspector(*, by: Person, inspector: Inspector, **facts: Any) -> Inspector:
    """Change grade, specialisms, base, days and whether they may lead: all of them. Raises InspectorRefused."""
    row = _locked(inspector)
    check_in_office(by, row.inspectorate)
    _set_facts(row, **facts)
    row.save(update_fields=["grade", "specialisms", "base", "days", "may_lead"])
    _log(by, "inspector", row.pk, "inspector changed", grade=row.grade)
    return row


@transaction.atomic
def take_off_register(*, by: Person, inspector: Inspector, on: date) -> Inspector:
    """Take somebody off the register from a day on: no plan counts on them. Raises InspectorRefused."""
    row = _locked(inspector)
    check_in_office(by, row.inspectorate)
    row.left_on = on
    row.save(update_fields=["left_on"])
    _log(by, "inspector", row.pk, "inspector left", on=on.isoformat())
    return row


@transaction.atomic
def enter_away(*, by: Person, inspector: Inspector, kind: str, first: date, last: date) -> Away:
    """Say that an inspector does no work on inspections for a time. Raises InspectorRefused; ValueError for an unknown kind."""
    inspector = _locked(inspector)
    check_keeps(by, inspector)
    check_span(first, last)
    row = Away.objects.create(inspector=inspector, kind=AwayKind(kind), first=first, last=last, entered_by=by)
    _log(by, "inspector", inspector.pk, "time away entered", kind=kind, first=first.isoformat(), last=last.isoformat())
    return row


@transaction.atomic
def enter_training(*, by: Person, inspector: Inspector, title: str, done_on: date, holds_until: date | None = None) -> Training:
    """Say what an inspector was trained for. Raises InspectorRefused."""
    inspector = _locked(inspector)
    check_in_office(by, inspector.inspectorate)
    check_span(done_on, holds_until)
    if not title.strip():
        raise InspectorRefused("Say what the training was.")
    row = Training.objects.create(inspector=inspector, title=title.strip(), done_on=done_on, holds_until=holds_until, entered_by=by)
    _log(by, "inspector", inspector.pk, "training entered", done_on=done_on.isoformat())
    return row


@transaction.atomic
def take_back(*, by: Person, row: Away | Training) -> None:
    """Take back a time away or a training that was entered by mistake, or holds no more. Raises InspectorRefused."""
    check_keeps(by, row.inspector)
    if row.ended_at is not None:
        raise InspectorRefused("It is taken back already.")
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    _log(by, "inspector", row.inspector_id, f"{row._meta.verbose_name} taken back", row=str(row.pk))


@transaction.atomic
def declare(
    *,
    by: Person,
    inspector: Inspector,
    kind: str,
    words: str,
    area: Area | None = None,
    agency: Agency | None = None,
    until: date | None = None,
) -> DeclaredInterest:
    """Declare an interest in an area, or in an agency and so in every area it serves. It keeps them away until it is decided.

    Raises InspectorRefused; ValueError for an unknown kind.
    """
    inspector = _locked(inspector)
    check_own(by, inspector)
    if (area is None) == (agency is None):
        raise InspectorRefused("Name the area, or the agency: one of the two.")
    if not words.strip():
        raise InspectorRefused("Say what ties you to it, in a sentence.")
    of = {"area": area, "agency": agency, "until": until}
    row = DeclaredInterest.objects.create(inspector=inspector, kind=InterestKind(kind), words=words.strip(), **of)
    _log(by, "inspector", inspector.pk, "interest declared", interest=str(row.pk), kind=kind)
    return row


@transaction.atomic
def end_interest(*, by: Person, interest: DeclaredInterest) -> DeclaredInterest:
    """Say that a declared interest is no longer true, or never was; the row stays. Raises InspectorRefused."""
    row = DeclaredInterest.objects.select_for_update().select_related("inspector").get(pk=interest.pk)
    check_own(by, row.inspector)
    if row.ended_at is not None:
        raise InspectorRefused("This declaration is ended already.")
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    _log(by, "inspector", row.inspector_id, "interest ended", interest=str(row.pk))
    return row


@transaction.atomic
def decide_interest(*, by: Person, interest: DeclaredInterest, holds: str, why: str) -> DeclaredInterest:
    """Decide whether a declared interest keeps somebody away or is weighed: the programme office, with a reason, never on itself.

    Raises InspectorRefused; ValueError for an unknown answer.
    """
    row = DeclaredInterest.objects.select_for_update().select_related("inspector__inspectorate").get(pk=interest.pk)
    check_in_office(by, row.inspector.inspectorate)
    if row.inspector.person_id == by.pk:
        raise InspectorRefused("Nobody decides on an interest of their own.")
    if row.ended_at is not None:
        raise InspectorRefused("This declaration is ended.")
    if not why.strip():
        raise InspectorRefused("Say why.")
    row.holds, row.decided_by, row.decided_at, row.decided_why = Holds(holds), by, timezone.now(), why.strip()
    row.save(update_fields=["holds", "decided_by", "decided_at", "decided_why"])
    _log(by, "inspector", row.inspector_id, "interest decided", interest=str(row.pk), holds=holds)
    return row


@transaction.atomic
def confirm(*, by: Person, inspector: Inspector) -> Inspector:
    """Say that the declaration is whole as it stands. Raises InspectorRefused."""
    row = _locked(inspector)
    check_own(by, row)
    row.confirmed_at = timezone.now()
    row.save(update_fields=["confirmed_at"])
    _log(by, "inspector", row.pk, "declaration confirmed")
    return row


def _set_facts(row: Inspector, *, grade: str, specialisms: Iterable[str], base: str, days: Iterable[str], may_lead: bool) -> None:
    days, specialisms = list(days), sorted(specialisms)
    check_facts(days, specialisms, base)
    row.grade, row.specialisms, row.base, row.days, row.may_lead = Grade(grade), specialisms, base.strip(), days, may_lead


def _locked(inspector: Inspector) -> Inspector:
    return Inspector.objects.select_for_update().select_related("inspectorate", "person").get(pk=inspector.pk)


def _log(by: Person | None, of: str, key: object, action: str, **detail: Any) -> None:
    record(by=by, chain="", action=action, object_kind=of, object_id=str(key), detail=detail)


def read_entry(*, by: Person, inspector: Inspector) -> None:
    """Log that somebody of the office read what an inspector declared of themselves. Reading one's own is not logged."""
    if inspector.person_id != by.pk:
        record_read(by=by, chain="", action="declaration read", object_kind="inspector", object_id=str(inspector.pk), detail={})
