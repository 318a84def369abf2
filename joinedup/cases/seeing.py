"""Who may see what is said of a child: the one rule every table of cases is read by."""

from django.db.models import QuerySet

from joinedup.inspections.models import TeamMember
from joinedup.people.models import Person


def teams_of(person: Person) -> QuerySet:
    """Return the ids of the inspections whose team a person is on: nobody else sees a child, nor an ended account."""
    return TeamMember.objects.filter(person=person, person__is_active=True).values("inspection")
