"""Weeks and people in one model: slower, and whole. It finds a plan where weeks chosen first leave people none, and where there
is no plan at all, which rules would have to give way.

Every rule that can give way has a variable for each of its steps. `give=False` builds the rules as they stand.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from joinedup.programme.core.roster.asked import Asked
from joinedup.programme.core.roster.giving_way import Step
from joinedup.programme.core.roster.people import Literals, leading, of_grade, on_it
from joinedup.programme.core.roster.shape import Inspection, Inspector, Need
from joinedup.programme.core.roster.solving import solver_room


@dataclass
class Joint:
    """The model while it is built: a variable for each week and place, and the steps rules may give way by."""

    asked: Asked
    give: bool
    model: Any = field(default_factory=lambda: solver_room().CpModel())
    starts: dict[str, dict[int, Any]] = field(default_factory=dict)
    taken: Literals = field(default_factory=dict)
    #: inspection → inspector → on it
    on: dict[str, dict[str, Any]] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def step(self, kind: str, *group: str, **about: Any) -> Any:
        """Return the variable of a new step; 0 where nothing gives way."""
        if not self.give:
            return 0
        literal = self.model.new_bool_var(f"{kind} gives way {len(self.steps)}")
        self.steps.append(Step(kind, (kind, *group), literal, **about))
        return literal

    def levels(self, kind: str, most: int) -> list[Any]:
        """Return the variables of the steps of a rule that holds for all, each taken only after the one before."""
        made = [self.step(kind, number=nth) for nth in range(1, most + 1)]
        for one, other in pairwise(made if self.give else ()):
            self.model.add_implication(other, one)
        return made


def build(asked: Asked, *, give: bool, rest: bool = True) -> Joint:
    """Return the model of the whole, without anything to keep small; without `rest`, one person may be in two places at once."""
    joint = Joint(asked, give)
    for one in asked.inspections:
        _weeks(joint, one)
    _at_once(joint)
    _shared(joint)
    journey, experienced, new = _common(joint)
    barred: dict[str, Any] = {}
    for one in asked.inspections:
        _team(joint, one, journey, barred)
        _pins(joint, one)
        _mix(joint, one, experienced, new)
    _away(joint)
    _most(joint)
    if rest:
        _rest(joint)
    return joint


def _common(joint: Joint) -> tuple[Any, list[Any], list[Any]]:
    rules = joint.asked.rules
    journey = joint.step("journey") if rules.furthest is not None else 0
    largest = max((sum(need.number for need in one.team) for one in joint.asked.inspections), default=0)
    new = joint.levels("new", largest - rules.new_most) if rules.new_most is not None else []
    return journey, joint.levels("experienced", rules.experienced_least), new


def _weeks(joint: Joint, one: Inspection) -> None:
    """Give an inspection one of its weeks, unless it is left out; the fixed one, unless it is let go."""
    model = joint.model
    starts = joint.asked.starts(one)
    free = sorted(joint.asked.number(week) for week in one.weeks) if joint.give else starts
    joint.starts[one.key] = {week: model.new_bool_var(f"{one.key} in week {week}") for week in free}
    out = joint.step("placed", one.key, inspection=one.key)
    model.add(sum(joint.starts[one.key].values()) + out == 1)
    if one.fixed_week and joint.give:
        loose = joint.step("fixed", one.key, inspection=one.key)
        model.add(sum(literal for week, literal in joint.starts[one.key].items() if week not in starts) <= loose)


def _placed(joint: Joint, one: Inspection) -> Any:
    """Return 1 if an inspection has a week."""
    return sum(joint.starts[one.key].values())


def _at_once(joint: Joint) -> None:
    most = joint.asked.rules.at_once
    if most is None:
        return
    more = joint.levels("at_once", len(joint.asked.inspections) - most)
    for week in range(joint.asked.length):
        joint.model.add(sum(of[week] for of in joint.starts.values() if week in of) <= most + sum(more))


def _shared(joint: Joint) -> None:
    """Keep those that share a body apart: two nearer by `less` weeks need as many steps."""
    apart = joint.asked.rules.shared_apart
    nearer = joint.levels("shared", apart)
    pairs = {(one.key, other.key) for _, ones in joint.asked.bodies() for one in ones for other in ones if one.key < other.key}
    for one, other in sorted(pairs if apart else ()):
        for week, literal in joint.starts[one].items():
            for less in range(1, apart + 1):
                near = [of for at, of in joint.starts[other].items() if abs(at - week) <= apart - less]
                joint.model.add(literal + sum(near) <= 1 + nearer[less - 1])


def _team(joint: Joint, one: Inspection, journey: Any, barred: dict[str, Any]) -> None:
    """Fill every place with different people, as far as it is not given up; nobody is on an inspection without a week."""
    asked, model = joint.asked, joint.model
    places: dict[int, dict[str, Any]] = {}
    placed = _placed(joint, one)
    short = []
    for nth, need in enumerate(one.team):
        places[nth] = {}
        for who in asked.inspectors:
            bar = asked.barred(who, one, need)
            if bar is None or (joint.give and _could(who, need)):
                places[nth][who.key] = model.new_bool_var(f"{who.key} on {one.key} place {nth}")
        lost = [
            joint.step("team", need.inspectorate, inspection=one.key, place=nth) for _ in range(need.number if joint.give else 0)
        ]
        for one_lost, next_lost in pairwise(lost):
            model.add_implication(next_lost, one_lost)
        short += lost
        model.add(sum(places[nth].values()) <= need.number)
        model.add(sum(places[nth].values()) + sum(lost) >= need.number * placed)
        # A place given up is nobody's.
        model.add(sum(places[nth].values()) + sum(lost) <= need.number)
    if short:
        model.add(sum(short) <= sum(need.number for need in one.team) - 1)
    joint.taken[one.key] = places
    joint.on[one.key] = _once(joint, one, placed)
    for key, literal in joint.on[one.key].items() if joint.give else ():
        _bars(joint, one, key, literal=literal, journey=journey, barred=barred)


def _could(who: Inspector, need: Need) -> bool:
    """Return whether somebody could take a place if every rule gave way that can, or is told as clashing."""
    return (
        need.inspectorate == who.inspectorate
        and (need.specialism is None or need.specialism in who.specialisms)
        and (who.may_lead or not need.lead)
    )


def _bars(joint: Joint, one: Inspection, who: str, *, literal: Any, journey: Any, barred: dict[str, Any]) -> None:
    asked, inspector = joint.asked, joint.asked.by_inspector[who]
    interest = inspector.barred.get(one.area)
    if interest is not None and interest.blocks:
        if inspector.inspectorate not in barred:
            barred[inspector.inspectorate] = joint.step("interest", inspector.inspectorate)
        joint.model.add(literal <= barred[inspector.inspectorate])
    if who in one.forbids:
        joint.model.add(literal <= joint.step("forbidden", one.key, who, inspection=one.key, inspector=who))
    if asked.rules.furthest is not None and asked.minutes(inspector, one) > asked.rules.furthest:
        joint.model.add(literal <= journey)


def _once(joint: Joint, one: Inspection, placed: Any) -> dict[str, Any]:
    """Return for everybody whether they are on an inspection, in one place at most."""
    made = {}
    for who, of in on_it(joint.taken[one.key]).items():
        made[who] = of[0] if len(of) == 1 else joint.model.new_bool_var(f"{who} on {one.key}")
        if len(of) > 1:
            joint.model.add(sum(of) == made[who])
        joint.model.add(made[who] <= placed)
    return made


def _pins(joint: Joint, one: Inspection) -> None:
    placed = _placed(joint, one)
    for who in sorted(one.pins):
        off = joint.step("pinned", one.key, who, inspection=one.key, inspector=who)
        joint.model.add(joint.on[one.key].get(who, 0) + off >= placed)
    if one.lead:
        off = joint.step("lead_pinned", one.key, one.lead, inspection=one.key, inspector=one.lead)
        joint.model.add(sum(leading(one, joint.taken[one.key], one.lead)) + off >= placed)


def _mix(joint: Joint, one: Inspection, fewer: list[Any], more: list[Any]) -> None:
    rules, on = joint.asked.rules, on_it(joint.taken[one.key])
    if rules.experienced_least:
        experienced = of_grade(joint.asked, on, rules.experienced)
        joint.model.add(sum(experienced) + sum(fewer) >= rules.experienced_least * _placed(joint, one))
    if rules.new_most is not None:
        joint.model.add(sum(of_grade(joint.asked, on, rules.new)) <= rules.new_most + sum(more))


def _away(joint: Joint) -> None:
    """Let nobody be on an inspection whose weeks of work hold one they are away in, unless they work in it after all."""
    works: dict[tuple[str, int], Any] = {}
    for one in joint.asked.inspections:
        for who, literal in joint.on[one.key].items():
            free = [of for start, of in joint.starts[one.key].items() if not joint.asked.is_away(who, start)]
            if len(free) < len(joint.starts[one.key]):
                after_all = _works(joint, one, who, works) if joint.give else []
                # Said of all weeks at once: it follows from each week by itself, and the solver sees further with it.
                joint.model.add(literal <= sum(free) + sum(after_all))


def _works(joint: Joint, one: Inspection, who: str, works: dict[tuple[str, int], Any]) -> list[Any]:
    """Return the steps by which somebody works in weeks they are away in, each needed where the inspection takes it up."""
    asked, made = joint.asked, []
    for week in sorted(asked.away[who]):
        then = [of for start, of in joint.starts[one.key].items() if week in asked.working(start)]
        if then:
            if (who, week) not in works:
                inspectorate = asked.by_inspector[who].inspectorate
                works[who, week] = joint.step("away", inspectorate, inspector=who, week=asked.monday(week))
            joint.model.add(joint.on[one.key][who] + sum(then) <= 1 + works[who, week])
            made.append(works[who, week])
    return made


def _most(joint: Joint) -> None:
    asked = joint.asked
    if asked.rules.most is None:
        return
    more = joint.levels("most", len(asked.inspections))
    for who in asked.inspectors:
        caps = [asked.most(who, raised) for raised in range(len(more) + 1)]
        of = [on[who.key] for on in joint.on.values() if who.key in on]
        if len(of) > caps[0]:
            joint.model.add(sum(of) <= caps[0] + sum((caps[nth + 1] - caps[nth]) * literal for nth, literal in enumerate(more)))


def _rest(joint: Joint) -> None:
    """Let nobody be on two inspections whose weeks of work meet, nor without the rest between, unless the rest gives way."""
    asked = joint.asked
    less = [*joint.levels("rest", asked.rules.rest_weeks), 0]
    keys = [one.key for one in asked.inspections]
    for nth, one in enumerate(keys):
        for other in keys[nth + 1 :]:
            both = [who for who in joint.on[one] if who in joint.on[other]]
            for lowered, literal in enumerate(less if both else ()):
                near = _near(joint, one, other, asked.apart - lowered)
                for who in both if near is not None else ():
                    joint.model.add(joint.on[one][who] + joint.on[other][who] + near <= 2 + literal)


def _near(joint: Joint, one: str, other: str, apart: int) -> Any:
    """Return a variable that is true if two inspections are fewer weeks apart; null where they never are."""
    model, near = joint.model, None
    for week, literal in joint.starts[one].items():
        then = [of for at, of in joint.starts[other].items() if abs(at - week) < apart]
        if then:
            near = model.new_bool_var(f"{one} near {other}") if near is None else near
            model.add(literal + sum(then) <= 1 + near)
    return near
