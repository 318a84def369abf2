"""Who may conclude and who may agree, in which phase. Each check raises with a sentence; its twin answers yes or no."""

from joinedup.evidence.core.phases import Phase, Saying
from joinedup.evidence.own_views.rules import check_open
from joinedup.evidence.rules import JUDGING
from joinedup.evidence.together.queries import Judged
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_may_write, inspectorate_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_conclude(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, views that are not open, and a letter that is signed."""
    check_may_write(person, inspection)
    if inspection.stage not in JUDGING:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"The team concludes from fieldwork until the letter is signed. This inspection is {stage}.")
    check_open(inspection)


def can_conclude(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_conclude` would pass."""
    return passes(check_can_conclude, person, inspection)


def check_no_finding(judged: Judged) -> None:
    """Refuse to say that there is no finding where there is one, or where it is said already."""
    if judged.findings:
        numbers = ", ".join(str(finding.number) for finding in judged.findings)
        raise InspectionRefused(f"This criterion is answered by finding {numbers}.")
    if judged.no_finding:
        raise InspectionRefused("That there is no finding on this criterion is said already.")


def check_can_say(person: Person, inspection: Inspection, judged: Judged, saying: Saying) -> None:
    """Refuse to speak before there is a conclusion, and to take back what was not said or no longer holds."""
    check_can_conclude(person, inspection)
    if not judged.conclusion:
        raise InspectionRefused("Nothing is concluded yet: make a finding, or say why there is none.")
    said = dict(judged.said).get(inspectorate_of(person, inspection))
    if saying == Saying.TAKEN_BACK and said is None:
        raise InspectionRefused("Your inspectorate has said nothing that stands on this criterion.")


def can_say(person: Person, inspection: Inspection, judged: Judged, saying: Saying) -> bool:
    """Return whether `check_can_say` would pass."""
    return passes(check_can_say, person, inspection, judged, saying)


def check_agreed(judged: Judged) -> None:
    """Refuse to hold a finding agreed while an inspectorate has neither agreed nor kept its difference."""
    if judged.phase != Phase.AGREED:
        left = ", ".join(body.name for body in judged.to_say) or "every inspectorate"
        raise InspectionRefused(
            f"A finding is agreed once every inspectorate has agreed or kept its difference of view. Awaited: {left}."
        )
