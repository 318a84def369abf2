"""Opening an inspection, gathering its team, moving it on."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from joinedup.areas.models import Agency, Area, Inspectorate
from joinedup.audit.actions import record, record_read
from joinedup.inspections.enums import ON_SITE, Leaving, Role, Stage
from joinedup.inspections.feeds.actions import stop_feeds_of
from joinedup.inspections.models import Inspection, InspectionAgency, KeyDate, TeamMember
from joinedup.inspections.rules import (
    InspectionRefused,
    check_can_add_team_member,
    check_can_leave,
    check_can_move,
    check_can_open,
    check_code_word,
    check_fits_team,
    check_is_inspector,
    check_not_in_role,
)
from joinedup.method import calendar
from joinedup.method.canonical import sha256, to_json
from joinedup.method.framework import Framework
from joinedup.people.models import Person
from joinedup.vault.actions import create_key


@transaction.atomic
def open_inspection(
    *,
    by: Person,
    area: Area,
    framework: Framework,
    notified_on: date,
    code_word: str,
    agencies: Iterable[Agency],
    made_up: bool = False,
) -> Inspection:
    """Open an inspection: keep its own copy of the framework, make its key, count out its calendar.

    Raises InspectionRefused for a person who may not, for an agency that does not serve the area and for a code word that would
    tell it; CalendarError for a calendar that cannot be counted out; IntegrityError where the code word is taken.
    """
    check_can_open(by, framework)
    taking_part = list(agencies)
    _check_serve(area, taking_part)
    check_code_word(code_word, area, taking_part)
    days = calendar.key_dates(framework, notified_on)
    inspection = Inspection(
        code_word=code_word, area=area, notified_on=notified_on, legal_basis=framework.legal_basis, made_up=made_up, opened_by=by
    )
    _keep_framework(inspection, framework)
    _set_fieldwork(inspection, days)
    inspection.save(force_insert=True)
    InspectionAgency.objects.bulk_create(InspectionAgency(inspection=inspection, agency=agency) for agency in taking_part)
    KeyDate.objects.bulk_create(KeyDate(inspection=inspection, step=day.step, computed=day.first, until=day.last) for day in days)
    create_key(by=by, scope=inspection.pk)
    # Ids of agencies would tell the area; they are logged when it is notified.
    detail = {"framework": framework.id, "framework_sha256": inspection.framework_sha256, "agencies": len(taking_part)}
    chain = str(inspection.pk)
    record(by=by, chain=chain, action="inspection opened", object_kind="inspection", object_id=chain, detail=detail)
    return inspection


def _keep_framework(inspection: Inspection, framework: Framework) -> None:
    """Give the inspection its own copy: the folder is never read again."""
    inspection.framework_id = framework.id
    inspection.framework_json, inspection.framework_sha256 = to_json(framework), sha256(framework)


def _set_fieldwork(inspection: Inspection, days: Iterable[calendar.KeyDay]) -> None:
    """Say when inspectors are on site, where the calendar has that step."""
    for day in days:
        if day.step == ON_SITE:
            inspection.fieldwork_from, inspection.fieldwork_to = day.first, day.last or day.first


def _check_serve(area: Area, agencies: list[Agency]) -> None:
    """Refuse agencies that do not serve the area."""
    serving = set(Agency.objects.filter(areas=area).values_list("pk", flat=True))
    elsewhere = [agency.name for agency in agencies if agency.pk not in serving]
    if elsewhere:
        raise InspectionRefused(f"{', '.join(elsewhere)}: not on the register as serving {area}. Add the area to the agency first.")


@transaction.atomic
def add_team_member(*, by: Person, inspection: Inspection, person: Person, inspectorate: Inspectorate, role: str) -> TeamMember:
    """Take a person into the team. Raises InspectionRefused; ValueError for an unknown role."""
    check_can_add_team_member(by, inspection)
    check_fits_team(person, inspection, inspectorate)
    check_not_in_role(person, inspection, Role(role))
    member = TeamMember.objects.create(inspection=inspection, person=person, inspectorate=inspectorate, role=Role(role))
    detail = {"person": str(person.pk), "inspectorate": inspectorate.code, "role": role}
    record(
        by=by,
        chain=str(inspection.pk),
        action="team member added",
        object_kind="inspection",
        object_id=str(inspection.pk),
        detail=detail,
    )
    return member


@transaction.atomic
def remove_team_member(*, by: Person, member: TeamMember, why: str) -> None:
    """Take a person out of the team in one of their roles: what they may see by it ends at once, what they wrote stays theirs.

    `why` is one of `enums.Leaving`. The log keeps who was there, in which role, and when it ended. Their calendar stops where no
    other role gives them one. Raises InspectionRefused; ValueError for an unknown reason.
    """
    inspection = Inspection.objects.select_for_update().get(pk=member.inspection_id)  # of two leads, one stays
    found = TeamMember.objects.filter(pk=member.pk).select_related("person", "inspectorate", "inspection").first()
    if found is None:
        raise InspectionRefused("They have left the team already.")
    check_can_leave(by, found)
    person, reason = found.person, Leaving(why)
    detail = {"person": str(person.pk), "inspectorate": found.inspectorate.code, "role": found.role}
    found.delete()
    stop_feeds_of(by=by, person=person, why=reason.label)
    record(
        by=by,
        chain=str(inspection.pk),
        action="team member removed",
        object_kind="inspection",
        object_id=str(inspection.pk),
        detail=detail,
        why=reason.label,
    )


@transaction.atomic
def move_stage(*, by: Person, inspection: Inspection, to: str, why: str = "", with_letter: bool = False) -> Inspection:
    """Move an inspection to another stage, as the table in `enums` allows. Raises InspectionRefused.

    `with_letter` is for the letter's own actions: what they move, nobody moves without the letter. The row is locked and its stage
    read again: of two people who press at once, the second is told where it stands now.
    """
    locked = Inspection.objects.select_for_update().get(pk=inspection.pk)
    stage = Stage(to)
    check_can_move(by, locked, stage, with_letter=with_letter)
    came_from, locked.stage = locked.stage, stage
    locked.save(update_fields=["stage"])
    inspection.stage = stage
    detail = {"from": came_from, "to": str(stage)}
    record(
        by=by,
        chain=str(inspection.pk),
        action="stage moved",
        object_kind="inspection",
        object_id=str(inspection.pk),
        detail=detail,
        why=why,
    )
    return inspection


def read_page(*, by: Person, inspection: Inspection, page: str) -> None:
    """Log that somebody of the team opened a page about children that logs no reading of its own; `page` is its route's name."""
    check_is_inspector(by, inspection)
    where = {"chain": str(inspection.pk), "object_kind": "inspection", "object_id": str(inspection.pk)}
    record_read(by=by, action="page about children read", detail={"page": page}, **where)
