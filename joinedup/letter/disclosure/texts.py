"""What a letter would print, text by text: what the disclosure check reads."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from joinedup.letter.boxes.queries import stories_of
from joinedup.letter.core.disclosure.hits import Text
from joinedup.letter.for_children.queries import page_of
from joinedup.records.names import folded

#: The place of the page for children and young people.
CHILDREN = "children"


@dataclass(frozen=True)
class Printed:
    """A letter's texts in order; `stories` are those of one box together."""

    texts: tuple[Text, ...]
    stories: tuple[tuple[Text, ...], ...]

    @property
    def digest(self) -> str:
        """Return a hash over every text and every pseudonym declared for it."""
        rows = sorted([text.place, text.words, sorted(text.pseudonyms)] for text in self.texts)
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()

    @property
    def words(self) -> int:
        """Return how many words it has."""
        return sum(len(text.words.split()) for text in self.texts)


def printed(letter: Any) -> Printed:
    """Return what a letter would print that somebody wrote: titles and passages of boxes, passages, the page for children."""
    pseudonyms = {story.box_id: _names(story.pseudonyms) for story in stories_of(letter)}
    boxed: dict[Any, list[Text]] = {}
    for box in letter.boxes.order_by("position"):
        boxed[box.pk] = [Text(f"box:{box.pk}", box.title, pseudonyms.get(box.pk, frozenset()))]
    texts = []
    for passage in letter.passages.order_by("position"):
        text = Text(f"passage:{passage.pk}", passage.text, pseudonyms.get(passage.box_id, frozenset()))
        boxed[passage.box_id].append(text) if passage.box_id else texts.append(text)
    texts += [text for story in boxed.values() for text in story]
    page = page_of(letter)
    if page is not None:
        texts.append(Text(CHILDREN, f"{page.title}\n{page.text}"))
    return Printed(tuple(texts), tuple(tuple(story) for story in boxed.values()))


def _names(pseudonyms: list[str]) -> frozenset[str]:
    return frozenset(word for name in pseudonyms for word in folded(name).split())
