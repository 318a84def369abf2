"""Reading recusals."""

from joinedup.inspections.models import Inspection, Recusal
from joinedup.inspections.recusals.models import RecusalQuerySet
from joinedup.people.models import Person


def recusals_seen_by(person: Person, inspection: Inspection) -> RecusalQuerySet:
    """Return who stood back from an inspection, as far as a person may see it, the first first; those lifted too."""
    rows: RecusalQuerySet = Recusal.objects.all().visible_to(person).filter(inspection=inspection)
    return rows.select_related("person", "by", "lifted_by")
