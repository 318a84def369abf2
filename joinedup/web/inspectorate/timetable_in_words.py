"""The week as its pages tell it: read once, however many slots, then words, clashes and consent for each slot."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from joinedup.cases.models import TrackedChild
from joinedup.cases.queries import tracked_children
from joinedup.cases.slots.enums import ToMeet
from joinedup.cases.slots.queries import children_of, consent_to_meet
from joinedup.inspections.core.clashes import clashes, ways_unknown
from joinedup.inspections.core.covering import WithoutSlot, coverage
from joinedup.inspections.models import Inspection
from joinedup.inspections.timetable import queries
from joinedup.inspections.timetable.enums import SlotState
from joinedup.inspections.timetable.models import Slot
from joinedup.inspections.timetable.whereabouts import where
from joinedup.people.models import Person
from joinedup.web.components.clash_words import ClashWords, clash_words
from joinedup.web.components.slots import Names, names_for, weekday, when

#: Days of a working week; a day of the weekend is shown where something is planned on it.
WORKING_DAYS = 5

#: What stands against meeting a child or family; what to do about it.
CONSENT = {
    ToMeet.STANDS: "Consent to meet stands.",
    ToMeet.NOBODY: "Nobody is recorded as asked whether they agree to be met. Nobody is met without having agreed.",
    ToMeet.ASKED: "Asked whether they agree to be met, and no answer yet. Nobody is met before they agree.",
    ToMeet.AGAINST: "They do not agree to be met: call this slot off, or record what they say when they are asked again.",
    ToMeet.LEFT_OUT: "This child has been left out, so nobody is met any more: call this slot off.",
}


@dataclass(frozen=True)
class SlotWords:
    """One slot in words. `consent` warns; "" where consent stands or nobody is met."""

    slot: Slot
    when: str
    activity: str
    where: str
    sector: str
    staff: tuple[tuple[str, str], ...]  # agency, roles
    inspectors: str
    tracked: TrackedChild | None
    clashes: tuple[ClashWords, ...]
    consent: str

    def marks(self, person: Person) -> list[str]:
        """Return the marks of the slot in an inspector's row of the grid, each once: what another is in twice is not theirs."""
        theirs = [clash.short for clash in self.clashes if clash.inspector in ("", str(person.pk))]
        return list(dict.fromkeys(theirs + (["Consent"] if self.consent else [])))

    @property
    def off(self) -> bool:
        """Say whether it was called off."""
        return self.slot.state == SlotState.CALLED_OFF


@dataclass(frozen=True)
class Day:
    """One day of the week with its slots by half-day."""

    date: date
    title: str
    halves: tuple[tuple[str, str, tuple[SlotWords, ...]], ...]  # id, title, slots

    @property
    def slots(self) -> tuple[SlotWords, ...]:
        """Return the day's slots in order."""
        return tuple(slot for _, _, slots in self.halves for slot in slots)

    @property
    def clashing(self) -> int:
        """Return how many of the day's slots clash with something."""
        return sum(bool(slot.clashes) for slot in self.slots)


