"""Reading the register."""

from django.db.models import QuerySet

from joinedup.areas.models import Agency, Area, Inspectorate
from joinedup.people.models import Person


def agencies_of(area: Area) -> QuerySet[Agency]:
    """Return the agencies that serve an area, by sector and name."""
    return Agency.objects.filter(areas=area)


def agencies_of_person(person: Person) -> QuerySet[Agency]:
    """Return the agencies a person works for."""
    return Agency.objects.filter(members__person=person)


def inspectorates_of_person(person: Person) -> QuerySet[Inspectorate]:
    """Return the inspectorates a person works for."""
    return Inspectorate.objects.filter(members__person=person)
