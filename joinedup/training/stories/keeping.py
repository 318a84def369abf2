"""Keeps what the rules ask for: what is not planted is done in time, arrives, and stands in one order in all records.

Stories are told within the usual limits; what the framework at hand asks beyond them, and what one story does to another, is set
right here before anything is planted.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from joinedup.method.calendar import is_working_day
from joinedup.method.framework import Handover, Timescale
from joinedup.records.kinds import event_kinds
from joinedup.training.stories.diary import Entry
from joinedup.training.stories.duties import MISSED, Duty, terms
from joinedup.training.stories.garden import COURSES, Garden

#: A gap of years is filled one visit after another.
ROUNDS = 60
#: Days before it was sent within which what came in may be taken for the answer; how near the two lie as a rule.
NEAR, USUAL, CLEAR = 7, 1, 3


def keep(garden: Garden) -> None:
    """Set right every person's events: first their order between agencies, then every limit."""
    for person in list(garden.of):
        _untangle(garden, person)
        for _ in range(ROUNDS):
            missed = [duty for duty in garden.owed(person) if duty.state == MISSED]
            if not missed:
                break
            for duty in missed:
                _mend(garden, duty)


def tangled(garden: Garden, person: int) -> list[Entry]:
    """Return what was sent so soon after something else came in that records could not tell which answers which."""
    own = garden.of.get(person, [])
    return [sent for group in _groups(garden) for sent, came in _both(garden, own, group) if _unclear(sent, came, own, group)]


def _groups(garden: Garden) -> list[list[Handover]]:
    """Return the handovers between sectors by what comes in."""
    groups: dict[tuple[str, str], list[Handover]] = {}
    for rule in garden.duties.handovers:
        if rule.start_sector != rule.finish_sector:
            groups.setdefault((rule.finish, rule.finish_sector), []).append(rule)
    return list(groups.values())


def _both(garden: Garden, own: Iterable[Entry], group: list[Handover]) -> Iterator[tuple[Entry, list[Entry]]]:
    """Yield everything sent with all that came in of the kind that answers it."""
    came = [entry for entry in own if entry.kind == group[0].finish]
    if came:
        for rule in group:
            yield from ((entry, came) for entry in own if entry.kind == rule.start and garden.duties.fits(entry, rule))


def _unclear(sent: Entry, came: list[Entry], own: Iterable[Entry], group: list[Handover]) -> bool:
    senders = {rule.start for rule in group}
    plain = any(_apart(sent, other) <= USUAL for other in came if other.episode == sent.episode)
    for other in came:
        if 0 < (sent.start.date() - other.start.date()).days <= NEAR:
            answers = [one for one in own if one.episode == other.episode and one.kind in senders and one is not sent]
            clear = plain and _apart(sent, other) >= CLEAR and any(_apart(one, other) <= USUAL for one in answers)
            if not clear:
                return True
    return False


def _apart(one: Entry, other: Entry) -> int:
    return abs((one.start.date() - other.start.date()).days)


def _untangle(garden: Garden, person: int) -> None:
    """Let nothing have been sent where records could not tell which answer it had; a spell goes with all its episode."""
    for sent in tangled(garden, person):
        lasts = event_kinds()[sent.kind].span
        garden.remove(entry for entry in garden.of[person] if entry is sent or (lasts and entry.episode == sent.episode))


def _mend(garden: Garden, duty: Duty) -> None:
    """Do what was not done in time: what came too late comes sooner, what never came comes."""
    rule, entry = duty.rule, duty.entry
    at_end = isinstance(rule, Timescale) and rule.finish_at == "end"
    moment = _in_time(garden, duty)
    same = [other for other in garden.of[entry.person] if other.episode == entry.episode and other.kind == rule.finish]
    late = next((other for other in same if other is not entry and other.start >= entry.start), None)
    if late is not None and late.kind not in COURSES and late.kind != rule.start:
        late.start, late.end = (min(late.start, moment), moment) if at_end else (moment, _later(moment, late))
        garden.changed(entry.person)
        return
    hints = entry.hints if rule.finish == entry.kind else same[0].hints if same else {}
    garden.insert(entry, rule.finish, duty.began if at_end else moment, moment if at_end else None, hints)


def _later(moment: datetime, entry: Entry) -> datetime | None:
    return None if entry.end is None else max(moment, entry.end)


def _in_time(garden: Garden, duty: Duty) -> datetime:
    """Return a moment late within the limit: in office hours of a working day where there is one."""
    unit, limit, strictly = terms(duty.rule)
    if unit == "hours":
        return duty.began + timedelta(hours=limit * garden.random.uniform(0.3, 0.9))
    first = duty.began.date() + timedelta(days=strictly)
    last = duty.due.date() if isinstance(duty.due, datetime) else duty.due
    day = last - timedelta(days=garden.random.randint(0, (last - first).days // 4))
    while day > first and not is_working_day(day):
        day -= timedelta(days=1)
    return max(duty.began, garden.diary.daytime(day))
