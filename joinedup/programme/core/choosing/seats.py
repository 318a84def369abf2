"""Whether the areas chosen so far fit beside each other: each in a week of its own choice, no week with too many.

A shortest chain of moves finds room (breadth first), so that as few areas as can be change their week.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import date


class Seats:
    """The weeks of a round, with `at_once` seats each. Areas of `held` never move."""

    def __init__(self, at_once: int, taken: Mapping[str, date] | None = None, held: Iterable[str] = ()) -> None:
        self._at_once = at_once
        self._held = frozenset(held)
        self._may: dict[str, list[date]] = {}
        self.taken: dict[str, date] = dict(taken or {})

    def may(self, area: str, weeks: Iterable[date]) -> None:
        """Say which weeks an area can have."""
        self._may[area] = sorted(weeks)

    def free(self, area: str) -> None:
        """Give back the week of an area."""
        self.taken.pop(area, None)

    def fits(self, area: str) -> bool:
        """Say whether an area can have a week beside those seated, others moving where they must."""
        return self._chain(area) is not None

    def seat(self, area: str) -> bool:
        """Seat an area by the shortest chain of moves, the earliest weeks first; say whether there was one."""
        chain = self._chain(area)
        for mover, week in chain or ():
            self.taken[mover] = week
        return chain is not None

    def _chain(self, area: str) -> list[tuple[str, date]] | None:
        """Return who takes which week, from the area on; null where there is no room."""
        came: dict[date, tuple[str, date | None]] = {}
        queue: deque[tuple[str, date | None]] = deque([(area, None)])
        while queue:
            mover, left = queue.popleft()
            for week in self._may.get(mover, ()):
                if week in came:
                    continue
                came[week] = (mover, left)
                seated = sorted(one for one, where in self.taken.items() if where == week)
                if len(seated) < self._at_once:
                    return _back(came, week)
                queue.extend((one, week) for one in seated if one not in self._held)
        return None


def _back(came: Mapping[date, tuple[str, date | None]], last: date) -> list[tuple[str, date]]:
    moves: list[tuple[str, date]] = []
    week: date | None = last
    while week is not None:
        mover, left = came[week]
        moves.append((mover, week))
        week = left
    return moves
