"""The round the played inspection belongs to: made-up areas, reasons, a choice, a swap, a plan, and the inspection it opens."""

from datetime import date, timedelta

from joinedup.areas import actions as areas
from joinedup.areas.models import Area
from joinedup.inspections.models import Inspection
from joinedup.method.calendar import key_dates
from joinedup.method.framework import Framework
from joinedup.people.actions import create_person
from joinedup.people.models import Person
from joinedup.programme.choices.actions import call_otherwise, choose, read_choice, swap
from joinedup.programme.choices.kept import outcome_of
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.choices.queries import areas_of, choice_of
from joinedup.programme.inspectors.actions import add_to_office, enter_inspector
from joinedup.programme.inspectors.enums import DAYS
from joinedup.programme.opening.actions import open_from_round
from joinedup.programme.plans.actions import lay_down, make_copy, run_plan, take_over
from joinedup.programme.plans.enums import WishKind
from joinedup.programme.reasons.actions import give_reason, read_reasons
from joinedup.programme.reasons.enums import ReasonKind
from joinedup.programme.rounds.actions import give_part, move_round, open_round
from joinedup.programme.rounds.enums import Planning, RoundState
from joinedup.programme.rounds.models import Round
from joinedup.rehearsal.cast import Cast, made_up_person
from joinedup.rehearsal.inspectors import declare_and_keep

#: No place in England is called so; codes of the ONS never begin with X.
OTHER_AREAS = ("Brackwater", "Coldharrow", "Eastlock", "Fallowby", "Greywold")
#: Inspectors of each inspectorate beside those of the played inspection.
OTHER_INSPECTORS = 3
NUMBER = 3
MONTHS_BEFORE, MONTHS_AFTER = timedelta(weeks=10), timedelta(weeks=26)
SEED = 11
WHY_SWAPPED = "Its partnership tried the new way of asking for lists, and what came of it can be looked at nowhere else."
WHY_WEEK = "The lead inspector is free from other work in this week."
WHY_PINNED = "Worked on the theme before."


def open_round_and_inspection(cast: Cast, framework: Framework, notified_on: date, code_word: str) -> Inspection:
    """Play a round from its opening to the inspection of the cast's area, which the lead opens."""
    office = _call_office(cast)
    others = [
        areas.create_area(by=None, code=f"X9900010{number}", name=name, made_up=True) for number, name in enumerate(OTHER_AREAS)
    ]
    on_site = _fieldwork_week(framework, notified_on)
    declare_and_keep(cast, office, others, on_site)
    round_ = _open(cast, office, framework, on_site)
    today = round_.first - timedelta(weeks=4)
    _give_reasons(cast, office, round_, others, today)
    round_ = move_round(by=office, round_=round_, to=RoundState.CHOOSING)
    choose(by=office, round_=round_, seed=SEED, on=today)
    read_choice(by=cast.lead, round_=round_)
    place = _played(cast, office, round_)
    call_otherwise(by=office, place=place, code_word=code_word)
    round_ = move_round(by=office, round_=round_, to=RoundState.ROSTERING)
    _plan(cast, office, round_, place, on_site)
    round_ = move_round(by=office, round_=round_, to=RoundState.SETTLED)
    agencies = list(cast.agencies.values())
    return open_from_round(by=cast.lead, place=areas_of(round_).get(area=cast.area), agencies=agencies, notified_on=notified_on)


def _call_office(cast: Cast) -> Person:
    """Give each inspectorate a programme office, which enters its inspectors; return the lead inspectorate's."""
    offices = {}
    for code, row in cast.inspectorates.items():
        offices[code] = made_up_person(cast, f"Programme office, {row.name}", f"programme@{code}.example")
        areas.add_inspectorate_member(by=None, inspectorate=row, person=offices[code])
        add_to_office(by=None, inspectorate=row, person=offices[code])
        _enter_inspectors(cast, code, offices[code])
    return offices[next(code for code, people in cast.inspectors.items() if cast.lead in people)]


