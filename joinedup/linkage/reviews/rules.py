"""Who may decide a pair first, look at it again, settle it or take a decision back. Checks raise InspectionRefused."""

from joinedup.inspections.models import Inspection, TeamMember
from joinedup.inspections.rules import InspectionRefused, is_lead
from joinedup.linkage.models import LinkDecision, LinkRun
from joinedup.linkage.reviews.enums import PairState
from joinedup.linkage.reviews.standing import PairStanding, is_withdrawn
from joinedup.linkage.rules import check_can_decide
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_decide_first(person: Person, run: LinkRun, found: PairStanding) -> None:
    """Refuse whoever may not decide, and a pair a second person is looking at, or two differ on."""
    check_can_decide(person, run)
    if found.state == PairState.DIFFERING:
        raise InspectionRefused("Two people differ on this pair. It is settled by a third, or by the two together.")
    if found.state == PairState.SECOND_LOOK and found.first is not None and found.first.decided_by_id != person.pk:
        raise InspectionRefused("This pair is decided and awaits a second look, so only whoever decided it can decide it again.")


def can_decide_first(person: Person, run: LinkRun, found: PairStanding) -> bool:
    """Return whether `check_can_decide_first` would pass."""
    return passes(check_can_decide_first, person, run, found)


def check_can_look_again(person: Person, run: LinkRun, found: PairStanding) -> None:
    """Refuse whoever decided first, and colleagues of the same inspectorate where another takes part."""
    check_can_decide(person, run)
    if found.state != PairState.SECOND_LOOK or found.first is None:
        raise InspectionRefused("This pair does not await a second look.")
    if found.first.decided_by_id == person.pk:
        raise InspectionRefused("You decided this pair. The second look is somebody else's.")
    if not _independent(person, found.first.decided_by, run.inspection):
        raise InspectionRefused("The second look is for somebody of another inspectorate than whoever decided first.")


def can_look_again(person: Person, run: LinkRun, found: PairStanding) -> bool:
    """Return whether `check_can_look_again` would pass."""
    return passes(check_can_look_again, person, run, found)


def _independent(person: Person, first: Person, inspection: Inspection) -> bool:
    """Whether a person is of another inspectorate than who decided first, or everybody on the team is of the same."""
    team = TeamMember.objects.filter(inspection=inspection)
    of_first = set(team.filter(person=first).values_list("inspectorate", flat=True))
    others = team.filter(person__is_active=True).exclude(inspectorate__in=of_first)
    return not others.exists() or others.filter(person=person).exists()


def check_can_settle(person: Person, run: LinkRun, found: PairStanding) -> None:
    """Refuse everyone outside the team, and a pair on which no two people differ."""
    check_can_decide(person, run)
    if found.state != PairState.DIFFERING:
        raise InspectionRefused("There is no difference to settle on this pair.")


def can_settle(person: Person, run: LinkRun, found: PairStanding) -> bool:
    """Return whether `check_can_settle` would pass."""
    return passes(check_can_settle, person, run, found)


def check_can_withdraw(person: Person, run: LinkRun, made: LinkDecision) -> None:
    """Refuse everyone but whoever made the decision and the lead inspectors, and one that was taken back already."""
    check_can_decide(person, run)
    if made.decided_by_id != person.pk and not is_lead(person, run.inspection):
        raise InspectionRefused("Only whoever made a decision, or a lead inspector, can take it back.")
    if is_withdrawn(made):
        raise InspectionRefused("This decision was taken back already.")


def can_withdraw(person: Person, run: LinkRun, made: LinkDecision) -> bool:
    """Return whether `check_can_withdraw` would pass."""
    return passes(check_can_withdraw, person, run, made)
