"""Reads of who reads what under embargo."""

from datetime import datetime

from django.db.models import QuerySet

from joinedup.areas.models import AgencyMember, Area, InspectorateMember
from joinedup.audit.models import Entry
from joinedup.publication.embargo.models import EmbargoReader
from joinedup.publication.models import Publication, State

READ = "document read under embargo"


def readers_of(publication: Publication) -> QuerySet[EmbargoReader]:
    """Return everybody named as a reader of a document, those whose reading was ended too."""
    return EmbargoReader.objects.filter(publication=publication).select_related("person", "named_by")


def areas_open_to(person) -> QuerySet[Area]:
    """Return the areas whose documents somebody can be let read early: those of their agencies; all for an inspectorate's staff."""
    if InspectorateMember.objects.filter(person=person).exists():
        return Area.objects.all()
    return Area.objects.filter(agencies__members__in=AgencyMember.objects.filter(person=person)).distinct()


def may_read(person, publication: Publication, now: datetime) -> bool:
    """Return whether somebody reads a document under embargo at a moment; who has left what they were named for reads no more."""
    if not person.is_authenticated or not person.is_active or publication.state != State.EMBARGOED:
        return False
    if not areas_open_to(person).filter(pk=publication.area_id).exists():
        return False
    return EmbargoReader.objects.filter(publication=publication, person=person, ended_at=None, reads_from__lte=now).exists()


def to_read(person, now: datetime) -> QuerySet[Publication]:
    """Return the documents somebody reads under embargo at a moment, the first to be published first."""
    if not person.is_active:
        return Publication.objects.none()
    rows = EmbargoReader.objects.filter(person=person, ended_at=None, reads_from__lte=now, publication__state=State.EMBARGOED)
    open_to = areas_open_to(person).values("pk")
    return Publication.objects.filter(pk__in=rows.values("publication"), area__in=open_to).order_by("public_from")


def times_read(publication: Publication) -> dict[str, int]:
    """Return how often each person (by id) has read a document under embargo, from the log."""
    actors = Entry.objects.filter(action=READ, object_id=str(publication.pk)).values_list("actor", flat=True)
    found = list(actors)
    return {actor: found.count(actor) for actor in set(found)}
