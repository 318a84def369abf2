"""What a reader chose to see of a chronology: a stretch of time and some of its events, and what of the story that is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

from joinedup.cases.core.drawing import window
from joinedup.cases.core.prompts import Prompt, prompts
from joinedup.cases.core.story import ChildStory
from joinedup.method.days import LONDON, end_of

Event = Mapping[str, Any]
#: An event and its number: its place in the whole story, whatever of it is shown.
Numbered = tuple[int, Event]

OWN: Final = "own"
ADULTS: Final = "adults"
_LONDON: Final = ZoneInfo(LONDON)


@dataclass(frozen=True)
class View:
    """What is asked for. Nothing asked shows every event, and on the picture the usual stretch of time (`window.usual`).

    `first`, `last`: London days, both shown; `agencies`, `kinds`: keys, empty for all; `whose`: OWN, ADULTS or "" for both;
    `asked`: only what there is a prompt about; `whole`: from the very first event on, where no day is given.
    """

    first: date | None = None
    last: date | None = None
    whole: bool = False
    agencies: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    whose: str = ""
    asked: bool = False

    @property
    def dated(self) -> bool:
        """Whether a stretch of time is asked for."""
        return self.first is not None or self.last is not None

    @property
    def narrowed(self) -> bool:
        """Whether anything but the usual is asked for."""
        return bool(self.dated or self.agencies or self.kinds or self.whose or self.asked)

    def fits(self, event: Event, asked: Iterable[str]) -> bool:
        """Say whether an event is one of those asked for, whenever it was; `asked`: the ids of events with a prompt."""
        own = not event["via"]
        return (
            (not self.agencies or event["agency"] in self.agencies)
            and (not self.kinds or event["kind"] in self.kinds)
            and (self.whose != OWN or own)
            and (self.whose != ADULTS or not own)
            and (not self.asked or event["event_id"] in asked)
        )


EVERYTHING: Final = View()


@dataclass(frozen=True)
class Shown:
    """A story as a view shows it. `first`, `last`: what the picture spans, in UTC."""

    story: ChildStory
    view: View
    first: datetime
    last: datetime
    events: tuple[Numbered, ...] = field(repr=False)

    @cached_property
    def drawn(self) -> tuple[Numbered, ...]:
        """The events that reach into the picture."""
        return tuple((number, event) for number, event in self.fitting if self._reaches(event))

    @cached_property
    def listed(self) -> tuple[Numbered, ...]:
        """The events of the table: those drawn where a stretch of time was asked for, else all that fit."""
        return self.drawn if self.view.dated else self.fitting

    @cached_property
    def fitting(self) -> tuple[Numbered, ...]:
        """The events asked for, whenever they were."""
        return tuple((number, event) for number, event in self.events if self.view.fits(event, self.flagged))

    @property
    def earlier(self) -> int:
        """Return how many listed events lie before the picture."""
        return len(self.listed) - len(self.drawn)

    @cached_property
    def number(self) -> dict[str, int]:
        """Each event's number by its id."""
        return {event["event_id"]: number for number, event in self.events}

    @cached_property
    def every_prompt(self) -> tuple[Prompt, ...]:
        """Everything the story gives cause to ask about."""
        return tuple(prompts(self.story))

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """The prompts about an event that is listed; all of them where nothing was asked for."""
        ids = {event["event_id"] for _, event in self.listed}
        return tuple(prompt for prompt in self.every_prompt if not self.view.narrowed or ids.intersection(prompt.events))

    @cached_property
    def flagged(self) -> dict[str, list[Prompt]]:
        """The prompts about each event, by its id; a stretch without any record is about no event."""
        found: dict[str, list[Prompt]] = {}
        for prompt in self.every_prompt:
            if prompt.kind != "gap":
                for event in prompt.events[:1] if prompt.kind == "outside_timescale" else prompt.events:
                    found.setdefault(event, []).append(prompt)
        return found

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the events listed."""
        return frozenset(event["event_id"] for _, event in self.listed)

    @cached_property
    def duties(self) -> list[dict[str, Any]]:
        """The timescales begun by an event listed; all of them where nothing was asked for."""
        return self._begun(self.story.timescales.to_dicts())

    @cached_property
    def sent(self) -> list[dict[str, Any]]:
        """The handovers sent by an event listed; all of them where nothing was asked for."""
        return self._begun(self.story.handovers.to_dicts())

    def _begun(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [row for row in rows if not self.view.narrowed or row["start_event"] in self.ids]

    def _reaches(self, event: Event) -> bool:
        last = event["end_latest"] or (self.story.as_of if self.story.lasts(event) else event["start_latest"])
        return bool(last >= self.first and event["start_earliest"] <= self.last)


def show(story: ChildStory, view: View = EVERYTHING) -> Shown:
    """Return a story as a view shows it. A stretch asked for ends with the story at the latest, and lasts a day at least."""
    events = tuple(enumerate(story.chronology.to_dicts(), 1))
    if not view.dated:
        return Shown(story, view, window.beginning(story) if view.whole else window.usual(story), story.as_of, events)
    last = min(end_of(view.last), story.as_of) if view.last else story.as_of
    first = _begin(view.first) if view.first else window.beginning(story)
    return Shown(story, view, min(first, _begin(last.astimezone(_LONDON).date())), last, events)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, _LONDON)
