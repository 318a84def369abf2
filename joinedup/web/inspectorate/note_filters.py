"""Narrowing a list of notes: each choice is a link with how many notes it leads to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from joinedup.evidence.enums import NoteDirection
from joinedup.evidence.models import Note
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person

_STATES = {
    "mine": "Written by me",
    "unfinished": "Not finished",
    "branched": "In several wordings",
    "restricted": "For restricted eyes",
}


@dataclass(frozen=True)
class Choice:
    """One field of the form that narrows the list: its name, what it is called, and its choices."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


class Narrowed:
    """The notes that fit everything chosen."""

    def __init__(self, inspection: Inspection, person: Person, notes: Iterable[Note], asked: QueryDict) -> None:
        self.person = person
        everything = list(notes)
        framework = inspection.framework
        children = {str(note.current.tracked_id): note.current.tracked.code for note in everything if note.current.tracked}
        inspectorates = {note.inspectorate.code: note.inspectorate.name for note in everything}
        named: dict[str, tuple[str, Iterable[tuple[str, str]]]] = {
            "sector": ("Whose work", ((one.id, one.name) for one in framework.sectors)),
            "criterion": ("Criterion", ((one.id, one.text) for one in framework.criteria)),
            "source": ("Source", ((one.id, one.title) for one in framework.sources)),
            "child": ("Child", sorted(children.items(), key=lambda one: (len(one[1]), one[1]))),
            "direction": ("What it is", NoteDirection.choices),
            "inspectorate": ("Inspectorate", sorted(inspectorates.items())),
            "state": ("Only", _STATES.items()),
        }
        self.choices = [Choice(name, label, (("", "All"), *values), asked.get(name, "")) for name, (label, values) in named.items()]
        chosen = {choice.name: choice.chosen for choice in self.choices if choice.chosen}
        self.narrowed = bool(chosen)
        self.notes = [note for note in everything if all(self._fits(note, *one) for one in chosen.items())]

    def _fits(self, note: Note, name: str, value: str) -> bool:
        said = note.current
        fits: dict[str, Callable[[], Any]] = {
            "sector": lambda: said.sector == value,
            "criterion": lambda: value in said.criteria,
            "source": lambda: said.source == value,
            "child": lambda: str(said.tracked_id) == value,
            "direction": lambda: said.direction == value,
            "inspectorate": lambda: note.inspectorate.code == value,
            "state": lambda: self._state(note, value),
        }
        return bool(fits[name]())

    def _state(self, note: Note, value: str) -> bool:
        known = {
            "mine": note.author_id == self.person.pk,
            "unfinished": not note.usable and not note.branched,
            "branched": note.branched,
            "restricted": note.restricted,
        }
        return known.get(value, True)