def _enter_inspectors(cast: Cast, code: str, office: Person) -> None:
    """Enter an inspectorate's inspectors: those who are played, and as many others as another inspection needs."""
    row = cast.inspectorates[code]
    others = []
    for number in range(1, OTHER_INSPECTORS + 1):
        name = f"Other inspector {number}, {row.name}"
        person = create_person(by=None, email=f"other{number}@{code}.example", name=name, made_up=True)
        areas.add_inspectorate_member(by=None, inspectorate=row, person=person)
        others.append(person)
    leads = {cast.lead.pk, others[0].pk}
    for person in (*cast.inspectors[code], *others):
        facts = {"grade": "experienced" if person.pk in leads else "inspector", "specialisms": [], "base": "North"}
        enter_inspector(by=office, inspectorate=row, person=person, days=DAYS, may_lead=person.pk in leads, **facts)


def _fieldwork_week(framework: Framework, notified_on: date) -> date:
    """Return the Monday of the week inspectors are on site; of the week of notification where the calendar has no such step."""
    days = {day.step: day.first for day in key_dates(framework, notified_on)}
    on_site = days.get("fieldwork", notified_on)
    return on_site - timedelta(days=on_site.weekday())


def _open(cast: Cast, office: Person, framework: Framework, on_site: date) -> Round:
    """Open the round; the lead plans it too, and one of another inspectorate sees its code words."""
    team = {code: len(people) for code, people in cast.inspectors.items()}
    months = {"first": on_site - MONTHS_BEFORE, "last": on_site + MONTHS_AFTER}
    opened = open_round(
        by=office, title=f"{_theme(framework)}, {on_site.year}", framework=framework,
        number=NUMBER, asked={"team": team}, made_up=True, **months,
    )  # fmt: skip
    give_part(by=office, round_=opened, person=cast.lead, part=Planning.PLANS)
    give_part(by=office, round_=opened, person=list(cast.signatories.values())[-1], part=Planning.READS)
    return opened


def _theme(framework: Framework) -> str:
    theme = framework.theme_title or framework.title
    return f"{theme[:1].upper()}{theme[1:]}"


def _give_reasons(cast: Cast, office: Person, round_: Round, others: list[Area], today: date) -> None:
    """Give a reason all planners read, and intelligence that only two do."""
    dates = {"dated": today - timedelta(days=60), "expires": today + timedelta(days=700)}
    give_reason(
        by=cast.lead, round_=round_, area=others[1], kind=ReasonKind.GOOD_PRACTICE,
        words="Its agencies answer each other's questions within a day, and say how.", source="A talk to directors", **dates,
    )  # fmt: skip
    give_reason(
        by=office, round_=round_, area=others[3], kind=ReasonKind.CONCERN, eyes=[cast.lead],
        words="Somebody who works there wrote that referrals wait for weeks.", source="A letter to the office", **dates,
    )  # fmt: skip
    read_reasons(by=cast.lead, round_=round_, on=today)


def _played(cast: Cast, office: Person, round_: Round) -> RoundArea:
    """Return the place of the area that is played; swap it in where the choice left it out."""
    place = areas_of(round_).filter(area=cast.area).first()
    if place is not None:
        return place
    spread = [one.area for one in outcome_of(choice_of(round_)).chosen if one.by == "spread"]  # what chance drew stays in
    out = areas_of(round_).filter(area__code__in=spread).order_by("area__name").first()
    return swap(by=office, place=out, put_in=cast.area, why=WHY_SWAPPED)


def _plan(cast: Cast, office: Person, round_: Round, place: RoundArea, on_site: date) -> None:
    """Fix the week and pin the people who are played, plan the rest, look at what else there could be, and let the plan hold."""
    lay_down(by=office, place=place, kind=WishKind.WEEK, week=on_site, why=WHY_WEEK)
    lay_down(by=office, place=place, kind=WishKind.LEAD, person=cast.lead, why=WHY_PINNED)
    for person in (one for people in cast.inspectors.values() for one in people if one != cast.lead):
        lay_down(by=office, place=place, kind=WishKind.PIN, person=person, why=WHY_PINNED)
    plan = run_plan(by=office, round_=round_, seed=SEED, time_limit=10)
    copy = make_copy(by=office, round_=round_, title="nobody rests between two inspections", rules={"rest_weeks": 0})
    run_plan(by=office, round_=round_, copy=copy, seed=SEED, time_limit=10)
    take_over(by=office, plan=plan)
