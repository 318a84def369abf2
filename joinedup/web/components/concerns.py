"""How an urgent concern is told on pages: its clocks, what was said, who receives it, in words."""

from dataclasses import dataclass
from typing import Final

from django.utils import timezone

from joinedup.cases.concerns.enums import OPEN, TOLD_BY, WORDS, ConcernState, EntryKind
from joinedup.cases.concerns.models import Concern, ConcernEntry, ConcernReceiver
from joinedup.cases.concerns.queries import Clock, clocks_of, entries_of, outside_time, receivers_of
from joinedup.method.concerns import route_of
from joinedup.method.framework import ConcernRoute
from joinedup.method.within import MET, OUTSIDE, within_words
from joinedup.web.components.dates import moment

_CLOCKS: Final = {"written": "In writing", "acknowledged": "Acknowledged", "replied": "Replied"}
_NEVER: Final = {"written": "never put in writing", "acknowledged": "never acknowledged", "replied": "no reply came"}
_NOT_YET: Final = {"written": "not put in writing yet", "acknowledged": "not acknowledged yet", "replied": "no reply yet"}


@dataclass(frozen=True)
class Said:
    """One entry as pages show it: what it is, who wrote it and when, when it happened, and its words under their titles."""

    title: str
    who: str
    when: str
    happened: str
    words: list[tuple[str, str]]


@dataclass(frozen=True)
class Told:
    """One concern as pages show it."""

    concern: Concern
    route: ConcernRoute
    about: str
    standing: str
    open: bool
    clocks: list[tuple[str, str]]
    overdue: str  # what has not come although its time is up, in words; "" for nothing


def told(concern: Concern) -> Told:
    """Return a concern with its route and clocks in words, as they stand now."""
    now = timezone.now()
    route = route_of(concern.inspection.framework, concern.route)
    clocks = [(_called(clock), clock_words(clock)) for clock in clocks_of(concern, now)]
    overdue = "; ".join(f"{_NOT_YET[clock.what]}, was due {moment(clock.due)}" for clock in outside_time(concern, now))
    state = ConcernState(concern.state)
    return Told(concern, route, about_words(concern), state.label, state in OPEN, clocks, overdue)


def about_words(concern: Concern) -> str:
    """Return whom a concern is about, as lists and messages may say it: the child's code, or that the child has none."""
    return concern.code or "A child not on the lists, or a service"


def clock_words(clock: Clock) -> str:
    """Return how one clock stands: in time, outside the time, or open and by when."""
    if clock.came is None and not clock.running:
        return f"Outside the time: {_NEVER[clock.what]}, was due {moment(clock.due)}"
    if clock.came is None:
        waits = _NOT_YET[clock.what]
        return (
            f"Outside the time: {waits}, was due {moment(clock.due)}" if clock.standing == OUTSIDE else f"Due {moment(clock.due)}"
        )
    how = "in time" if clock.standing == MET else f"outside the time: was due {moment(clock.due)}"
    return f"{moment(clock.came)}, {how}"


def awaited_words(clock: Clock) -> str:
    """Return what a receiver has not said yet, and by when it is or was due, to stand in a sentence."""
    return f"{_NOT_YET[clock.what]}, {'was due' if clock.standing == OUTSIDE else 'due'} {moment(clock.due)}"


def _called(clock: Clock) -> str:
    """Return what a clock is called: each round of replies by its number."""
    return f"{_CLOCKS[clock.what]}, round {clock.round}" if clock.round else _CLOCKS[clock.what]


def times_words(route: ConcernRoute) -> str:
    """Return the times a receiver has by a route, in one sentence."""
    return f"They acknowledge it within {within_words(route.acknowledge)} and reply within {within_words(route.reply)}."


def receivers_in_words(concern: Concern) -> list[str]:
    """Return who receives a concern, one line each."""
    return [_receiver(row) for row in receivers_of(concern)]


def said_of(concern: Concern) -> list[Said]:
    """Return what was said and done, in order."""
    return [_said(entry) for entry in entries_of(concern)]


def _receiver(row: ConcernReceiver) -> str:
    named = row.person.name if row.person else row.name
    agency = f", {row.agency.name}" if row.agency and row.agency.name not in named else ""
    whole = f"{named} ({row.post}){agency}" if named else f"{row.post}{agency}"
    return whole if row.person else f"{whole}. No account here: the team tells them and writes down what they say"


def _said(entry: ConcernEntry) -> Said:
    titles = {**WORDS[EntryKind(entry.kind)], TOLD_BY[0]: TOLD_BY[1]}
    words, held = [], entry.words
    for key, title in titles.items():
        if held.get(key):
            words.append((title, held[key]))
    happened = f"rung {moment(entry.happened_at)}" if entry.happened_at else ""
    return Said(entry.get_kind_display(), entry.said_by.name, moment(entry.said_at), happened, words)
