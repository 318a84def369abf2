"""Weeks first: each inspection gets the Monday of its fieldwork, with as few others at work in the same weeks as can be.

Second, among weeks as good as these, those that suit people best: a team is asked for as if nobody's time clashed (`bound`), and
weeks are chosen in which most of that team is there. A team that is wholly there is proven to be the best of all.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.costs import Earlier
from joinedup.programme.core.roster.shape import Inspector, Need
from joinedup.programme.core.roster.solving import Limits, Solved, solve, solver_room

#: inspection → week number
Weeks = dict[str, int]


def place_weeks(asked: Asked, before: Earlier, limits: Limits, share: float) -> tuple[Weeks | None, Solved]:
    """Return the best weeks, and how they were found; no weeks where none were."""
    model, starts = _model(asked)
    if model is None:
        return None, Solved("infeasible", 0, 0, None)
    model.minimize(weeks_cost(model, asked, starts, before))
    solved = solve(model, limits, share)
    return (read_weeks(starts, solved) if solved.found else None), solved


def suit_people(
    asked: Asked, before: Earlier, weeks: Weeks, teams: Mapping[str, Iterable[str]], *, at_most: int, limits: Limits, share: float
) -> Weeks:
    """Return weeks that cost no more than `at_most`, with as much as can be of `teams` (inspection → inspectors) there."""
    model, starts = _model(asked)
    model.add(weeks_cost(model, asked, starts, before) <= at_most)
    missed = [literal for key, team in sorted(teams.items()) for literal in _away(asked, starts, key, team)]
    missed += _clashes(model, asked, starts, teams)
    model.minimize(sum(missed))
    for key, placed in weeks.items():
        for start, literal in starts[key].items():
            model.add_hint(literal, start == placed)
    solved = solve(model, limits, share, may_wait=True)
    return read_weeks(starts, solved) if solved.found else weeks


def hold_apart(model: Any, asked: Asked, starts: Mapping[str, Mapping[int, Any]]) -> None:
    """Lay down the rules about weeks alone: how many at once, and how far apart those that share a body."""
    if asked.rules.at_once is not None:
        for week in range(asked.length):
            model.add(sum(of[week] for of in starts.values() if week in of) <= asked.rules.at_once)
    for _, ones in asked.bodies():
        for week in range(asked.length if asked.rules.shared_apart else 0):
            near = range(week, week + asked.rules.shared_apart)
            model.add_at_most_one(starts[one.key][at] for one in ones for at in near if at in starts[one.key])


def _model(asked: Asked) -> tuple[Any, dict[str, dict[int, Any]]]:
    model = solver_room().CpModel()
    starts = {
        one.key: {start: model.new_bool_var(f"{one.key} in week {start}") for start in asked.starts(one)}
        for one in asked.inspections
    }
    if not all(starts.values()):
        return None, starts
    for of in starts.values():
        model.add_exactly_one(of.values())
    hold_apart(model, asked, starts)
    _enough_people(model, asked, starts)
    return model, starts


def weeks_cost(model: Any, asked: Asked, starts: Mapping[str, Mapping[int, Any]], before: Earlier) -> Any:
    """Return what weeks cost: pairs at work together, each further one more than the last, and weeks that were moved."""
    weights, terms = asked.rules.weights, []
    for week in range(-asked.rules.weeks_before, asked.length + asked.rules.weeks_after):
        at_work = [literal for of in starts.values() for start, literal in of.items() if week in asked.working(start)]
        most = sum(any(week in asked.working(start) for start in of) for of in starts.values())
        if most > 1 and weights.crowded:
            further = [model.new_bool_var("") for _ in range(most - 1)]
            model.add(sum(at_work) <= 1 + sum(further))
            for one, other in pairwise(further):
                model.add_implication(other, one)
            terms += [weights.crowded * nth * literal for nth, literal in enumerate(further, 1)]
    for key, was in before.week.items():
        terms += [weights.moved * literal for start, literal in starts[key].items() if start != was]
    return sum(terms)


def _enough_people(model: Any, asked: Asked, starts: Mapping[str, Mapping[int, Any]]) -> None:
    """Lay down what must hold for there to be people at all: enough of each kind in every week, of those not away.

    Whoever is on an inspection is taken from the first week of its work to the last of the rest after it.
    """
    for kind in sorted({_kind(need) for one in asked.inspections for need in one.team}, key=str):
        able = [who for who in asked.inspectors if _is(who, kind)]
        wanted = {one.key: sum(need.number for need in one.team if _within(need, kind)) for one in asked.inspections}
        for week in range(-asked.rules.weeks_before, asked.length + asked.rules.weeks_after + asked.rules.rest_weeks):
            here = sum(week not in asked.away[who.key] for who in able)
            _cover(model, asked, starts, wanted, week=week, rest=0, able=here)
            _cover(model, asked, starts, wanted, week=week, rest=asked.rules.rest_weeks, able=len(able))


def _cover(model: Any, asked: Asked, starts: Any, wanted: Mapping[str, int], *, week: int, rest: int, able: int) -> None:
    """Allow no more places in a week than there are people who are able to take them."""
    places = [
        (wanted[key], literal)
        for key, of in starts.items()
        for start, literal in of.items()
        if wanted[key] and start - asked.rules.weeks_before <= week <= start + asked.rules.weeks_after + rest
    ]
    if places:
        model.add(sum(number * literal for number, literal in places) <= able)


_Kind = tuple[str, str | None, bool]


def _kind(need: Need) -> _Kind:
    return need.inspectorate, need.specialism, need.lead


def _is(who: Inspector, kind: _Kind) -> bool:
    inspectorate, specialism, lead = kind
    return who.inspectorate == inspectorate and (specialism is None or specialism in who.specialisms) and (who.may_lead or not lead)


def _within(need: Need, kind: _Kind) -> bool:
    """Return whether only inspectors of the kind can take the place."""
    inspectorate, specialism, lead = kind
    return need.inspectorate == inspectorate and specialism in (None, need.specialism) and (need.lead or not lead)


def _away(asked: Asked, starts: Any, key: str, team: Iterable[str]) -> list[Any]:
    """Return one literal for each week an inspection may have and each of its team who would be away in it."""
    return [literal for who in sorted(team) for start, literal in starts[key].items() if asked.is_away(who, start)]


def _clashes(model: Any, asked: Asked, starts: Any, teams: Mapping[str, Iterable[str]]) -> list[Any]:
    """Return how often an inspector of `teams` would be wanted twice within the weeks that lie between two inspections."""
    of: dict[str, list[str]] = {}
    for key, team in sorted(teams.items()):
        for who in team:
            of.setdefault(who, []).append(key)
    over = []
    for who, keys in sorted(of.items()):
        for week in range(asked.length if len(keys) > 1 else 0):
            near = [starts[key][at] for key in keys for at in range(week, week + asked.apart) if at in starts[key]]
            if len(near) > 1:
                over.append(model.new_int_var(0, len(keys) - 1, who))
                model.add(sum(near) <= 1 + over[-1])
    return over


def read_weeks(starts: Mapping[str, Mapping[int, Any]], solved: Solved) -> Weeks:
    """Return the week each inspection has, from the values found."""
    return {key: next(start for start, literal in of.items() if solved.is_on(literal)) for key, of in starts.items()}
