"""The diary once the stories are told: where deliberate stories are planted, and all else is kept as the rules ask."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from joinedup.method.framework import Handover, Timescale
from joinedup.training.stories.diary import Diary, Entry
from joinedup.training.stories.duties import Duties, Duty
from joinedup.training.stories.shown import Shown
from joinedup.training.vocabulary import Vocabulary

MOST = 3  # deliberate stories about one person
SEPARATE = 21  # days around two versions of one event within which there is no third
#: What comes again and again while something lasts, or about something that has its own course.
COURSES = frozenset(
    ("core_group", "child_protection_review", "social_work_visit", "looked_after_review", "initial_health_assessment",
     "review_health_assessment", "return_interview", "contact")
)  # fmt: skip
#: What an event was before something was tried: itself, its start, end and episode.
Before = list[tuple[Entry, datetime, datetime | None]]


@dataclass(frozen=True)
class Plant:
    """One story: by which rule, whose, which events.

    `story`: timescale_missed | handover_missing | records_differ | not_taking_part | not_known (nobody can tell: a prompt of none).

    `episodes`, `kinds`: in which episodes it plays, and the kinds of event it moved or took away.
    `because`: the place in the list of plants of the deliberate one it follows from; None where it is deliberate itself.
    """

    story: str
    rule: str
    person: int
    events: tuple[int, ...]
    detail: dict[str, str]
    episodes: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    because: int | None = None


@dataclass
class Garden:
    """The diary being planted in, by person."""

    diary: Diary
    vocabulary: Vocabulary
    attributes: dict[int, dict[str, str]]
    random: Random
    cohort: frozenset[int]
    duties: Duties
    shown: Shown
    fill: Callable[[Entry], dict[str, str]]
    plants: list[Plant] = field(default_factory=list)
    shifts: dict[tuple[int, str], timedelta] = field(default_factory=dict)  # (event, sector) → that sector's date is so far off
    blurred: set[int] = field(default_factory=set)  # events whose records hold the month alone
    unended: set[tuple[int, str]] = field(default_factory=set)  # (event, sector) → that sector has not heard that it ended

    def __post_init__(self) -> None:
        """Index the diary by person."""
        self.of: dict[int, list[Entry]] = {}
        for entry in self.diary.entries:
            self.of.setdefault(entry.person, []).append(entry)
        self.planted: dict[int, list[Plant]] = {}
        self._owed: dict[int, list[Duty]] = {}

    def entries(self) -> list[Entry]:
        """Return every event in the order it was written down."""
        return sorted((entry for own in self.of.values() for entry in own), key=lambda entry: entry.number)

    def owed(self, person: int) -> list[Duty]:
        """Return every duty towards a person, counted out again only where something changed."""
        if person not in self._owed:
            self._owed[person] = self.duties.of(self.of.get(person, ()))
        return self._owed[person]

    def changed(self, person: int) -> None:
        """Count a person's duties out again when next asked for: an event has moved, come or gone."""
        self._owed.pop(person, None)

    def add(self, plant: Plant) -> None:
        """Keep a plant."""
        self.plants.append(plant)
        self.planted.setdefault(plant.person, []).append(plant)

    def taken(self, duty: Duty) -> bool:
        """Whether a person bears enough, or a story is planted already in a duty's episode that another would be mixed with.

        What comes again and again while a child is in care or has a plan are courses of their own: reviews, visits, assessments.
        """
        stories = self.planted.get(duty.entry.person, [])
        kinds = {kind for story in stories if duty.entry.episode in story.episodes for kind in story.kinds}
        apart = duty.rule.finish in COURSES and kinds <= COURSES - {duty.rule.finish}
        return len(stories) >= MOST or bool(kinds and not apart)

    def seen(self, duty: Duty) -> bool:
        """Whether the lists show what begins a duty, and would show its answer and what the duty counts from."""
        rule, own = duty.rule, self.of[duty.entry.person]
        kinds = (rule.start, rule.finish, *((*rule.unless, rule.since) if isinstance(rule, Timescale) else ()))
        if duty.began.date() <= self.shown.since(kinds) or not self.shown.holds(duty.entry, own):
            return False
        if isinstance(rule, Handover) or not rule.since:
            return True
        counted = [other for other in own if other.kind == rule.since and other.start.date() <= duty.began.date()]
        return self.shown.holds(max(counted, key=lambda other: other.start), own)

    def alone(self, entry: Entry) -> bool:
        """Whether no other event of its kind lies near it, so that an agency that did not hear of it confuses nothing."""
        same = (other for other in self.of[entry.person] if other.kind == entry.kind and other is not entry)
        return all(abs((other.start - entry.start).days) > SEPARATE for other in same)

    def insert(self, like: Entry, kind: str, start: datetime, end: datetime | None, hints: dict[str, str]) -> Entry | None:
        """Write one more event into an episode, saying of itself what its list asks for."""
        self.diary.theme = like.theme
        entry = self.diary.note(like.person, kind, start, like.episode, end, **hints)
        self.diary.theme = False
        if entry is not None:
            self.attributes[entry.number] = self.fill(entry)
            self.of[like.person].append(entry)
            self.changed(like.person)
        return entry

    def remove(self, entries: Iterable[Entry]) -> None:
        """Take events of one person out of the diary."""
        gone = list(entries)
        for person in {entry.person for entry in gone}:
            self.of[person] = [entry for entry in self.of[person] if entry not in gone]
            self.changed(person)

    def before(self, person: int) -> Before:
        """Return a person's events as they are now, to go back to."""
        return [(entry, entry.start, entry.end) for entry in self.of[person]]

    def undo(self, person: int, before: Before) -> None:
        """Make a person's events what they were."""
        self.of[person] = [entry for entry, _, _ in before]
        for entry, start, end in before:
            entry.start, entry.end = start, end
        self.changed(person)


def event_id(number: int) -> str:
    """Return the id of a true event as the truth files write it."""
    return f"E{number:07d}"
