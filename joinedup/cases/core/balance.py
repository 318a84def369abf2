"""How a sample stands beside its cohort: what chance would bring, in words that judge nothing.

The sample is taken at random within each stratum of the first level, so many children of so many. For each value (boys, say) the
number drawn in a stratum is then hypergeometric, and over the strata their sum. Finer strata make the numbers vary less than this,
never more. Replacements are counted as they stand.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from math import comb
from typing import Final

import polars as pl

from joinedup.cases.core.draw import SampleDraw, path_of
from joinedup.cases.core.sharing import LARGEST_REMAINDER, NOT_KNOWN

#: The chance range leaves so much at each end: it holds in at least 95 of 100 draws.
_TAIL: Final = 0.025
#: The groups of the census codes of ethnicity: of so few children single codes would tell nothing.
_ETHNICITIES: Final[tuple[tuple[str, Collection[str]], ...]] = (
    ("White", ("WBRI", "WIRI", "WIRT", "WOTH", "WROM")),
    ("Mixed", ("MWBC", "MWBA", "MWAS", "MOTH")),
    ("Asian or Asian British", ("AIND", "APKN", "ABAN", "AOTH")),
    ("Black or Black British", ("BCRB", "BAFR", "BOTH")),
    ("Chinese", ("CHNE",)),
    ("Any other ethnic group", ("OOTH",)),
    (NOT_KNOWN, ("REFU", "NOBT")),
)


@dataclass(frozen=True)
class Aspect:
    """Something children differ in: its name, its title, and the values of each child (several for agencies)."""

    name: str
    title: str
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Row:
    """One value: children of the cohort and the sample who have it, what the draw would bring, and its chance range."""

    value: str
    cohort: int
    sampled: int
    expected: float
    low: int
    high: int
    shortlisted: int = 0
    tracked: int = 0

    @property
    def within(self) -> bool:
        """Whether a difference of this size comes about by chance."""
        return self.low <= self.sampled <= self.high


@dataclass(frozen=True)
class Beside:
    """One aspect of the sample beside the cohort. `settled`: the draw's strata leave nothing of it to chance."""

    aspect: str
    title: str
    rows: tuple[Row, ...]

    @property
    def settled(self) -> bool:
        """Whether every number follows from the strata."""
        return all(row.low == row.high for row in self.rows)

    @property
    def outside(self) -> tuple[Row, ...]:
        """The rows chance seldom brings."""
        return tuple(row for row in self.rows if not row.within)


def beside_cohort(
    draw: SampleDraw, aspects: Iterable[Aspect], shortlisted: Collection[str] = (), tracked: Collection[str] = ()
) -> tuple[Beside, ...]:
    """Return the sample beside the cohort for each aspect, values in order of their number in the cohort, not known last."""
    stratum = {drawn.child_id: _first_level(draw, drawn.stratum) for drawn in draw.order}
    size, taken = Counter(stratum.values()), Counter(stratum[child] for child in draw.sampled)
    strata = [(name, many, taken[name]) for name, many in sorted(size.items())]
    rows = partial(_rows, draw=draw, stratum=stratum, strata=strata, shortlisted=shortlisted, tracked=tracked)
    return tuple(Beside(aspect.name, aspect.title, tuple(rows(aspect))) for aspect in aspects)


def column(frame: pl.DataFrame, name: str, labels: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the values of a column of a cohort frame by child: one each, a code as its label."""
    told = frame.select("child_id", pl.col(name).cast(pl.String)).iter_rows()
    return {child: (NOT_KNOWN if value is None else labels.get(value, value),) for child, value in told}


def known_to(frame: pl.DataFrame, names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the agencies that know each child, by name: those whose records a pinned cohort frame holds (`records`)."""
    whose = frame.select("child_id", "records").iter_rows()
    keys = ((child, {record.split(":", 1)[0] for record in records}) for child, records in whose)
    return {child: tuple(sorted(names.get(key, key) for key in agencies)) for child, agencies in keys}


def ethnic_group(code: str) -> str:
    """Return the group of a census code of ethnicity; what is no such code is returned as it is."""
    return next((group for group, codes in _ETHNICITIES if code in codes), code)


def chance_range(strata: Iterable[tuple[int, int, int]]) -> tuple[int, int]:
    """Return the lowest and highest number that chance brings in at least 95 of 100 draws.

    `strata`: children, those of them with the value, and places, of each stratum.
    """
    chances = [1.0]
    for children, having, places in strata:
        chances = _sum_of(chances, _hypergeometric(children, having, places))
    below, low = 0.0, 0
    while below + chances[low] <= _TAIL:
        below, low = below + chances[low], low + 1
    above, high = 0.0, len(chances) - 1
    while above + chances[high] <= _TAIL:
        above, high = above + chances[high], high - 1
    return low, high


def _rows(
    aspect: Aspect,
    *,
    draw: SampleDraw,
    stratum: Mapping[str, str],
    strata: list[tuple[str, int, int]],
    shortlisted: Collection[str],
    tracked: Collection[str],
) -> Iterable[Row]:
    counts = _counted(aspect, stratum)
    for value in sorted(counts, key=lambda value: (value == NOT_KNOWN, -counts[value], value)):
        having = Counter(stratum[child] for child in stratum if value in aspect.values[child])
        low, high = chance_range((many, having[name], places) for name, many, places in strata)
        yield Row(
            value,
            counts[value],
            _counted(aspect, draw.sampled)[value],
            sum(places * having[name] / many for name, many, places in strata),
            low,
            high,
            _counted(aspect, shortlisted)[value],
            _counted(aspect, tracked)[value],
        )


def _counted(aspect: Aspect, children: Iterable[str]) -> Counter[str]:
    return Counter(value for child in children for value in aspect.values[child])


def _first_level(draw: SampleDraw, stratum: str) -> str:
    """Return the stratum places are random within: the first level, or the whole stratum under largest remainders."""
    return stratum if draw.sharing == LARGEST_REMAINDER else path_of(stratum, draw.strata)[0]


def _hypergeometric(children: int, having: int, places: int) -> list[float]:
    """Return the chance of drawing 0, 1 … `places` of those having a value, when `places` of `children` are drawn."""
    every = comb(children, places)
    return [comb(having, got) * comb(children - having, places - got) / every for got in range(places + 1)]


def _sum_of(one: list[float], other: list[float]) -> list[float]:
    together = [0.0] * (len(one) + len(other) - 1)
    for n, chance in enumerate(one):
        for m, more in enumerate(other):
            together[n + m] += chance * more
    return together
