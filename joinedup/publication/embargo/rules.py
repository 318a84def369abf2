"""What a document under embargo allows. Who names readers is known higher up: a publication knows no inspection."""

from django.utils import timezone

from joinedup.people.models import Person
from joinedup.people.refusal import passes
from joinedup.publication.embargo.models import EmbargoReader
from joinedup.publication.embargo.queries import areas_open_to, may_read
from joinedup.publication.models import Publication, State
from joinedup.publication.rules import PublicationRefused


def check_can_be_named(person: Person, publication: Publication) -> None:
    """Raise PublicationRefused unless the document is under embargo and the person can be let in.

    Their account stands, they work for an inspectorate or answer for an agency of the area, and they are not named yet.
    """
    if publication.state != State.EMBARGOED:
        raise PublicationRefused("This document is not under embargo.")
    if not person.is_active:
        raise PublicationRefused(f"The account of {person.name} has ended.")
    if not areas_open_to(person).filter(pk=publication.area_id).exists():
        raise PublicationRefused(f"{person.name} works for no inspectorate and answers for no agency of this area.")
    if EmbargoReader.objects.filter(publication=publication, person=person, ended_at=None).exists():
        raise PublicationRefused(f"{person.name} is named already.")


def check_can_read(person, publication: Publication) -> None:
    """Raise PublicationRefused unless the person is named as a reader and their time has come."""
    if not may_read(person, publication, timezone.now()):
        raise PublicationRefused("This document is under embargo.")


def can_read(person, publication: Publication) -> bool:
    """Return whether `check_can_read` would pass."""
    return passes(check_can_read, person, publication)
