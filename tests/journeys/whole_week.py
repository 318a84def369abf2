"""What the journey through a whole inspection works in: an inspection that is planned, its people, and the lists its agencies hold.

Area, agencies, inspectorates, accounts and team are made through the real actions. Nothing is notified, asked for or sent here:
that is the journey. The framework is the one for serious youth violence, cut to what two sectors and two inspectorates look at,
with four small lists in the place of its twenty; its calendar, wordings, contacts, set-up, activities and feedback are its own.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from joinedup.areas.actions import add_agency_member, add_inspectorate_member, create_agency, create_area, create_inspectorate
from joinedup.areas.models import Agency, Area, Inspectorate
from joinedup.inspections.actions import add_team_member, open_inspection
from joinedup.method.calendar import is_working_day, key_dates
from joinedup.method.framework import Framework
from joinedup.method.loader import load_framework
from joinedup.people.actions import create_person
from joinedup.people.models import Person
from joinedup.rehearsal.cast import SignIn
from tests.factories.later import framework_of_events
from tests.factories.lists import csv_bytes

AREA, CODE_WORD = "Thornholme", "Silver kettle"
COUNCIL, POLICE = f"{AREA} Council", f"{AREA} Police"
SIGNS = {"password": "tuesday to friday week 1", "totp_secret": "NB2W45DFOIZA4ZLXMFZWWZLUNBSXEZLT"}
#: account → what it is called, which inspectorate it works for, what it does on the team
TEAM = {
    "lead": ("Lead inspector, Ofsted", "ofsted", "lead"),
    "first": ("Inspector, HMICFRS", "hmicfrs", "inspector"),
    "second": ("Inspector, Ofsted", "ofsted", "inspector"),
}
AGENCIES = {"council": (COUNCIL, "local_authority"), "police": (POLICE, "police")}
SECTORS = ("local_authority", "police")
CRITERIA = ("sv-2", "sv-5", "sv-13")
HEAD = ["ID", "Forename", "Surname", "DOB", "Postcode"]
NAMES = ("Amelia Okafor", "Leo Bello", "Ivy Kowalska", "Noah Siddiqui", "Grace Brennan", "Omar Haddad")
KNOWN_TO_POLICE = (0, 2, 3)
TUESDAY = 1


def open_whole_week() -> list[SignIn]:
    """Open the inspection, planned, with its team; return how its five people sign in."""
    framework = framework_of_the_week()
    area = create_area(by=None, code="X00000077", name=AREA, made_up=True)
    signs: list[SignIn] = []
    agencies = [_agency(signs, area, who, *given) for who, given in AGENCIES.items()]
    team = {who: _inspector(signs, who, name, code) for who, (name, code, _) in TEAM.items()}
    inspection = open_inspection(
        by=team["lead"],
        area=area,
        framework=framework,
        notified_on=day_of_call(framework),
        code_word=CODE_WORD,
        agencies=agencies,
        made_up=True,
    )
    for who, (_, code, role) in TEAM.items():
        body = Inspectorate.objects.get(code=code)
        add_team_member(by=team["lead"], inspection=inspection, person=team[who], inspectorate=body, role=role)
    return signs


def framework_of_the_week() -> Framework:
    """Return the framework for serious youth violence as far as two sectors go, asking each for two small lists."""
    whole, small = load_framework("jtai-2023-serious-youth-violence"), framework_of_events()
    criteria = [one for one in whole.criteria if one.id in CRITERIA]
    return replace(
        whole,
        id="whole-week",
        inspectorates=tuple(
            replace(one, sectors=_ours(one.sectors)) for one in whole.inspectorates if one.id in ("ofsted", "hmicfrs")
        ),
        sectors=tuple(one for one in whole.sectors if one.id in SECTORS),
        areas=tuple(one for one in whole.areas if one.id in {criterion.area for criterion in criteria}),
        criteria=tuple(replace(one, sectors=_ours(one.sectors)) for one in criteria),
        lists=small.lists,
        requests=(),
        timescales=(),
        handovers=(),
        selection=small.selection,
    )


def day_of_call(framework: Framework) -> date:
    """Return the last Tuesday called on which the final feedback has been given by today: the whole week lies behind."""
    day = date.today() - timedelta(days=14)
    while not (day.weekday() == TUESDAY and is_working_day(day) and days_of(framework, day)["feedback"] <= date.today()):
        day -= timedelta(days=1)
    return day


def days_of(framework: Framework, notified_on: date) -> dict[str, date]:
    """Return the first day of each step of the calendar."""
    return {step.step: step.first for step in key_dates(framework, notified_on)}


def write_lists(folder: Path) -> dict[str, Path]:
    """Write what each agency holds: six children referred to the council, three of them known to the police."""
    notified_on = day_of_call(load_framework("jtai-2023-serious-youth-violence"))
    people = [[str(n), *name.split(), f"0{n}/05/{notified_on.year - 14}", f"LS{n} 2AB"] for n, name in enumerate(NAMES, 1)]
    referred = [[row[0], f"{notified_on - timedelta(days=20 + 3 * int(row[0])):%d/%m/%Y}"] for row in people]
    known = [["P" + people[n][0], *people[n][1:]] for n in KNOWN_TO_POLICE]
    met = [["P" + referred[n][0], referred[n][1]] for n in KNOWN_TO_POLICE]
    written = {
        "council people": [HEAD, *people],
        "council referrals": [["ID", "Date"], *referred],
        "police people": [HEAD, *known],
        "police incidents": [["ID", "Date"], *met],
    }
    paths = {}
    for name, rows in written.items():
        paths[name] = folder / f"{name.replace(' ', '-')}.csv"
        paths[name].write_bytes(csv_bytes(rows))
    return paths


def _ours(sectors: Sequence[str]) -> tuple[str, ...]:
    return tuple(sector for sector in sectors if sector in SECTORS)


def _agency(signs: list[SignIn], area: Area, who: str, name: str, sector: str) -> Agency:
    """Register an agency with its coordinator."""
    agency = create_agency(by=None, key=f"{who}-wholeweek", name=name, sector=sector, areas=[area])
    add_agency_member(by=None, agency=agency, person=_person(signs, who, f"Coordinator, {name}"), role="coordinator")
    return agency


def _inspector(signs: list[SignIn], who: str, name: str, code: str) -> Person:
    body = Inspectorate.objects.filter(code=code).first() or create_inspectorate(by=None, code=code, name=code)
    person = _person(signs, who, name)
    add_inspectorate_member(by=None, inspectorate=body, person=person)
    return person


def _person(signs: list[SignIn], who: str, name: str) -> Person:
    person = create_person(by=None, email=f"{who}@wholeweek.example", name=name, made_up=True, **SIGNS)
    signs.append(SignIn(role=name, email=person.email, **SIGNS))
    return person
