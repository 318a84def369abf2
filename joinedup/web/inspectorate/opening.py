"""What opening an inspection may choose from: the frameworks of the reader's inspectorate, and who can be on the team."""

from joinedup.areas import queries as register
from joinedup.areas.models import InspectorateMember
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import can_open
from joinedup.method.faults import FrameworkFaults
from joinedup.method.framework import Framework
from joinedup.method.loader import framework_ids, load_framework
from joinedup.people.models import Person


def works_here(person: Person) -> bool:
    """Return whether a person works for an inspectorate: for everyone else there is nothing to open."""
    return person.is_active and register.inspectorates_of_person(person).exists()


def frameworks_open_to(person: Person) -> dict[str, Framework]:
    """Return the frameworks a person may open an inspection under, by id, the newest first; unsound ones are left out."""
    sound = [framework for framework in map(_sound, framework_ids()) if framework and can_open(person, framework)]
    return {framework.id: framework for framework in sorted(sound, key=lambda each: each.since, reverse=True)}


def _sound(name: str) -> Framework | None:
    try:
        return load_framework(name)
    except FrameworkFaults:
        return None


def staff_for(inspection: Inspection) -> dict[str, InspectorateMember]:
    """Return who could be on the team: everybody who works for an inspectorate of the framework, by id."""
    codes = [part.id for part in inspection.framework.inspectorates]
    return {str(member.pk): member for member in register.staff_of(codes)}
