"""Changing the register."""

from collections.abc import Iterable

from django.db import transaction

from joinedup.areas.enums import AgencyRole, Sector
from joinedup.areas.models import Agency, AgencyMember, Area, Inspectorate, InspectorateMember
from joinedup.areas.rules import RegisterRefused, check_can_add_colleague, check_can_keep_register
from joinedup.areas.signals import agency_left
from joinedup.audit.actions import record
from joinedup.people.models import Person
from joinedup.records.postcodes import read_postcode


@transaction.atomic
def create_area(*, by: Person | None, code: str, name: str, made_up: bool = False, postcodes: Iterable[str] = ()) -> Area:
    """Put an area on the register, with its postcode districts and sectors where they are known.

    Raises RegisterRefused; ValueError for what is no postcode district or sector; IntegrityError where the code is taken.
    """
    check_can_keep_register(by)
    area = Area.objects.create(code=code, name=name, made_up=made_up, postcodes=read_districts(postcodes))
    record(by=by, chain="", action="area created", object_kind="area", object_id=str(area.pk), detail={"code": code})
    return area


@transaction.atomic
def set_postcodes(*, by: Person | None, area: Area, postcodes: Iterable[str]) -> Area:
    """Say which postcode districts and sectors an area has; those said before are replaced.

    Raises RegisterRefused; ValueError for what is no postcode district or sector.
    """
    check_can_keep_register(by)
    area.postcodes = read_districts(postcodes)
    area.save(update_fields=["postcodes"])
    detail = {"postcodes": area.postcodes}
    record(by=by, chain="", action="area's postcodes set", object_kind="area", object_id=str(area.pk), detail=detail)
    return area


def read_districts(texts: Iterable[str]) -> list[str]:
    """Return postcode districts and sectors written alike and sorted, each once; raise ValueError naming what is neither."""
    read = {text: read_postcode(text) for text in texts if text.strip()}
    wrong = [text for text, (_, kind) in read.items() if kind != "part"]
    if wrong:
        raise ValueError(f"{', '.join(wrong)}: not a postcode district such as LK1, nor a sector such as LK1 4.")
    return sorted({code for code, _ in read.values() if code})


@transaction.atomic
def create_agency(*, by: Person | None, key: str, name: str, sector: str, areas: Iterable[Area]) -> Agency:
    """Put an agency on the register. Raises RegisterRefused, ValueError (unknown sector), IntegrityError (key taken)."""
    check_can_keep_register(by)
    agency = Agency.objects.create(key=key, name=name, sector=Sector(sector))
    agency.areas.set(areas)
    record(
        by=by,
        chain="",
        action="agency created",
        object_kind="agency",
        object_id=str(agency.pk),
        detail={"key": key, "sector": sector},
    )
    return agency


@transaction.atomic
def create_inspectorate(*, by: Person | None, code: str, name: str) -> Inspectorate:
    """Put an inspectorate on the register. Raises RegisterRefused; IntegrityError where the code is taken."""
    check_can_keep_register(by)
    inspectorate = Inspectorate.objects.create(code=code, name=name)
    record(
        by=by,
        chain="",
        action="inspectorate created",
        object_kind="inspectorate",
        object_id=str(inspectorate.pk),
        detail={"code": code},
    )
    return inspectorate


@transaction.atomic
def add_agency_member(*, by: Person | None, agency: Agency, person: Person, role: str) -> AgencyMember:
    """Let a person answer for an agency. Raises RegisterRefused; ValueError for an unknown role."""
    check_can_add_colleague(by, agency)
    member = AgencyMember.objects.create(agency=agency, person=person, role=AgencyRole(role))
    detail = {"person": str(person.pk), "role": role}
    record(by=by, chain="", action="agency member added", object_kind="agency", object_id=str(agency.pk), detail=detail)
    return member


@transaction.atomic
def remove_agency_member(*, by: Person | None, member: AgencyMember, why: str) -> None:
    """Let a person answer for an agency no more: what they may see by it ends at once, what they wrote stays theirs.

    The log keeps who it was, as what, and when it ended. Raises RegisterRefused.
    """
    check_can_add_colleague(by, member.agency)
    if not why.strip():
        raise RegisterRefused("Say why they leave.")
    gone, _ = AgencyMember.objects.filter(pk=member.pk).delete()
    if not gone:
        raise RegisterRefused("They have left already.")
    agency_left.send(sender=AgencyMember, person=member.person, by=by, why=why.strip())
    detail = {"person": str(member.person_id), "role": member.role}
    about = {"object_kind": "agency", "object_id": str(member.agency_id), "detail": detail, "why": why.strip()}
    record(by=by, chain="", action="agency member removed", **about)


@transaction.atomic
def add_inspectorate_member(*, by: Person | None, inspectorate: Inspectorate, person: Person) -> InspectorateMember:
    """Let a person work for an inspectorate. Raises RegisterRefused."""
    check_can_keep_register(by)
    member = InspectorateMember.objects.create(inspectorate=inspectorate, person=person)
    detail = {"person": str(person.pk)}
    record(
        by=by,
        chain="",
        action="inspectorate member added",
        object_kind="inspectorate",
        object_id=str(inspectorate.pk),
        detail=detail,
    )
    return member
