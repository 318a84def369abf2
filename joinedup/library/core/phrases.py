"""Reads phrases.toml: what letters print, by what it means."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "\xa0": " ", "\xad": ""})


@dataclass(frozen=True, slots=True)
class Named:
    """A name and the patterns that stand for it."""

    name: str
    patterns: tuple[re.Pattern[str], ...]

    def found(self, text: str) -> bool:
        """Return whether one of the patterns is in a text."""
        return any(pattern.search(text) for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class Roles:
    """The words that tell an addressee's role from the organisation."""

    roles: frozenset[str]
    after_place: tuple[str, ...]
    not_places: frozenset[str]
    before_of: tuple[str, ...]
    organisations: frozenset[str]
    organisation_ends: re.Pattern[str]
    honours: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Everything phrases.toml says, compiled."""

    sections: tuple[Named, ...]
    later: frozenset[str]
    boxes: Named
    box_kinds: tuple[Named, ...]
    nothing: Named
    salutation: re.Pattern[str]
    close: re.Pattern[str]
    title: re.Pattern[str]
    itself: re.Pattern[str]
    area: tuple[re.Pattern[str], ...]
    area_before: tuple[str, ...]
    area_after: tuple[str, ...]
    theme: tuple[re.Pattern[str], ...]
    theme_ends: re.Pattern[str]
    themes: tuple[Named, ...]
    inspectorates: tuple[Named, ...]
    principal_authority: tuple[re.Pattern[str], ...]
    principal_words: re.Pattern[str]
    due: tuple[re.Pattern[str], ...]
    address: re.Pattern[str]
    roles: Roles

    def section_of(self, heading: str) -> str | None:
        """Return the kind of section a heading opens, or None."""
        words = plain(heading).rstrip(" .:?")
        return next((section.name for section in self.sections if any(p.fullmatch(words) for p in section.patterns)), None)

    def is_box(self, heading: str) -> bool:
        """Return whether a heading opens a box: a case study, a practice study, places and spaces."""
        return any(pattern.match(plain(heading)) for pattern in self.boxes.patterns)

    def is_box_heading(self, line: str) -> bool:
        """Return whether a line that is not bold opens a box: it says no more than that, or says of what after a colon."""
        return self.is_box(line) and (":" in line or len(line.split()) <= 3) and not line.rstrip().endswith(".")


def plain(text: str) -> str:
    """Return a text with straight quotes and hyphens and single spaces, to be matched."""
    return _SPACES.sub(" ", text.translate(_QUOTES)).strip()


@cache
def load_phrases() -> Phrases:
    """Read and compile the phrases once."""
    raw = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
    opening, steps, box = raw["opening"], raw["next_steps"], raw["box"]
    return Phrases(
        sections=tuple(Named(entry["kind"], _all(entry["headings"])) for entry in raw["section"]),
        later=frozenset(raw["generation"]["later"]),
        boxes=Named("box", _all(box["headings"])),
        box_kinds=tuple(Named(entry["name"], _all([entry["pattern"]])) for entry in box["kind"]),
        nothing=Named("nothing", _all(raw["nothing"]["patterns"])),
        salutation=_one(opening["salutation"]),
        close=_one(opening["close"]),
        title=_one(opening["title"]),
        itself=_one(opening["itself"]),
        area=tuple(_capitals(pattern) for pattern in opening["area"]),
        area_before=tuple(opening["area_before"]),
        area_after=tuple(opening["area_after"]),
        theme=_all(opening["theme"]),
        theme_ends=_capitals(opening["theme_ends"]),
        themes=tuple(Named(entry["name"], _all([entry["pattern"]])) for entry in raw["themes"]),
        inspectorates=tuple(Named(entry["name"], _all(entry["patterns"])) for entry in raw["inspectorate"]),
        principal_authority=tuple(_capitals(pattern) for pattern in steps["principal_authority"]),
        principal_words=_one(steps["words"]),
        due=_all(steps["due"]),
        address=_one(steps["address"]),
        roles=_roles(raw["addressee"]),
    )


def _roles(raw: dict[str, Any]) -> Roles:
    return Roles(
        roles=frozenset(raw["roles"]),
        after_place=tuple(raw["after_place"]),
        not_places=frozenset(raw["not_places"]),
        before_of=tuple(sorted(raw["before_of"], key=len, reverse=True)),
        organisations=frozenset(raw["organisations"]),
        organisation_ends=_one(raw["organisation_ends"]),
        honours=frozenset(raw["honours"]),
    )


def _one(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _capitals(pattern: str) -> re.Pattern[str]:
    """Compile without regard to capitals, but for [A-Z], which is a capital."""
    return re.compile(f"(?i:{pattern})".replace("[A-Z]", "(?-i:[A-Z])"))


def _all(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(_one(pattern) for pattern in patterns)
