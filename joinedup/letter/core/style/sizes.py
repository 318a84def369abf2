"""How long each section is, beside what its framework's letters usually have."""

from collections.abc import Iterable
from dataclasses import dataclass

from joinedup.letter.core.style.reading import reading_age
from joinedup.letter.core.version import DraftPassage
from joinedup.method.framework import LetterSection


@dataclass(frozen=True)
class Size:
    """One written section: its words, passages and reading age, and the words and bullets that are usual where that is known."""

    title: str
    words: int
    items: int
    age: float | None
    usual_words: tuple[int, int] | None
    usual_items: tuple[int, int] | None

    @property
    def remark(self) -> str:
        """Say where it lies outside what is usual; "" where it does not, or nobody knows what is usual."""
        said = [
            _against(self.words, self.usual_words, "words"),
            _against(self.items, self.usual_items, "bullets"),
        ]
        return " ".join(one for one in said if one)


def sizes(outline: Iterable[LetterSection], passages: Iterable[DraftPassage]) -> list[Size]:
    """Return the size of each section that is written by people, in the outline's order; one required and empty is there too."""
    rows = list(passages)
    written = [section for section in outline if section.kind in ("bullets", "prose", "boxes")]
    found = ((section, [row.text for row in rows if row.section == section.id]) for section in written)
    return [_size(section, texts) for section, texts in found if texts or section.required]


def _size(section: LetterSection, texts: list[str]) -> Size:
    return Size(
        title=section.title or "Summary",
        words=sum(len(text.split()) for text in texts),
        items=len(texts),
        age=reading_age("\n\n".join(texts)),
        usual_words=section.words,
        usual_items=section.items if section.kind == "bullets" else None,
    )


def _against(count: int, usual: tuple[int, int] | None, what: str) -> str:
    if usual is None or usual[0] <= count <= usual[1]:
        return ""
    return f"{'Fewer' if count < usual[0] else 'More'} {what} than usual."
