"""What no plan can cost less than: the best weeks if people did not matter, and the best people if time did not."""

from typing import Any

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.costs import Earlier
from joinedup.programme.core.roster.people import Literals, Places, cost_of, hint_places, lay_down_teams, literals, on_it, read
from joinedup.programme.core.roster.solving import Limits, Solved, solve, solver_room

#: A share of an inspection's weeks, in whole numbers.
_WHOLE = 20


def people_without_weeks(asked: Asked, before: Earlier, limits: Limits, share: float) -> tuple[Places | None, Solved]:
    """Return the teams there would be if each inspection could be in several weeks at once; no plan's people cost less.

    Somebody may be on an inspection who is there in one of its weeks, and on no more of them than fit in the round. Of teams as
    good as each other, those are returned that are there in most weeks: weeks are easiest found for them.
    """
    model = solver_room().CpModel()
    away = _away(asked)
    taken = literals(model, asked, lambda who, one: away[who.key, one.key] < _WHOLE)
    if not lay_down_teams(model, asked, taken):
        return None, Solved("infeasible", 0, 0, None)
    _fit(model, asked, taken)
    cost = cost_of(model, asked, taken, before)
    model.minimize(cost)
    solved = solve(model, limits, share / 2)
    if not solved.found:
        return None, solved
    best = read(taken, solved)
    model.add(cost <= solved.cost)
    model.minimize(
        sum(away[who, key] * literal for key, places in taken.items() for of in places.values() for who, literal in of.items())
    )
    hint_places(model, taken, best)
    again = solve(model, limits, share / 2)
    return (read(taken, again) if again.found else best), solved


def _away(asked: Asked) -> dict[tuple[str, str], int]:
    """Return for each inspector and inspection in how many of its weeks they are away, as so many of `_WHOLE`, rounded down."""
    starts = {one.key: asked.starts(one) for one in asked.inspections}
    return {
        (who.key, key): _WHOLE * sum(asked.is_away(who.key, start) for start in of) // max(1, len(of))
        for who in asked.inspectors
        for key, of in starts.items()
    }


def _fit(model: Any, asked: Asked, taken: Literals) -> None:
    """Allow nobody more inspections than can lie apart in the weeks they are there."""
    starts = sorted({start for one in asked.inspections for start in asked.starts(one)})
    on = [on_it(places) for places in taken.values()]
    for who in asked.inspectors:
        fits, free = 0, starts[0] if starts else 0
        for start in starts:
            if start >= free and not asked.is_away(who.key, start):
                fits, free = fits + 1, start + asked.apart
        of = [literal for each in on for literal in each.get(who.key, [])]
        if len(of) > fits:
            model.add(sum(of) <= fits)
