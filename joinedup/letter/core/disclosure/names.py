"""Names of people in a text: as listed, in short forms, misspelt, after a title, or a declared pseudonym somebody really bears.

A capital is weak evidence in a letter full of titles, so an ordinary word (Grace, Price, Will) is taken for a name only where the
words around it make it one; a word that is in no dictionary is a name as soon as it is on a list or near one.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from joinedup.letter.core.disclosure.hits import Hit, Kind, Text, hit
from joinedup.letter.core.disclosure.known import (
    abbreviations,
    beginners,
    calling,
    families,
    ordinary,
    person_verbs,
    proper,
    titles,
)
from joinedup.letter.core.disclosure.people import People, Who
from joinedup.letter.core.disclosure.words import Word, passing, runs, words_of

_MONTHS: Final = frozenset(["march", "april", "may", "june", "july", "august"])
_SHORTEST_LOWER: Final = 4
_WHY: Final = {
    Who.NEAR: "The name of a sampled or tracked child, or of somebody in such a child’s life.",
    Who.LISTED: "A name on the agencies’ lists.",
    Who.WORKER: "The name of a worker.",
}
_SHORT: Final = "Used for a forename on the agencies’ lists."
_WRITTEN: Final = "Written as a person’s name."
_BORNE: Final = "A pseudonym that a sampled or tracked child, or somebody in such a child’s life, really bears."


@dataclass(frozen=True)
class _Mark:
    kind: Kind
    why: str


def names_in(text: Text, people: People, phrases: Collection[tuple[str, ...]]) -> list[Hit]:
    """Return the names that stand in a text. `phrases` (folded words) may stand: addressees, services, the area."""
    words = passing(words_of(text.words), phrases)
    places = {word.start: place for place, word in enumerate(words)}
    reader = _Reader(text, people, words)
    found = [one for run in runs(text.words, words) for one in reader.run(run, places[run[0].start])]
    return [*found, *reader.lower(), *reader.pseudonyms()]


class _Reader:
    """Reads one text."""

    def __init__(self, text: Text, people: People, words: Sequence[Word]) -> None:
        self.text, self.people, self.words = text, people, words

    def run(self, run: list[Word], at: int) -> list[Hit]:
        """Return what stands in a run of capitals; `at` is its place among the words."""
        marks = [self._mark(run, place, at) for place in range(len(run))]
        hits = []
        for first, last in _groups(run, marks, self.people):
            group = run[first : last + 1]
            if not all(word.plain in self.text.pseudonyms for word in group):
                mark = self._whole(group) or min((mark for mark in marks[first : last + 1] if mark), key=_order)
                hits.append(hit(self.text, mark.kind, group[0].start, group[-1].end, mark.why))
        return hits

    def lower(self) -> list[Hit]:
        """Return listed names that were typed without a capital, where they are no ordinary words."""
        hits = []
        for word in self.words:
            if word.capital or word.passes or word.parts or len(word.plain) < _SHORTEST_LOWER or word.ordinary:
                continue
            mark = None if word.plain in self.text.pseudonyms else self._listed(word.plain)
            if mark:
                hits.append(hit(self.text, mark.kind, word.start, word.end, mark.why))
        return hits

    def pseudonyms(self) -> list[Hit]:
        """Return declared pseudonyms that somebody near really bears."""
        borne = {name for name in self.text.pseudonyms if self.people.near(name)}
        said = [word for word in self.words if word.plain in borne and word.capital]
        return [hit(self.text, Kind.PSEUDONYM, word.start, word.end, _BORNE) for word in said]

    def _mark(self, run: list[Word], place: int, at: int) -> _Mark | None:
        word = run[place]
        if word.passes or len(word.plain) < 2 or _is_abbreviation(word):
            return None
        before = self.words[at + place - 1] if at + place else None
        if before is not None and _names_next(before, word, self.text.words):
            return self._listed(word.plain) or _Mark(Kind.NAME, _WRITTEN)
        listed = self._listed(word.plain) or self._part(word)
        if listed is None:
            return None if word.ordinary else self._misspelt(word)
        if word.upper:  # an acronym, unless it is somebody's whole name
            return listed if self._coupled(run, place) or self.people.given.get(word.plain) == Who.NEAR else None
        stands = self._ordinary if word.ordinary and word.plain not in proper() - _MONTHS else self._stands
        return listed if stands(run, place, at + place) else None

    def _listed(self, plain: str) -> _Mark | None:
        if (who := self.people.who(plain)) is not None:
            return _Mark(Kind.WORKER if who is Who.WORKER else Kind.NAME, _WHY[who])
        return _Mark(Kind.NICKNAME, _SHORT) if plain in self.people.short else None

    def _part(self, word: Word) -> _Mark | None:
        """Return what one half of a double name is, or a family in the plural: “the Marlows”."""
        if word.plain.endswith("s") and word.plain[:-1] in self.people.family and not word.ordinary:
            return self._listed(word.plain[:-1])
        parts = [part for part in word.capital_parts if len(part) > 2 and part not in ordinary() and part not in proper()]
        return next((mark for part in parts if (mark := self._listed(part))), None)

    def _misspelt(self, word: Word) -> _Mark | None:
        if word.plain in proper() or word.upper or _is_mixed(word.raw):
            return None
        if word.parts and len(word.capital_parts) < len(word.parts):  # “London-wide”, “Pre-birth”
            return None
        parts = [part for part in word.parts if part not in ordinary()]
        near = next((near for part in (word.plain, *parts) if (near := self.people.spellings.near(part))), None)
        return _Mark(Kind.MISSPELT, f"Close to “{near.title()}”, a name on the agencies’ lists.") if near else None

    def _whole(self, group: list[Word]) -> _Mark | None:
        """Return what is known of a forename and family name that the lists hold together."""
        pairs = ((one.plain, other.plain) for one in group for other in group if one.start < other.start)
        bearers = [self.people.whole[pair] for pair in pairs if pair in self.people.whole]
        if not bearers:
            return None
        return _Mark(Kind.WORKER if min(bearers) is Who.WORKER else Kind.NAME, _WHY[min(bearers)])

    def _stands(self, run: list[Word], place: int, at: int) -> bool:
        """Return whether a listed word in no dictionary is a name here: a county or a nation is not, but for what follows it."""
        word = run[place]
        if word.plain not in proper() or self._coupled(run, place):
            return True
        if word.plain in _MONTHS:
            return not self._dated(word, at)
        if word.plain in self.people.family and self._follows(at) in families():
            return True
        return word.possessive or self._follows(at) in person_verbs()

    def _ordinary(self, run: list[Word], place: int, at: int) -> bool:
        """Return whether an ordinary word that is somebody's name is one here."""
        word = run[place]
        if self._coupled(run, place):
            return True
        if len(run) > 1 and not (place == 0 and word.begins and run[1].passes):
            return self._pair_of_ordinary(run, place)
        if word.plain in _MONTHS and self._dated(word, at):
            return False
        if not word.begins or (word.plain in self.people.given and word.plain not in beginners()):
            return True
        return word.possessive or self._follows(at) in person_verbs()

    def _follows(self, at: int) -> str:
        return self.words[at + 1].plain if at + 1 < len(self.words) else ""

    def _coupled(self, run: list[Word], place: int) -> bool:
        """Return whether a neighbour in the run makes the word a name: both are listed together, or the neighbour is one surely."""
        if place and run[place].plain in self.people.family and _is_unknown(run[place - 1]):
            return True
        if place + 1 < len(run) and len(run[place + 1].plain) == 1 and run[place].plain in self.people.given:
            return True
        near = [each for each in (place - 1, place + 1) if 0 <= each < len(run)]
        for other in near:
            if len(run[other].plain) == 1 and other < place and run[place].plain in self.people.family:
                return not (run[other].begins and run[other].raw == "A")
            first, last = run[min(place, other)], run[max(place, other)]
            if (first.plain, last.plain) in self.people.whole:
                return True
            if self._forename(run[other]) and other < place and not run[other].ordinary:
                return True
        return False

    def _pair_of_ordinary(self, run: list[Word], place: int) -> bool:
        names = [word.plain for word in run if not word.passes]
        return len(names) == 2 == len(run) and names[0] in self.people.given and names[1] in self.people.family

    def _forename(self, word: Word) -> bool:
        return word.plain in self.people.given or word.plain in self.people.short

    def _dated(self, word: Word, at: int) -> bool:
        """Return whether a month's name is the month: a number is beside it, or a word such as “in” or “since” before it."""
        text = self.text.words
        beside = text[: word.start].rstrip()[-1:] + text[word.end :].lstrip()[:1]
        before = self.words[at - 1].plain if at else ""
        after = self.words[at + 1].plain if at + 1 < len(self.words) else ""
        months = before in _MONTHS or after in _MONTHS
        return any(sign.isdigit() for sign in beside) or months or before in _BEFORE_MONTHS


