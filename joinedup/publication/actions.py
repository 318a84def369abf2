"""The only writers of publications. What is published is frozen: a later one corrects it or says it is withdrawn."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from joinedup.areas.models import Area
from joinedup.audit.actions import Actor, record
from joinedup.publication.document import Document, check_document, check_printable
from joinedup.publication.models import Notice, Publication, Rendition, State, stored_path
from joinedup.publication.render import as_json
from joinedup.publication.render.forms import FORMS
from joinedup.publication.rules import check_can_become, check_can_correct
from joinedup.publication.search.models import PublishedText
from joinedup.publication.search.queries import words_of
from joinedup.vault.files import write_durably


@transaction.atomic
def publish(*, by: Actor, document: Document, area: Area, slug: str = "", public_from: datetime | None = None) -> Publication:
    """Freeze a document in its four forms and publish it under a public address made of area and day, unless one is given.

    With `public_from` it is frozen under embargo until then: `release` lets it go. Raise PassageWithoutEvidence, UnprintableText
    or CannotBeSet; nothing is published then.
    """
    state = State.PUBLISHED if public_from is None else State.EMBARGOED
    publication = _freeze(by, document, area, slug or _free_slug(document), state=state, public_from=public_from)
    _log(by, publication, "document frozen under embargo" if public_from else "document published")
    return publication


@transaction.atomic
def release(*, by: Actor, publication: Publication) -> Publication:
    """Let a document under embargo go: from now on everybody reads it. Raise PublicationRefused."""
    return _moved(by, publication, State.PUBLISHED, "document published")


@transaction.atomic
def call_off(*, by: Actor, publication: Publication, why: str) -> Publication:
    """Call off the publication of a document under embargo; what was frozen is kept. Raise PublicationRefused."""
    return _moved(by, publication, State.CALLED_OFF, "document called off", why)


@transaction.atomic
def correct(*, by: Actor, publication: Publication, document: Document, why: str) -> Publication:
    """Publish a corrected version; the earlier one stays readable at its address and says that it was corrected, and why.

    Raise PublicationRefused, and whatever `publish` raises.
    """
    check_printable("the reason", why)
    earlier = Publication.objects.select_for_update().get(pk=publication.pk)
    check_can_correct(earlier)
    newer = _freeze(by, document, earlier.area, _free_slug(document), supersedes=earlier)
    _moved(by, earlier, State.CORRECTED, "document corrected", why)
    Notice(publication=earlier, words=why).save()
    _log(by, newer, "document published")
    return newer


@transaction.atomic
def withdraw(*, by: Actor, publication: Publication, why: str) -> Publication:
    """Withdraw a publication: it leaves the list, and its address says so and why. Raise PublicationRefused, UnprintableText."""
    check_printable("the reason", why)
    publication = _moved(by, publication, State.WITHDRAWN, "document withdrawn", why)
    Notice(publication=publication, words=why).save()
    return publication


def _moved(by: Actor, publication: Publication, to: State, action: str, why: str = "") -> Publication:
    """Move a publication to a state its table allows, locked and logged."""
    locked = Publication.objects.select_for_update().get(pk=publication.pk)
    check_can_become(locked, to)
    locked.state = publication.state = to
    locked.save(update_fields=["state"])
    _log(by, locked, action, why)
    return locked


def _freeze(by: Actor, document: Document, area: Area, slug: str, **facts: Any) -> Publication:
    """Check a document, make its forms and store them; `facts` are what the document does not say: state, moment, predecessor."""
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
        theme=document.theme,
        published_by=by,
        **facts,
    )
    PublishedText.objects.create(publication=publication, words=words_of(document))
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
