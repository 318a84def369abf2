"""What the registers and calendars of a rehearsal hold: declared interests, a time away, inspections by others, school holidays."""

from datetime import date, timedelta

from joinedup.areas.models import Area
from joinedup.people.models import Person
from joinedup.programme.calendars.actions import take_holidays, take_inspections
from joinedup.programme.inspectors.actions import confirm, decide_interest, declare, enter_away, enter_training
from joinedup.programme.inspectors.models import Inspector
from joinedup.programme.inspectors.queries import inspectors_seen_by
from joinedup.rehearsal.cast import Cast

_WEEK = timedelta(weeks=1)
HEADINGS = "inspectorate,kind,title,area,force,health,first,last,source,address"
HOLIDAYS = "title,area,first,last,source"


def declare_and_keep(cast: Cast, office: Person, others: list[Area], on_site: date) -> None:
    """Let three inspectors of the lead inspectorate tell the register what is theirs, and take in two calendars.

    `others` are areas of the round beside the one that is played; `on_site` is the Monday of its fieldwork.
    """
    played = {person.pk for people in cast.inspectors.values() for person in people}
    lived, inspected, away = [row for row in inspectors_seen_by(office) if row.person_id not in played][:3]
    home = declare(by=lived.person, inspector=lived, kind="home", area=others[0], words="I have lived there since 2012.")
    earlier = declare(
        by=inspected.person,
        inspector=inspected,
        kind="earlier_inspection",
        area=others[1],
        words="I inspected its children's services.",
    )
    decide_interest(by=office, interest=home, holds="blocks", why="Somebody who lives there is known there.")
    decide_interest(by=office, interest=earlier, holds="warns", why="It was long ago, and its leaders are others now.")
    enter_away(by=away.person, inspector=away, kind="leave", first=on_site - 3 * _WEEK, last=on_site - 2 * _WEEK)
    enter_training(by=office, inspector=away, title="Joint inspection", done_on=on_site - 20 * _WEEK)
    for row in (lived, inspected, away, _of(cast.lead, office)):
        confirm(by=row.person, inspector=row)
    _take_calendars(office, others, on_site)


def _of(person: Person, office: Person) -> Inspector:
    return inspectors_seen_by(office).get(person=person)


def _take_calendars(office: Person, others: list[Area], on_site: date) -> None:
    """Take in one inspection by another inspectorate, long enough ago to keep no week of the round, and one in an area of it."""
    visits = [
        HEADINGS,
        _visit("send", "Inclusion of children with special needs", others[2], on_site - 90 * _WEEK),
        _visit("health", "Community health services", others[4], on_site + 2 * _WEEK),
    ]
    holidays = [HOLIDAYS, f"Made-up school holiday,,{on_site + 4 * _WEEK},{on_site + 4 * _WEEK + timedelta(days=4)},Made up"]
    take_inspections(by=office, name="made-up-inspections.csv", data="\n".join(visits).encode())
    take_holidays(by=office, name="made-up-holidays.csv", data="\n".join(holidays).encode())


def _visit(kind: str, title: str, area: Area, monday: date) -> str:
    return f"Made-up Inspectorate,{kind},{title},{area.code},,,{monday},{monday + timedelta(days=4)},Its plan,"
