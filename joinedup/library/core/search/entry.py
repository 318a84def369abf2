"""What is searched, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Searchable:
    """One finding: its words, what else it may be looked for by, and the values it is counted under.

    `about` (subhead, topic, area, theme) is searched too, and weighs less than the finding's own words. `facets` holds for each
    facet the values of this finding: none where that is unknown, several where it has several.
    """

    id: str
    text: str
    about: str
    facets: Mapping[str, tuple[str, ...]]


class How(StrEnum):
    """By what to search."""

    BOTH = "both"
    WORDS = "words"
    MEANING = "meaning"


class By(StrEnum):
    """What found a finding."""

    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"
    FACETS = "facets"  # nothing was asked for but facets


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a snippet, and whether it is marked as a word looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One finding found: its place in what was indexed, its id and what found it."""

    place: int
    id: str
    by: By


@dataclass(frozen=True, slots=True)
class Count:
    """One value of a facet and how many of what was found have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found, the best first, and how it divides.

    `facets` counts each value among what would be found if its own facet were left open. `nowhere` holds the words looked for
    that stand in no finding. `all_words` is how many of the hits hold every word looked for.
    """

    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[Count, ...]]
    nowhere: tuple[str, ...] = ()
    all_words: int = 0
