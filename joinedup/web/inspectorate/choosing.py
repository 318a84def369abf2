"""Notes to choose from, as lines: those that speak to a criterion first."""

from collections.abc import Collection
from dataclasses import dataclass

from joinedup.evidence.models import Note
from joinedup.evidence.queries import marked, notes_seen_by
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person

#: Words of a note shown in a line.
_SHOWN = 24


@dataclass(frozen=True)
class Lines:
    """Notes by id, and the choices that stand for them."""

    notes: dict[str, Note]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return (id, line) pairs."""
        return [(key, line(note)) for key, note in self.notes.items()]


def lines_for(person: Person, inspection: Inspection, criterion: str = "", kept: Collection[str] = ()) -> Lines:
    """Return the notes something could rest on, as far as the person may read them: of one criterion where given.

    Notes `kept` are there whatever they have become: what stands is not taken out unseen.
    """
    rows = notes_seen_by(person, inspection)
    found = {str(note.pk): note for note in marked(inspection, rows) if note.current is not None}
    return Lines({key: note for key, note in found.items() if key in kept or _fits(note, criterion)})


def line(note: Note) -> str:
    """Return a note as one line to choose from."""
    words = note.current.text.split()
    return f"Note {note.number}: {' '.join(words[:_SHOWN])}{'…' if len(words) > _SHOWN else ''}"


def _fits(note: Note, criterion: str) -> bool:
    return note.usable and not note.aside and (not criterion or criterion in note.current.criteria)
