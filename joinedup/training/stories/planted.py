"""Deliberate stories, each findable by id: a timescale missed, a handover that never arrived, two agencies' dates that differ."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from joinedup.method.calendar import is_working_day
from joinedup.method.framework import Framework, Handover, Timescale
from joinedup.training.stories.diary import Diary, Entry
from joinedup.training.vocabulary import Vocabulary

When = tuple[tuple[str, tuple[str, ...]], ...]
EACH = 3  # of every rule, where the stories offer as many
#: One act as two agencies write it down: the sender's kind of event and the receiver's.
SAME_ACT = (
    ("police_referral", "contact"),
    ("health_referral", "contact"),
    ("safeguarding_check_requested", "safeguarding_check_answered"),
)
RECENT = 168  # days before notification within which a planted story begins
LONG = 420  # the same for limits of half a year


@dataclass(frozen=True)
class Plant:
    """One deliberate story: timescale_missed | handover_missing | records_differ, by which rule, whose, which events."""

    story: str
    rule: str
    person: int
    events: tuple[int, ...]
    detail: dict[str, str]


@dataclass
class Garden:
    """The diary being planted in; one plant for a person, so that none disturbs another."""

    diary: Diary
    vocabulary: Vocabulary
    attributes: dict[int, dict[str, str]]
    random: Random
    cohort: frozenset[int]
    plants: list[Plant] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    shifts: dict[tuple[int, str], timedelta] = field(default_factory=dict)  # (event, sector) → that sector's date is so far off

    def __post_init__(self) -> None:
        """Index the diary by person."""
        self.of: dict[int, list[Entry]] = {}
        for entry in self.diary.entries:
            self.of.setdefault(entry.person, []).append(entry)

    def candidates(self, kind: str, when: When, days: int = RECENT) -> list[Entry]:
        """Return events of a kind within so many days in random order, but one of the theme's children first."""
        since = self.diary.closes - timedelta(days=days)
        found = [
            entry
            for entry in self.diary.entries
            if entry.kind == kind and entry.start >= since and entry.person not in self.taken and self.fits(entry, when)
        ]
        self.random.shuffle(found)
        first = next((entry for entry in found if entry.person in self.cohort), None)
        return sorted(found, key=lambda entry: entry is not first)

    def fits(self, entry: Entry, when: When) -> bool:
        """Whether the event's attributes hold one of the codes of each name."""
        values = self.attributes[entry.number]
        return all(values.get(name) in codes for name, codes in when)

    def add(self, plant: Plant) -> None:
        """Keep a plant and leave its person alone from now on."""
        self.plants.append(plant)
        self.taken.add(plant.person)

    def remove(self, entries: Iterable[Entry]) -> None:
        """Take events out of the diary."""
        gone = {entry.number for entry in entries}
        if gone:
            self.diary.entries = [entry for entry in self.diary.entries if entry.number not in gone]
            for person in list(self.of):
                if any(entry.number in gone for entry in self.of[person]):
                    self.of[person] = [entry for entry in self.of[person] if entry.number not in gone]


#: What happens at weekends and on bank holidays too. Everything else waits until offices open.
ANY_DAY = frozenset(
    ("missing_episode", "missing_notification", "return_interview_offered", "return_interview", "police_incident",
     "police_referral", "police_protection", "custody", "emergency_attendance")
)  # fmt: skip


def event_id(number: int) -> str:
    """Return the id of a true event as the truth files write it."""
    return f"E{number:07d}"


def plant(garden: Garden, framework: Framework) -> None:
    """Plant every rule of the framework that the lists can show."""
    knows = garden.vocabulary.knows
    for rule in framework.timescales:
        if knows(rule.start) and knows(rule.finish):
            days = LONG if rule.unit == "months" and 4 <= rule.limit <= 6 else RECENT
            _some(garden, rule, garden.candidates(rule.start, rule.when, days))
    for handover in framework.handovers:
        if _heard(garden, handover.start, handover.start_sector) and _heard(garden, handover.finish, handover.finish_sector):
            _some(garden, handover, garden.candidates(handover.start, handover.when))
    for kind, sectors in garden.vocabulary.sectors.items():
        if len(sectors) > 1:
            _differ(garden, kind, sectors)
    for sent, received in SAME_ACT:
        if knows(sent) and knows(received) and set(garden.vocabulary.sectors[sent]).isdisjoint(garden.vocabulary.sectors[received]):
            _backwards(garden, sent, received)


def _heard(garden: Garden, kind: str, sector: str) -> bool:
    return sector in garden.vocabulary.sectors.get(kind, ())


def _some(garden: Garden, rule: Timescale | Handover, candidates: list[Entry]) -> None:
    done = 0
    for entry in candidates:
        if entry.person in garden.taken:
            continue
        done += _missed(garden, rule, entry) if isinstance(rule, Timescale) else _lost(garden, rule, entry)
        if done == EACH:
            return


def deadline(moment: datetime, limit: int, unit: str) -> datetime:
    """Return a moment surely after the limit, bank holidays and whole months allowed for."""
    days = {"hours": limit / 24 + 0.2, "days": limit + 1, "working_days": limit * 7 / 5 + 3 + limit // 8, "months": limit * 31 + 2}[
        unit
    ]
    return moment + timedelta(days=days)


def moment_of(entry: Entry, end: str) -> datetime | None:
    """Return the end of an event that counts: its start or its end."""
    return entry.start if end == "start" else entry.end


