"""What a letter would print, text by text: what the disclosure check reads."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from joinedup.inspections.queries import agencies
from joinedup.letter.boxes.queries import stories_of
from joinedup.letter.core.disclosure.hits import Text
from joinedup.letter.corrections.models import Correction
from joinedup.letter.corrections.queries import proposed_of
from joinedup.letter.determination.queries import SECRETARY_OF_STATE, determined, recipients_of
from joinedup.letter.enums import LetterState
from joinedup.letter.for_children.queries import page_of
from joinedup.records.names import folded

#: The place of the page for children and young people.
CHILDREN = "children"
#: The place of the bodies named with the letter: whom it is sent to, who answers it.
NAMED = "named"
#: How the places of a correction begin: the id of a passage follows, or “why”.
CORRECTION = "correction:"


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
    """Return what a letter would print that somebody wrote: passages, boxes, the bodies it names, the page for children.

    Of a published letter that is to be corrected: the words of the correction, and the reason everybody reads beside it.
    """
    correction = proposed_of(letter) if letter.state == LetterState.PUBLISHED else None
    if correction is not None:
        return _of_correction(letter, correction)
    pseudonyms = _pseudonyms(letter)
    boxed: dict[Any, list[Text]] = {}
    for box in letter.boxes.order_by("position"):
        boxed[box.pk] = [Text(f"box:{box.pk}", box.title, pseudonyms.get(box.pk, frozenset()))]
    texts = []
    for passage in letter.passages.order_by("position"):
        text = Text(f"passage:{passage.pk}", passage.text, pseudonyms.get(passage.box_id, frozenset()))
        boxed[passage.box_id].append(text) if passage.box_id else texts.append(text)
    texts += [text for story in boxed.values() for text in story]
    if named := bodies_named(letter):
        texts.append(Text(NAMED, "\n".join(named)))
    page = page_of(letter)
    if page is not None:
        texts.append(Text(CHILDREN, f"{page.title}\n{page.text}"))
    return Printed(tuple(texts), tuple(tuple(story) for story in boxed.values()))


def bodies_named(letter: Any) -> list[str]:
    """Return the names somebody typed of whom the letter is sent to and who answers it, each once; the agencies’ own left out."""
    said = determined(letter)
    typed = [letter.principal_authority, said.prepared_by, said.sent_by, *(one.name for one in recipients_of(letter))]
    known = {agency.name for agency in agencies(letter.inspection)} | {SECRETARY_OF_STATE}
    return list(dict.fromkeys(name for name in typed if name and name not in known))


def _of_correction(letter: Any, correction: Correction) -> Printed:
    pseudonyms = _pseudonyms(letter)
    boxes = {str(pk): box for pk, box in letter.passages.values_list("pk", "box")}
    texts = [
        Text(f"{CORRECTION}{passage}", words, pseudonyms.get(boxes.get(passage), frozenset()))
        for passage, words in sorted(correction.changes.items())
    ]
    return Printed((*texts, Text(f"{CORRECTION}why", correction.why)), ())


def _pseudonyms(letter: Any) -> dict[Any, frozenset[str]]:
    return {story.box_id: _names(story.pseudonyms) for story in stories_of(letter)}


def _names(pseudonyms: list[str]) -> frozenset[str]:
    return frozenset(word for name in pseudonyms for word in folded(name).split())
