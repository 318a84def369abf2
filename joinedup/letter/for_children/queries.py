"""Reads of the page for children and young people."""

import hashlib
import re
from dataclasses import dataclass

from joinedup.evidence.core.grades import graded_phrases
from joinedup.letter.core.counts import counts_of_children
from joinedup.letter.core.gaps import Gap
from joinedup.letter.for_children.models import ChildrensText


@dataclass(frozen=True)
class ChildrensDraft:
    """The page as it stands in the draft."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The page as it is typed: paragraphs with a blank line between."""
        return "\n\n".join(self.paragraphs)

    @property
    def mark(self) -> str:
        """Name this wording: another one has another mark."""
        return hashlib.sha256(f"{self.title}\0{self.text}".encode()).hexdigest()


def page_of(letter) -> ChildrensDraft | None:
    """Return the letter's page for children and young people; none where nobody has written it."""
    row = ChildrensText.objects.filter(letter=letter).first()
    return None if row is None else ChildrensDraft(row.title, paragraphs(row.text))


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a typed text: a blank line parts them, a single line break does not."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return tuple(part for part in parts if part)


def signed_facts(letter) -> dict[str, str]:
    """Return what a signature covers of the page: a hash over its every word; nothing where there is none."""
    page = page_of(letter)
    return {} if page is None else {"for_children": page.mark}


def gaps_of(letter) -> list[Gap]:
    """Return what keeps the letter back of it: that it is not written, reads as a grade, or counts children looked at."""
    page = page_of(letter)
    if page is None:
        return [Gap("The page for children and young people is not written yet.")]
    where, text = "The page for children and young people", f"{page.title}\n{page.text}"
    gaps = [Gap(f"{where} reads as a grade: “{phrase}”. This letter gives none.") for phrase in graded_phrases(text)]
    counted = [count for count in counts_of_children(text) if count.children]
    return gaps + [Gap(f"{where} counts who was looked at: “{count.phrase}”.") for count in counted]
