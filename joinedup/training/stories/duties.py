"""What the framework's rules ask for in the diary, and whether it was done: every limit counted out one event at a time.

The diary knows each moment to the minute, so every duty has one plain answer. This is what the made-up area holds to be true; it
shares no code with the judging of chronologies, which reads intervals from lists.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from joinedup.method.calendar import add_working_days
from joinedup.method.framework import Framework, Handover, Timescale
from joinedup.records.kinds import event_kinds
from joinedup.training.stories.diary import Entry
from joinedup.training.stories.sense import age_on
from joinedup.training.vocabulary import Vocabulary

MET, MISSED, OPEN, ENDED, UNKNOWN = "met", "missed", "open", "ended", "unknown"
#: Of a handover: nothing came, but who should have received it had it on record shortly before.
KNEW = "knew_already"
#: So many days before it was sent a record of the receiver's may be of the same matter.
BEFORE_DAYS = 7
Tick = date | datetime
Rule = Timescale | Handover
Attributes = Mapping[int, Mapping[str, str]]
ByKind = Mapping[str, list[Entry]]


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty: which rule, the event that begins it, when that was and the last day (or moment) in time, and what came of it."""

    rule: Rule
    entry: Entry
    began: datetime
    due: Tick
    state: str


class Duties:
    """Walks the rules the lists can show through one person's events."""

    def __init__(
        self, framework: Framework, vocabulary: Vocabulary, attributes: Attributes, born: Mapping[int, date], on: date
    ) -> None:
        """Take the rules, what lists can say, what each event says of itself, birth days and the day up to which the diary goes."""
        knows = vocabulary.knows
        self.timescales = [rule for rule in framework.timescales if knows(rule.start) and knows(rule.finish)]
        self.handovers = [rule for rule in framework.handovers if _heard(vocabulary, rule)]
        #: Kinds that begin something of which another agency learns: what is done about it stands beside what was learned.
        self.told = {rule.start for rule in framework.handovers if rule.start_sector != rule.finish_sector}
        self.attributes, self.born, self.on = attributes, born, on

    @property
    def rules(self) -> list[Rule]:
        """The rules in the framework's order, timescales first."""
        return [*self.timescales, *self.handovers]

    def of(self, entries: Iterable[Entry]) -> list[Duty]:
        """Return every duty in one person's events, met or not; those that ended before their time among them."""
        kinds: dict[str, list[Entry]] = {}
        for entry in entries:
            kinds.setdefault(entry.kind, []).append(entry)
        found: list[Duty] = []
        for rule in self.timescales:
            if rule.start in kinds:
                found += self._timescale(rule, kinds)
        return found + self._handed_over(kinds)

    def fits(self, entry: Entry, rule: Rule) -> bool:
        """Whether the rule is about this event: what it says of itself is one of the codes of each name."""
        said = self.attributes[entry.number]
        return all(said.get(name) in codes for name, codes in rule.when)

    def may_fit(self, entry: Entry, rule: Rule) -> bool:
        """Whether the rule is about this event, or may be: what would tell is left out."""
        said = self.attributes[entry.number]
        return all(said.get(name, codes[0]) in codes for name, codes in rule.when)

    def _timescale(self, rule: Timescale, kinds: ByKind) -> Iterator[Duty]:
        first = [(at, entry) for at, entry in _moments(kinds[rule.start], rule.start_at) if self.may_fit(entry, rule)]
        answers = _moments(kinds.get(rule.finish, ()), rule.finish_at)
        stops = [at for kind in rule.unless for at, _ in _moments(kinds.get(kind, ()), _stops_by(kind))]
        starts = dict.fromkeys(first)
        if rule.repeats and rule.start != rule.finish:
            running = (pair for pair in answers if any(_runs(began, pair[0], stops) for began, _ in first))
            starts |= dict.fromkeys(running)
        for began, entry in starts:
            if not self._arises(rule, entry, began.date(), kinds):
                continue
            own = rule.start in self.told
            held = [at for at, other in answers if other is not entry and (not own or other.episode == entry.episode)]
            yield self._judged(rule, entry, began, held, stops)

    def _arises(self, rule: Timescale, entry: Entry, day: date, kinds: ByKind) -> bool:
        """Whether a rule asks something of a child of this age, so long after what it counts from."""
        age = age_on(self.born.get(entry.person, day), day)
        if (rule.age_from is not None and age < rule.age_from) or (rule.age_under is not None and age >= rule.age_under):
            return False
        return not rule.since or self._counts(rule, entry, day, kinds)

    def _counts(self, rule: Timescale, entry: Entry, day: date, kinds: ByKind) -> bool:
        since = max((other.start.date() for other in kinds.get(rule.since, ()) if other.start.date() <= day), default=None)
        if since is None:
            return False
        early = rule.since_from is not None and day < last_tick(since, rule.since_from, "months")
        late = rule.since_under is not None and day >= last_tick(since, rule.since_under, "months")
        if early or late:
            return False
        before = any(since <= other.start.date() < day for other in kinds[entry.kind] if other is not entry)
        return not rule.nth or (rule.nth == "later") == before

    def _handed_over(self, kinds: ByKind) -> list[Duty]:
        """Return every handover: one answer answers one sending, whoever sent it, and the earliest still unanswered."""
        states: dict[tuple[str, int], str] = {}
        for finish in dict.fromkeys((rule.finish, rule.finish_sector) for rule in self.handovers):
            rules = [rule for rule in self.handovers if (rule.finish, rule.finish_sector) == finish]
            sent = [(entry, rule) for rule in rules for entry in kinds.get(rule.start, ()) if self.may_fit(entry, rule)]
            surely = [(entry, rule) for entry, rule in sent if self.fits(entry, rule)]
            came = kinds.get(finish[0], [])
            every, without = _answered(sent, came), _answered(surely, came)
            states |= {key: state if without.get(key) == state else UNKNOWN for key, state in every.items()}
        return [
            self._sent(rule, entry, states[rule.id, entry.number])
            for rule in self.handovers
            for entry in kinds.get(rule.start, ())
            if (rule.id, entry.number) in states
        ]

    def _sent(self, rule: Handover, entry: Entry, state: str) -> Duty:
        due = entry.start.date() + timedelta(days=rule.within_days)
        return Duty(rule, entry, entry.start, due, OPEN if state == MISSED and due >= self.on else state)

    def _judged(self, rule: Rule, entry: Entry, began: datetime, answers: Iterable[datetime], stops: Iterable[datetime]) -> Duty:
        unit, limit, strictly = terms(rule)
        start, due = _tick(began, unit), last_tick(_tick(began, unit), limit, unit)
        in_time = (start < _tick(at, unit) <= due if strictly else start <= _tick(at, unit) <= due for at in answers)
        known = entry.kind != rule.start or self.fits(entry, rule)
        if any(in_time):
            return Duty(rule, entry, began, due, MET if known else UNKNOWN)
        if any(start <= _tick(at, unit) <= due for at in stops):
            return Duty(rule, entry, began, due, ENDED)
        if not known:
            return Duty(rule, entry, began, due, UNKNOWN)
        over = (due.date() if isinstance(due, datetime) else due) < self.on
        return Duty(rule, entry, began, due, MISSED if over else OPEN)


