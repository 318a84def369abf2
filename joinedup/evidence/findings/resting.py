"""What a finding or an own view may rest on, and which of its notes it has lost since."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.models import Finding, FindingNote, Note
from joinedup.evidence.queries import marked
from joinedup.evidence.rules import check_can_cite
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person


@dataclass(frozen=True)
class Lost:
    """A note a finding rested on that no longer carries it, and why."""

    note: Note
    why: str


def check_notes(person: Person, inspection: Inspection, notes: Collection[Note]) -> None:
    """Raise EvidenceError for notes nothing may rest on: another inspection's, unseen by the person, set aside, unfinished."""
    if any(note.inspection_id != inspection.pk for note in notes):
        raise EvidenceError("A finding rests on notes of its own inspection only.")
    seen = set(Note.objects.visible_to(person).filter(pk__in=[note.pk for note in notes]).values_list("pk", flat=True))
    if any(note.pk not in seen for note in notes):
        raise EvidenceError("Choose among the notes you may read.")
    if aside := [str(note.number) for note in marked(inspection, notes) if note.aside]:
        raise EvidenceError(f"Set aside since consent was withdrawn: note {', '.join(aside)}. Rest the finding on other notes.")
    if unfinished := [str(note.number) for note in notes if not note.usable]:
        raise EvidenceError(
            f"Not finished, or in two wordings nobody has joined: note {', '.join(unfinished)}. Finish it, or rest on other notes."
        )
    for question in filter(None, (note.current.question for note in notes)):
        check_can_cite(inspection, question)


def lost(finding: Finding) -> list[Lost]:
    """Return the notes that no longer carry a finding as they did, with the reason."""
    return lost_of(finding.inspection, [finding]).get(finding.pk, [])


def lost_of(inspection: Inspection, findings: Collection[Finding]) -> dict[UUID, list[Lost]]:
    """Return what `lost` tells of each of one inspection's findings that has lost a note; as many reads for all as for one."""
    links = list(FindingNote.objects.filter(finding__in=findings).select_related("note").order_by("note__number"))
    marked(inspection, [link.note for link in links])
    found: dict[UUID, list[Lost]] = {}
    for link in links:
        if why := _why(link.note):
            found.setdefault(link.finding_id, []).append(Lost(link.note, why))
    return found


def _why(note: Note) -> str:
    """Return why a note no longer carries what rests on it; "" where it does."""
    if note.aside:
        return "set aside since consent was withdrawn"
    if note.branched:
        return "stands in two wordings that nobody has joined"
    return "" if note.usable else "is no longer finished"
