"""Published measures of areas: what each is, and the frame its values stand in.

A measure is a prompt for a question, never a finding: it says what a figure counts and how it can be read, not what is good.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import polars as pl

#: One published figure. `value` is null where the publisher gives none, and `flag` then says why, in the publisher's own mark:
#: null is never zero. `year` is the year the period ends in, `period` as printed ("2023/24"), `out_of` what it was counted among.
MEASURE_VALUE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "area": pl.String,
    "year": pl.Int32,
    "period": pl.String,
    "measure": pl.String,
    "value": pl.Float64,
    "flag": pl.String,
    "out_of": pl.Float64,
    "source": pl.String,
}

#: What publishers' marks mean. A mark not here is kept and shown as it is.
FLAGS: Final = {
    "c": "too small to publish",
    "k": "rounds to nothing, but is not nothing",
    "x": "not collected",
    "u": "not reliable enough to publish",
    "z": "does not apply",
    "-": "not published for this area",
    ":": "not available",
    "!": "the publisher doubts it",
}


class Kind(StrEnum):
    """How a figure comes about: what chance does to it, and so how far apart areas may lie without anything to ask about."""

    RATE = "rate"  # so many among `scale` children: counts, Poisson
    SHARE = "share"  # per cent of `out_of`: binomial
    COUNT = "count"  # a number by itself: shown, never set beside others


@dataclass(frozen=True)
class Measure:
    """One published measure. `title` says what is counted; `higher_means` how more of it can be read, both ways."""

    key: str
    title: str
    theme_tags: tuple[str, ...]  # frameworks' themes it speaks to ("serious-youth-violence")
    unit: str  # "per 10,000 children", "%"
    kind: Kind
    higher_means: str
    source: str
    licence: str
    scale: int = 10_000  # RATE: among so many
    #: What it is counted among: "children" (aged 0 to 17), another measure's key.
    base: str = "children"
    base_share: float = 1.0  # the part of the base it was counted among: 8 of 18 years of age, three years together
    shown: bool = True
    sectors: tuple[str, ...] = ()  # whose work it speaks of first
    origin: str = ""  # its column or indicator in the publisher's file
