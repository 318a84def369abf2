"""Reading the register."""

from collections.abc import Iterable

from django.db.models import QuerySet

from joinedup.areas.models import Agency, AgencyMember, Area, Inspectorate, InspectorateMember
from joinedup.people.models import Person


def areas() -> QuerySet[Area]:
    """Return every area on the register, by name."""
    return Area.objects.all()


def agencies_of(area: Area) -> QuerySet[Agency]:
    """Return the agencies that serve an area, by sector and name."""
    return Agency.objects.filter(areas=area)


def agencies_of_person(person: Person) -> QuerySet[Agency]:
    """Return the agencies a person works for."""
    return Agency.objects.filter(members__person=person)


def answering_for(agency: Agency) -> QuerySet[AgencyMember]:
    """Return who answers for an agency and may sign in."""
    return agency.members.filter(person__is_active=True).select_related("person")


def inspectorates_of_person(person: Person) -> QuerySet[Inspectorate]:
    """Return the inspectorates a person works for."""
    return Inspectorate.objects.filter(members__person=person)


def staff_of(codes: Iterable[str]) -> QuerySet[InspectorateMember]:
    """Return who works for the inspectorates of those codes and may sign in, by inspectorate and name."""
    staff = InspectorateMember.objects.filter(inspectorate__code__in=list(codes), person__is_active=True)
    return staff.select_related("person", "inspectorate").order_by("inspectorate__name", "person__name", "person__email")


def agencies_seen_by(person: Person) -> QuerySet[Agency]:
    """Return the agencies a person may see: every one for an inspectorate's staff, their own for anybody else."""
    return Agency.objects.all().visible_to(person)


def areas_of(agency: Agency) -> QuerySet[Area]:
    """Return the areas an agency serves, by name."""
    return agency.areas.all()