def _missed(garden: Garden, rule: Timescale, entry: Entry) -> bool:
    """Move the finishing event, and what follows in its episode, beyond the limit."""
    began = moment_of(entry, rule.start_at)
    if began is None:
        return False
    bound = deadline(began, rule.limit, rule.unit) + timedelta(days=garden.random.randint(2, 9))
    if bound > garden.diary.closes:
        return False
    between = [other for other in garden.of[entry.person] if _between(other, rule, entry, began, bound)]
    if not between or _relieved(garden, rule, entry, began, bound):
        return False
    first = min(between, key=lambda other: (other.start, other.number))
    if any(other.episode != first.episode for other in between):
        return False
    moved = moment_of(first, rule.finish_at) or first.start
    _push(garden, rule, first, entry, bound - moved + timedelta(hours=garden.random.randint(1, 30)))
    arrived = first in garden.of[entry.person]
    events = (entry.number, first.number) if arrived else (entry.number,)
    garden.add(Plant("timescale_missed", rule.id, entry.person, events, {"limit": str(rule.limit), "unit": rule.unit}))
    return True


def _relieved(garden: Garden, rule: Timescale, entry: Entry, began: datetime, bound: datetime) -> bool:
    """Whether something ends the duty before its time: an event of such a kind begins or ends meanwhile."""
    others = [other for other in garden.of[entry.person] if other.kind in rule.unless]
    begun = any(other is not entry and began < other.start <= bound for other in others)
    return begun or any(other.end is not None and began < other.end <= bound for other in others)


def _between(other: Entry, rule: Timescale, entry: Entry, began: datetime, bound: datetime) -> bool:
    moment = moment_of(other, rule.finish_at)
    another = other is not entry or (rule.start_at, rule.finish_at) == ("start", "end")
    return another and other.kind == rule.finish and moment is not None and began - timedelta(days=1) <= moment <= bound


def _push(garden: Garden, rule: Timescale, first: Entry, keep: Entry, delta: timedelta) -> None:
    """Move an event and all that follows it in its episode; what would lie beyond notification has not happened."""
    pivot = moment_of(first, rule.finish_at) or first.start
    for other in garden.of[first.person]:
        if other is first and rule.finish_at == "end":
            _shift(garden, other, timedelta(0), delta)
        elif other is first or (other.episode == first.episode and other is not keep and other.start >= pivot):
            _shift(garden, other, delta, delta)
    garden.remove([other for other in garden.of[first.person] if other.start > garden.diary.closes])


def _shift(garden: Garden, entry: Entry, start: timedelta, end: timedelta) -> None:
    entry.start = _open_again(entry.kind, entry.start + start) if start else entry.start
    entry.end = _open_again(entry.kind, entry.end + end) if entry.end else None
    if entry.end and entry.end > garden.diary.closes:
        entry.end = None


def _open_again(kind: str, moment: datetime) -> datetime:
    """Return the moment, or the same hour of the next working day for what is done in offices."""
    while kind not in ANY_DAY and not is_working_day(moment.date()):
        moment += timedelta(days=1)
    return moment


def _lost(garden: Garden, rule: Handover, entry: Entry) -> bool:
    """Take away the event that should have answered, and what followed from it: the other agency never heard."""
    until = entry.start + timedelta(days=rule.within_days + 2)
    if until > garden.diary.closes:
        return False
    mine = garden.of[entry.person]
    answers = [
        other
        for other in mine
        if other is not entry and other.kind == rule.finish and entry.start - timedelta(days=1) <= other.start <= until
    ]
    if any(other.episode != entry.episode for other in answers):
        return False
    since = min((other.start for other in answers), default=None)
    if since is not None:
        garden.remove(other for other in mine if other.episode == entry.episode and other is not entry and other.start >= since)
    garden.add(Plant("handover_missing", rule.id, entry.person, (entry.number,), {"within_days": str(rule.within_days)}))
    return True


def _differ(garden: Garden, kind: str, sectors: tuple[str, ...]) -> None:
    """Let the second sector that lists a kind date a few of its events some days off."""
    for entry in garden.candidates(kind, ())[:EACH]:
        days = garden.random.choice((-6, -4, -3, -2, 2, 3, 4, 6))
        if entry.person in garden.taken or entry.start + timedelta(days=days) > garden.diary.closes:
            continue
        garden.shifts[(entry.number, sectors[1])] = timedelta(days=days)
        detail = {"kind": kind, "right": sectors[0], "differs": sectors[1], "days": str(days)}
        garden.add(Plant("records_differ", "", entry.person, (entry.number,), detail))


def _backwards(garden: Garden, sent: str, received: str) -> None:
    """Let a few senders date what they sent some days after the receiver says it arrived: one of the two must be wrong."""
    done = 0
    for entry in garden.candidates(sent, ()):
        days = garden.random.randint(2, 6)
        arrived = next(
            (other for other in garden.of[entry.person] if other.kind == received and other.episode == entry.episode), None
        )
        if arrived is None or entry.person in garden.taken or arrived.start + timedelta(days=days) > garden.diary.closes:
            continue
        entry.start = arrived.start + timedelta(days=days)
        detail = {"sent": sent, "received": received, "days": str(days)}
        garden.add(Plant("records_differ", "", entry.person, (entry.number, arrived.number), detail))
        done += 1
        if done == EACH:
            return
