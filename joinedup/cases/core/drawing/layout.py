"""Where everything of a chronology goes on the picture: lanes, rows within a lane, and x for every moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from joinedup.cases.core import words
from joinedup.cases.core.story import ChildStory
from joinedup.records.shape import SECTORS

WIDTH: Final = 1180
LEFT: Final = 196
RIGHT: Final = 20
ROW: Final = 24
RADIUS: Final = 9.5
_CHARACTER: Final = 6.2
_USUAL_REACH: Final = timedelta(days=731)
_LEAST_REACH: Final = timedelta(days=90)


@dataclass(frozen=True)
class Mark:
    """One event on the picture. `x`, `x_last`: the interval of its start; `x_end`: where its bar ends (null for a moment).

    `named`: whether a moment's label has room behind it; what lasts is always named.
    """

    number: int
    event: dict[str, Any]
    x: float
    x_last: float
    x_end: float | None
    label: str
    began_before: bool
    still_runs: bool
    row: int = 0
    named: bool = False

    @property
    def loose(self) -> bool:
        """Whether the date is known to a month or a year only."""
        return self.event["precision"] in ("month", "year")

    @property
    def middle(self) -> float:
        """Return where its number stands."""
        return self.x if self.x_end is not None and not self.loose else (self.x + self.x_last) / 2

    @property
    def label_fits(self) -> bool:
        """Whether the bar is long enough to hold number and label."""
        return self.x_end is not None and self.x_end - self.middle > self.label_width + 2 * RADIUS + 8

    @property
    def label_width(self) -> float:
        """Return the label's width, about."""
        return len(self.label) * _CHARACTER

    @property
    def label_before(self) -> bool:
        """Whether the label has to stand before the bar, as there is no room between its end and the picture's."""
        return self.x_end is not None and not self.label_fits and self.x_end + self.label_width + 14 > WIDTH

    @property
    def reach(self) -> tuple[float, float]:
        """Return the stretch of the row it takes up."""
        first = min(self.x, self.middle - RADIUS) - 1
        last = max(self.middle + RADIUS, self.x_last if self.loose else self.middle, self.x_end or 0) + 1
        if self.label_before:
            return first - self.label_width - 6, last
        return first, last + (self.label_width + 8 if self.x_end is not None and not self.label_fits else 0)


@dataclass
class Lane:
    """One agency's line; events of adults in the child's life have a line of their own."""

    title: str
    note: str
    sector: str
    marks: list[Mark] = field(default_factory=list)
    rows: int = 1
    top: float = 0

    @property
    def height(self) -> float:
        """Return the lane's height with its margins."""
        return max(self.rows * ROW + 12, 44)


@dataclass(frozen=True)
class Layout:
    """The whole picture: what it spans, its lanes from the top down, and how many events lie before it."""

    first: datetime
    last: datetime
    lanes: tuple[Lane, ...]
    before: int

    def x(self, moment: datetime) -> float:
        """Return where a moment stands, kept within the picture."""
        share = (moment - self.first) / (self.last - self.first)
        return round(LEFT + min(max(share, 0.0), 1.0) * (WIDTH - LEFT - RIGHT), 1)

    @property
    def bottom(self) -> float:
        """Return where the last lane ends."""
        return max((lane.top + lane.height for lane in self.lanes), default=0)

    def mark(self, event_id: str | None) -> tuple[Lane, Mark] | None:
        """Return the mark of an event and its lane, where it is on the picture."""
        found = ((lane, mark) for lane in self.lanes for mark in lane.marks if mark.event["event_id"] == event_id)
        return next(found, None)


def lay_out(story: ChildStory, top: float) -> Layout:
    """Return the layout of a story's picture, its first lane at `top`. What ended before the picture begins is only counted."""
    events = list(enumerate(story.chronology.to_dicts(), 1))
    first = _first(story, [event for _, event in events])
    shown = [(number, event) for number, event in events if _reaches(story, event, first)]
    layout = Layout(first, story.as_of, (), len(events) - len(shown))
    lanes: dict[tuple[int, str, str], Lane] = {}
    for number, event in shown:
        key, lane = _lane(story, event)
        lanes.setdefault(key, lane).marks.append(_mark(layout, number, event, story.lasts(event)))
    ordered = [lanes[key] for key in sorted(lanes)]
    for lane in ordered:
        lane.marks, lane.rows = _packed(lane.marks)
        lane.top, top = top, top + lane.height
    return Layout(first, story.as_of, tuple(ordered), layout.before)


def _first(story: ChildStory, events: list[dict[str, Any]]) -> datetime:
    """Begin with the first event of the last two years, and no less than a quarter back."""
    reach = story.as_of - _USUAL_REACH
    recent = [event["start_earliest"] for event in events if event["start_latest"] >= reach]
    return min(max(min(recent, default=story.as_of) - timedelta(days=7), reach), story.as_of - _LEAST_REACH)


def _reaches(story: ChildStory, event: dict[str, Any], first: datetime) -> bool:
    last = event["end_latest"] or (story.as_of if story.lasts(event) else event["start_latest"])
    return bool(last >= first and event["start_earliest"] <= story.as_of)


def _lane(story: ChildStory, event: dict[str, Any]) -> tuple[tuple[int, str, str], Lane]:
    sector, agency, via = event["sector"] or "", event["agency"] or "", event["via"] or ""
    place = SECTORS.index(sector) if sector in SECTORS else len(SECTORS)
    note = f"about {words.VIA.get(via, via)}" if via else ""
    return (place, agency, via), Lane(story.agency(agency), note, sector)


def _mark(layout: Layout, number: int, event: dict[str, Any], lasts: bool) -> Mark:
    still = lasts and event["end_latest"] is None
    end = layout.last if still else event["end_latest"]
    return Mark(
        number,
        event,
        layout.x(event["start_earliest"]),
        layout.x(event["start_latest"]),
        layout.x(end) if lasts else None,
        words.label(event["kind"]),
        event["start_earliest"] < layout.first,
        still,
    )


def _packed(marks: Iterable[Mark]) -> tuple[list[Mark], int]:
    """Put marks into the first row with room, what lasts above what is a moment."""
    ends: list[float] = []
    placed: list[Mark] = []
    for lasting in (True, False):
        floor = len(ends)
        for mark in sorted((m for m in marks if (m.x_end is not None) == lasting), key=lambda m: (m.reach[0], m.number)):
            row = next((n for n in range(floor, len(ends)) if ends[n] <= mark.reach[0]), len(ends))
            ends[row:] = [mark.reach[1], *ends[row + 1 :]]
            placed.append(replace(mark, row=row))
    return [_named(mark, placed) for mark in placed], max(len(ends), 1)


def _named(mark: Mark, placed: list[Mark]) -> Mark:
    """Give a moment its label where nothing in its row stands in the way."""
    room_to = min((other.reach[0] for other in placed if other.row == mark.row and other.x > mark.x), default=WIDTH)
    return replace(mark, named=mark.x_end is None and mark.reach[1] + mark.label_width + 8 <= room_to)
