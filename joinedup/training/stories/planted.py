"""Deliberate stories, each findable by id: a timescale missed, a handover that never arrived, two agencies' dates that differ.

Each is tried on one person's events and taken back unless it does just what was meant: its own rule is missed, what was planted
before still holds, and whatever else it brings about can be seen on the lists too.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from joinedup.method.calendar import is_working_day
from joinedup.method.framework import Handover, Timescale
from joinedup.records.kinds import event_kinds
from joinedup.training.stories.diary import Entry
from joinedup.training.stories.duties import MET, MISSED, Duty, Rule
from joinedup.training.stories.garden import COURSES, SEPARATE, Garden, Plant
from joinedup.training.stories.keeping import tangled

EACH = 3  # of every rule, where the stories offer as many
SHARE = 0.1  # of all that could be missed, in larger areas
FOLLOW = 2  # other duties one deliberate story may leave undone
#: What happens at weekends and on bank holidays too. Everything else waits until offices open.
ANY_DAY = frozenset(
    ("missing_episode", "missing_notification", "return_interview_offered", "return_interview", "police_incident",
     "police_referral", "police_protection", "custody", "emergency_attendance")
)  # fmt: skip


def plant(garden: Garden) -> None:
    """Plant every rule of the framework that the lists can show, then write down what follows from what was planted."""
    offered = _offered(garden)
    for rule in sorted(garden.duties.rules, key=lambda rule: len(offered.get(rule.id, []))):  # the rarest first
        _some(garden, offered.get(rule.id, []), _miss if isinstance(rule, Timescale) else _lose)
    for rule in garden.duties.handovers:
        if rule.start_sector != rule.finish_sector:
            _some(garden, offered.get(rule.id, []), _reverse, EACH)
    for kind, sectors in garden.vocabulary.sectors.items():
        if len(sectors) > 1:
            _differ(garden, kind, sectors[1])
    _write_down_what_followed(garden)


def _offered(garden: Garden) -> dict[str, list[Duty]]:
    """Return the duties done in time that lists would show undone, by rule, in random order; one of the theme's children first."""
    found: dict[str, list[Duty]] = {}
    for person in sorted(garden.of):
        for duty in garden.owed(person):
            if duty.state == MET and garden.seen(duty):
                found.setdefault(duty.rule.id, []).append(duty)
    for duties in found.values():
        garden.random.shuffle(duties)
        first = next((duty for duty in duties if duty.entry.person in garden.cohort), None)
        duties.sort(key=lambda duty: duty is not first)
    return found


def _some(garden: Garden, offered: list[Duty], act: Callable[[Garden, Duty], Plant | None], most: int = 0) -> None:
    wanted = most or max(EACH, round(SHARE * len(offered)))
    for duty in offered:
        if wanted and duty.entry in garden.of[duty.entry.person] and not garden.taken(duty):
            wanted -= _tried(garden, duty, act)


def _tried(garden: Garden, duty: Duty, act: Callable[[Garden, Duty], Plant | None]) -> bool:
    """Plant, look, and take it back unless it is what was meant."""
    person = duty.entry.person
    before, undone, unclear = garden.before(person), _undone(garden, person), set(tangled(garden, person))
    story = act(garden, duty)
    garden.changed(person)
    if story is not None and _as_meant(garden, duty, story, undone, unclear):
        episodes, kinds = frozenset((duty.entry.episode,)), frozenset((duty.rule.finish,))
        garden.add(replace(story, episodes=episodes, kinds=kinds))
        return True
    garden.undo(person, before)
    return False


def _undone(garden: Garden, person: int) -> dict[tuple[str, int], Duty]:
    return {(duty.rule.id, duty.entry.number): duty for duty in garden.owed(person) if duty.state == MISSED}


def _as_meant(garden: Garden, duty: Duty, story: Plant, undone: Iterable[tuple[str, int]], unclear: set[Entry]) -> bool:
    person, own = duty.entry.person, (duty.rule.id, duty.entry.number)
    now, reversed_ = _undone(garden, person), story.story == "records_differ"
    new = [other for key, other in now.items() if key not in undone and key != own]
    return (
        (own in now or reversed_)
        and all(key in now for key in undone)
        and len(new) <= FOLLOW
        and all(garden.seen(other) for other in (*new, *now.values()))
        and set(tangled(garden, person)) == unclear | ({duty.entry} if reversed_ else set())
    )


def _miss(garden: Garden, duty: Duty) -> Plant | None:
    """Move the finishing event, and what follows from it, beyond the limit."""
    rule, entry = duty.rule, duty.entry
    assert isinstance(rule, Timescale)  # noqa: S101  # for the type checker: `plant` gives this only such rules
    own = garden.of[entry.person]
    answers = [(at, other) for other in own if other is not entry and _answers(rule, other, duty) and (at := _moment(rule, other))]
    if not answers or any(other.episode != entry.episode for _, other in answers):
        return None
    at, first = min(answers, key=lambda pair: (pair[0], pair[1].number))
    delta = _beyond(garden, duty) - at
    _push(garden, rule, first, entry, delta)
    events = (entry.number, first.number) if first in garden.of[entry.person] else (entry.number,)
    return Plant("timescale_missed", rule.id, entry.person, events, {"limit": str(rule.limit), "unit": rule.unit})


def _moment(rule: Rule, entry: Entry) -> datetime | None:
    return entry.end if isinstance(rule, Timescale) and rule.finish_at == "end" else entry.start


def _answers(rule: Rule, other: Entry, duty: Duty) -> bool:
    """Whether an event answers a duty in time."""
    at = _moment(rule, other)
    if other.kind != rule.finish or at is None:
        return False
    return duty.began <= at <= duty.due if isinstance(duty.due, datetime) else duty.began.date() <= at.date() <= duty.due