def terms(rule: Rule) -> tuple[str, int, bool]:
    """Return a rule's unit, its limit, and whether the answer must come after the start and not on its day."""
    if isinstance(rule, Timescale):
        return rule.unit, rule.limit, rule.repeats or rule.start == rule.finish
    return "days", rule.within_days, (rule.start, rule.start_sector) == (rule.finish, rule.finish_sector)


@cache
def last_tick(start: Tick, limit: int, unit: str) -> Tick:
    """Return the last day within a limit of a day, or for hours the last moment. A short month ends on its last day."""
    if unit == "hours":
        return start + timedelta(hours=limit)
    if unit == "days":
        return start + timedelta(days=limit)
    if unit == "working_days":
        return add_working_days(start, limit)
    year, month = divmod(start.year * 12 + start.month - 1 + limit, 12)
    after = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, min(start.day, 28)) + timedelta(days=max(0, start.day - 28)), after - timedelta(days=1))


def _answered(sent: Iterable[tuple[Entry, Handover]], came: Iterable[Entry]) -> dict[tuple[str, int], str]:
    """Return what came of each sending, by its rule and event: met, knew_already, or missed (if it does not still run)."""
    waiting = sorted(sent, key=lambda pair: (pair[0].start, pair[0].number))
    answers = sorted(came, key=lambda entry: (entry.start, entry.number))
    states: dict[tuple[str, int], str] = {(rule.id, entry.number): MISSED for entry, rule in waiting}
    for state in (MET, KNEW):
        for answer in list(answers):
            for entry, rule in waiting:
                if states[rule.id, entry.number] == MISSED and answer is not entry and _may_be(state, rule, entry, answer):
                    states[rule.id, entry.number] = state
                    answers.remove(answer)
                    break
    return states


def _may_be(state: str, rule: Handover, entry: Entry, answer: Entry) -> bool:
    """Say whether something that came in may be what answers a sending, or by which the receiver knew of it already."""
    days = (answer.start.date() - entry.start.date()).days
    return int(terms(rule)[2]) <= days <= rule.within_days if state == MET else -BEFORE_DAYS <= days < 0


def _tick(moment: datetime, unit: str) -> Tick:
    return moment if unit == "hours" else moment.date()


def _moments(entries: Iterable[Entry], at: str) -> list[tuple[datetime, Entry]]:
    """Return when each event began or ended, with the event; what has not ended is left out."""
    pairs = ((entry.start if at == "start" else entry.end, entry) for entry in entries)
    return [(moment, entry) for moment, entry in pairs if moment is not None]


def _stops_by(kind: str) -> str:
    """Say which end of an event of a kind ends a duty: what lasts by its end, all else by happening."""
    return "end" if event_kinds()[kind].span else "start"


def _runs(began: datetime, at: datetime, stops: Iterable[datetime]) -> bool:
    """Whether what began still runs at a moment, so that an answer then sets the clock going again."""
    return began.date() <= at.date() and not any(began.date() <= stop.date() < at.date() for stop in stops)


def _heard(vocabulary: Vocabulary, rule: Handover) -> bool:
    ends = ((rule.start, rule.start_sector), (rule.finish, rule.finish_sector))
    return all(sector in vocabulary.sectors.get(kind, ()) for kind, sector in ends)
