"""Reads of what was kept aside."""

from django.db.models import QuerySet

from joinedup.evidence.models import KeptAside
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person


def kept_aside(person: Person, inspection: Inspection) -> QuerySet[KeptAside]:
    """Return what was kept aside in an inspection as far as a person may see it, in the order it came."""
    found = KeptAside.objects.all().visible_to(person).filter(inspection=inspection)
    return found.select_related("by", "settled_by", "inspection").order_by("at").distinct()
