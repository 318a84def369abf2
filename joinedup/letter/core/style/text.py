"""A text cut into sentences and words."""

import re
from typing import Final

from joinedup.letter.core.sentences import sentence_places

_WORD: Final = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z]+)*")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in order, each with single spaces."""
    return [" ".join(text[begin:end].split()) for begin, end in sentence_places(text)]


def words(text: str) -> list[str]:
    """Return the words of a text; “well-being” and “child’s” are one each, figures none."""
    return _WORD.findall(text)


def opening(sentence: str, count: int = 8) -> str:
    """Return the first words of a sentence, to be recognised by."""
    told = sentence.split()
    return " ".join(told[:count]) + ("…" if len(told) > count else "")
