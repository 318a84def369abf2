"""A made-up round: areas, agencies, inspectorates, a planner, and as far as a test wants it, its choice and its plan."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from joinedup.areas.actions import add_inspectorate_member, create_agency, create_area, create_inspectorate
from joinedup.areas.models import Area, Inspectorate
from joinedup.method.framework import Framework
from joinedup.people.models import Person
from joinedup.programme.choices.actions import choose
from joinedup.programme.inspectors.actions import add_to_office, enter_inspector
from joinedup.programme.inspectors.models import OfficeMember
from joinedup.programme.plans.actions import run_plan, take_over
from joinedup.programme.plans.models import Plan
from joinedup.programme.reasons.actions import give_reason
from joinedup.programme.reasons.enums import ReasonKind
from joinedup.programme.reasons.models import Reason
from joinedup.programme.rounds.actions import move_round, open_round
from joinedup.programme.rounds.enums import RoundState
from joinedup.programme.rounds.models import Round
from tests.factories.frameworks import tiny_framework
from tests.factories.people import make_person

FIRST, LAST = date(2031, 1, 6), date(2031, 6, 27)
TODAY = date(2030, 10, 1)
NAMES = ("Amberley Vale", "Brackwater", "Cold Harrow", "Dunmere", "Eastlock", "Fallowby", "Greywold", "Hollin Cross")
_numbers = count(1)


@dataclass
class Programme:
    """One round and everybody around it."""

    round: Round
    areas: list[Area]
    runs: Person
    inspectors: dict[str, list[Person]]  # by inspectorate code
    inspectorates: dict[str, Inspectorate] = field(default_factory=dict)
    plan: Plan | None = None

    def fresh(self) -> Round:
        """Return the round as it stands."""
        return Round.objects.get(pk=self.round.pk)

    def reason(self, area: Area, kind: str = "interest", **said: object) -> Reason:
        """Give a reason for an area."""
        given = {"words": "A new way of sharing.", "source": "Conference, May 2030", "dated": date(2030, 5, 1)}
        given |= {"expires": date(2031, 5, 1), "by": self.runs, **said}
        return give_reason(round_=self.round, area=area, kind=ReasonKind(kind), **given)


def make_programme(to: RoundState = RoundState.GATHERING, number: int = 2, framework: Framework | None = None) -> Programme:
    """Open a round of made-up areas and bring it to a state."""
    framework, nth = framework or tiny_framework(), next(_numbers)
    areas = [create_area(by=None, code=f"X7{nth:04}{n:03}", name=f"{name} {nth}", made_up=True) for n, name in enumerate(NAMES)]
    for sector in framework.sectors:
        for n, area in enumerate(areas):
            key = f"{sector.id}-r{nth}-{n}".replace("_", "-")
            create_agency(by=None, key=key, name=f"{sector.name} of {area.name}", sector=sector.id, areas=[area])
    inspectorates = {part.id: _inspectorate(part.id, part.names[-1].text) for part in framework.inspectorates}
    inspectors = {part.id: _registered(inspectorates[part.id], part.team + 2) for part in framework.inspectorates}
    lead = next(part.id for part in framework.inspectorates if part.lead)
    runs = _member(inspectorates[lead])
    asked = {"number": number, "first": FIRST, "last": LAST, "made_up": True}
    made = Programme(
        open_round(by=runs, title=f"Round {nth}", framework=framework, **asked), areas, runs, inspectors, inspectorates
    )
    bring(made, to)
    return made


def bring(made: Programme, to: RoundState) -> None:
    """Bring a round on to a state, by whoever runs it."""
    for state in list(RoundState)[1:]:
        if list(RoundState).index(state) > list(RoundState).index(to):
            return
        if state == RoundState.SETTLED:
            made.plan = take_over(by=made.runs, plan=run_plan(by=made.runs, round_=made.round, seed=1, time_limit=10))
        made.round = move_round(by=made.runs, round_=made.round, to=state)
        if state == RoundState.CHOOSING:
            choose(by=made.runs, round_=made.round, seed=7, on=TODAY)


def planner_of(made: Programme) -> Person:
    """Return a new member of the lead inspectorate, with no part in the round."""
    return _member(next(iter(made.inspectorates.values())))


def a_monday(weeks: int = 0) -> date:
    """Return a Monday of the round."""
    return FIRST + timedelta(weeks=weeks)


def _inspectorate(code: str, name: str) -> Inspectorate:
    return Inspectorate.objects.filter(code=code).first() or create_inspectorate(by=None, code=code, name=name)


def _registered(inspectorate: Inspectorate, number: int) -> list[Person]:
    """Return new inspectors of an inspectorate, entered on the register by its programme office; each may lead."""
    office = OfficeMember.objects.filter(inspectorate=inspectorate, ended_at=None).first()
    keeper = office.person if office else _member(inspectorate)
    if office is None:
        add_to_office(by=None, inspectorate=inspectorate, person=keeper)
    people = [_member(inspectorate) for _ in range(number)]
    facts = {"grade": "experienced", "specialisms": [], "base": "North", "may_lead": True}
    for person in people:
        days = ["monday", "tuesday", "wednesday", "thursday", "friday"]
        enter_inspector(by=keeper, inspectorate=inspectorate, person=person, days=days, **facts)
    return people


def _member(inspectorate: Inspectorate) -> Person:
    person = make_person()
    add_inspectorate_member(by=None, inspectorate=inspectorate, person=person)
    return person
