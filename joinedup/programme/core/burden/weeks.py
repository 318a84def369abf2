"""In which weeks each area can be inspected: whole weeks outside closed times, far enough from every other inspection.

The rule is the framework's (`ProgrammeRule`); visits and dated closures are whatever inspectorates entered or imported.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from joinedup.method.calendar import is_working_day
from joinedup.method.framework import BurdenGap, ClosedTime, ProgrammeRule
from joinedup.programme.core.burden.shape import Closure, Place, Visit, Weeks
from joinedup.programme.core.burden.words import day, days, number_of

_WEEK = timedelta(weeks=1)
_TO_FRIDAY = timedelta(days=4)


class BurdenError(ValueError):
    """What was entered makes no sense as it stands. Its text is one sentence for whoever entered it."""


@dataclass(frozen=True)
class _Fieldwork:
    """One week fieldwork could be in: Monday to Friday, and the day the area would be notified."""

    monday: date
    notified: date

    @property
    def friday(self) -> date:
        return self.monday + _TO_FRIDAY


@dataclass(frozen=True)
class _Bar:
    """Why a week is barred: by what, which may bar other weeks in other words; `yields` where it is another inspection."""

    sentence: str
    what: str
    yields: bool = False


def open_weeks(
    places: Iterable[Place],
    visits: Sequence[Visit],
    closures: Sequence[Closure],
    *,
    rule: ProgrammeRule,
    notified: Callable[[date], date],
    span: tuple[date, date],
) -> dict[str, Weeks]:
    """Return for each place the weeks it can have fieldwork in, of those that lie wholly within `span` (both days included).

    `notified` gives the day of notification for a Monday (`method.programme.notified_for` of the framework). A week is barred by a
    bank holiday where the rule wants whole weeks, by a closed time, and by a visit of the same area, force or health body nearer
    than its gap. Raises BurdenError where a visit or closure ends before it begins, or a closure is of no kind the rule has.
    """
    _check(visits, closures, rule)
    weeks = [_Fieldwork(monday, notified(monday)) for monday in mondays(*span)]
    everywhere = {week: list(_closed_everywhere(week, closures, rule)) for week in weeks}
    by_area = _by_area(closures)
    met = _Met(visits, rule)
    return {
        place.code: _weeks(
            (week, [*everywhere[week], *_dated(week, by_area[place.code], rule), *met.bars(place, week)]) for week in weeks
        )
        for place in places
    }


def mondays(first: date, last: date) -> list[date]:
    """Return the Mondays of the weeks whose Monday and Friday both lie in first to last."""
    monday = first + timedelta(days=-first.weekday() % 7)
    found = []
    while monday + _TO_FRIDAY <= last:
        found.append(monday)
        monday += _WEEK
    return found


def why_closed(weeks: Weeks) -> str:
    """Return why no week is open: what bars most weeks first, and no more causes than explain them."""
    return " ".join(["No week is open.", *weeks.causes[:_TOLD]])


_TOLD = 3  # causes a sentence holds before it stops being one


def _check(visits: Sequence[Visit], closures: Sequence[Closure], rule: ProgrammeRule) -> None:
    for visit in visits:
        if visit.last < visit.first:
            raise BurdenError(f"{visit.title} ends on {day(visit.last)}, before it begins on {day(visit.first)}.")
    known = {closed.id for closed in rule.closed}
    for closure in closures:
        if closure.last < closure.first:
            raise BurdenError(f"A closed time ends on {day(closure.last)}, before it begins on {day(closure.first)}.")
        if closure.kind not in known:
            raise BurdenError(f"The framework knows no closed time {closure.kind!r}. Known: {', '.join(sorted(known))}.")


def _weeks(barred: Iterable[tuple[_Fieldwork, list[_Bar]]]) -> Weeks:
    found = {week.monday: bars for week, bars in barred}
    return Weeks(
        open=frozenset(monday for monday, bars in found.items() if not bars),
        barred={monday: " ".join(bar.sentence for bar in bars) for monday, bars in found.items() if bars},
        yielding=frozenset(monday for monday, bars in found.items() if bars and all(bar.yields for bar in bars)),
        causes=_causes(found),
    )


def _causes(found: Mapping[date, Sequence[_Bar]]) -> tuple[str, ...]:
    """Return what bars most weeks, then what bars most of the rest, until all are explained; each in its most frequent words."""
    words = Counter((bar.what, bar.sentence) for bars in found.values() for bar in bars)
    told = {what: sentence for (what, sentence), _ in sorted(words.items(), key=lambda one: (one[1], one[0]))}
    left = {monday: {bar.what for bar in bars} for monday, bars in found.items() if bars}
    causes: list[str] = []
    while left:
        often = Counter(what for whats in left.values() for what in whats)
        next_one = min(often, key=lambda what: (-often[what], what))
        causes.append(told[next_one])
        left = {monday: whats for monday, whats in left.items() if next_one not in whats}
    return tuple(causes)


def _closed_everywhere(week: _Fieldwork, closures: Sequence[Closure], rule: ProgrammeRule) -> Iterator[_Bar]:
    if rule.whole_weeks:
        for holiday in (week.monday + timedelta(days=n) for n in range(5)):
            if not is_working_day(holiday):
                yield _Bar(f"A bank holiday falls in the week: {day(holiday)}.", day(holiday))
    for closed in rule.closed:
        for first, last in _yearly(closed, week):
            yield from _within(week, closed, closed.title, first, last)
    yield from _dated(week, [closure for closure in closures if closure.areas is None], rule)


def _dated(week: _Fieldwork, closures: Sequence[Closure], rule: ProgrammeRule) -> Iterator[_Bar]:
    known = {closed.id: closed for closed in rule.closed}
    for closure in closures:
        closed = known[closure.kind]
        yield from _within(week, closed, closure.title or closed.title, closure.first, closure.last)


def _yearly(closed: ClosedTime, week: _Fieldwork) -> Iterator[tuple[date, date]]:
    """Yield a time of year in every year that could touch a week; one over the New Year ends in the year after."""
    if not closed.from_day:
        return
    over = closed.to_day < closed.from_day
    for year in range(week.notified.year - 1, week.friday.year + 1):
        yield date.fromisoformat(f"{year}-{closed.from_day}"), date.fromisoformat(f"{year + over}-{closed.to_day}")


def _within(week: _Fieldwork, closed: ClosedTime, title: str, first: date, last: date) -> Iterator[_Bar]:
    begins = week.notified if closed.keeps_off == "notice" else week.monday
    if first <= week.friday and begins <= last:
        what = "Fieldwork" if closed.keeps_off == "fieldwork" else "Notice or fieldwork"
        closed_time = f"{title}, {days(first, last)}"
        yield _Bar(f"{what} would fall into a closed time: {closed_time}.", closed_time)


def _by_area(closures: Sequence[Closure]) -> dict[str, list[Closure]]:
    found: dict[str, list[Closure]] = defaultdict(list)
    for closure in closures:
        for area in closure.areas or ():
            found[area].append(closure)
    return found


class _Met:
    """The visits of each area, force and health body, with the gap each keeps there."""

    def __init__(self, visits: Sequence[Visit], rule: ProgrammeRule) -> None:
        gaps = {(gap.kind, gap.place): gap for gap in rule.gaps}
        self._at: dict[tuple[str, str], list[tuple[Visit, BurdenGap]]] = defaultdict(list)
        for visit in visits:
            for place, code in _taken_up(visit):
                gap = gaps.get((visit.kind, place)) or gaps.get(("any", place))
                if gap is not None:
                    self._at[place, code].append((visit, gap))

    def bars(self, place: Place, week: _Fieldwork) -> Iterator[_Bar]:
        """Yield why visits keep fieldwork off a place in a week; each visit once, by the nearest thing in common."""
        told: set[int] = set()
        for what, code in (("area", place.code), ("force", place.force), *(("health", body) for body in place.health)):
            for visit, gap in self._at.get((what, code), ()):
                if id(visit) not in told and (sentence := _too_near(visit, gap, week)):
                    told.add(id(visit))
                    seen = f"{visit.title}, {days(visit.first, visit.last)}"
                    yield _Bar(f"{sentence}{_OF[what]}: {seen}.", seen, yields=True)


_OF: Mapping[str, str] = {"area": " of the area", "force": " of the same force", "health": " of the same health body"}


def _taken_up(visit: Visit) -> Iterator[tuple[str, str]]:
    if visit.area:
        yield "area", visit.area
    if visit.force:
        yield "force", visit.force
    for body in visit.health:
        yield "health", body


def _too_near(visit: Visit, gap: BurdenGap, week: _Fieldwork) -> str:
    """Return how fieldwork and a visit stand to each other where that is too near; empty where the gap is kept."""
    if week.monday > visit.last:
        near = week.monday - visit.last <= gap.weeks_after * _WEEK
        return f"Less than {number_of(gap.weeks_after, 'week')} after another inspection" if near else ""
    if week.friday < visit.first:
        near = visit.first - week.friday <= gap.weeks_before * _WEEK
        return f"Less than {number_of(gap.weeks_before, 'week')} before another inspection" if near else ""
    return "At the time of another inspection"
