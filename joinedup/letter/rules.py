"""Who may write, offer, sign and publish a letter, and in which state. Each rule says why not, in a sentence."""

from joinedup.areas.models import Inspectorate
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.rules import InspectionRefused, check_is_lead, check_may_write, check_not_held
from joinedup.inspections.rules import check_can_move as check_can_move_stage
from joinedup.letter.enums import LetterState
from joinedup.letter.queries import standing_signatures
from joinedup.people.refusal import passes

#: from → to → who: the letter's one state table. Any change of words takes an offered letter back to drafting and voids
#: its signatures; one that every inspectorate signed is changed only after a signatory withdraws.
LETTER_STATES = {
    LetterState.DRAFTING: {LetterState.OFFERED: "lead"},
    LetterState.OFFERED: {LetterState.DRAFTING: "inspector", LetterState.SIGNED: "signatory"},
    LetterState.SIGNED: {LetterState.DRAFTING: "signatory", LetterState.FROZEN: "lead", LetterState.PUBLISHED: "lead"},
    LetterState.FROZEN: {LetterState.SIGNED: "lead", LetterState.PUBLISHED: "time"},
    LetterState.PUBLISHED: {},
}
WRITING = (Stage.JUDGING, Stage.WRITING, Stage.CHECKING)


def check_can_move(letter, to: str) -> None:
    """Raise InspectionRefused unless the letter's state allows the move."""
    if to not in LETTER_STATES[LetterState(letter.state)]:
        raise InspectionRefused(f"A letter that is “{letter.get_state_display()}” cannot become “{LetterState(to).label}”.")


def check_can_write(person, inspection) -> None:
    """Raise InspectionRefused unless the person is an inspector on the team and the inspection is at judging or writing.

    A signatory writes nothing of the letter they will sign.
    """
    check_may_write(person, inspection)
    if inspection.stage not in WRITING:
        raise InspectionRefused(
            f"The letter is written once the team is judging. This inspection is {inspection.get_stage_display().lower()}."
        )


def check_can_change(person, letter) -> None:
    """Raise InspectionRefused unless the person may write and the letter is not published."""
    if letter.state == LetterState.PUBLISHED:
        raise InspectionRefused("This letter is published. What is published is corrected, never changed.")
    if letter.state == LetterState.FROZEN:
        raise InspectionRefused("This letter is frozen under embargo. Its publication must be called off before it can change.")
    if letter.state == LetterState.SIGNED:
        raise InspectionRefused("Every inspectorate has signed this letter. A signatory must withdraw before it can change.")
    check_can_write(person, letter.inspection)


def check_can_offer(person, letter) -> None:
    """Raise InspectionRefused unless the lead inspector offers a draft."""
    check_is_lead(person, letter.inspection)
    check_can_move(letter, LetterState.OFFERED)
    if letter.inspection.stage != Stage.CHECKING:
        raise InspectionRefused("A letter is offered for signature at the checking stage. Move the inspection there first.")


def signs_for(person, inspection) -> Inspectorate | None:
    """Return the inspectorate the person signs for in this inspection, or none."""
    member = inspection.team.filter(person=person, role=Role.SIGNATORY).select_related("inspectorate").first()
    return member.inspectorate if member and person.is_active else None


def check_can_sign_off(person, letter) -> None:
    """Raise InspectionRefused unless the person signs for an inspectorate on the team that has not signed this version."""
    inspectorate = signs_for(person, letter.inspection)
    if inspectorate is None:
        raise InspectionRefused("Only the signatory of an inspectorate taking part can sign its letter.")
    if letter.state != LetterState.OFFERED:
        raise InspectionRefused(
            f"A letter is signed while it is offered for signature. This one is “{letter.get_state_display()}”."
        )
    if standing_signatures(letter).filter(inspectorate=inspectorate).exists():
        raise InspectionRefused(f"{inspectorate.name} has signed this version already.")


def check_can_withdraw(person, letter) -> None:
    """Raise InspectionRefused unless the signature of the inspectorate the person signs for stands, and can still be withdrawn.

    Who gave it may have left since; their successor withdraws it. Once the letter is frozen or published nobody does.
    """
    if letter.state == LetterState.FROZEN:
        raise InspectionRefused("This letter is frozen under embargo. The lead inspector must call its publication off first.")
    inspectorate = signs_for(person, letter.inspection)
    own = inspectorate is not None and standing_signatures(letter).filter(inspectorate=inspectorate).exists()
    if letter.state == LetterState.PUBLISHED or not own:
        raise InspectionRefused("Only somebody whose signature stands under an unpublished letter can withdraw it.")


def check_can_send_back(person, inspection) -> None:
    """Raise InspectionRefused unless the inspection is being checked and the person may send it back to writing."""
    if inspection.stage != Stage.CHECKING:
        raise InspectionRefused("Only what is being checked is sent back. A signature is withdrawn on the letter's page.")
    check_can_move_stage(person, inspection, Stage.WRITING, with_letter=True)


def check_can_publish(person, letter) -> None:
    """Raise InspectionRefused unless the lead inspector publishes a letter signed by every inspectorate and held by nobody."""
    check_is_lead(person, letter.inspection)
    check_can_move(letter, LetterState.PUBLISHED)
    check_not_held(letter.inspection)


def check_can_acknowledge(person, inspection) -> None:
    """Raise InspectionRefused unless a lead inspector acknowledges the written statement: once, for all inspectorates."""
    check_is_lead(person, inspection)


def can_acknowledge(person, inspection) -> bool:
    """Return whether `check_can_acknowledge` would pass."""
    return passes(check_can_acknowledge, person, inspection)


def can_write(person, inspection) -> bool:
    """Return whether `check_can_write` would pass."""
    return passes(check_can_write, person, inspection)


def can_change(person, letter) -> bool:
    """Return whether `check_can_change` would pass."""
    return passes(check_can_change, person, letter)


def can_offer(person, letter) -> bool:
    """Return whether `check_can_offer` would pass."""
    return passes(check_can_offer, person, letter)


def can_sign_off(person, letter) -> bool:
    """Return whether `check_can_sign_off` would pass."""
    return passes(check_can_sign_off, person, letter)


def can_publish(person, letter) -> bool:
    """Return whether `check_can_publish` would pass."""
    return passes(check_can_publish, person, letter)


def can_send_back(person, inspection) -> bool:
    """Return whether `check_can_send_back` would pass."""
    return passes(check_can_send_back, person, inspection)


def can_withdraw(person, letter) -> bool:
    """Return whether `check_can_withdraw` would pass."""
    return passes(check_can_withdraw, person, letter)
