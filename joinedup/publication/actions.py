"""The only writers of publications. What is published is frozen: a later one corrects it or says it is withdrawn."""

import hashlib

from django.db import transaction
from django.utils.text import slugify

from joinedup.areas.models import Area
from joinedup.audit.actions import Actor, record
from joinedup.publication.document import Document, check_document
from joinedup.publication.models import Publication, Rendition, State, stored_path
from joinedup.publication.render import as_json
from joinedup.publication.render.forms import FORMS
from joinedup.publication.rules import check_can_correct, check_can_withdraw
from joinedup.vault.files import write_durably


@transaction.atomic
def publish(*, by: Actor, document: Document, area: Area, slug: str = "") -> Publication:
    """Freeze a document in its four forms and publish it under a public address made of area and day, unless one is given.

    Raise PassageWithoutEvidence, UnprintableText or CannotBeSet; nothing is published then.
    """
    publication = _freeze(by, document, area, slug or _free_slug(document))
    _log(by, publication, "document published")
    return publication


@transaction.atomic
def correct(*, by: Actor, publication: Publication, document: Document, why: str) -> Publication:
    """Publish a corrected version; the earlier one stays readable at its address and says that it was corrected.

    Raise PublicationRefused, and whatever `publish` raises.
    """
    earlier = Publication.objects.select_for_update().get(pk=publication.pk)
    check_can_correct(earlier)
    newer = _freeze(by, document, earlier.area, _free_slug(document), supersedes=earlier)
    earlier.state = State.CORRECTED
    earlier.save(update_fields=["state"])
    _log(by, earlier, "document corrected", why)
    _log(by, newer, "document published")
    return newer


@transaction.atomic
def withdraw(*, by: Actor, publication: Publication, why: str) -> Publication:
    """Withdraw a publication: it leaves the list, its address says so and why is logged. Raise PublicationRefused."""
    publication = Publication.objects.select_for_update().get(pk=publication.pk)
    check_can_withdraw(publication)
    publication.state = State.WITHDRAWN
    publication.save(update_fields=["state"])
    _log(by, publication, "document withdrawn", why)
    return publication


def _freeze(by: Actor, document: Document, area: Area, slug: str, supersedes: Publication | None = None) -> Publication:
    """Check a document, make its forms and store them."""
    check_document(document)
    made = [(form, form.render(document)) for form in FORMS]
    text = as_json.to_json(document)
    publication = Publication.objects.create(
        slug=slug,
        kind=document.kind,
        title=document.title,
        area=area,
        published_on=document.published_on,
        made_up=document.made_up,
        document=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        supersedes=supersedes,
        published_by=by,
    )
    for form, data in made:
        _store(publication, form.format, form.content_type, data)
    return publication


def _store(publication: Publication, format: str, content_type: str, data: bytes) -> None:
    """Put one form on the disk for certain, then say so in a row."""
    sha256 = hashlib.sha256(data).hexdigest()
    write_durably(stored_path(sha256, format), data)
    Rendition.objects.create(publication=publication, format=format, content_type=content_type, sha256=sha256, size=len(data))


def _free_slug(document: Document) -> str:
    """Return a public address made of area and date; a second one on the same day gets a number."""
    stem = slugify(f"{document.area} {document.published_on.isoformat()}")[:110]
    taken = set(Publication.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def _log(by: Actor, publication: Publication, action: str, why: str = "") -> None:
    record(
        by=by,
        chain="",
        action=action,
        object_kind="publication",
        object_id=str(publication.pk),
        detail={"sha256": publication.sha256},
        why=why,
    )
