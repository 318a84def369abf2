"""Then people: given the weeks, who takes each place, with loads even, journeys short and as little changed as can be."""

from collections.abc import Callable
from typing import Any

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.costs import Earlier, marginal_loads, place_cost
from joinedup.programme.core.roster.shape import Inspection, Inspector
from joinedup.programme.core.roster.solving import Limits, Solved, solve, solver_room
from joinedup.programme.core.roster.weeks import Weeks

#: (inspection, number of the need in its team) → the inspectors on it
Places = dict[tuple[str, int], list[str]]

#: inspection → number of the need → inspector → the variable that says they have a place of it
Literals = dict[str, dict[int, dict[str, Any]]]


def place_people(
    asked: Asked, weeks: Weeks, before: Earlier, limits: Limits, share: float, *, hint: Places | None = None
) -> tuple[Places | None, Solved]:
    """Return who takes each place in the weeks given, and how it was found; nobody where no plan was."""
    model = solver_room().CpModel()
    taken = literals(model, asked, lambda who, one: not asked.is_away(who.key, weeks[one.key]))
    if not lay_down_teams(model, asked, taken):
        return None, Solved("infeasible", 0, 0, None)
    _rest(model, asked, taken, weeks)
    model.minimize(cost_of(model, asked, taken, before))
    hint_places(model, taken, hint or {})
    solved = solve(model, limits, share)
    return (read(taken, solved) if solved.found else None), solved


def literals(model: Any, asked: Asked, can: Callable[[Inspector, Inspection], bool]) -> Literals:
    """Return a variable for everybody who may take a place and `can`."""
    return {
        one.key: {
            nth: {
                who.key: model.new_bool_var(f"{who.key} on {one.key} place {nth}")
                for who in asked.inspectors
                if asked.barred(who, one, need) is None and can(who, one)
            }
            for nth, need in enumerate(one.team)
        }
        for one in asked.inspections
    }


def lay_down_teams(model: Any, asked: Asked, taken: Literals) -> bool:
    """Lay down each team: every place filled, nobody in two, pins kept, experience mixed. Return false where one cannot be."""
    for one in asked.inspections:
        on = on_it(taken[one.key])
        for nth, need in enumerate(one.team):
            if len(taken[one.key][nth]) < need.number:
                return False
            model.add(sum(taken[one.key][nth].values()) == need.number)
        for of in on.values():
            model.add_at_most_one(of)
        for who in sorted(one.pins | ({one.lead} if one.lead else set())):
            places = leading(one, taken[one.key], who) if who == one.lead else on.get(who, [])
            if not places:
                return False
            model.add_exactly_one(places)
        if not _mix(model, asked, on):
            return False
    return True


def on_it(places: dict[int, dict[str, Any]]) -> dict[str, list[Any]]:
    """Return for each inspector the variables of the places of one team they could take."""
    on: dict[str, list[Any]] = {}
    for of in places.values():
        for who, literal in of.items():
            on.setdefault(who, []).append(literal)
    return on


def leading(one: Inspection, places: dict[int, dict[str, Any]], who: str) -> list[Any]:
    """Return the variables of the places in which an inspector would lead."""
    return [of[who] for nth, of in places.items() if one.team[nth].lead and who in of]


def of_grade(asked: Asked, on: dict[str, list[Any]], grades: frozenset[str]) -> list[Any]:
    """Return the variables of everybody of some grades."""
    return [literal for who, of in on.items() if asked.by_inspector[who].grade in grades for literal in of]


def _mix(model: Any, asked: Asked, on: dict[str, list[Any]]) -> bool:
    rules = asked.rules
    if rules.experienced_least:
        experienced = of_grade(asked, on, rules.experienced)
        if len(experienced) < rules.experienced_least:
            return False
        model.add(sum(experienced) >= rules.experienced_least)
    if rules.new_most is not None:
        model.add(sum(of_grade(asked, on, rules.new)) <= rules.new_most)
    return True


def cost_of(model: Any, asked: Asked, taken: Literals, before: Earlier) -> Any:
    """Return what people cost: each place's own cost, and loads that cost more the more they are."""
    terms: list[Any] = []
    all_of: dict[str, list[Any]] = {who.key: [] for who in asked.inspectors}
    for one in asked.inspections:
        for of in taken[one.key].values():
            for who, literal in of.items():
                terms.append(place_cost(asked, asked.by_inspector[who], one, before) * literal)
                all_of[who].append(literal)
    for inspector in asked.inspectors:
        theirs = all_of[inspector.key]
        if theirs:
            costs = marginal_loads(asked, inspector)[: len(theirs)]
            further = [model.new_bool_var(f"{inspector.key} has {nth}") for nth in range(1, len(costs) + 1)]
            model.add(sum(theirs) == sum(further))
            terms += [cost * literal for cost, literal in zip(costs, further, strict=True)]
    return sum(terms)


def _rest(model: Any, asked: Asked, taken: Literals, weeks: Weeks) -> None:
    """Allow nobody two inspections within the weeks that lie between two."""
    windows = {
        tuple(sorted(key for key, week in weeks.items() if start <= week < start + asked.apart)) for start in set(weeks.values())
    }
    for keys in sorted(windows):
        if len(keys) > 1:
            together: dict[str, list[Any]] = {}
            for key in keys:
                for who, of in on_it(taken[key]).items():
                    together.setdefault(who, []).extend(of)
            for of in together.values():
                model.add_at_most_one(of)


def hint_places(model: Any, taken: Literals, hint: Places) -> None:
    """Tell the solver where to begin: who has each place."""
    model.clear_hints()
    for (key, nth), team in sorted(hint.items()):
        for who, literal in taken[key][nth].items():
            model.add_hint(literal, who in team)


def read(taken: Literals, solved: Solved) -> Places:
    """Return who has each place, from the values found."""
    return {
        (key, nth): [who for who, literal in of.items() if solved.is_on(literal)]
        for key, places in taken.items()
        for nth, of in places.items()
    }
