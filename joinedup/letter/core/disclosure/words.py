"""A text as words: where each stands, how it is written, whether a sentence begins with it, and runs of words with capitals."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from joinedup.letter.core.disclosure.known import never, ordinary
from joinedup.records.names import folded

_WORD: Final = re.compile(r"[^\W\d_]+(?:[’'‘`´‐‑-][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"[’'‘`´]s$", re.IGNORECASE)
_ENDS: Final = frozenset(".!?:;•·–—\n“\"‘'(/")
_GAP: Final = re.compile(r"[ \t\u00a0]+")


@dataclass(frozen=True)
class Word:
    """One word. `plain` is folded and without a possessive; `begins`: a sentence, bullet or quotation begins with it."""

    start: int
    end: int  # of the word without its possessive
    raw: str
    begins: bool
    possessive: bool
    passes: bool = False  # part of a name that may stand: an addressee, a service, a place

    @cached_property
    def plain(self) -> str:
        """The word folded, its hyphens gone."""
        return folded(self.raw).replace(" ", "")

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The parts of a hyphenated word, folded; none for one that has no hyphen."""
        parts = folded(self.raw).split()
        return tuple(parts) if len(parts) > 1 else ()

    @cached_property
    def capital_parts(self) -> tuple[str, ...]:
        """The parts of a hyphenated word that begin with a capital, folded."""
        return tuple(folded(part) for part in re.split(r"[‐‑-]", self.raw) if part[:1].isupper()) if self.parts else ()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.raw[:1].isupper()

    @property
    def upper(self) -> bool:
        """Whether it is in capitals throughout."""
        return len(self.raw) > 1 and self.raw.isupper()

    @cached_property
    def ordinary(self) -> bool:
        """Whether it is an ordinary English word."""
        words = self.parts or (self.plain,)
        return all(word in ordinary() or len(word) == 1 for word in words)


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order."""
    return [_word(text, match) for match in _WORD.finditer(text)]


def _word(text: str, match: re.Match[str]) -> Word:
    raw = match.group()
    bare = _POSSESSIVE.sub("", raw)
    before = text[: match.start()].rstrip(" \t\u00a0")
    begins = not before or before[-1] in _ENDS
    return Word(match.start(), match.start() + len(bare), bare, begins, bare != raw)


def passing(words: Sequence[Word], phrases: Collection[tuple[str, ...]]) -> list[Word]:
    """Return the words, those marked that stand within one of the phrases (folded words)."""
    starts: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        starts.setdefault(phrase[0], []).append(phrase)
    marked: set[int] = set()
    for place, word in enumerate(words):
        for phrase in starts.get(word.plain, ()):
            if tuple(each.plain for each in words[place : place + len(phrase)]) == phrase:
                marked.update(range(place, place + len(phrase)))
    return [replace(word, passes=True) if place in marked else word for place, word in enumerate(words)]


def phrase_of(text: str) -> tuple[str, ...]:
    """Return a phrase as `passing` compares it."""
    return tuple(word.plain for word in words_of(text) if word.plain)


def runs(text: str, words: Iterable[Word]) -> Iterator[list[Word]]:
    """Return words that follow each other with capitals and only a space (or an initial's full stop) between, in runs.

    A sentence that begins is a new run, less a first word that is never a name: “The Reed family”. Possessives end one.
    """
    run: list[Word] = []
    for word in words:
        if not word.capital or (word.begins and word.plain in never() and not word.parts):
            if run:
                yield run
            run = []
            continue
        if run and not _follows(text, run[-1], word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _follows(text: str, one: Word, other: Word) -> bool:
    between = text[one.end : other.start]
    initial = len(one.raw) == 1 and between.startswith(".")
    return not one.possessive and bool(_GAP.fullmatch(between.removeprefix(".") if initial else between))
