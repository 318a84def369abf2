"""Every plan there is, one after another: slow, obvious, and only for the smallest rounds. Shares no code with the solver."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

from joinedup.programme.core.roster.checker import check_plan, count_costs
from joinedup.programme.core.roster.plan import Member, Plan, Team
from joinedup.programme.core.roster.shape import Inspection, Inspector, Need, Rules

EMPTY = Plan((), (), (), (), (), "", 0, "")


def cheapest_plan(inspections: Sequence[Inspection], inspectors: Sequence[Inspector], rules: Rules) -> tuple[int, int] | None:
    """Return what the cheapest weeks of a plan cost, and the cheapest plan whole; null where no plan keeps every rule."""
    costs = [count_costs(inspections, inspectors, rules, plan) for plan in every_plan(inspections, inspectors, rules)]
    return (min(weeks for weeks, _ in costs), min(map(sum, costs))) if costs else None


def has_plan(inspections: Sequence[Inspection], inspectors: Sequence[Inspector], rules: Rules) -> bool:
    """Return whether there is a plan that keeps every rule."""
    return next(every_plan(inspections, inspectors, rules), None) is not None


def every_plan(
    inspections: Sequence[Inspection], inspectors: Sequence[Inspector], rules: Rules, teams: tuple[Team, ...] = ()
) -> Iterator[Plan]:
    """Yield every plan that goes on from the teams placed: one inspection after another, and none beyond a broken rule."""
    placed = inspections[: len(teams)]
    if check_plan(placed, inspectors, rules, replace(EMPTY, teams=teams)):
        return
    if len(teams) == len(inspections):
        yield replace(EMPTY, teams=teams)
        return
    one = inspections[len(teams)]
    for week, members in product(sorted(one.weeks), list(_teams(one.team, inspectors))):
        yield from every_plan(inspections, inspectors, rules, (*teams, Team(one.key, week, members)))


def _teams(
    needs: Sequence[Need], inspectors: Sequence[Inspector], taken: frozenset[str] = frozenset()
) -> Iterator[tuple[Member, ...]]:
    """Yield every way to fill the places, by whoever is of the inspectorate; the rules are read afterwards."""
    if not needs:
        yield ()
        return
    need, rest = needs[0], needs[1:]
    free = [who.key for who in inspectors if who.inspectorate == need.inspectorate and who.key not in taken]
    for chosen in combinations(free, need.number):
        mine = tuple(Member(key, need.inspectorate, need.specialism, need.lead) for key in chosen)
        for others in _teams(rest, inspectors, taken | set(chosen)):
            yield (*mine, *others)
