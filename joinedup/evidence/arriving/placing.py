"""Which of the revisions a device sent are new, which are there already, and which cannot be placed, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from joinedup.cases.models import TrackedChild
from joinedup.evidence.core.revisions import EvidenceError, Revision, check_known
from joinedup.evidence.core.travelled import read_revision
from joinedup.evidence.models import Note, NoteRevision
from joinedup.inspections.models import Inspection
from joinedup.linkage.models import NotKnownQuestion
from joinedup.people.models import Person

MOVED = "The same wording came before with other words in it. Both are kept: a person must look."
NOT_YOURS = "Under this reference stands a note that is not for you to reword."
ELSEWHERE = "It belongs to a note of another inspection."
NO_CHILD = "It is about a child who is not tracked in this inspection."
NO_QUESTION = "It rests on a question that was not put in this inspection."


@dataclass
class Sorted:
    """What a batch holds. `aside` is each thing as it was sent, with the sentence that says why it cannot be placed."""

    new: list[Revision] = field(default_factory=list)
    there: dict[str, datetime] = field(default_factory=dict)
    aside: list[tuple[Any, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Known:
    """What the database holds of what a batch names."""

    revisions: dict[str, tuple[str, Any, datetime]]  # id → hash, inspection, recorded at
    notes: dict[str, Any]  # id → inspection
    children: set[str]
    questions: set[str]
    closed: set[str]  # ids of notes whoever sends may not read


def sort_out(by: Person, inspection: Inspection, sent: Sequence[Any]) -> Sorted:
    """Sort what a person sent; within the batch too, the second of two different wordings under one id is kept aside.

    Nobody rewords a note that is not for their eyes: its words would be replaced unseen.
    """
    found, read = Sorted(), []
    for one in sent:
        try:
            read.append((one, read_revision(one)))
        except EvidenceError as reason:
            found.aside.append((one, str(reason)))
    known = _known(by, inspection, [revision for _, revision in read])
    batch: dict[str, str] = {}
    for one, revision in read:
        before = known.revisions.get(revision.id)
        if before and (before[0], before[1]) == (revision.hash, inspection.pk):
            found.there[revision.id] = before[2]
        elif before or batch.get(revision.id, revision.hash) != revision.hash:
            found.aside.append((one, MOVED))
        elif why := _misplaced(inspection, known, revision):
            found.aside.append((one, why))
        elif revision.id not in batch:
            batch[revision.id] = revision.hash
            found.new.append(revision)
    return found


def _misplaced(inspection: Inspection, known: _Known, revision: Revision) -> str:
    """Return why a revision cannot be placed in this inspection; "" where it can."""
    said = revision.content
    reasons = (
        (known.notes.get(revision.note, inspection.pk) != inspection.pk, ELSEWHERE),
        (revision.note in known.closed, NOT_YOURS),
        (said.tracked and said.tracked not in known.children, NO_CHILD),
        (said.question and said.question not in known.questions, NO_QUESTION),
        (revision.id in revision.parents, "It says that it follows itself."),
    )
    if found := next((why for wrong, why in reasons if wrong), ""):
        return found
    try:
        check_known(inspection.framework, said)
    except EvidenceError as reason:
        return str(reason)
    return ""


def _known(by: Person, inspection: Inspection, read: Sequence[Revision]) -> _Known:
    rows = NoteRevision.objects.filter(pk__in=[revision.id for revision in read])
    children = TrackedChild.objects.filter(inspection=inspection, pk__in=_named(one.content.tracked for one in read))
    questions = NotKnownQuestion.objects.filter(inspection=inspection, pk__in=_named(one.content.question for one in read))
    notes = Note.objects.filter(pk__in={revision.note for revision in read})
    seen = Note.objects.visible_to(by).filter(pk__in=notes.values("pk"))
    closed = notes.filter(restricted=True).exclude(pk__in=seen.values("pk"))
    return _Known(
        {str(pk): told for pk, *told in rows.values_list("pk", "hash", "inspection_id", "recorded_at")},  # type: ignore[misc]  # three of them
        {str(pk): where for pk, where in notes.values_list("pk", "inspection_id")},
        {str(pk) for pk in children.values_list("pk", flat=True)},
        {str(pk) for pk in questions.values_list("pk", flat=True)},
        {str(pk) for pk in closed.values_list("pk", flat=True)},
    )


def _named(ids: Iterable[str]) -> set[str]:
    return {one for one in ids if one}
