"""Putting back what a passage said before, also one that was taken out; and reading what letters said."""

import uuid
from typing import Any

from django.db import transaction

from joinedup.audit.actions import record_read
from joinedup.evidence.models import Finding
from joinedup.inspections.rules import check_is_inspector
from joinedup.letter.actions import changing_section, log, next_position
from joinedup.letter.history.enums import PassageChange
from joinedup.letter.history.keeping import keep, keep_first
from joinedup.letter.history.models import PassageVersion
from joinedup.letter.models import Box, Letter, Passage
from joinedup.letter.spans.keeping import clear, lay_as_kept
from joinedup.people.models import Person


@transaction.atomic
def restore(*, by: Person, version: PassageVersion) -> Passage:
    """Put a passage back as it stood in one of its wordings: words and links, these in the wordings they were pinned to then.

    One still in the letter keeps its place; one taken out comes back at the end of its section. Voids every signature.
    Raises InspectionRefused.
    """
    said = version.said
    passage = Passage.objects.select_related("letter__inspection", "box").filter(pk=version.passage).first()
    letter = changing_section(by, version.letter, passage.section if passage else said["section"])
    if passage is None:
        passage = _back(letter, version)
    else:
        keep_first(passage)
        clear(passage)
    passage.text, passage.written_by = said["text"], by
    passage.save()
    passage.findings.set(Finding.objects.filter(inspection_id=version.inspection_id, pk__in=said["findings"]))
    lay_as_kept(passage, said["spans"])
    keep(by, passage, PassageChange.RESTORED)
    log(by, letter, "passage put back", passage=str(passage.pk), version=version.hash)
    return passage


def read_letter(*, by: Person, letter: Letter, where: str) -> None:
    """Log that somebody of the team read words of a letter, on the page named. Raises InspectionRefused."""
    check_is_inspector(by, letter.inspection)
    about = {"object_kind": "letter", "object_id": str(letter.pk), "detail": {"where": where}}
    record_read(by=by, chain=str(letter.inspection_id), action="letter read", **about)


def _back(letter: Letter, version: PassageVersion) -> Passage:
    """Return a passage taken out, under its own id, at the end of the section or box it stood in."""
    said, place = version.said, next_position(letter)
    box = _box(letter, said["box"], place) if said["box"] else None
    passage = Passage(pk=version.passage, inspection_id=version.inspection_id, letter=letter, position=place, box=box)
    passage.section, passage.heading = said["section"], said["heading"]
    return passage


def _box(letter: Letter, kept: dict[str, Any], place: int) -> Box:
    """Return the box a passage stood in, made again under its own id where it went with its last passage."""
    box = letter.boxes.filter(pk=kept["id"]).first()
    if box is None:
        box = Box(pk=uuid.UUID(kept["id"]), inspection_id=letter.inspection_id, letter=letter, position=place)
        box.section, box.kind, box.title = kept["section"], kept["kind"], kept["title"]
        box.save(force_insert=True)
    return box
