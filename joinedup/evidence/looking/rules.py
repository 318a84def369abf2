"""Who gives gaps to whom, and when one is done with. Each check raises InspectionRefused; its twin answers yes or no."""

from joinedup.cases.enquiries.queries import who_may_follow
from joinedup.cases.models import TrackedChild
from joinedup.evidence.looking.enums import GAP_MOVES, GapState
from joinedup.evidence.looking.models import Gap
from joinedup.evidence.rules import GATHERING
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_give(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, and stages in which no evidence is gathered."""
    check_may_write(person, inspection)
    if inspection.stage not in GATHERING:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"Gaps are looked at until the letter is signed. This inspection is {stage}.")


def can_give(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_give` would pass."""
    return passes(check_can_give, person, inspection)


def check_about(inspection: Inspection, criterion: str, sector: str, tracked: TrackedChild | None) -> None:
    """Refuse a gap about nothing, about what the framework does not hold, or about another inspection's child."""
    if not criterion and tracked is None:
        raise InspectionRefused("Say which criterion or which child is to be looked at.")
    if tracked is not None and tracked.inspection_id != inspection.pk:
        raise InspectionRefused("The child is not tracked in this inspection.")
    if criterion and criterion not in {known.id for known in inspection.framework.criteria}:
        raise InspectionRefused(f"“{criterion}” is not a criterion of this framework.")
    if sector and sector not in {known.id for known in inspection.framework.sectors}:
        raise InspectionRefused(f"“{sector}” is not a sector of this framework.")


def check_looks(inspection: Inspection, person: Person) -> None:
    """Refuse to give a gap to somebody who is no inspector of the team."""
    if person not in who_may_follow(inspection):
        raise InspectionRefused(f"{person.name} is not an inspector of this inspection’s team.")


def check_can_move_gap(person: Person, gap: Gap, to: GapState) -> None:
    """Refuse a move the table does not hold, a person without one of its roles, and stages in which nothing is gathered."""
    check_can_give(person, gap.inspection)
    roles = GAP_MOVES.get((GapState(gap.state), GapState(to)))
    if roles is None:
        said = GapState(to).label.lower()
        raise InspectionRefused(f"What is {gap.get_state_display().lower()} cannot become {said}. Look where it stands now.")
    if not roles & roles_of(person, gap.inspection):
        raise InspectionRefused("Only an inspector of this inspection's team can do this.")


def can_move_gap(person: Person, gap: Gap, to: GapState) -> bool:
    """Return whether `check_can_move_gap` would pass."""
    return passes(check_can_move_gap, person, gap, to)


def check_can_pass_on(person: Person, gap: Gap) -> None:
    """Refuse to pass on what nobody is to look at any more."""
    check_can_give(person, gap.inspection)
    if gap.state != GapState.GIVEN:
        raise InspectionRefused(f"It is {gap.get_state_display().lower()}, so it is not passed on. Look where it stands now.")


def can_pass_on(person: Person, gap: Gap) -> bool:
    """Return whether `check_can_pass_on` would pass."""
    return passes(check_can_pass_on, person, gap)
