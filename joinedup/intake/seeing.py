"""Who may see what belongs to one agency within one inspection: the one rule every table of intake is read by."""

from django.db.models import Q

from joinedup.areas.models import AgencyMember
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person


def seen_by(person: Person, path: str = "") -> Q:
    """Return what a person may see of an inspection's intake: its team everything, an agency's people their agency's own.

    `path` leads from the table to the row with `inspection` and `agency` ("submission__"); "" where they are the table's own.
    """
    team = TeamMember.objects.filter(person=person).values("inspection")
    agencies = AgencyMember.objects.filter(person=person).values("agency")
    own = Q(**{f"{path}agency__in": agencies}) & ~Q(**{f"{path}inspection__stage": Stage.PLANNED})
    return Q(**{f"{path}inspection__in": team}) | own
