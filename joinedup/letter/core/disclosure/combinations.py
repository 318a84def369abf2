"""Rare combinations: harmless facts that together leave few children of an area: age, sex, what happened, where, when.

Only what is said of one child counts. Within a box all its texts tell one story; in the rest of a letter a sentence does.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

from joinedup.letter.core.disclosure.crowd import FEW, describe, how_many
from joinedup.letter.core.disclosure.hits import Hit, Kind, Text

#: One child, not children: without it traits describe a group.
_ONE: Final = re.compile(
    r"\b(?:a|an|one|this|the)\s+(?:[\w’-]+\s+){0,3}?(?:child|baby|infant|toddler|girl|boy|teenager|young (?:person|man|woman)|pupil"
    r"|sibling|twin|student)(?![\w-])(?![’']s\s+(?:social care|services|home|centre|plan))"
    r"|\b\d{1,2}[- ](?:year|month|week|day)[- ]old\b|\b(?:she|he|her|his|him)\b",
    re.IGNORECASE,
)
_AGE: Final = re.compile(
    r"\b(?P<years>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
    r"[- ](?P<unit>year|month|week|day)s?[- ]old\b(?!s)"
    r"|\b(?:aged|age of|turned|was|is)\s+(?P<aged>\d{1,2})\b(?!\s*(?:to|and|or|[-–%:.\d]|years? (?!old)))",
    re.IGNORECASE,
)
_SEX: Final = {
    "female": re.compile(r"\b(?:girl|she|her|hers|daughter|young woman|schoolgirl)\b", re.IGNORECASE),
    "male": re.compile(r"\b(?:boy|he|his|him|son|young man|schoolboy)\b", re.IGNORECASE),
}
_NUMBERS: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
]
_SENTENCE: Final = re.compile(r"[^.!?]+(?:[.!?]+|$)")
#: So many different things said of one child are looked at, one of them rare; an exact age and something rare are enough.
_MANY: Final = 3


@dataclass(frozen=True)
class _Trait:
    text: Text
    start: int
    end: int
    sort: str  # age, sex, a key of [rare], or of [lists]
    value: str

    @property
    def words(self) -> str:
        return " ".join(self.text.words[self.start : self.end].split())


def combinations_in(stories: Iterable[Sequence[Text]], crowd: pl.DataFrame) -> Iterator[Hit]:
    """Return what could tell a child by several facts. Each story is the texts that tell one: a box, or a passage alone."""
    for texts in stories:
        parts = [list(_traits(text, 0, len(text.words))) for text in texts]
        told = [[trait for part in parts for trait in part]] if len(texts) > 1 else list(_sentences(texts[0]))
        for traits in told:
            if found := _telling(traits, crowd):
                yield found


def _sentences(text: Text) -> Iterator[list[_Trait]]:
    for match in _SENTENCE.finditer(text.words):
        yield list(_traits(text, *match.span()))


def _traits(text: Text, start: int, end: int) -> Iterator[_Trait]:
    """Return what is said of one child between two places of a text; nothing where it is about several."""
    said = text.words[start:end]
    if not _ONE.search(said):
        return
    for match in _AGE.finditer(said):
        if (years := _years(match)) is not None:
            yield _Trait(text, start + match.start(), start + match.end(), "age", str(years))
    for sex, pattern in _SEX.items():
        if found := pattern.search(said):
            yield _Trait(text, start + found.start(), start + found.end(), "sex", sex)
    for sort, pattern in (*_patterns("rare").items(), *_patterns("lists").items()):
        if found := pattern.search(said):
            yield _Trait(text, start + found.start(), start + found.end(), sort, found.group())


def _telling(traits: list[_Trait], crowd: pl.DataFrame) -> Hit | None:
    """Return a hit where the traits leave few children, by the lists or by their rarity."""
    sorts = {trait.sort for trait in traits}
    rare = sorts & set(_patterns("rare"))
    fits = _fits(traits, crowd)
    if fits is not None and 0 < fits < FEW:
        return _hit(traits, f"So few children on the lists are all of this that they may be told apart: fewer than {FEW}.")
    sexed = sorts - {"sex"} if len({trait.value for trait in traits if trait.sort == "sex"}) > 1 else sorts
    if rare and (("age" in sorts) or (len(sexed) >= _MANY and len(rare) > 1)):
        return _hit(traits, "Together these may tell readers who the child is.")
    return None


def _fits(traits: list[_Trait], crowd: pl.DataFrame) -> int | None:
    ages = {int(trait.value) for trait in traits if trait.sort == "age"}
    kinds = {trait.sort for trait in traits if trait.sort in _patterns("lists")}
    said = describe(ages, (trait.value for trait in traits if trait.sort == "sex"), kinds)
    return how_many(crowd, said) if ages and said.parts > 1 else None


def _hit(traits: list[_Trait], why: str) -> Hit:
    first = min(traits, key=lambda trait: trait.start)
    inside = [trait for trait in traits if trait.text is first.text]
    phrase = " · ".join(dict.fromkeys(trait.words for trait in sorted(traits, key=lambda trait: (trait.sort, trait.words))))
    start, end = min(trait.start for trait in inside), max(trait.end for trait in inside)
    return Hit(first.text.place, Kind.COMBINATION, start, end, phrase, why)


def _years(match: re.Match[str]) -> int | None:
    said = (match["years"] or match["aged"]).lower()
    years = int(said) if said.isdigit() else _NUMBERS.index(said)
    if match["unit"] and match["unit"].lower() != "year":
        years = years // {"month": 12, "week": 52, "day": 365}[match["unit"].lower()]
    return years if years < 18 else None


@cache
def _patterns(part: str) -> dict[str, re.Pattern[str]]:
    loaded = tomllib.loads((files(__package__) / "traits.toml").read_text(encoding="utf-8"))
    cased = {"origin", "place", "month"}
    return {sort: re.compile(said, 0 if sort in cased else re.IGNORECASE) for sort, said in loaded[part].items()}
