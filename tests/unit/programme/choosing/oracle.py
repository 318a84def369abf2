"""A slow second reading of how a round may be chosen: every step is looked at again, sharing no code with the choice.

Fractions instead of whole numbers, all arrangements instead of a chain of moves, bands by comparing instead of by cutting.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import permutations
from math import ceil

from joinedup.programme.core.burden.shape import Place, Weeks
from joinedup.programme.core.choosing.shape import Asked, Choice, Reason


def can_sit(areas: Sequence[str], may: Mapping[str, frozenset[date]], at_once: int) -> bool:
    """Say whether all areas find a week, by Hall's condition: no group of them has fewer seats than members."""
    groups = [[]]
    for area in areas:
        groups += [[*group, area] for group in groups]
    return all(len(group) <= at_once * len(frozenset[date]().union(*(may[area] for area in group))) for group in groups)


class Reading:
    """One choice read again."""

    def __init__(self, places: Sequence[Place], reasons: Sequence[Reason], weeks: Mapping[str, Weeks], asked: Asked) -> None:
        self.places = {place.code: place for place in places}
        self.asked = asked
        self.reasons = [
            one for one in reasons if not (one.expires and one.expires < asked.on) and not (one.dated and one.dated > asked.on)
        ]
        ministers = {one.area for one in self.reasons if one.kind == "ministers"}
        self.may = {
            code: weeks[code].yielding if code in ministers and not weeks[code].open else weeks[code].open for code in self.places
        }

    def fits(self, area: str, chosen: Sequence[str]) -> bool:
        return can_sit([*chosen, area], self.may, self.asked.at_once)

    def within(self, area: str, chosen: Sequence[str]) -> bool:
        here, spread = self.places[area], self.asked.spread
        beside = [self.places[one] for one in chosen]
        in_force = 1 + sum(one.force == here.force for one in beside)
        in_region = 1 + sum(one.region == here.region for one in beside)
        part = Fraction(sum(one.region == here.region for one in self.places.values()), len(self.places))
        return in_force <= spread.most_of_force and in_region <= ceil(part * self.asked.number) + spread.region_over

    def pool(self, chosen: Sequence[str], limits: bool) -> list[str]:
        return [
            area
            for area in self.places
            if area not in chosen and self.may[area] and self.fits(area, chosen) and (self.within(area, chosen) or not limits)
        ]

    def group(self, area: str, aim: str) -> object:
        place = self.places[area]
        if aim == "size":
            return None if place.children is None else sum(place.children >= bound for bound in self.asked.spread.sizes)
        if aim == "last_time":
            return self.ago(area)
        return getattr(place, aim)

    def ago(self, area: str) -> int:
        last, on = self.places[area].last_joint, self.asked.on
        if last is None:
            return 99
        return sum(date(last.year + bound, last.month, last.day) <= on for bound in self.asked.spread.last_times)

    def spread_pool(self, chosen: Sequence[str]) -> list[str]:
        """Return the areas the spread may take next."""
        left = self.pool(chosen, limits=True) or self.pool(chosen, limits=False)
        for aim in self.asked.spread.aims:
            if aim == "last_time":
                most = max((self.ago(area) for area in left), default=0)
                left = [area for area in left if self.ago(area) == most]
                continue
            short = {area: self.short(area, aim, chosen) for area in left}
            left = [area for area in left if short[area] == max(short.values())]
        return left

    def short(self, area: str, aim: str, chosen: Sequence[str]) -> Fraction:
        group = self.group(area, aim)
        part = Fraction(sum(self.group(one, aim) == group for one in self.places), len(self.places))
        return part * self.asked.number - sum(self.group(one, aim) == group for one in chosen)

    def wrong(self, choice: Choice) -> list[str]:
        """Return everything wrong with a choice, in words; none where every step keeps the rule."""
        faults, chosen = [], list[str]()
        for one in choice.chosen:
            of_kind = {reason.area for reason in self.reasons if reason.kind == one.by}
            allowed = {
                "ministers": lambda: of_kind,  # noqa: B023  # called at once
                "chance": lambda: self.pool(chosen, limits=False),
                "spread": lambda: self.spread_pool(chosen),
            }.get(one.by, lambda: of_kind & set(self.pool(chosen, limits=True)))()  # noqa: B023  # called at once
            if one.area not in allowed:
                faults.append(f"{one.area} by {one.by} is not among {sorted(allowed)}")
            if one.week not in self.may[one.area]:
                faults.append(f"{one.area} in a week not open to it")
            chosen.append(one.area)
        weeks = [one.week for one in choice.chosen]
        faults += [f"{week} is taken too often" for week in set(weeks) if weeks.count(week) > self.asked.at_once]
        faults += [f"{area} has no sentence" for area in self.places if area not in chosen and not choice.left_out.get(area)]
        if len(chosen) < self.asked.number and self.pool(chosen, limits=False):
            faults.append("There was room for another area.")
        return faults

    def most(self) -> int:
        """Return how many areas could sit together at most, the ministers' among them."""
        ministers = {one.area for one in self.reasons if one.kind == "ministers"}
        for number in range(len(self.places), 0, -1):
            for areas in permutations(sorted(self.places), number) if number <= 2 else _sets(sorted(self.places), number):
                if (
                    ministers <= set(areas)
                    and all(self.may[area] for area in areas)
                    and can_sit(areas, self.may, self.asked.at_once)
                ):
                    return number
        return 0


def _sets(areas: list[str], number: int) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for area in areas:
        groups += [[*group, area] for group in groups]
    return [group for group in groups if len(group) == number]
