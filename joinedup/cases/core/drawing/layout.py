"""Where everything of a chronology goes on the picture: a lane per agency, a row per kind of event, x for every moment."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Final

from joinedup.cases.core import words
from joinedup.cases.core.drawing.view import Event, Numbered, Shown
from joinedup.records.kinds import event_kinds
from joinedup.records.shape import SECTORS

WIDTH: Final = 1180
LEFT: Final = 276
RIGHT: Final = 22
RADIUS: Final = 9
#: Heights: of one line of marks, of an agency's name above its rows, of one line of a row's title.
LINE: Final = 21
NAME: Final = 25
TITLE: Final = 14

_LANE_GAP: Final = 8
_TITLE_LETTERS: Final = 43
_CHARACTER: Final = 6.1
#: Bars this wide hold their number; beside a narrower one it needs this much room.
HOLDS_NUMBER: Final = 26
_NUMBER_BESIDE: Final = 22
_AWAY: Final = frozenset({"missing_episode"})


@dataclass(frozen=True)
class Mark:
    """One event on the picture, in its place.

    `x` to `x_last`: where it may have begun; `x_end` to `x_end_last`: where what lasts may have ended (null for a moment).
    `room`: how much of its line is free behind it.
    """

    number: int
    event: Event
    x: float
    x_last: float
    x_end: float | None
    x_end_last: float | None
    began_before: bool
    still_runs: bool
    line: int = 0
    y: float = 0
    room: float = 0

    @property
    def lasts(self) -> bool:
        """Whether it is drawn as a bar."""
        return self.x_end is not None

    @property
    def away(self) -> bool:
        """Whether it is a time the child was missing: drawn as a full bar, to scale."""
        return self.event["kind"] in _AWAY and self.lasts

    @property
    def adult(self) -> bool:
        """Whether it is about an adult in the child's life."""
        return bool(self.event["via"])

    @property
    def by_hand(self) -> bool:
        """Whether an inspector added it from a case file."""
        return self.event["list"] is None

    @cached_property
    def loose(self) -> bool:
        """Whether it may have begun on one of several days."""
        return words.loose(self.event["start_earliest"], self.event["start_latest"])

    @cached_property
    def loose_end(self) -> bool:
        """Whether it may have ended on one of several days."""
        return words.loose(self.event["end_earliest"], self.event["end_latest"])

    @cached_property
    def middle(self) -> float:
        """Return where its number stands."""
        if self.away and self.x_end is not None:
            wide = self.x_end - self.x >= HOLDS_NUMBER
            return self.x + HOLDS_NUMBER / 2 if wide else max(self.x_end_last or 0, self.x + 4) + _NUMBER_BESIDE / 2
        return self.x if self.lasts and not self.loose else (self.x + self.x_last) / 2

    @cached_property
    def reach(self) -> tuple[float, float]:
        """Return the stretch of its line it takes up."""
        first = min(self.x, self.middle - RADIUS) - 2
        last = max(self.middle + RADIUS, self.x_last if self.loose else 0, self.x_end_last or 0) + 3
        return first, last


@dataclass
class Row:
    """One kind of event of one agency: its words at the left, its marks behind them in as many lines as they need."""

    kind: str
    title: tuple[str, ...]
    marks: list[Mark] = field(default_factory=list)
    lines: int = 1
    top: float = 0

    @property
    def height(self) -> float:
        """Return the row's height with its margins."""
        return max(self.lines * LINE + 3, len(self.title) * TITLE + 9)


@dataclass
class Lane:
    """One agency's rows; events of adults in the child's life have a lane of their own. `note` says about whom, "" the child."""

    title: str
    note: str
    sector: str
    rows: list[Row] = field(default_factory=list)
    top: float = 0

    @property
    def height(self) -> float:
        """Return the lane's height with the agency's name and the gap below."""
        return NAME + sum(row.height for row in self.rows) + _LANE_GAP


@dataclass(frozen=True)
class Layout:
    """The whole picture: what it spans and its lanes from the top down."""

    first: datetime
    last: datetime
    top: float
    lanes: tuple[Lane, ...]

    def x(self, moment: datetime) -> float:
        """Return where a moment stands, kept within the picture."""
        share = (moment - self.first) / (self.last - self.first)
        return round(LEFT + min(max(share, 0.0), 1.0) * (WIDTH - LEFT - RIGHT), 1)

    @property
    def bottom(self) -> float:
        """Return where the last lane ends."""
        return self.lanes[-1].top + self.lanes[-1].height if self.lanes else self.top + LINE

    @cached_property
    def marks(self) -> tuple[tuple[Lane, Mark], ...]:
        """Every mark with its lane, in order of time: the order in which the picture is read out."""
        found = [(lane, mark) for lane in self.lanes for row in lane.rows for mark in row.marks]
        return tuple(sorted(found, key=lambda pair: pair[1].number))

    @cached_property
    def by_event(self) -> dict[str, Mark]:
        """Every mark by its event's id."""
        return {mark.event["event_id"]: mark for _, mark in self.marks}


