"""The only writers of who reads under embargo; and reading itself, which is logged each time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.people.models import Person
from joinedup.publication.embargo.models import EmbargoReader
from joinedup.publication.embargo.queries import READ
from joinedup.publication.embargo.rules import check_can_be_named, check_can_read
from joinedup.publication.embargo.watermark import Watermark
from joinedup.publication.models import Publication
from joinedup.publication.render.as_json import from_json
from joinedup.publication.render.as_pdf import to_pdf


@transaction.atomic
def name_reader(*, by, publication: Publication, person: Person, reads_from: datetime) -> EmbargoReader:
    """Let a person read a document under embargo from a moment on. Raise PublicationRefused."""
    check_can_be_named(person, publication)
    reader = EmbargoReader.objects.create(publication=publication, person=person, reads_from=reads_from, named_by=by)
    _log(by, reader, "embargo reader named")
    return reader


@transaction.atomic
def end_reader(*, by, reader: EmbargoReader) -> EmbargoReader:
    """Let a person read a document under embargo no longer; a second time changes nothing."""
    if reader.ended_at is None:
        reader.ended_at = timezone.now()
        reader.save(update_fields=["ended_at"])
        _log(by, reader, "embargo reader ended")
    return reader


def read_under_embargo(*, by: Person, publication: Publication, form: str) -> Watermark:
    """Log that a named reader reads a document before its moment; return the mark their copy carries. Raise PublicationRefused."""
    check_can_read(by, publication)
    record_read(
        by=by,
        chain="",
        action=READ,
        object_kind="publication",
        object_id=str(publication.pk),
        detail={"form": form, "sha256": publication.sha256},
    )
    return Watermark(by.name, by.email, timezone.now(), publication.public_from)


def marked_pdf(*, by: Person, publication: Publication) -> bytes:
    """Return the PDF of a document under embargo with its reader's name on every page, logged. Raise PublicationRefused."""
    mark = read_under_embargo(by=by, publication=publication, form="pdf")
    return to_pdf(from_json(publication.document), mark=mark.line)


def _log(by, reader: EmbargoReader, action: str) -> None:
    record(
        by=by,
        chain="",
        action=action,
        object_kind="publication",
        object_id=str(reader.publication_id),
        detail={"person": str(reader.person_id), "from": reader.reads_from.isoformat()},
    )