_BEFORE_MONTHS: Final = frozenset(
    [
        "in",
        "since",
        "from",
        "until",
        "till",
        "by",
        "between",
        "during",
        "of",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "before",
        "after",
        "and",
        "to",
        "this",
        "each",
        "every",
        "st",
        "nd",
        "rd",
        "th",
    ]
)


def _groups(run: list[Word], marks: list[_Mark | None], people: People) -> list[tuple[int, int]]:
    """Return the marked words of a run, (first, last) each, those beside each other together, with what belongs to a name."""
    groups: list[list[int]] = []
    for place, mark in enumerate(marks):
        if mark is None:
            continue
        if groups and groups[-1][1] == place - 1:
            groups[-1][1] = place
        else:
            groups.append([place, place])
    return [_wide(run, marks, first, last, people) for first, last in groups]


def _wide(run: list[Word], marks: list[_Mark | None], first: int, last: int, people: People) -> tuple[int, int]:
    """Take in an initial or an unknown word before, one word after a forename, and all capitals after a family name.

    “Ellie Mallow” has a family name no list holds; “Marlow House” is told from Marlow.
    """
    while first and marks[first - 1] is None and (len(run[first - 1].plain) == 1 or _is_unknown(run[first - 1])):
        first -= 1
    forename = run[last].plain in people.given or run[last].plain in people.short
    more = 1 if forename else len(run)
    while last + 1 < len(run) and marks[last + 1] is None and more:
        more -= 1
        last += 1
    return first, last


