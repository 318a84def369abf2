"""The diary true events are written into while the stories are told."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from joinedup.method.calendar import add_working_days, is_working_day

#: What agencies do about a child not yet born, and from how long before the expected day.
EXPECTED = frozenset(
    ("contact", "referral", "referral_decision", "outcome_told", "assessment", "strategy_discussion", "section_47", "icpc",
     "core_group", "child_in_need", "child_protection_plan", "child_protection_review", "health_referral", "social_work_visit")
)  # fmt: skip
BEFORE_BIRTH = 210

#: Nobody is in two of these at once.
ONE_AT_A_TIME = frozenset(("looked_after", "child_protection_plan", "missing_episode"))
CHANGING = ((3, 1), (10, 1))  # month and hour in which the clocks change, on the last Sunday
SUNDAY, LAST_WEEK = 6, 25


@dataclass(slots=True, eq=False)
class Entry:
    """One true event, itself and no other however alike. Times are naive and London's, as on the clock of those who were there."""

    number: int
    person: int
    kind: str
    start: datetime
    end: datetime | None
    episode: int
    theme: bool = False  # belongs to a story of the inspection's theme
    hints: dict[str, str] = field(default_factory=dict)  # part of an attribute's name → wanted value


class Diary:
    """Takes events of known kinds up to the day of notification; what lies beyond has not happened yet."""

    def __init__(self, random: Random, on: date, kinds: Container[str], born: Mapping[int, date]) -> None:
        """Begin an empty diary that closes at the end of the day `on`; `born`: each person's day of birth, or the expected one."""
        self.random, self.on, self.kinds, self.born = random, on, kinds, born
        self.closes = datetime.combine(on, time(18, 0))
        self.entries: list[Entry] = []
        self.numbers = 0
        self.spells: dict[tuple[int, str], list[tuple[datetime, datetime]]] = {}
        self.episodes = 0
        self.theme = False

    def begin(self) -> int:
        """Open a new episode: events that belong to one story."""
        self.episodes += 1
        return self.episodes

    def note(
        self, person: int, kind: str, start: datetime, episode: int, end: datetime | None = None, **hints: str
    ) -> Entry | None:
        """Write one event down and return it, unless it cannot be or lies ahead; an end still to come is left open.

        `hints`: part of an attribute's name → what it should mean.
        """
        start, end = sayable(start), end and sayable(end)
        if start > self.closes or kind not in self.kinds or start.date() < self._known_from(person, kind):
            return None
        if kind in ONE_AT_A_TIME:
            self.spells.setdefault((person, kind), []).append((start, end or datetime.max))
        ended = end if end is not None and end <= self.closes else None
        self.numbers += 1
        entry = Entry(self.numbers, person, kind, start, ended, episode, self.theme, hints)
        self.entries.append(entry)
        return entry

    def free(self, person: int, kind: str, start: datetime, end: datetime, days: int) -> bool:
        """Say whether no spell of a kind lies within so many days of these moments: what a child is in but once at a time."""
        since, until = start - timedelta(days=days), end + timedelta(days=days)
        return all(ended < since or begun > until for begun, ended in self.spells.get((person, kind), ()))

    def _known_from(self, person: int, kind: str) -> date:
        """Return from when something can happen to a person: some months before birth in social care, else birth."""
        born = self.born.get(person, date.min)
        return born - timedelta(days=BEFORE_BIRTH) if kind in EXPECTED else born

    def days_ago(self, earliest: int, latest: int) -> datetime:
        """Return a moment in office hours, so many days before notification."""
        return self.office(self.on - timedelta(days=self.random.randint(latest, earliest)))

    def office(self, day: date) -> datetime:
        """Return a moment in office hours of a day, or of the next working day."""
        while not is_working_day(day):
            day += timedelta(days=1)
        return datetime(day.year, day.month, day.day, self.random.randint(9, 16), self.random.randrange(60))

    def any_hour(self, day: date) -> datetime:
        """Return any moment of a day, evenings more often than mornings."""
        hour = int(self.random.triangular(0, 24, 20))
        return datetime(day.year, day.month, day.day, min(hour, 23), self.random.randrange(60))

    def daytime(self, day: date) -> datetime:
        """Return a moment between nine and five of that very day, worked or not."""
        return datetime(day.year, day.month, day.day, self.random.randint(9, 16), self.random.randrange(60))

    def later(self, moment: datetime, earliest: int, latest: int) -> datetime:
        """Return a moment in office hours, so many days later, never before `moment`."""
        return max(moment, self.office((moment + timedelta(days=self.random.randint(earliest, latest))).date()))

    def working(self, moment: datetime, earliest: int, latest: int) -> datetime:
        """Return a moment in office hours, so many working days later, never before `moment`."""
        return max(moment, self.office(add_working_days(moment.date(), self.random.randint(earliest, latest))))

    def hours(self, moment: datetime, earliest: float, latest: float) -> datetime:
        """Return a moment so many hours later, to the minute."""
        return moment + timedelta(minutes=round(self.random.uniform(earliest, latest) * 60))

    def answered(self, moment: datetime, days: int) -> bool:
        """Draw whether something asked is answered: always where so many days are over, else perhaps not yet."""
        return self.chance(0.7) or moment + timedelta(days=days) < self.closes

    def chance(self, share: float) -> bool:
        """Draw a yes with probability `share`."""
        return self.random.random() < share


def sayable(moment: datetime) -> datetime:
    """Return the moment as somebody would write it down: midnight is read as no time, and one hour a year is not or is twice."""
    if (moment.hour, moment.minute) == (0, 0):
        return moment + timedelta(minutes=1)
    changes = moment.weekday() == SUNDAY and moment.day >= LAST_WEEK and (moment.month, moment.hour) in CHANGING
    return moment + timedelta(hours=1) if changes else moment
