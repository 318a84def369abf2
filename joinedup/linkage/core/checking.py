"""Which pairs people are asked to check so that links can be measured: a few of each band of scores, drawn by hash."""

import hashlib
from dataclasses import dataclass
from typing import Final

import polars as pl

from joinedup.linkage.core import guard
from joinedup.linkage.core.intervals import Share, wilson
from joinedup.linkage.core.settings import LinkSettings

#: From which probability each band begins, of pairs joined and of pairs left to a person. The last of each ends at 1.
JOINED_FROM: Final = (0.0, 0.5, 0.9, 0.99, 0.999)
REVIEW_FROM: Final = (0.0, 0.25, 0.5)

#: A pair drawn. `outcome`: joined | review; `band`: the probability its band begins at; `value`: record pairs inside people it
#: stands for: 1 if joined, else how many would come together; `place`: its place in its band's order, the first is 0.
DRAWN: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "record_id_l": pl.String,
    "record_id_r": pl.String,
    "probability": pl.Float64,
    "outcome": pl.String,
    "band": pl.Float64,
    "value": pl.Int64,
    "place": pl.Int64,
}

#: Reasons of pairs a person decided before the run.
_DECIDED: Final = (guard.SAID_SAME, guard.SAID_DIFFERENT)


@dataclass(frozen=True)
class Stratum:
    """Everything a band holds: how many pairs can be drawn, and how many record pairs they stand for."""

    outcome: str
    band: float
    pairs: int
    value: int


def drawable(pairs: pl.DataFrame, memberships: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs that can be drawn (DRAWN without `place`).

    Of several doubtful pairs between the same two people the likeliest stands for all: were it one person, all would come together.
    Doubtful pairs whose people are one already, and rejected ones, miss nothing and are left out; so is what people decided,
    which says nothing of what the model did with the others.
    """
    sizes = memberships.select("record_id", "child_id", pl.len().over("child_id").cast(pl.Int64).alias("size"))
    found = pairs.filter(pl.col("outcome").is_in(["joined", "review"]) & ~pl.col("reason").is_in(_DECIDED))
    for side in ("l", "r"):
        named = sizes.rename({"record_id": f"record_id_{side}", "child_id": f"child_{side}", "size": f"size_{side}"})
        found = found.join(named, on=f"record_id_{side}")
    joined = found.filter(pl.col("outcome") == "joined").with_columns(value=pl.lit(1, dtype=pl.Int64), band=_band(JOINED_FROM))
    apart = found.filter((pl.col("outcome") == "review") & (pl.col("child_l") != pl.col("child_r")))
    people = (pl.min_horizontal("child_l", "child_r"), pl.max_horizontal("child_l", "child_r"))
    ranked = apart.with_columns(one=people[0], other=people[1]).sort(
        "probability", "record_id_l", "record_id_r", descending=[True, False, False]
    )
    review = ranked.unique(["one", "other"], keep="first", maintain_order=True)
    review = review.with_columns(value=pl.col("size_l") * pl.col("size_r"), band=_band(REVIEW_FROM))
    columns = [name for name in DRAWN if name != "place"]
    return pl.concat([joined.select(columns), review.select(columns)]).sort("record_id_l", "record_id_r")


def _band(edges: tuple[float, ...]) -> pl.Expr:
    """The highest edge at or below the probability."""
    return pl.max_horizontal(pl.when(pl.col("probability") >= edge).then(pl.lit(edge)) for edge in edges)


def strata(open_to_draw: pl.DataFrame) -> list[Stratum]:
    """Return what each band holds, of `drawable` pairs, joined first, then by band."""
    counted = open_to_draw.group_by("outcome", "band").agg(pl.len().alias("pairs"), pl.sum("value"))
    return [Stratum(*row) for row in counted.sort("outcome", "band").iter_rows()]


def draw(open_to_draw: pl.DataFrame, *, seed: int, each: int) -> pl.DataFrame:
    """Return `each` pairs of every band (DRAWN), those with the smallest sha256 of seed and record ids, or all there are.

    In the order to look at them: the first of every band, then the second, so that whoever stops has looked at all bands alike.
    """
    keyed = open_to_draw.with_columns(
        pl.concat_str(pl.lit(str(seed)), "record_id_l", "record_id_r", separator="\x1f")
        .map_elements(lambda text: hashlib.sha256(text.encode()).hexdigest(), return_dtype=pl.String)
        .alias("key")
    )
    placed = keyed.sort("key").with_columns(place=pl.int_range(pl.len()).over("outcome", "band").cast(pl.Int64))
    return placed.filter(pl.col("place") < each).sort("place", "key").select(list(DRAWN)).cast(pl.Schema(DRAWN))


def to_look_at(pairs: pl.DataFrame, memberships: pl.DataFrame, settings: LinkSettings) -> pl.DataFrame:
    """Return the pairs (PAIR) a person may look at: left to a person, decided by one before, or drawn to be checked."""
    drawn = draw(drawable(pairs, memberships), seed=settings.seed, each=settings.check_each)
    asked = (pl.col("outcome") == "review") | pl.col("reason").is_in(_DECIDED)
    ends = ["record_id_l", "record_id_r"]
    return pl.concat([pairs.filter(asked), pairs.join(drawn, on=ends, how="semi")]).unique(ends).sort(ends)


@dataclass(frozen=True)
class Looked:
    """What was found of a band's `drawn` pairs: how many were one person, two people, and could not be told."""

    stratum: Stratum
    drawn: int
    same: int
    different: int
    untold: int
    same_value: float  # record pairs those that were one person stand for
    value: float  # record pairs those told either way stand for
    squares: float  # sum of the squares of the values told, for the weight of the sample

    @property
    def share(self) -> Share:
        """The share that is one person, of the pairs told either way."""
        return wilson(self.same, self.same + self.different)


def looked_at(bands: list[Stratum], drawn: pl.DataFrame, said: dict[tuple[str, str], str]) -> list[Looked]:
    """Return what people `said` (accept | refuse | cannot_tell, by record ids) of the drawn pairs of each band."""
    found: list[Looked] = []
    for band in bands:
        rows = drawn.filter((pl.col("outcome") == band.outcome) & (pl.col("band") == band.band))
        told = [
            (said.get((one, other)), value) for one, other, value in rows.select("record_id_l", "record_id_r", "value").iter_rows()
        ]
        same = [value for word, value in told if word == "accept"]
        different = [value for word, value in told if word == "refuse"]
        untold = sum(word == "cannot_tell" for word, _ in told)
        every = [*same, *different]
        squares = float(sum(value * value for value in every))
        found.append(Looked(band, rows.height, len(same), len(different), untold, float(sum(same)), float(sum(every)), squares))
    return found
