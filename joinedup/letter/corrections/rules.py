"""Who proposes a correction, signs it and publishes it. Pairs, as everywhere."""

from joinedup.inspections.rules import InspectionRefused, check_is_lead, check_not_held
from joinedup.letter.corrections.enums import CorrectionState
from joinedup.letter.corrections.queries import signed_by, still_to_sign
from joinedup.letter.enums import LetterState
from joinedup.letter.rules import signs_for
from joinedup.people.refusal import passes
from joinedup.publication.queries import newest
from joinedup.publication.rules import can_correct

#: from → to → who: the one state table of a correction.
CORRECTION_STATES = {
    CorrectionState.PROPOSED: {CorrectionState.PUBLISHED: "lead", CorrectionState.DROPPED: "lead"},
    CorrectionState.PUBLISHED: {},
    CorrectionState.DROPPED: {},
}


def check_can_propose(person, letter) -> None:
    """Raise InspectionRefused unless the lead inspector corrects a letter that stands published."""
    check_is_lead(person, letter.inspection)
    if letter.state != LetterState.PUBLISHED or not can_correct(newest(letter.publication)):
        raise InspectionRefused("Only a letter that stands published can be corrected.")


def can_propose(person, letter) -> bool:
    """Return whether `check_can_propose` would pass."""
    return passes(check_can_propose, person, letter)


def check_can_sign_correction(person, correction) -> None:
    """Raise InspectionRefused unless the person signs for an inspectorate that has not signed this wording."""
    inspectorate = signs_for(person, correction.inspection)
    if inspectorate is None or inspectorate not in still_to_sign(correction) + [row.inspectorate for row in signed_by(correction)]:
        raise InspectionRefused("Only the signatory of an inspectorate that signed the letter can sign its correction.")
    _check_proposed(correction)
    if signed_by(correction).filter(inspectorate=inspectorate).exists():
        raise InspectionRefused(f"{inspectorate.name} has signed this correction already.")


def can_sign_correction(person, correction) -> bool:
    """Return whether `check_can_sign_correction` would pass."""
    return passes(check_can_sign_correction, person, correction)


def check_can_drop(person, correction) -> None:
    """Raise InspectionRefused unless the lead inspector drops a correction that is proposed."""
    check_is_lead(person, correction.inspection)
    _check_proposed(correction)


def can_drop(person, correction) -> bool:
    """Return whether `check_can_drop` would pass."""
    return passes(check_can_drop, person, correction)


def check_can_publish_correction(person, correction) -> None:
    """Raise InspectionRefused unless the lead inspector publishes a correction every inspectorate signed and nobody holds."""
    check_is_lead(person, correction.inspection)
    _check_proposed(correction)
    if lacking := still_to_sign(correction):
        raise InspectionRefused(f"{lacking[0].name} has not signed this correction.")
    check_not_held(correction.inspection)


def can_publish_correction(person, correction) -> bool:
    """Return whether `check_can_publish_correction` would pass."""
    return passes(check_can_publish_correction, person, correction)


def _check_proposed(correction) -> None:
    if correction.state != CorrectionState.PROPOSED:
        raise InspectionRefused(f"This correction is {correction.get_state_display().lower()}: nothing more can be done with it.")
