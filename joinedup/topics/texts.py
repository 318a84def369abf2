"""Texts before they are vectors: which are the same, which are empty, which only say that there is no answer."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: Where a text may turn to another thing.
_BREAK = re.compile(r"[.!?;\n]+(?=\s|$)|,?\s+(?:but|however|although)\s+", re.IGNORECASE)
#: Whole answers that are none: what survey forms and people write where they leave a question out. Compared as `key` writes them.
#: "Nothing" is not among them: asked what could be better, it is an answer.
NO_ANSWERS = frozenset(
    {
        *("n a", "na", "not applicable", "no comment", "no comments", "no answer", "did not answer", "not answered", "no response"),
        *("no reply", "left blank", "blank", "prefer not to say", "x", "xx", "xxx", "test"),
    }
)


@dataclass(frozen=True)
class Distinct:
    """Texts with those that differ only in capitals, spaces and punctuation held as one."""

    #: one text for each key, in the order its draw gives; the first written in the input
    texts: tuple[str, ...]
    keys: tuple[str, ...]
    #: for each row of the input: its place in `texts`, or None for a blank
    place: tuple[int | None, ...]


def key(text: str) -> str:
    """Return the words of a text in small letters with single spaces; a text without a word keeps its signs."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    return " ".join(words) if words else "".join(text.split())


def is_no_answer(text: str) -> bool:
    """Return whether a text is blank, only signs, or one of the phrases that stand for no answer."""
    return not _WORD.search(text) or key(text) in NO_ANSWERS


def parts(text: str) -> list[str]:
    """Return the parts of a text that may be about different things, of three words or more; none where there is only one."""
    found = [part for part in _BREAK.split(text) if len(_WORD.findall(part)) >= 3]
    return found if len(found) > 1 else []


def drawn_order(keys: Iterable[str], seed: int) -> list[str]:
    """Return the keys in ascending sha256(seed | key): an order that does not hang on that of the rows, and anybody can redo."""
    return sorted(keys, key=lambda each: hashlib.sha256(f"{seed}|{each}".encode()).digest())


def distinct(texts: Sequence[str], seed: int) -> Distinct:
    """Return the texts that are answers, each once, in the order of the seed's draw.

    As more texts come in the draw keeps those it had in the same order among themselves, so a sample of the first so many moves
    little.
    """
    keys = [None if is_no_answer(text) else key(text) for text in texts]
    first: dict[str, str] = {}
    for each, text in zip(keys, texts, strict=True):
        if each is not None:
            first[each] = min(first.get(each, text), text)
    order = drawn_order(first, seed)
    where = {each: place for place, each in enumerate(order)}
    return Distinct(
        texts=tuple(first[each] for each in order),
        keys=tuple(order),
        place=tuple(None if each is None else where[each] for each in keys),
    )
