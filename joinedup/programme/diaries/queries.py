"""What a person's diary holds: the weeks they work on inspections of any round. It never names an area: the code word alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from joinedup.inspections.core import ical
from joinedup.people.models import Person
from joinedup.programme.diaries.models import DiaryFeed
from joinedup.programme.plans.models import Assignment
from joinedup.programme.plans.queries import weeks_of

WORKING_WEEK = timedelta(days=4)


@dataclass(frozen=True)
class DiaryWeek:
    """One inspection in a person's diary: when they begin, the week on site, when they are done."""

    row: Assignment
    called: str
    begins: date
    on_site: date
    on_site_until: date
    ends: date
    work: str


def diary_of(person: Person) -> list[DiaryWeek]:
    """Return a person's inspections in order of weeks."""
    return [_week(row) for row in weeks_of(person)]


def _week(row: Assignment) -> DiaryWeek:
    return DiaryWeek(
        row=row,
        called=row.place.called,
        begins=row.from_week,
        on_site=row.week,
        on_site_until=row.week + WORKING_WEEK,
        ends=row.until_week + WORKING_WEEK,
        work="leads" if row.lead else "inspector",
    )


def feed_of(person: Person) -> DiaryFeed | None:
    """Return a person's feed that runs now; null where there is none."""
    return DiaryFeed.objects.visible_to(person).filter(stopped_at=None).first()


def calendar_of(weeks: Iterable[DiaryWeek]) -> str:
    """Return a diary as an iCalendar file: for each inspection the whole time of work on it, and the days on site."""
    entries = [entry for week in weeks for entry in _entries(week)]
    return ical.calendar("Joint inspections", entries)


def _entries(week: DiaryWeek) -> list[ical.Entry]:
    row = week.row
    common = {"begins": time(0), "ends": time(0), "changed": row.changed_at, "status": ical.Status.CONFIRMED}
    words = "Which area it is stands in no calendar. Look in Joinedup."
    whole = ical.Entry(
        uid=f"{row.pk}-work@joinedup",
        day=week.begins,
        until=week.ends,
        summary=f"{week.called}: inspection work",
        words=words,
        **{**common, "status": ical.Status.TENTATIVE},
    )
    on_site = ical.Entry(
        uid=f"{row.pk}-site@joinedup",
        day=week.on_site,
        until=week.on_site_until,
        summary=f"{week.called}: fieldwork{' (you lead)' if row.lead else ''}",
        words=words,
        **common,
    )
    return [whole, on_site]
