"""Who may link and decide, and when. Each check raises InspectionRefused with a sentence; its twin answers yes or no."""

from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.intake.queries import submissions_of
from joinedup.linkage.enums import LINKING, RUN_MOVES, RunState
from joinedup.linkage.models import LinkRun
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_link(person: Person, inspection: Inspection) -> None:
    """Refuse everyone outside the team, other stages, and an inspection whose lists have not been accepted."""
    check_is_inspector(person, inspection)
    _check_stage(inspection)
    if not any_list(inspection):
        raise InspectionRefused("No list of people has been accepted yet, so there is nothing to link.")


def any_list(inspection: Inspection) -> bool:
    """Return whether a list of people counts, so that there is something to link."""
    return submissions_of(inspection).filter(records__isnull=False).exists()


def can_link(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_link` would pass."""
    return passes(check_can_link, person, inspection)


def check_can_finish(run: LinkRun, to: RunState) -> None:
    """Refuse a move the table of states does not hold."""
    state = RunState(run.state)
    if (state, to) not in RUN_MOVES:
        raise InspectionRefused(f"A link run that is {state.label.lower()} cannot become {to.label.lower()}.")


def can_finish(run: LinkRun, to: RunState) -> bool:
    """Return whether `check_can_finish` would pass."""
    return passes(check_can_finish, run, to)


def check_can_decide(person: Person, run: LinkRun) -> None:
    """Refuse everyone outside the team, other stages, and a run that has not finished."""
    check_is_inspector(person, run.inspection)
    _check_stage(run.inspection)
    if run.state != RunState.FINISHED:
        raise InspectionRefused("This link run has not finished, so its pairs cannot be decided yet.")


def can_decide(person: Person, run: LinkRun) -> bool:
    """Return whether `check_can_decide` would pass."""
    return passes(check_can_decide, person, run)


def _check_stage(inspection: Inspection) -> None:
    stage = Stage(inspection.stage)
    if stage not in LINKING:
        raise InspectionRefused(
            f"Lists are linked from the day they come until fieldwork ends. This inspection is at “{stage.label}”."
        )
