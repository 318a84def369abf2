"""Who may write down, and at which stage. Each rule says why not, in a sentence a person can read."""

from joinedup.evidence.models import Note
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused, check_is_inspector, check_may_write
from joinedup.linkage.not_known.rules import check_supports
from joinedup.people.refusal import passes

#: Stages in which evidence is gathered. Notes may come before fieldwork (reading) and until the letter is checked.
GATHERING = (Stage.NOTIFIED, Stage.LISTS, Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING)
JUDGING = (Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING)


def check_can_write_note(person, inspection) -> None:
    """Raise InspectionRefused unless the person is an inspector on the team and the inspection gathers evidence.

    Signatories and quality assurers read notes and write none.
    """
    check_may_write(person, inspection)
    if inspection.stage not in GATHERING:
        raise InspectionRefused(
            f"Notes can be written until the letter is signed. This inspection is {inspection.get_stage_display().lower()}."
        )


def check_can_read_note(person, note) -> None:
    """Raise InspectionRefused unless the person is on the team and the note is for them."""
    check_is_inspector(person, note.inspection)
    if not Note.objects.visible_to(person).filter(pk=note.pk).exists():
        raise InspectionRefused("There is no such note in this inspection.")


def can_read_note(person, note) -> bool:
    """Return whether `check_can_read_note` would pass."""
    return passes(check_can_read_note, person, note)


def check_can_cite(inspection, question) -> None:
    """Raise InspectionRefused unless the question was put in this inspection and its answer stands.

    That an agency's lists hold no record never says that it did not know a child: only its own answer can.
    """
    if question.inspection_id != inspection.pk:
        raise InspectionRefused("A note rests on questions of its own inspection only.")
    check_supports(question)


def can_cite(inspection, question) -> bool:
    """Return whether `check_can_cite` would pass."""
    return passes(check_can_cite, inspection, question)


def can_write_note(person, inspection) -> bool:
    """Return whether `check_can_write_note` would pass."""
    return passes(check_can_write_note, person, inspection)
