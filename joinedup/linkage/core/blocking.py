"""Which pairs are looked at: records that share a key, in groups small enough to tell something."""

from dataclasses import dataclass
from typing import Final

import polars as pl

#: A key shared by more records than this finds crowds, not people; other keys find their pairs.
LARGEST_BLOCK: Final = 150

#: Letters of a name that survive most slips further on.
_START: Final = 3

_GIVEN, _FAMILY, _DOB = pl.col("given"), pl.col("family_words"), pl.col("dob_text")
_YEAR, _DAY, _MONTH = _DOB.str.slice(0, 4), _DOB.str.slice(4, 4), _DOB.str.slice(0, 6)
_VAGUE = _DOB.is_null() | pl.col("dob_kind").is_in(["estimated", "expected"])


@dataclass(frozen=True)
class Key:
    """One key records are grouped by. With `only`, a pair counts only where one of the two records satisfies it."""

    name: str
    parts: tuple[pl.Expr, ...]
    only: pl.Expr | None = None


#: Each joins what two records of one person are likely to share, whatever else went wrong with either.
KEYS: Final = (
    Key("known id", (pl.col("known"),)),
    Key("home", (pl.col("home"),)),
    Key("birth date, given initial", (_DOB, _GIVEN.str.slice(0, 1))),
    Key("birth date, family initial", (_DOB, _FAMILY.str.slice(0, 1))),
    Key("birth date, given name", (_DOB, _GIVEN)),
    Key("birth date, family name", (_DOB, _FAMILY)),
    Key("birth date, postcode", (_DOB, pl.col("postcode"))),
    Key("both names either way, year", (pl.min_horizontal(_GIVEN, _FAMILY), pl.max_horizontal(_GIVEN, _FAMILY), _YEAR)),
    Key("both names, day and month", (_GIVEN, _FAMILY, _DAY)),
    Key("starts of both names, year", (_GIVEN.str.slice(0, _START), _FAMILY.str.slice(0, _START), _YEAR)),
    Key("starts of both names, day and month", (_GIVEN.str.slice(0, _START), _FAMILY.str.slice(0, _START), _DAY)),
    Key("both names, sector", (_GIVEN, _FAMILY, pl.col("sector"))),
    Key("postcode, family name", (pl.col("postcode"), _FAMILY)),
    Key("postcode, given name", (pl.col("postcode"), _GIVEN)),
    Key("both names, birth date vague", (_GIVEN, _FAMILY), _VAGUE),
    Key("family name, month, unborn", (_FAMILY, pl.col("month")), pl.col("unborn")),
)

#: Once moves are known: the records of one household, whichever of its addresses each gives.
HOUSEHOLD_KEYS: Final = (Key("household", (pl.col("household"),)),)

#: Where lists hold no families: what in a family would find brothers and sisters, and here finds one person.
LOOSE_KEYS: Final = (
    Key("both names", (_GIVEN, _FAMILY)),
    Key("birth date", (_DOB,)),
    Key("address", (pl.col("address"),)),
    Key("postcode", (pl.col("postcode"),)),
    Key("postcode, year", (pl.col("postcode"), _YEAR)),
    Key("postcode, day and month", (pl.col("postcode"), _DAY)),
    Key("family name, year", (_FAMILY, _YEAR)),
    Key("family name, day and month", (_FAMILY, _DAY)),
    Key("given name, day and month", (_GIVEN, _DAY)),
    Key("given name, month", (_GIVEN, _MONTH)),
    Key("start of the family name, sector", (_FAMILY.str.slice(0, _START), pl.col("sector"))),
)


def candidate_pairs(frame: pl.DataFrame, keys: tuple[Key, ...] = KEYS) -> pl.DataFrame:
    """Return every pair (idx_l < idx_r) of comparable records that share a key, once, sorted."""
    found = pl.concat([_pairs_of(frame, key) for key in keys])
    return found.unique().sort("idx_l", "idx_r")


def _pairs_of(frame: pl.DataFrame, key: Key) -> pl.DataFrame:
    shared = _keyed(frame, key)
    both = shared.join(shared, on="key", suffix="_r").filter(pl.col("idx") < pl.col("idx_r"))
    if key.only is not None:
        both = both.filter(pl.col("only") | pl.col("only_r"))
    return both.select(pl.col("idx").alias("idx_l"), "idx_r")


def _keyed(frame: pl.DataFrame, key: Key) -> pl.DataFrame:
    """The values of a key that some records share, and not too many."""
    return keyed(frame, key).filter(pl.len().over("key").is_between(2, LARGEST_BLOCK))


def keyed(frame: pl.DataFrame, key: Key) -> pl.DataFrame:
    """Return each record's values of a key (idx, key, only), several where it has several family names or expected months."""
    long = frame
    if any("family_words" in part.meta.root_names() for part in key.parts):
        long = long.explode("family_words")
    if any("month" in part.meta.root_names() for part in key.parts):
        long = _with_months(long)
    only = key.only if key.only is not None else pl.lit(value=True)
    text = pl.concat_str(*(part.cast(pl.String) for part in key.parts), separator="|")
    return long.select("idx", text.alias("key"), only.alias("only")).drop_nulls("key").unique()


def _with_months(frame: pl.DataFrame) -> pl.DataFrame:
    """Give an expected child every month its birth may fall in, the others the month of theirs."""
    around = [pl.col("dob").dt.offset_by(by).dt.strftime("%Y%m") for by in ("-21d", "0d", "21d")]
    months = pl.when("unborn").then(pl.concat_list(around)).otherwise(pl.concat_list(around[1]))
    return frame.with_columns(months.alias("month")).explode("month")