def lay_out(shown: Shown, top: float) -> Layout:
    """Return the layout of what is shown, its first lane at `top`."""
    bare = Layout(shown.first, shown.last, top, ())
    lanes: dict[tuple[int, str, str], Lane] = {}
    rows: dict[tuple[int, str, str, str], Row] = {}
    for number, event in shown.drawn:
        key, lane = _lane(shown, event)
        row = rows.setdefault((*key, event["kind"]), Row(event["kind"], wrapped(words.label(event["kind"]))))
        if not row.marks:
            lanes.setdefault(key, lane).rows.append(row)
        row.marks.append(_mark(shown, bare, (number, event)))
    ordered = [lanes[key] for key in sorted(lanes)]
    for lane in ordered:
        _stack(lane, top)
        top += lane.height
    return replace(bare, lanes=tuple(ordered))


def wrapped(title: str, most: int = _TITLE_LETTERS) -> tuple[str, ...]:
    """Return a title in as many lines as it needs; no word is cut."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def width_of(text: str, size: float = 11) -> float:
    """Return how wide a text is, about."""
    return len(text) * _CHARACTER * size / 11


def packed(reaches: Sequence[tuple[float, float]]) -> list[int]:
    """Return the line of each stretch, in order of their beginnings: the first in which none lies on another."""
    ends: list[float] = []
    lines = []
    for first, last in reaches:
        line = next((n for n, end in enumerate(ends) if end <= first), len(ends))
        ends[line:] = [last, *ends[line + 1 :]]
        lines.append(line)
    return lines


def _lane(shown: Shown, event: Event) -> tuple[tuple[int, str, str], Lane]:
    sector, agency, via = event["sector"] or "", event["agency"] or "", event["via"] or ""
    place = SECTORS.index(sector) if sector in SECTORS else len(SECTORS)
    note = f"about {words.VIA.get(via, via)}" if via else ""
    return (place, agency, via), Lane(shown.story.agency(agency), note, sector)


def _mark(shown: Shown, layout: Layout, numbered: Numbered) -> Mark:
    number, event = numbered
    lasts = shown.story.lasts(event)
    still = lasts and event["end_latest"] is None
    ends = (layout.last, layout.last) if still else (event["end_earliest"], event["end_latest"])
    first_end, last_end = (layout.x(end) if lasts else None for end in ends)
    return Mark(
        number,
        event,
        layout.x(event["start_earliest"]),
        layout.x(event["start_latest"]),
        first_end,
        last_end,
        began_before=event["start_earliest"] < layout.first,
        still_runs=still or (lasts and ends[0] > layout.last),
    )


def _stack(lane: Lane, top: float) -> None:
    """Put a lane's rows below each other in the vocabulary's order, and their marks into lines."""
    order = {kind: place for place, kind in enumerate(event_kinds())}
    lane.rows.sort(key=lambda row: (order.get(row.kind, len(order)), row.kind))
    lane.top, below = top, top + NAME
    for row in lane.rows:
        row.top = below
        _fill(row)
        below += row.height


def _fill(row: Row) -> None:
    marks = sorted(row.marks, key=lambda mark: (mark.reach[0], mark.number))
    lines = packed([mark.reach for mark in marks])
    row.lines = max(lines) + 1
    first = row.top + (row.height - row.lines * LINE) / 2 + LINE / 2
    placed = [replace(mark, line=line, y=first + line * LINE) for mark, line in zip(marks, lines, strict=True)]
    begin = [sorted({mark.reach[0] for mark in placed if mark.line == line}) for line in range(row.lines)]
    row.marks = [replace(mark, room=_room(mark, begin[mark.line])) for mark in placed]


def _room(mark: Mark, begin: Sequence[float]) -> float:
    """Return how much is free behind a mark; `begin`: where the marks of its line begin, in order."""
    following = bisect_right(begin, mark.reach[0])
    return (begin[following] if following < len(begin) else WIDTH - RIGHT / 2) - mark.reach[1]
