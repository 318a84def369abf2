"""Who may write down and conclude, and at which stage. Each rule says why not, in a sentence a person can read."""

from joinedup.evidence.enums import FindingState
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused, check_is_inspector, check_is_lead
from joinedup.linkage.not_known.rules import check_supports
from joinedup.people.refusal import passes

#: Stages in which evidence is gathered. Notes may come before fieldwork (reading) and until the letter is checked.
GATHERING = (Stage.NOTIFIED, Stage.LISTS, Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING)
JUDGING = (Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING)

#: from → (to, who): what a finding's state allows. Provisional findings are fed back on the last day, then agreed.
FINDING_STATES = {
    FindingState.PROVISIONAL: {FindingState.FED_BACK: "lead"},
    FindingState.FED_BACK: {FindingState.AGREED: "lead", FindingState.PROVISIONAL: "lead"},
    FindingState.AGREED: {FindingState.FED_BACK: "lead"},
}


def check_can_write_note(person, inspection) -> None:
    """Raise InspectionRefused unless the person is an inspector on the team and the inspection gathers evidence."""
    check_is_inspector(person, inspection)
    if inspection.stage not in GATHERING:
        raise InspectionRefused(
            f"Notes can be written until the letter is signed. This inspection is {inspection.get_stage_display()}."
        )


def check_can_make_finding(person, inspection) -> None:
    """Raise InspectionRefused unless the person is an inspector on the team and the inspection has reached fieldwork."""
    check_is_inspector(person, inspection)
    if inspection.stage not in JUDGING:
        raise InspectionRefused(f"Findings are made from fieldwork on. This inspection is {inspection.get_stage_display()}.")


def check_can_move_finding(person, finding, to: str) -> None:
    """Raise InspectionRefused unless the finding's state allows the move, the person may make it, and the letter is not signed."""
    if to not in FINDING_STATES[FindingState(finding.state)]:
        raise InspectionRefused(
            f"A finding that is {finding.get_state_display().lower()} cannot become {FindingState(to).label.lower()}."
        )
    check_is_lead(person, finding.inspection)
    if finding.inspection.stage not in JUDGING:
        stage = finding.inspection.get_stage_display()
        raise InspectionRefused(f"Findings stand as they are once the letter is signed. This inspection is {stage}.")


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


def can_make_finding(person, inspection) -> bool:
    """Return whether `check_can_make_finding` would pass."""
    return passes(check_can_make_finding, person, inspection)


def can_move_finding(person, finding, to: str) -> bool:
    """Return whether `check_can_move_finding` would pass."""
    return passes(check_can_move_finding, person, finding, to)
