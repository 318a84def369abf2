"""Spans of a passage that stand on evidence, carried over when the passage is reworded: never silently, never by guess.

A span names its place (start, end, in characters) and repeats its words (quote). Where the words still stand at their place
it is kept. Where the same words stand exactly once, near where they were, it has moved with them, and that is said. Anything
else breaks it, until somebody links those words anew.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from joinedup.letter.core.sentences import sentence_places

#: So many characters off the words of a span are looked for: a passage or two of a letter, never another section's.
NEAR: Final = 1500


class Carried(StrEnum):
    """What became of a span when its passage was reworded."""

    KEPT = "kept"
    MOVED = "moved"
    BROKEN = "broken"


@dataclass(frozen=True)
class Span:
    """Words of a passage: from `start` to before `end`, and the words themselves.

    `whole`: it is the passage, whatever that says; its quote is "". `broken`: its words are gone, and its place is where they were.
    """

    id: str
    start: int
    end: int
    quote: str
    whole: bool = False
    broken: bool = False


@dataclass(frozen=True)
class Move:
    """A span after a change, and what became of it."""

    span: Span
    how: Carried


def whole_of(id: str, text: str) -> Span:
    """Return the span that is a whole passage."""
    return Span(id, 0, len(text), "", whole=True)


def laid_on(id: str, text: str, start: int, end: int) -> Span:
    """Return the span of these characters of a text; raise ValueError where they are outside it or hold no word."""
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise ValueError("A link stands on words of its passage.")
    return Span(id, start, end, text[start:end])


def carry_over(before: str, after: str, spans: Iterable[Span]) -> list[Move]:
    """Return every span as it stands once a passage's words are no longer `before` but `after`."""
    return [_carried(before, after, span) for span in spans]


def uncovered(text: str, spans: Sequence[Span]) -> list[str]:
    """Return the sentences of a passage of which a part stands on no span; broken spans hold nothing up.

    A passage without any span is one whole that rests on what it is said to rest on.
    """
    if not spans:
        return []
    held = bytearray(len(text))
    for span in (span for span in spans if not span.broken):
        start, end = (0, len(text)) if span.whole else (span.start, span.end)
        held[start:end] = b"\1" * (end - start)
    return [
        text[start:end]
        for start, end in sentence_places(text)
        if any(not held[place] and text[place].isalnum() for place in range(start, end))
    ]


def _carried(before: str, after: str, span: Span) -> Move:
    if span.whole:
        return Move(whole_of(span.id, after), Carried.KEPT)
    if span.broken:  # words that were gone may come back, and a person says whether they mean the same
        return Move(span, Carried.BROKEN)
    if (place := _found(before, after, span)) is None:
        return Move(Span(span.id, span.start, span.end, span.quote, broken=True), Carried.BROKEN)
    how = Carried.KEPT if place == span.start else Carried.MOVED
    return Move(Span(span.id, place, place + len(span.quote), span.quote), how)


def _found(before: str, after: str, span: Span) -> int | None:
    """Return where a span's words stand now, null where that cannot be told.

    Words that stand twice are told apart only where everything before them, or everything after them, is as it was.
    """
    places = _places(after, span.quote)
    if len(places) == 1:
        return places[0] if abs(places[0] - span.start) <= NEAR else None
    untouched_before = after[: span.end] == before[: span.end]
    shift = len(after) - len(before)
    untouched_after = after[max(span.start + shift, 0) :] == before[span.start :]
    if span.start in places and untouched_before:
        return span.start
    return span.start + shift if span.start + shift in places and untouched_after and abs(shift) <= NEAR else None


def _places(text: str, quote: str) -> list[int]:
    """Return where a quote stands as words of its own: "safe" is not in "unsafe"."""
    left = r"(?<!\w)" if quote[:1].isalnum() else ""
    right = r"(?!\w)" if quote[-1:].isalnum() else ""
    return [match.start() for match in re.finditer(f"(?={left}{re.escape(quote)}{right})", text)]
