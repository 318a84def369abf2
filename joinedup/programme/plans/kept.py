"""What goes into a roster and what comes out, as they are kept with a plan."""

from dataclasses import dataclass

from joinedup.programme.core.plain import from_plain
from joinedup.programme.core.roster import plan as answered
from joinedup.programme.core.roster import shape
from joinedup.programme.plans.enums import PlanState
from joinedup.programme.plans.models import Plan


@dataclass(frozen=True)
class RosterInputs:
    """Everything a roster reads. An inspection's key is the id of its place in the round, an inspector's that of the person."""

    inspections: tuple[shape.Inspection, ...]
    inspectors: tuple[shape.Inspector, ...]
    rules: shape.Rules


def inputs_of(plan: Plan) -> RosterInputs:
    """Return what went into a plan."""
    return from_plain(RosterInputs, plan.inputs)


def answer_of(plan: Plan) -> answered.Plan | answered.Infeasible | None:
    """Return what came out of a plan; null while it runs, or where it broke off."""
    if plan.outcome is None:
        return None
    kind = answered.Plan if plan.state == PlanState.PLANNED else answered.Infeasible
    return from_plain(kind, plan.outcome)
