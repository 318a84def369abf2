"""How often and how long, drawn: a bar of the states, and the share done by when. What is drawn is told in words beside it."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import pairwise
from typing import Final

from joinedup.cases.core.cohort_times import RuleTimes, Spread
from joinedup.cases.core.drawing import colours

WIDTH: Final = 360
_BAR: Final = 26
_HEIGHT, _TOP, _BOTTOM, _LEFT, _RIGHT = 190, 14, 150, 44, 346
_SIZE: Final = 13
_LEAST: Final = 22  # a part narrower than this has no room for its number
_DAYS: Final = {"months": 30.44}  # a limit in months is drawn among days

#: Fill and ink of each state; each also has its place in the bar and its words below.
_FILLS: Final = {
    "met": ("#00693e", "#ffffff"),
    "arrived": ("#00693e", "#ffffff"),
    "knew_already": ("#a9d4bf", colours.INK),
    "missed": (colours.FLAG, "#ffffff"),
    "never_arrived": (colours.FLAG, "#ffffff"),
    "open": ("#b9c4cc", colours.INK),
    "unknown": ("#ffffff", colours.INK),
}


def states_bar(times: Mapping[str, int], words: Mapping[str, str], title: str) -> str:
    """Return the states of one rule as a bar, in order and to scale; "" where nothing was due. `words`: state → its name."""
    total = sum(times.values())
    if not total:
        return ""
    told = ", ".join(f"{words[state].lower()} {number}" for state, number in times.items())
    return _picture(_BAR, f"{title}: {told}", _parts(times, total))


def _picture(height: int, label: str, drawn: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="100%" role="img" '
        f'aria-label="{escape(label)}" font-size="{_SIZE}" font-family="Arial, Helvetica, sans-serif">{"".join(drawn)}</svg>'
    )


def _parts(times: Mapping[str, int], total: int) -> Iterator[str]:
    x = 0.5
    for state, number in times.items():
        if number:
            wide = (WIDTH - 1) * number / total
            fill, ink = _FILLS[state]
            yield f'<rect x="{x:.1f}" y="0.5" width="{wide:.1f}" height="{_BAR - 1}" fill="{fill}" stroke="{colours.QUIET}"/>'
            if wide >= _LEAST:
                yield f'<text x="{x + wide / 2:.1f}" y="18" text-anchor="middle" fill="{ink}">{number}</text>'
            x += wide


def done_curve(times: RuleTimes, unit: str) -> str:
    """Return the share done by when, as steps; "" where nothing is known. `unit`: what one step along the foot is, in words.

    Where dates are loose the share lies between two lines. Small strokes mark when what is still open was last looked for.
    """
    spread = times.spread
    if spread is None or not spread.told:
        return ""
    limit = times.limit * _DAYS.get(times.unit, 1.0)
    far = _far(spread, limit)
    drawn = [
        *_axes(far, unit),
        *_limit(limit, far, "watched for" if times.between[0] else "limit"),
        *_between(spread, far),
        *_open(spread, far),
    ]
    return _picture(_HEIGHT, f"{times.title}: share done by {unit} since the start", drawn)


def _far(spread: Spread, limit: float) -> float:
    """Return how far the foot reaches: to the last answer, at least a little beyond the limit, at most four times as far."""
    last = max([step[0] for step in spread.latest], default=0)
    return max(min(float(last), 4 * limit), 1.25 * limit, 1.0)


def _x(value: float, far: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * min(value, far) / far


def _y(waiting: float) -> float:
    return _TOP + (_BOTTOM - _TOP) * waiting


def _axes(far: float, unit: str) -> Iterator[str]:
    for done, name in ((0, "none"), (0.5, "half"), (1, "all")):
        y = _y(1 - done)
        yield f'<path d="M {_LEFT} {y:.1f} H {_RIGHT}" stroke="{colours.LINE}"/>'
        yield f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="{colours.QUIET}">{name}</text>'
    for share, anchor in ((0.0, "start"), (1.0, "end")):
        x, words = _LEFT + (_RIGHT - _LEFT) * share, f"{round(far)} {unit}" if share else "0"
        yield f'<text x="{x}" y="{_BOTTOM + 18}" text-anchor="{anchor}" fill="{colours.QUIET}">{words}</text>'


def _limit(limit: float, far: float, name: str) -> Iterator[str]:
    x = _x(limit, far)
    yield f'<path d="M {x:.1f} {_TOP - 6} V {_BOTTOM}" stroke="{colours.INK}" stroke-width="1.5" stroke-dasharray="4 3"/>'
    yield f'<text x="{x:.1f}" y="{_BOTTOM + 34}" text-anchor="middle" fill="{colours.INK}">{name}</text>'


def _steps(steps: tuple[tuple[int, float], ...], far: float) -> list[tuple[float, float]]:
    """Return the corners of a line of steps from nothing done at the start to the end of the foot."""
    corners, still = [(_x(0, far), _y(1))], 1.0
    for day, waiting in steps:
        if day > far:
            break
        corners += [(_x(day, far), _y(still)), (_x(day, far), _y(waiting))]
        still = waiting
    return [*corners, (_RIGHT, _y(still))]


def _between(spread: Spread, far: float) -> Iterator[str]:
    soonest, latest = _steps(spread.soonest, far), _steps(spread.latest, far)
    if soonest != latest:
        yield f'<path d="{_path([*soonest, *reversed(latest)])} Z" fill="{colours.QUIET}" fill-opacity="0.2"/>'
        yield f'<path d="{_path(soonest)}" fill="none" stroke="{colours.QUIET}" stroke-width="1.2"/>'
    yield f'<path d="{_path(latest)}" fill="none" stroke="#1d5fa8" stroke-width="2.5"/>'


def _path(corners: list[tuple[float, float]]) -> str:
    return "M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in corners)


def _open(spread: Spread, far: float) -> Iterator[str]:
    """Draw a stroke on the line for each length of time after which something open was last looked for."""
    steps = [(0, 1.0), *spread.latest, (10**9, 0.0)]
    for day in sorted(set(spread.left)):
        if day <= far:
            still = next(share for (at, share), (after, _) in pairwise(steps) if at <= day < after)
            x, y = _x(day, far), _y(still)
            yield f'<path d="M {x:.1f} {y - 4:.1f} v 8" stroke="#1d5fa8" stroke-width="1.5"/>'
