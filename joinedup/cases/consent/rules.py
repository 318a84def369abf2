"""Who may record consent and meetings, and when. Each check raises with a sentence; its twin answers yes or no."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.cases.consent.enums import CONSENT_MOVES, MEETING_MOVES, ConsentState, MeetingState, Purpose, Side
from joinedup.cases.consent.queries import happened, known_at, may_be_met
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import Consent, Meeting, TrackedChild
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused, agencies_of, check_may_write, may_write
from joinedup.people.models import Person
from joinedup.people.refusal import passes

#: Stages in which children and families are asked and met.
MEETING = (Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING)


def holding_agency(person: Person, tracked: TrackedChild, agency: Agency | None = None) -> Agency | None:
    """Return the agency (this one, or the first) that holds the child and that a person answers for; none for anybody else."""
    holding = {record.split(":", 1)[0] for record in tracked.records}
    own = agencies_of(person, tracked.inspection).filter(key__in=holding)
    return (own if agency is None else own.filter(pk=agency.pk)).first()


def check_holds(person: Person, tracked: TrackedChild, agency: Agency) -> None:
    """Refuse everyone but people of an agency that holds the child."""
    if holding_agency(person, tracked, agency) is None:
        raise InspectionRefused("Only people of an agency that holds the child can do this.")


def holds(person: Person, tracked: TrackedChild, agency: Agency) -> bool:
    """Return whether `check_holds` would pass."""
    return passes(check_holds, person, tracked, agency)


def check_can_record_consent(
    person: Person, tracked: TrackedChild, to: ConsentState = ConsentState.ASKED, agency: Agency | None = None
) -> None:
    """Refuse everyone but the team's inspectors and people of an agency (this one, or any) that holds the child; a child left out.

    Refused too are stages in which nobody is asked.
    That consent was withdrawn can be recorded at any time until the inspection is closed.
    """
    of_team = agency is None and may_write(person, tracked.inspection)
    if not of_team and holding_agency(person, tracked, agency) is None:
        raise InspectionRefused(
            "Only this inspection’s inspectors and people of an agency that holds the child can record consent."
        )
    stage = Stage(tracked.inspection.stage)
    if to == ConsentState.WITHDRAWN and stage != Stage.CLOSED:
        return
    if tracked.state != TrackedState.TRACKED:
        raise InspectionRefused(f"{tracked.code} has been left out, so nobody is asked any more.")
    if stage not in MEETING:
        raise InspectionRefused(
            f"Families are asked at selection, in fieldwork and while judging. This inspection is {stage.label.lower()}."
        )


def can_record_consent(
    person: Person, tracked: TrackedChild, to: ConsentState = ConsentState.ASKED, agency: Agency | None = None
) -> bool:
    """Return whether `check_can_record_consent` would pass."""
    return passes(check_can_record_consent, person, tracked, to, agency)


def check_can_move_consent(person: Person, consent: Consent, to: ConsentState, agency: Agency | None = None) -> None:
    """Refuse a move the table of states does not hold, whoever may not record it now, and an agency that did not ask this person.

    The child's own consent is known to every agency that holds the child.
    """
    sides = CONSENT_MOVES.get((ConsentState(consent.state), to))
    if sides is None:
        raise InspectionRefused(f"Consent that was {consent.get_state_display().lower()} cannot become {to.label.lower()}.")
    check_can_record_consent(person, consent.tracked, to, agency)
    side = Side.TEAM if agency is None and may_write(person, consent.inspection) else Side.AGENCY
    if side not in sides:
        raise InspectionRefused(f"Only {' or '.join(sorted(one.label for one in sides))} can record this.")
    if side == Side.TEAM:
        return
    own = holding_agency(person, consent.tracked, agency)
    if own is not None and not known_at(consent, own):
        raise InspectionRefused("It is not recorded that your agency asked this person. Record that first.")


def can_move_consent(person: Person, consent: Consent, to: ConsentState, agency: Agency | None = None) -> bool:
    """Return whether `check_can_move_consent` would pass."""
    return passes(check_can_move_consent, person, consent, to, agency)


def check_can_record_meeting(person: Person, tracked: TrackedChild) -> None:
    """Refuse everyone but the team's inspectors, a child left out, and other stages."""
    check_may_write(person, tracked.inspection)
    if tracked.state != TrackedState.TRACKED:
        raise InspectionRefused(f"{tracked.code} has been left out, so nobody is met any more.")
    stage = Stage(tracked.inspection.stage)
    if stage not in MEETING:
        raise InspectionRefused(
            f"Meetings are recorded at selection, in fieldwork and while judging. This inspection is {stage.label.lower()}."
        )


def can_record_meeting(person: Person, tracked: TrackedChild) -> bool:
    """Return whether `check_can_record_meeting` would pass."""
    return passes(check_can_record_meeting, person, tracked)


def check_can_move_meeting(person: Person, meeting: Meeting, to: MeetingState) -> None:
    """Refuse everyone but the team's inspectors, and a move the table of states does not hold."""
    check_can_record_meeting(person, meeting.tracked)
    if (MeetingState(meeting.state), to) not in MEETING_MOVES:
        raise InspectionRefused(f"A meeting that was {meeting.get_state_display().lower()} cannot become {to.label.lower()}.")


def can_move_meeting(person: Person, meeting: Meeting, to: MeetingState) -> bool:
    """Return whether `check_can_move_meeting` would pass."""
    return passes(check_can_move_meeting, person, meeting, to)


def check_consented(met: Iterable[Consent], day: date) -> None:
    """Refuse a meeting held on a day with anyone whose consent to meet did not stand that day, or that has not come yet."""
    if day > timezone.localdate():
        raise InspectionRefused("A meeting cannot have been held on a day that has not come yet.")
    for consent in met:
        if not happened(consent).stood_on(day, Purpose.MEET):
            raise InspectionRefused(
                f"{consent.get_whose_display()} had not consented to meet an inspector on that day. "
                "Record the consent first; without it nobody is met."
            )


def check_can_be_planned(met: Iterable[Consent]) -> None:
    """Refuse to plan a meeting with anyone who refused, withdrew, or gave consent for other things alone."""
    for consent in met:
        if not may_be_met(consent):
            raise InspectionRefused(
                f"{consent.get_whose_display()} does not consent to meet an inspector, so no meeting is planned. "
                "Record first what they say when they are asked again."
            )


def check_can_set_aside(person: Person, consent: Consent, aside: bool = True) -> None:
    """Refuse everyone but the team's inspectors, and once the inspection is closed; to set aside where nothing was dropped.

    What is set aside can be taken up again however consent stands: it may have been given again.
    """
    check_may_write(person, consent.inspection)
    if aside and not happened(consent).dropped:
        raise InspectionRefused("What was learned is set aside where consent was withdrawn, wholly or in part. This one was not.")
    if consent.inspection.stage == Stage.CLOSED:
        raise InspectionRefused("This inspection is closed.")


def can_set_aside(person: Person, consent: Consent, aside: bool = True) -> bool:
    """Return whether `check_can_set_aside` would pass."""
    return passes(check_can_set_aside, person, consent, aside)
