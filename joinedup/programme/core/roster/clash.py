"""Where no plan keeps every rule: which rules clash, and what giving way would cost least."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.giving_way import Step, clash_of, cost_of_kind, easing_of
from joinedup.programme.core.roster.joint import Joint, build
from joinedup.programme.core.roster.plan import Clash, Easing
from joinedup.programme.core.roster.solving import Limits, Solved, solve

_Group = tuple[str, ...]


def cheapest(asked: Asked, limits: Limits, share: float) -> tuple[tuple[Easing, ...], Solved]:
    """Return the easings that cost least together and leave a plan, and how they were found. Of none, a plan keeps every rule."""
    joint = build(asked, give=True)
    for step in joint.steps:
        if not cost_of_kind(asked, step.kind):
            joint.model.add(step.literal == 0)
    joint.model.minimize(sum(cost_of_kind(asked, step.kind) * step.literal for step in joint.steps))
    solved = solve(joint.model, limits, share * 0.8, interleave_search=True)
    taken = [step for step in joint.steps if solved.found and solved.is_on(step.literal)]
    if solved.state == "feasible":
        taken = _fewest(joint, taken, limits, share * 0.2)
    return tuple(_together(easing_of(asked, step) for step in taken)), solved


def _together(steps: Iterable[Easing]) -> list[Easing]:
    """Return the easings with the steps of a rule that holds for all told as one: the last, at the cost of all."""
    told: list[Easing] = []
    for one in steps:
        holds_for_all = one.inspection is None and one.inspector is None
        if told and holds_for_all and told[-1].kind == one.kind:
            told[-1] = replace(one, cost=told[-1].cost + one.cost)
        else:
            told.append(one)
    return told


def _fewest(joint: Joint, taken: list[Step], limits: Limits, share: float) -> list[Step]:
    """Return the steps that are still needed of those taken, where the search ended before it had the cheapest."""
    among = {id(step) for step in taken}
    for step in joint.steps:
        if id(step) not in among:
            joint.model.add(step.literal == 0)
    again = solve(joint.model, limits, share)
    return [step for step in taken if again.is_on(step.literal)] if again.found else taken


def clashing(asked: Asked, limits: Limits, share: float) -> tuple[Clash, ...]:
    """Return rules that cannot all be kept, none of which could be left off; empty where none were found in time."""
    joint = build(asked, give=True)
    groups = _groups(joint)
    held = _core(joint, groups, limits, share / 3)
    for group in sorted(held):
        without = held - {group}
        if _impossible(joint, groups, without, limits, share / 3 / max(1, len(held))):
            held = without
    return tuple(_told(asked, joint.steps, group) for group in sorted(held))


def _groups(joint: Joint) -> dict[_Group, Any]:
    """Return a variable for each group of steps, true where its rule is kept: none of its steps is taken."""
    kept: dict[_Group, Any] = {}
    for step in joint.steps:
        if step.group not in kept:
            kept[step.group] = joint.model.new_bool_var(f"keep {' '.join(step.group)}")
        joint.model.add_implication(kept[step.group], step.literal.negated())
    return kept


def _core(joint: Joint, kept: dict[_Group, Any], limits: Limits, share: float) -> set[_Group]:
    """Return rules that CP-SAT used to show that there is no plan; all of them where it did not say."""
    joint.model.clear_assumptions()
    joint.model.add_assumptions(list(kept.values()))
    solved = solve(joint.model, limits, share)
    if solved.state != "infeasible":
        return set()
    used = set(solved.solver.sufficient_assumptions_for_infeasibility())
    return {group for group, literal in kept.items() if literal.index in used} or set(kept)


def _impossible(joint: Joint, kept: dict[_Group, Any], held: Iterable[_Group], limits: Limits, share: float) -> bool:
    """Return whether it is shown that no plan keeps these rules, whatever becomes of the others."""
    joint.model.clear_assumptions()
    joint.model.add_assumptions([kept[group] for group in sorted(held)])
    return solve(joint.model, limits, share).state == "infeasible"


def _told(asked: Asked, steps: list[Step], group: _Group) -> Clash:
    step = next(one for one in steps if one.group == group)
    about = None if step.kind in ("away", "interest") else step.inspector
    return clash_of(asked, group, None if step.kind == "team" else step.inspection, about)