class Timetable:
    """Everything planned in one inspection, in words."""

    def __init__(self, inspection: Inspection) -> None:
        self.inspection = inspection
        self.rows = list(queries.slots_of(inspection))
        self.places = list(queries.places_of(inspection))
        self.team = queries.inspectors_of(inspection)
        self.children = children_of(self.rows)
        self._consent = consent_to_meet(self.rows, self.children)
        in_slots = {slot.pk: list(slot.inspectors.all()) for slot in self.rows}
        there = {person.pk: person for people in in_slots.values() for person in people}
        self._in = {pk: {person.pk for person in people} for pk, people in in_slots.items()}
        known = {person.pk for person in self.team}
        #: Inspectors, those who left the team but are in a slot last.
        self.inspectors = [*self.team, *(person for pk, person in there.items() if pk not in known)]
        agencies = {asked.agency.key: asked.agency.name for slot in self.rows for asked in slot.agencies.all()}
        self.names: Names = names_for(inspection, places=self.places, people=self.inspectors, agencies=agencies)

    @cached_property
    def clashes(self) -> list[ClashWords]:
        """Return everything that clashes, by day, in words."""
        by_id = {str(slot.pk): slot for slot in self.rows}
        places, team = queries.places_as_core(self.places), queries.team_of(self.team)
        found = clashes(self._core, places, team, self.names.fieldwork, queries.days_of(self.inspection))
        return [clash_words(one, by_id, self.names) for one in found]

    @cached_property
    def ways_unknown(self) -> list[tuple[int, int]]:
        """Return the numbers of slots between which somebody goes a way of unknown length: nobody has said where one of them is."""
        numbers = {str(slot.pk): slot.number for slot in self.rows}
        pairs = ways_unknown(self._core, queries.places_as_core(self.places), self.names.fieldwork)
        return sorted((min(numbers[one], numbers[other]), max(numbers[one], numbers[other])) for one, other in pairs)

    @cached_property
    def slots(self) -> list[SlotWords]:
        """Return every slot in words, by day and hour."""
        clashing: dict[object, list[ClashWords]] = defaultdict(list)
        for clash in self.clashes:
            for slot in clash.slots:
                clashing[slot.pk].append(clash)
        activities, sectors = self.names.activities, self.names.sectors
        return [
            SlotWords(
                slot=slot,
                when=when(slot, self.names.fieldwork),
                activity=activities.get(slot.activity, slot.activity),
                where=where(slot),
                sector=sectors.get(slot.sector, ""),
                staff=tuple((asked.agency.name, ", ".join(asked.roles)) for asked in slot.agencies.all()),
                inspectors="; ".join(sorted(person.name for person in slot.inspectors.all())),
                tracked=self.children.get(slot.pk),
                clashes=tuple(clashing[slot.pk]),
                consent=self._warning(slot),
            )
            for slot in self.rows
        ]

    def slot(self, pk: object) -> SlotWords:
        """Return one slot in words. Raises StopIteration where there is none."""
        return next(words for words in self.slots if words.slot.pk == pk)

    def weeks(self) -> list[date]:
        """Return the Mondays of the weeks of fieldwork, and of those something is planned in."""
        days = {slot.day for slot in self.rows}
        first, last = self.inspection.fieldwork_from, self.inspection.fieldwork_to
        if first and last:
            days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
        return sorted({monday(day) for day in days or {self.inspection.notified_on}})

    def week(self, wanted: date | None) -> date:
        """Return the Monday of the week wanted, of this week where it is one of them, else of the first week of fieldwork."""
        weeks = self.weeks()
        start = self.inspection.fieldwork_from or weeks[0]
        for day in (wanted, timezone.localdate(), start):
            if day and monday(day) in weeks:
                return monday(day)
        return weeks[0]

    def days(self, week: date) -> list[Day]:
        """Return the days of a week, each with its slots by half-day; of the weekend those alone that hold a slot."""
        by_day: dict[date, list[SlotWords]] = defaultdict(list)
        for words in self.slots:
            by_day[words.slot.day].append(words)
        days = [week + timedelta(days=n) for n in range(7)]
        return [self._day(day, by_day[day]) for n, day in enumerate(days) if n < WORKING_DAYS or by_day[day]]

    def all_days(self) -> list[Day]:
        """Return every day of every week."""
        return [day for week in self.weeks() for day in self.days(week)]

    def grid(self, days: Iterable[Day]) -> list[tuple[Person, list[tuple[SlotWords, ...]]]]:
        """Return each inspector with their slots of each half-day of some days: one cell a half-day, in order."""
        columns = [(day, half) for day in days for half in day.halves]
        found = []
        for person in self.inspectors:
            mine = {pk for pk, people in self._in.items() if person.pk in people}
            cells = [tuple(words for words in half[2] if words.slot.pk in mine) for _, half in columns]
            if person in self.team or any(cells):
                found.append((person, cells))
        return found

    def without_slot(self) -> WithoutSlot:
        """Return the criteria, sectors and tracked children nothing is planned for."""
        framework, children = self.inspection.framework, [child.code for child in tracked_children(self.inspection)]
        criteria, sectors = [one.id for one in framework.criteria], [one.id for one in framework.sectors]
        return coverage(self._core, criteria, sectors, children)

    @cached_property
    def _core(self) -> list[queries.core.Slot]:
        return [queries.as_core(slot) for slot in self.rows]

    def _day(self, day: date, slots: list[SlotWords]) -> Day:
        halves = tuple(
            (one.id, one.title, tuple(words for words in slots if words.slot.half == one.id)) for one in self.names.fieldwork.halves
        )
        return Day(day, weekday(day), halves)

    def _warning(self, slot: Slot) -> str:
        stands = self._consent.get(slot.pk, ToMeet.STANDS)
        return "" if stands == ToMeet.STANDS else CONSENT[stands]


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
