"""What was asked, checked and put in order once, with the small questions every stage of the solver asks of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from joinedup.programme.core.roster.shape import Inspection, Inspector, Need, Rules

WEEK = timedelta(weeks=1)


class RosterError(ValueError):
    """What was asked makes no sense as it stands. Its text is one sentence for whoever asked."""


@dataclass(frozen=True)
class Asked:
    """Inspections and inspectors in the order of their keys, with the rules."""

    inspections: tuple[Inspection, ...]
    inspectors: tuple[Inspector, ...]
    rules: Rules

    @cached_property
    def by_inspection(self) -> dict[str, Inspection]:
        """Each inspection under its key."""
        return {one.key: one for one in self.inspections}

    @cached_property
    def by_inspector(self) -> dict[str, Inspector]:
        """Each inspector under their key."""
        return {one.key: one for one in self.inspectors}

    @cached_property
    def first(self) -> date:
        """The first Monday anything may happen on; today's calendar does not matter."""
        return min((week for one in self.inspections for week in one.weeks | weeks_of(one)), default=date(2000, 1, 3))

    @cached_property
    def length(self) -> int:
        """Weeks from the first Monday to the last, both counted."""
        last = max((week for one in self.inspections for week in one.weeks | weeks_of(one)), default=self.first)
        return (last - self.first) // WEEK + 1

    @cached_property
    def apart(self) -> int:
        """Weeks between the fieldwork of two inspections one inspector is on: the work on both, and the rest between."""
        return self.rules.weeks_before + 1 + self.rules.weeks_after + self.rules.rest_weeks

    def number(self, week: date) -> int:
        """Return how many weeks a Monday lies after the first."""
        return (week - self.first) // WEEK

    def monday(self, number: int) -> date:
        """Return the Monday so many weeks after the first."""
        return self.first + number * WEEK

    def starts(self, inspection: Inspection) -> list[int]:
        """Return the numbers of the weeks an inspection may be in, in order."""
        return sorted(self.number(week) for week in weeks_of(inspection) & inspection.weeks)

    @cached_property
    def away(self) -> dict[str, frozenset[int]]:
        """The numbers of the weeks each inspector is away in."""
        return {one.key: frozenset(self.number(week) for week in one.away) for one in self.inspectors}

    def working(self, start: int) -> range:
        """Return the numbers of the weeks worked on an inspection whose fieldwork is in week `start`."""
        return range(start - self.rules.weeks_before, start + self.rules.weeks_after + 1)

    def is_away(self, inspector: str, start: int) -> bool:
        """Return whether an inspector is away in a week of the work on an inspection in week `start`."""
        away = self.away[inspector]
        return bool(away) and any(week in away for week in self.working(start))

    def most(self, inspector: Inspector, raised: int = 0) -> int:
        """Return how many inspections of the round an inspector may be on."""
        if self.rules.most is None:
            return len(self.inspections)
        return max(1, int((self.rules.most + raised) * inspector.share + 1e-9))

    def minutes(self, inspector: Inspector, inspection: Inspection) -> int:
        """Return the minutes of an inspector's journey."""
        travel, base = self.rules.travel, inspector.base
        for place in (inspection.area, inspection.region):
            if place == base:
                return 0
            for pair in ((base, place), (place, base)):
                if pair in travel:
                    return travel[pair]
        return self.rules.travel_unknown

    def barred(self, inspector: Inspector, inspection: Inspection, need: Need) -> str | None:
        """Return the kind of rule that keeps an inspector out of a place whatever the week; null where none does."""
        if need.inspectorate != inspector.inspectorate:
            return "inspectorate"
        interest = inspector.barred.get(inspection.area)
        furthest = self.rules.furthest
        bars = {
            "interest": interest is not None and interest.blocks,
            "forbidden": inspector.key in inspection.forbids,
            "specialism": need.specialism is not None and need.specialism not in inspector.specialisms,
            "lead": need.lead and not inspector.may_lead,
            "journey": furthest is not None and self.minutes(inspector, inspection) > furthest,
        }
        return next((kind for kind, holds in bars.items() if holds), None)

    def bodies(self) -> list[tuple[str, list[Inspection]]]:
        """Return each body that two inspections or more share, with these."""
        bodies: dict[str, list[Inspection]] = {}
        for one in self.inspections:
            for body in one.shares:
                bodies.setdefault(body, []).append(one)
        return [(body, ones) for body, ones in sorted(bodies.items()) if len(ones) > 1]


def weeks_of(inspection: Inspection) -> frozenset[date]:
    """Return the Mondays an inspection is spoken of for: the fixed one alone where there is one."""
    return frozenset({inspection.fixed_week}) if inspection.fixed_week else inspection.weeks


def asked(inspections: Iterable[Inspection], inspectors: Iterable[Inspector], rules: Rules) -> Asked:
    """Return what was asked, in order. Raises RosterError where it makes no sense."""
    made = Asked(tuple(sorted(inspections, key=lambda one: one.key)), tuple(sorted(inspectors, key=lambda one: one.key)), rules)
    _check_keys("inspection", [one.key for one in made.inspections])
    _check_keys("inspector", [one.key for one in made.inspectors])
    for one in made.inspections:
        _check_inspection(one, made)
    for who in made.inspectors:
        _check_inspector(who)
    _check_rules(rules)
    return made


def _check_keys(what: str, keys: Sequence[str]) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise RosterError(f"Two {what}s have the key {twice[0]!r}. Give each its own.")


def _check_inspection(one: Inspection, made: Asked) -> None:
    name = one.called or one.key
    if any(week.weekday() for week in one.weeks | weeks_of(one)):
        raise RosterError(f"{name}: a week is named by its Monday, and one of its weeks is not.")
    if any(need.number < 0 for need in one.team) or not any(need.number for need in one.team):
        raise RosterError(f"{name}: its team has no places, or a number of places below zero.")
    unknown = sorted((one.pins | one.forbids | ({one.lead} if one.lead else set())) - made.by_inspector.keys())
    if unknown:
        raise RosterError(f"{name}: there is no inspector {unknown[0]!r} to pin or to forbid.")
    if one.lead and not any(need.lead for need in one.team):
        raise RosterError(f"{name}: somebody is pinned to lead, and its team has no lead.")


def _check_inspector(who: Inspector) -> None:
    if not 0 < who.share <= 1:
        raise RosterError(f"{who.called or who.key}: a share of full time lies above 0 and is at most 1.")
    if any(week.weekday() for week in who.away):
        raise RosterError(f"{who.called or who.key}: a week away is named by its Monday, and one is not.")


def _check_rules(rules: Rules) -> None:
    numbers = {
        "weeks_before": rules.weeks_before,
        "weeks_after": rules.weeks_after,
        "rest_weeks": rules.rest_weeks,
        "shared_apart": rules.shared_apart,
        "experienced_least": rules.experienced_least,
        "travel_unknown": rules.travel_unknown,
        **vars(rules.weights),
    }
    for name, number in numbers.items():
        if number < 0:
            raise RosterError(f"{name} is below zero.")
