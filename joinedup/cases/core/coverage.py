"""From when on the lists would surely show an event: what lies before their windows, or on a list not received, is not known.

Without this an answer given before the window of its list began would look like an answer never given.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from joinedup.method.days import LONDON
from joinedup.method.framework import Framework, ListSpec

ALWAYS: Final = date.min
NEVER: Final = date.max
_MONTHS: Final = 12


def coverage_up_to(framework: Framework, as_of: datetime) -> "Coverage":
    """Return the coverage of lists all received, for an inspection notified on the London day of `as_of`."""
    return Coverage(framework, as_of.astimezone(ZoneInfo(LONDON)).date())


@dataclass(frozen=True)
class Coverage:
    """What the lists of one inspection can show. `received`: ids of lists every agency asked has sent; null: all of them.

    `unshown`: (list, kind of event) where a list was sent without the columns that would show such an event.
    """

    framework: Framework
    notified_on: date
    received: Collection[str] | None = None
    unshown: Collection[tuple[str, str]] = ()

    def since(self, kinds: Iterable[str], sector: str = "") -> date:
        """Return the first day from which every event of these kinds (in a sector, where named) would be on the lists."""
        return max((self._since(kind, sector) for kind in kinds), default=ALWAYS)

    @property
    def all_lists_since(self) -> date:
        """Return the first day from which every list received shows all its events; where none is whole, every list asked for."""
        lists = self.framework.lists
        held = [spec for spec in lists if self._received(spec)] or lists
        windows = [spec.window_months for spec in held if spec.window_months]
        return months_before(self.notified_on, min(windows)) if windows else ALWAYS

    @property
    def awaited(self) -> tuple[str, ...]:
        """Return the sectors of which a list is not received from every agency asked, in the framework's order."""
        return tuple(dict.fromkeys(spec.sector for spec in self.framework.lists if not self._received(spec)))

    @property
    def incomplete(self) -> tuple[str, ...]:
        """Return the sectors of which a list was received without all its columns, in the framework's order."""
        short = {list_id for list_id, _ in self.unshown}
        return tuple(dict.fromkeys(one.sector for one in self.framework.lists if one.id in short and self._received(one)))

    def _received(self, spec: ListSpec) -> bool:
        return self.received is None or spec.id in self.received

    def _since(self, kind: str, sector: str) -> date:
        lists = [
            spec
            for spec in self.framework.lists
            if any(mapping.kind == kind for mapping in spec.events) and sector in ("", spec.sector)
        ]
        return max((NEVER if (spec.id, kind) in self.unshown else self._window(spec) for spec in lists), default=NEVER)

    def _window(self, spec: ListSpec) -> date:
        if not self._received(spec):
            return NEVER
        return months_before(self.notified_on, spec.window_months) if spec.window_months else ALWAYS


def months_before(day: date, months: int) -> date:
    """Return the day so many months before; where that month is too short, the first of the next: never too early."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 - months, _MONTHS)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        year, month = divmod(year * _MONTHS + month + 1, _MONTHS)
        return date(year, month + 1, 1)
