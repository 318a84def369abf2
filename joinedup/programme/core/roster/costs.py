"""What a plan costs: each thing that is kept small, in the whole numbers the weights give. The checker counts it on its own."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.plan import Plan
from joinedup.programme.core.roster.shape import Inspection, Inspector


@dataclass(frozen=True)
class Earlier:
    """The plan before, as it is asked of: the number of each inspection's week, and who was on it."""

    week: dict[str, int] = field(default_factory=dict)
    on: dict[str, frozenset[str]] = field(default_factory=dict)


def earlier(asked: Asked, before: Plan | None) -> Earlier:
    """Return what the plan before says of inspections that are still asked for."""
    teams = [team for team in before.teams if team.inspection in asked.by_inspection] if before else []
    return Earlier(
        {team.inspection: asked.number(team.week) for team in teams},
        {team.inspection: frozenset(member.inspector for member in team.members) for team in teams},
    )


def marginal_loads(asked: Asked, inspector: Inspector, raised: int = 0) -> list[int]:
    """Return what an inspector's first, second … inspection of the round costs: ever more, and more for a smaller share.

    The sum for n of them is the square of all of the year's, less the square of those before it, over the share.
    """
    weight, most = asked.rules.weights.load, asked.most(inspector, raised)
    return [round(weight * (2 * (inspector.carried + nth) - 1) / inspector.share) for nth in range(1, most + 1)]


def place_cost(asked: Asked, inspector: Inspector, inspection: Inspection, before: Earlier) -> int:
    """Return what it costs to send an inspector to an inspection, loads aside: the journey, a warning, a change."""
    weights = asked.rules.weights
    cost = round(weights.travel * asked.minutes(inspector, inspection) / 60)
    if inspection.area in inspector.barred:
        cost += weights.warned
    if inspection.key in before.on and inspector.key not in before.on[inspection.key]:
        cost += weights.changed
    return cost


def crowding(at_work: int) -> int:
    """Return how many pairs there are of inspections at work in the same week."""
    return at_work * (at_work - 1) // 2


def weeks_spent(asked: Asked, weeks: Mapping[str, int], before: Earlier) -> int:
    """Return what weeks cost: every pair at work together in every week, and weeks that were moved."""
    weights, at_work = asked.rules.weights, Counter(week for start in weeks.values() for week in asked.working(start))
    moved = sum(weeks[key] != was for key, was in before.week.items())
    return weights.crowded * sum(crowding(number) for number in at_work.values()) + weights.moved * moved


def people_spent(asked: Asked, places: Mapping[tuple[str, int], Iterable[str]], before: Earlier) -> int:
    """Return what people cost: each place's own cost, and everybody's load."""
    taken = [(key, who) for (key, _), team in places.items() for who in team]
    loads = Counter(who for _, who in taken)
    each = sum(place_cost(asked, asked.by_inspector[who], asked.by_inspection[key], before) for key, who in taken)
    return each + sum(sum(marginal_loads(asked, asked.by_inspector[who])[:number]) for who, number in loads.items())
