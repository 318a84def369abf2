"""The two sides of what is arranged with an agency, and the one rule by which its rows are seen."""

from django.db.models import Q, TextChoices

from joinedup.areas.models import AgencyMember
from joinedup.inspections.enums import Stage
from joinedup.people.models import Person


class Side(TextChoices):
    """Who writes something down: the inspection's team, or the agency it is about."""

    TEAM = "team", "The inspection’s team"
    AGENCY = "agency", "The agency"


def seen_by(person: Person, agency: str = "agency") -> Q:
    """Return what a person sees of rows with `inspection` and an agency: a team all of it, an agency's people their own.

    Before the area was notified no agency sees anything, and an ended account never does. `agency` is the path to the agency.
    """
    if not person.is_active:
        return Q(pk__in=[])
    team = person.team_memberships.values("inspection")
    own = AgencyMember.objects.filter(person=person).values("agency")
    return Q(inspection__in=team) | (Q(**{f"{agency}__in": own}) & ~Q(inspection__stage=Stage.PLANNED))
