"""The groups a round is spread over: regions, forces, sizes, rural and urban, how long since the last joint inspection.

Only groups are counted, never areas: a group is short of an area where fewer of its areas are in than its part of all areas.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from joinedup.method.framework import ChoiceSpread
from joinedup.programme.core.burden.words import number_of
from joinedup.programme.core.choosing.shape import Asked, Place

_UNKNOWN = "not known"


def groups_of(place: Place, spread: ChoiceSpread, on: date) -> dict[str, str]:
    """Return the group of a place for every aim, in words a sentence can use."""
    return {
        "region": place.region or _UNKNOWN,
        "force": place.force or _UNKNOWN,
        "size": _size(place.children, spread.sizes),
        "rural": place.rural or _UNKNOWN,
        "last_time": _last_time(place.last_joint, spread.last_times, on),
    }


def _size(children: int | None, bounds: Sequence[int]) -> str:
    if children is None:
        return _UNKNOWN
    band = bisect_right(bounds, children)
    if band == 0:
        return f"fewer than {bounds[0]:,} children" if bounds else "any size"
    return f"{bounds[band - 1]:,} to {bounds[band] - 1:,} children" if band < len(bounds) else f"{bounds[-1]:,} children or more"


def _last_time(last: date | None, bounds: Sequence[int], on: date) -> str:
    if last is None:
        return "none known"
    years = on.year - last.year - ((on.month, on.day) < (last.month, last.day))
    band = bisect_right(bounds, years)
    if band == 0:
        return f"less than {number_of(bounds[0], 'year')} ago" if bounds else "at some time"
    until = f" to {bounds[band]}" if band < len(bounds) else ""
    return f"{bounds[band - 1]}{until} years ago" if until else f"{number_of(bounds[-1], 'year')} ago or more"


@dataclass(frozen=True)
class Groups:
    """All places by their groups, for one round."""

    of: Mapping[str, Mapping[str, str]]  # area → aim → group
    sizes: Mapping[tuple[str, str], int]  # (aim, group) → places
    spread: ChoiceSpread
    number: int

    @classmethod
    def of_places(cls, places: Iterable[Place], asked: Asked) -> "Groups":
        """Return the groups of every place of the register, whether it can be chosen or not: parts are parts of all."""
        of = {place.code: groups_of(place, asked.spread, asked.on) for place in places}
        sizes = Counter((aim, group) for groups in of.values() for aim, group in groups.items())
        return cls(of, sizes, asked.spread, asked.number)

    def over(self, area: str, chosen: Sequence[str]) -> str:
        """Return which limit an area would break beside those chosen, as words; empty where none."""
        for aim, most in (("force", self.spread.most_of_force), ("region", self.most_of_region(self.of[area]["region"]))):
            group = self.of[area][aim]
            if group != _UNKNOWN and sum(self.of[one][aim] == group for one in chosen) >= most:
                return f"{_LIMIT[aim].format(group=group)} has {number_of(most, 'area')} in the round, as many as it may"
        return ""

    def most_of_region(self, region: str) -> int:
        """Return how many areas of a region a round may have: its part of all areas, rounded up, and what the rule adds."""
        part = self.number * self.sizes["region", region]
        return -(-part // len(self.of)) + self.spread.region_over

    def shortest(self, aim: str, candidates: Sequence[str], chosen: Sequence[str]) -> list[str]:
        """Return the candidates of the groups that are furthest short of their part; longest ago where time is the aim."""
        if aim == "last_time":
            first = max(self._longest_ago(self.of[area][aim]) for area in candidates)
            return [area for area in candidates if self._longest_ago(self.of[area][aim]) == first]
        short = {group: self._short(aim, group, chosen) for group in {self.of[area][aim] for area in candidates}}
        most = max(short.values())
        return [area for area in candidates if short[self.of[area][aim]] == most]

    def _short(self, aim: str, group: str, chosen: Sequence[str]) -> int:
        """Return by how much a group is short, in areas times the number of all places: whole numbers compare exactly."""
        held = sum(self.of[area][aim] == group for area in chosen)
        return self.number * self.sizes[aim, group] - held * len(self.of)

    def _longest_ago(self, group: str) -> int:
        bands = [_last_band(band, self.spread.last_times) for band in range(len(self.spread.last_times) + 1)]
        return len(bands) if group == "none known" else bands.index(group)


def _last_band(band: int, bounds: Sequence[int]) -> str:
    years = bounds[band - 1] if band else 0
    return _last_time(date(2000 - years, 1, 1), bounds, date(2000, 1, 1))


_LIMIT = {"force": "the police force area {group}", "region": "the region {group}"}
