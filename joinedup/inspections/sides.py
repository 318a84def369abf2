"""Who may write and read what is arranged with an agency: for the team an inspector, for the agency its coordinators."""

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import Agency, AgencyMember
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, agencies_of, is_inspector, may_write
from joinedup.inspections.seeing import Side
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def sides_of(person: Person, inspection: Inspection, agency: Agency | None) -> frozenset[Side]:
    """Return for whom a person may write about an agency: for the team an inspector, for the agency its coordinators."""
    found = {Side.TEAM} if may_write(person, inspection) else set()
    coordinates = AgencyMember.objects.filter(person=person, agency=agency, role=AgencyRole.COORDINATOR)
    if agency is not None and coordinates.exists() and agencies_of(person, inspection).filter(pk=agency.pk).exists():
        found.add(Side.AGENCY)
    return frozenset(found)


def check_takes_part(inspection: Inspection, *agencies: Agency) -> None:
    """Refuse an agency that takes no part in the inspection."""
    taking_part = set(inspection.agencies.values_list("agency", flat=True))
    for agency in agencies:
        if agency.pk not in taking_part:
            raise InspectionRefused(f"{agency} takes no part in this inspection.")


def check_is_open(inspection: Inspection) -> None:
    """Refuse what is arranged with agencies before they know of the inspection, and once it is closed."""
    if inspection.stage == Stage.PLANNED:
        raise InspectionRefused("The area has not been notified yet. This begins when it is.")
    if inspection.stage == Stage.CLOSED:
        raise InspectionRefused("This inspection is closed: nothing is written any more.")


def is_open(inspection: Inspection) -> bool:
    """Return whether `check_is_open` would pass."""
    return passes(check_is_open, inspection)


def check_may_read(person: Person, inspection: Inspection, *agencies: Agency) -> None:
    """Refuse everyone but the inspection's team and people of one of the agencies."""
    keys = [agency.pk for agency in agencies]
    if not is_inspector(person, inspection) and not agencies_of(person, inspection).filter(pk__in=keys).exists():
        raise InspectionRefused("Only this inspection’s team and the agency itself can read this.")
