"""Who may ask for an interruption and who decides. Each check raises InspectionRefused; its twin answers yes or no."""

from collections.abc import Collection

from joinedup.areas.models import Agency
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.interruptions.enums import (
    ASKED_IN,
    INTERRUPTION_MOVES,
    AskedBy,
    InterruptionKind,
    InterruptionState,
    Mover,
)
from joinedup.inspections.interruptions.models import Interruption
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.inspections.seeing import Side
from joinedup.inspections.sides import sides_of
from joinedup.method.framework import InterruptionRule
from joinedup.method.interruptions import interruption_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes

_OPEN = (InterruptionState.ASKED, InterruptionState.AGREED)


def rule_of(inspection: Inspection, kind: str) -> InterruptionRule:
    """Return what the framework lays down for a kind. Raises InspectionRefused where it has none of it."""
    rule = interruption_of(inspection.framework, kind)
    if rule is None:
        raise InspectionRefused(f"This framework knows no {InterruptionKind(kind).label.lower()}.")
    return rule


def check_can_ask(person: Person, inspection: Inspection, kind: str, agency: Agency | None = None) -> None:
    """Refuse everyone but the team's inspectors, stages without it, and a second one of its kind while one is open.

    Where the framework lets the area ask, a coordinator of the `agency` that asks may ask at its own door.
    """
    rule, stage = rule_of(inspection, kind), Stage(inspection.stage)
    if not _asks_itself(person, inspection, rule, agency):
        check_may_write(person, inspection)
    if stage not in ASKED_IN[InterruptionKind(kind)]:
        raise InspectionRefused(f"{rule.title}: this cannot be asked for while an inspection is at “{stage.label}”.")
    held = Interruption.objects.filter(inspection=inspection, kind=kind, state__in=_OPEN).first()
    if held is not None:
        raise InspectionRefused(f"{held} is {held.get_state_display().lower()} already. It is refused, withdrawn or ended first.")


def can_ask(person: Person, inspection: Inspection, kind: str, agency: Agency | None = None) -> bool:
    """Return whether `check_can_ask` would pass."""
    return passes(check_can_ask, person, inspection, kind, agency)


def _asks_itself(person: Person, inspection: Inspection, rule: InterruptionRule, agency: Agency | None) -> bool:
    return agency is not None and AskedBy.AREA in rule.asked_by and Side.AGENCY in sides_of(person, inspection, agency)


def check_can_move_interruption(person: Person, interruption: Interruption, to: str) -> None:
    """Refuse a move the table does not hold, agreement in a stage without the kind, and whoever may not under the framework."""
    state, goal = InterruptionState(interruption.state), InterruptionState(to)
    mover = INTERRUPTION_MOVES.get((state, goal))
    if mover is None:
        raise InspectionRefused(f"{interruption} is {state.label.lower()}. It cannot become {goal.label.lower()}.")
    stage = Stage(interruption.inspection.stage)
    if goal == InterruptionState.AGREED and stage not in ASKED_IN[InterruptionKind(interruption.kind)]:
        raise InspectionRefused(f"{interruption}: this cannot be agreed any more while an inspection is at “{stage.label}”.")
    if mover == Mover.INSPECTOR:
        check_may_write(person, interruption.inspection)
        return
    _check_decides(person, interruption.inspection, rule_of(interruption.inspection, interruption.kind))


def can_move_interruption(person: Person, interruption: Interruption, to: str) -> bool:
    """Return whether `check_can_move_interruption` would pass."""
    return passes(check_can_move_interruption, person, interruption, to)


def decider_in_words(inspection: Inspection, rule: InterruptionRule) -> str:
    """Return who decides: "a lead inspector", or "the signatory of Ofsted" for the inspectorate that leads."""
    if rule.decided_by == Role.LEAD:
        return "a lead inspector"
    return f"a signatory of this inspection ({', '.join(_signing(inspection))})" if _signing(inspection) else "a signatory"


def _check_decides(person: Person, inspection: Inspection, rule: InterruptionRule) -> None:
    role = Role.LEAD if rule.decided_by == Role.LEAD else Role.SIGNATORY
    if not person.is_active or role not in roles_of(person, inspection):
        raise InspectionRefused(f"{rule.title}: {decider_in_words(inspection, rule)} decides this.")


def _signing(inspection: Inspection) -> Collection[str]:
    members = inspection.team.filter(role=Role.SIGNATORY).select_related("inspectorate")
    return sorted({member.inspectorate.name for member in members})
