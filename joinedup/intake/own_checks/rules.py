"""Who may check an agency's lists and speak for what it sent. Each check raises with a sentence; its twin answers yes or no."""

from joinedup.areas.models import Agency, AgencyMember
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import answers_for
from joinedup.intake.enums import SENDING, SubmissionState
from joinedup.intake.models import Submission
from joinedup.intake.rules import IntakeRefused
from joinedup.people.models import Person
from joinedup.people.refusal import passes

#: States in which what was sent still counts or may come to count, so that something said of it is heard.
STANDING = (SubmissionState.RECEIVED, SubmissionState.ACCEPTED)


def check_can_check_own(person: Person, agency: Agency) -> None:
    """Refuse everyone outside the agency. There is no stage: an agency may check its lists on any day."""
    if not person.is_active or not AgencyMember.objects.filter(person=person, agency=agency).exists():
        raise IntakeRefused(f"Only people of {agency} can check its lists.")


def can_check_own(person: Person, agency: Agency) -> bool:
    """Return whether `check_can_check_own` would pass."""
    return passes(check_can_check_own, person, agency)


def check_can_remark(person: Person, submission: Submission) -> None:
    """Refuse everyone outside the agency that sent it, what no longer counts, and any stage in which nothing is taken in."""
    if not answers_for(person, submission.inspection, submission.agency):
        raise IntakeRefused(f"Only people of {submission.agency} can say something about what it sent.")
    if submission.state not in STANDING or Stage(submission.inspection.stage) not in SENDING:
        raise IntakeRefused("Nothing more can be said about this file: it no longer counts, or the inspection is past that stage.")


def can_remark(person: Person, submission: Submission) -> bool:
    """Return whether `check_can_remark` would pass."""
    return passes(check_can_remark, person, submission)
