"""What becomes an entry of the library: the findings of a letter, imported or our own, in the order printed."""

from dataclasses import dataclass
from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry is."""

    STRENGTH = "strength"
    IMPROVE = "improve"
    PRIORITY = "priority"
    PRACTICE = "practice"
    IMPROVEMENT = "improvement"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a letter: its kind, the headings it stands under, its words, and what it is about.

    `page` is that of the PDF, none in our own letters; `passage`, the passage's id, is empty in imported ones. `sectors`, `topics`
    and `criteria` are ids.
    """

    kind: EntryKind
    section: str
    heading: str
    quote: str
    page: int | None = None
    passage: str = ""
    sectors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
