"""Keeps a passage's wording beside those it had: called by every action that changes a passage, within its transaction."""

import uuid
from typing import Any

from django.db.models import Max
from django.utils import timezone

from joinedup.letter.core.version import wording_hash
from joinedup.letter.history.enums import PassageChange
from joinedup.letter.history.models import PassageVersion
from joinedup.letter.history.queries import first_version_id, last_version
from joinedup.letter.models import Box, Passage
from joinedup.letter.spans.queries import spans_as_kept
from joinedup.people.models import Person


def keep(by: Person, passage: Passage, change: PassageChange) -> PassageVersion:
    """Keep a passage as it stands now, after a change."""
    return _add(passage, change, by, said_of(passage))


def keep_first(passage: Passage) -> None:
    """Keep a passage as it stands, before its first change, where it was written before histories were kept."""
    if last_version(passage) is None:
        _add(passage, PassageChange.STOOD, passage.written_by, said_of(passage), id=first_version_id(passage))


def said_of(passage: Passage) -> dict[str, Any]:
    """Return everything a passage says and rests on, as its history keeps it."""
    return {
        "text": passage.text,
        "section": passage.section,
        "heading": passage.heading,
        "position": passage.position,
        "box": _box(passage.box),
        "findings": sorted(str(key) for key in passage.findings.values_list("pk", flat=True)),
        "spans": spans_as_kept(passage),
    }


def _add(passage: Passage, change: PassageChange, by: Person, said: dict[str, Any], id: uuid.UUID | None = None) -> PassageVersion:
    number = PassageVersion.objects.filter(passage=passage.pk).aggregate(last=Max("number"))["last"] or 0
    version = PassageVersion(inspection_id=passage.inspection_id, letter_id=passage.letter_id, passage=passage.pk, by=by)
    version.pk, version.number, version.change, version.said = id or uuid.uuid4(), number + 1, change, said
    version.at = passage.written_at if change == PassageChange.STOOD else timezone.now()
    version.hash = wording_hash(str(version.pk), said)
    version.save(force_insert=True)
    return version


def _box(box: Box | None) -> dict[str, Any] | None:
    if box is None:
        return None
    return {"id": str(box.pk), "section": box.section, "position": box.position, "kind": box.kind, "title": box.title}