def _names_next(before: Word, word: Word, text: str) -> bool:
    """Return whether the word before makes a name of a capital word: a title, or “named”, “called” and the like."""
    gap = text[before.end : word.start]
    if word.upper or gap.strip(" .\u00a0") or before.possessive:
        return False
    if before.plain in titles():
        return not (word.ordinary and before.capital is False) and not _post(before, word)
    return before.plain in calling() and not word.ordinary and word.plain not in proper()


def _post(before: Word, word: Word) -> bool:
    """Return whether a title and an ordinary word are a post or a body, not a person: “Sir”, “Detective Constable”, “PC Unit”."""
    return word.ordinary and before.plain not in ("mr", "mrs", "ms", "miss", "mx", "dr", "sgt", "cllr", "prof")


def _is_abbreviation(word: Word) -> bool:
    raw = word.raw.rstrip("s") if word.raw[:-1].isupper() and word.raw.endswith("s") else word.raw
    return raw.isupper() and (raw in abbreviations() or word.raw.upper() in abbreviations() or len(raw) < 4)


def _is_unknown(word: Word) -> bool:
    """Return whether a capital word is in no dictionary and no short form: before a family name it is a forename."""
    known = word.passes or word.ordinary or word.upper or word.plain in proper() or _is_mixed(word.raw)
    return not known and len(word.plain) > 1


def _is_mixed(raw: str) -> bool:
    """Return whether capitals stand within a word as in short forms: “MARFs”, “RfSH”; not as in “McKay” or “Lee-Ann”."""
    return len(re.findall(r"[A-Z]", re.sub(r"[‐‑'’-][A-Z]|^(?:Mc|Mac|De|La|Le|Fitz|O)[A-Z]", "", raw))) > 1


def _order(mark: _Mark) -> int:
    return list(Kind).index(mark.kind)