def _beyond(garden: Garden, duty: Duty) -> datetime:
    """Return a moment some days, or hours, after the limit."""
    if isinstance(duty.due, datetime):
        return duty.due + timedelta(hours=garden.random.randint(3, 90))
    return garden.diary.daytime(duty.due + timedelta(days=garden.random.randint(1, 12)))


def _push(garden: Garden, rule: Timescale, first: Entry, begun: Entry, delta: timedelta) -> None:
    """Move an event and all that follows from it; what would lie beyond notification has not happened."""
    pivot = _moment(rule, first) or first.start
    for other in garden.of[first.person]:
        follows = other.episode == first.episode and other is not begun and other.start >= pivot
        if other is first and rule.finish_at == "end":
            _shift(garden, other, timedelta(0), delta)
        elif other is first or (follows and (first.kind not in COURSES or other.kind == first.kind)):
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


def _lose(garden: Garden, duty: Duty) -> Plant | None:
    """Take away the event that should have answered, and what followed from it: the other agency never heard."""
    rule, entry = duty.rule, duty.entry
    own = garden.of[entry.person]
    answers = [other for other in own if other is not entry and _answers(rule, other, duty)]
    if not answers or any(other.episode != entry.episode for other in answers):
        return None
    assert isinstance(rule, Handover)  # noqa: S101  # for the type checker: `plant` gives this only such rules
    home, since = garden.vocabulary.sectors, min(other.start for other in answers)
    theirs = rule.start_sector != rule.finish_sector
    followed = (
        other
        for other in own
        if other in answers
        or (theirs and other.episode == entry.episode and other.start >= since and home[other.kind][0] == rule.finish_sector)
    )
    garden.remove(list(followed))
    return Plant("handover_missing", rule.id, entry.person, (entry.number,), {"within_days": str(rule.within_days)})


def _reverse(garden: Garden, duty: Duty) -> Plant | None:
    """Let the sender date what it sent some days after the receiver says it arrived: one of the two must be wrong.

    It did arrive: the sender asks again some days later, and the receiver writes that down too.
    """
    entry, days = duty.entry, garden.random.randint(2, 6)
    if duty.rule.finish in {rule.start for rule in garden.duties.timescales}:
        return None
    senders = {rule.start for rule in garden.duties.handovers if rule.finish == duty.rule.finish}
    near = [
        other
        for other in garden.of[entry.person]
        if other.kind in senders | {duty.rule.finish} and abs((other.start - entry.start).days) <= SEPARATE
    ]
    came = next((other for other in near if other.kind == duty.rule.finish and other.episode == entry.episode), None)
    if came is None or {*near} != {entry, came} or event_kinds()[entry.kind].span:
        return None
    entry.start = came.start + timedelta(days=days)
    again = garden.diary.daytime((entry.start + timedelta(days=garden.random.randint(8, 12))).date())
    if garden.insert(came, came.kind, _open_again(came.kind, again), None, came.hints) is None:
        return None
    detail = {"sent": entry.kind, "received": came.kind, "days": str(days)}
    return Plant("records_differ", "", entry.person, (entry.number, came.number), detail)


def _differ(garden: Garden, kind: str, second: str) -> None:
    """Let the second sector that lists a kind date a few of its events some days off, and of what lasts not know a few ends."""
    alone = [entry for person in sorted(garden.of) for entry in _alone(garden, person, kind)]
    garden.random.shuffle(alone)
    for place, entry in enumerate(alone[: EACH * 2]):
        detail = {"kind": kind, "differs": second}
        if place % 2 and entry.end is not None:
            garden.unended.add((entry.number, second))
            detail["end"] = "not known"
        else:
            days = garden.random.choice((-6, -4, -3, -2, 2, 3, 4, 6))
            garden.shifts[(entry.number, second)] = timedelta(days=days)
            detail["days"] = str(days)
        garden.add(
            Plant("records_differ", "", entry.person, (entry.number,), detail, frozenset((entry.episode,)), frozenset((kind,)))
        )


def _alone(garden: Garden, person: int, kind: str) -> list[Entry]:
    """Return a person's events of a kind that no other lies near, where nothing is planted yet."""
    same = [entry for entry in garden.of[person] if entry.kind == kind]
    latest = garden.diary.closes - timedelta(days=7)
    return [
        entry
        for entry in same
        if garden.alone(entry)
        and person not in garden.planted
        and (entry.end or entry.start) <= latest
        and entry.start.date() - timedelta(days=7) > garden.shown.since([kind])
    ]


def _write_down_what_followed(garden: Garden) -> None:
    """Add what the deliberate stories left undone beside what they meant, each with the story it follows from."""
    places = {id(story): place for place, story in enumerate(garden.plants)}
    for person, stories in list(garden.planted.items()):
        meant = {(story.rule, story.events[0]) for story in stories}
        for duty in garden.owed(person):
            if duty.state == MISSED and (duty.rule.id, duty.entry.number) not in meant:
                cause = next((story for story in stories if duty.entry.episode in story.episodes), stories[0])
                garden.plants.append(_followed(duty, places[id(cause)]))


def _followed(duty: Duty, cause: int) -> Plant:
    rule = duty.rule
    if isinstance(rule, Timescale):
        story, detail = "timescale_missed", {"limit": str(rule.limit), "unit": rule.unit}
    else:
        story, detail = "handover_missing", {"within_days": str(rule.within_days)}
    return Plant(story, rule.id, duty.entry.person, (duty.entry.number,), detail, because=cause)
