"""What somebody typed, read: words, phrases in quotation marks that must stand there, words after a minus that must not."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from joinedup.topics.phrases import JOINING

_PART = re.compile(r'(?P<minus>(?<![^\s])[-−])?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"})
_TOKEN = re.compile(r"[^\W_]+")
_OWNING = re.compile(r"(?<=\w)'s\b")

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for. Each word or phrase is its tokens, in small letters."""

    #: the words as typed, for meaning; without what stands after a minus
    typed: str = ""
    words: tuple[Tokens, ...] = ()
    phrases: tuple[Tokens, ...] = ()
    without: tuple[Tokens, ...] = ()
    #: other names of what is looked for ("multi agency safeguarding hub" for "mash")
    alike: tuple[Tokens, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


def read(typed: str) -> Sought:
    """Read what somebody typed. Joining words ("of", "the") are left out unless there is nothing else; nothing raises."""
    words: list[Tokens] = []
    phrases: list[Tokens] = []
    without: list[Tokens] = []
    kept: list[str] = []
    for part in _PART.finditer(typed.translate(_QUOTES)):
        tokens = tokens_of(part["word"] or part["phrase"] or "")
        if not tokens:
            continue
        if part["minus"]:
            without.append(tokens)
            continue
        kept.append(part["word"] or part["phrase"])
        if part["phrase"] is not None:
            phrases.append(tokens)
        else:
            words.append(tokens)
    telling = tuple(dict.fromkeys(word for word in words if not set(word) <= JOINING))
    chosen = telling or (() if phrases else tuple(dict.fromkeys(words)))
    return Sought(" ".join(kept), chosen, tuple(phrases), tuple(without), alike_of(words, phrases))


def tokens_of(text: str) -> Tokens:
    """Return the words of a text in small letters, cut where the index cuts them; the "s" that tells an owner is left out."""
    return tuple(_TOKEN.findall(_OWNING.sub("", text.lower().translate(_QUOTES))))


def alike_of(words: Sequence[Tokens], phrases: Iterable[Tokens]) -> tuple[Tokens, ...]:
    """Return the other names of what stands among the words, or in one of the phrases."""
    stretches = [tuple(token for word in words for token in word), *phrases]
    found: dict[Tokens, None] = {}
    for group in _groups():
        if any(_within(name, stretch) for name in group for stretch in stretches):
            found.update(dict.fromkeys(name for name in group if not any(_within(name, stretch) for stretch in stretches)))
    return tuple(found)


def _within(name: Tokens, stretch: Tokens) -> bool:
    return any(stretch[start : start + len(name)] == name for start in range(len(stretch) - len(name) + 1))


@cache
def _groups() -> tuple[tuple[Tokens, ...], ...]:
    raw = tomllib.loads(Path(__file__).with_name("alike.toml").read_text("utf-8"))
    return tuple(tuple(tuple(name.split()) for name in group) for group in raw["alike"])
