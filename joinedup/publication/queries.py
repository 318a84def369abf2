"""Reads of what is published. All of it is public: nothing here asks who is reading."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from joinedup.publication.models import Publication, Rendition, State
from joinedup.publication.render.as_html import body_of


def published() -> QuerySet[Publication]:
    """Return what stands published, newest first."""
    return Publication.objects.filter(state=State.PUBLISHED).select_related("area")


def by_slug(slug: str) -> Publication:
    """Return a publication by its public address, withdrawn and corrected ones included; raise Publication.DoesNotExist."""
    return Publication.objects.select_related("area").get(slug=slug)


def newest(publication: Publication) -> Publication:
    """Return the newest version of a document: itself where it was never corrected."""
    while later := getattr(publication, "superseded_by", None):
        publication = later
    return publication


def versions_of(publication: Publication) -> list[Publication]:
    """Return every version of a document, the first first."""
    versions = [newest(publication)]
    while versions[0].supersedes_id:
        versions.insert(0, versions[0].supersedes)
    return versions


def ever_published() -> QuerySet[Publication]:
    """Return everything that was once public, corrected and withdrawn versions too; what changed last first."""
    gone = (State.EMBARGOED, State.CALLED_OFF)
    changed = Coalesce("notice__told_at", "public_from", "frozen_at")
    return Publication.objects.exclude(state__in=gone).select_related("area", "notice").order_by(changed.desc(), "-frozen_at")


def renditions_of(publication: Publication) -> QuerySet[Rendition]:
    """Return every form of a publication."""
    return publication.renditions.order_by("format")


def rendition(publication: Publication, format: str) -> Rendition:
    """Return one form of a publication; raise Rendition.DoesNotExist."""
    return publication.renditions.get(format=format)


def article(publication: Publication) -> str:
    """Return the letter as the HTML article that was published, whatever the templates have become since."""
    return body_of(rendition(publication, "html").read().decode())
