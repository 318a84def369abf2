"""A note's history as its page tells it: branches side by side, and every wording with what it follows."""

from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.evidence.arriving.rows import history_of
from joinedup.evidence.core.history import History
from joinedup.evidence.models import NoteRevision
from joinedup.web.components.words import count, listed


@dataclass(frozen=True)
class Wording:
    """One wording, numbered in the order of the history, and in words what it follows."""

    number: int
    row: NoteRevision
    follows: str
    stands: bool  # no other follows it


@dataclass(frozen=True)
class Told:
    """The wordings in order, and those that stand now, each with what only it has."""

    wordings: tuple[Wording, ...]
    branches: tuple[Wording, ...]
    awaited: str  # in words, what has not arrived yet; "" where all has


def told(rows: Iterable[NoteRevision]) -> Told:
    """Return the history of one note."""
    by_id = {str(row.pk): row for row in rows}
    history = history_of(by_id.values())
    numbers = {key: number for number, key in enumerate(history.ordered(), 1)}
    every = tuple(
        Wording(number, by_id[key], _follows(history, key, numbers), key in history.heads) for key, number in numbers.items()
    )
    missing = len(history.awaited)
    awaited = f"{count(missing, 'wording')} it follows {'has' if missing == 1 else 'have'} not arrived yet." if missing else ""
    return Told(every, tuple(one for one in every if one.stands), awaited)


def _follows(history: History, key: str, numbers: dict[str, int]) -> str:
    parents = history.by_id[key].parents
    if not parents:
        return "the first wording"
    there = sorted(numbers[parent] for parent in parents if parent in numbers)
    if not there:
        return "follows a wording that has not arrived yet"
    joins = "joins wordings" if len(there) > 1 else "follows wording"
    return f"{joins} {listed(str(number) for number in there)}"
