"""Changes of a letter's passages as pages tell them."""

from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.cases.core.wording import Piece, difference
from joinedup.letter.history.enums import PassageChange
from joinedup.letter.history.models import PassageVersion
from joinedup.letter.history.queries import before_each
from joinedup.web.inspectorate.labels import Labels


@dataclass(frozen=True)
class Step:
    """One change: the words it left, how they differ from those before, and where the passage went."""

    version: PassageVersion
    section: str
    pieces: tuple[Piece, ...]
    words: str
    reworded: bool
    moved_from: str
    broken: int


def told(versions: Iterable[PassageVersion], labels: Labels) -> list[Step]:
    """Return changes in the order given, each against the wording it changed."""
    rows = list(versions)
    before = before_each(rows)
    return [_step(row, before.get(row.pk), labels) for row in rows]


def _step(row: PassageVersion, before: PassageVersion | None, labels: Labels) -> Step:
    said = row.said
    old = before.said if before else {"text": "", "section": said["section"], "heading": said["heading"]}
    moved = (old["section"], old["heading"]) != (said["section"], said["heading"])
    return Step(
        version=row,
        section=_place(said, labels),
        pieces=difference(old["text"], said["text"]),
        words=said["text"],
        reworded=old["text"] != said["text"] and row.change != PassageChange.REMOVED,
        moved_from=_place(old, labels) if moved else "",
        broken=sum(span["broken"] for span in said["spans"]),
    )


def _place(said: dict[str, str], labels: Labels) -> str:
    section = labels.sections.get(said["section"], said["section"])
    heading = labels.areas.get(said["heading"], "")
    return f"{section}: {heading}" if heading else section
