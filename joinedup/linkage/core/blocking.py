"""Which pairs are looked at: records that share a key, in groups small enough to tell something."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

#: A key shared by more records than this finds crowds, not people; other keys find their pairs.
LARGEST_BLOCK: Final = 150

#: The same for a key so loose that its larger groups hold hardly a pair worth a look (a million records: one in ten thousand).
LOOSE_BLOCK: Final = 20
LOOSEST_BLOCK: Final = 6

#: Letters of a name that survive most slips further on.
_START: Final = 3

#: Bits of a number that hold the second record of a pair; the first record's are above.
_BITS: Final = 32
_LOW: Final = (1 << _BITS) - 1

Whole = npt.NDArray[np.int64]

_GIVEN, _FAMILY, _DOB = pl.col("given"), pl.col("family_words"), pl.col("dob_text")
_GIVEN_STARTS, _FAMILY_STARTS = _GIVEN.str.slice(0, _START), _FAMILY.str.slice(0, _START)
_GIVEN_INITIAL, _FAMILY_INITIAL = _GIVEN.str.slice(0, 1), _FAMILY.str.slice(0, 1)
_YEAR, _DAY, _MONTH = _DOB.str.slice(0, 4), _DOB.str.slice(4, 4), _DOB.str.slice(0, 6)
_VAGUE = _DOB.is_null() | pl.col("dob_kind").is_in(["estimated", "expected"])
_EITHER_WAY = (pl.min_horizontal(_GIVEN, _FAMILY), pl.max_horizontal(_GIVEN, _FAMILY))


@dataclass(frozen=True)
class Key:
    """One key records are grouped by, passed over where more than `most` records share it.

    With `only`, a pair counts only where one of the two records satisfies it.
    """

    name: str
    parts: tuple[pl.Expr, ...]
    only: pl.Expr | None = None
    most: int = LARGEST_BLOCK


#: Each joins what two records of one person are likely to share, whatever else went wrong with either.
KEYS: Final = (
    Key("known id", (pl.col("known"),)),
    Key("home", (pl.col("home"),)),
    Key("birth date, given initial", (_DOB, _GIVEN_INITIAL), most=LOOSEST_BLOCK),
    Key("birth date, family initial", (_DOB, _FAMILY_INITIAL), most=LOOSEST_BLOCK),
    Key("birth date, start of the given name", (_DOB, _GIVEN_STARTS)),
    Key("birth date, start of the family name", (_DOB, _FAMILY_STARTS)),
    Key("birth date, both initials", (_DOB, _GIVEN_INITIAL, _FAMILY_INITIAL)),
    Key("birth date, postcode", (_DOB, pl.col("postcode"))),
    Key("both names either way, year", (*_EITHER_WAY, _YEAR), most=LOOSE_BLOCK),
    Key("starts of both names, year", (_GIVEN_STARTS, _FAMILY_STARTS, _YEAR), most=LOOSE_BLOCK),
    Key("starts of both names, day and month", (_GIVEN_STARTS, _FAMILY_STARTS, _DAY)),
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
    found = np.sort(np.concatenate([_pairs_of(frame, key) for key in keys]))
    once = found[_starts(found)]
    return pl.DataFrame({"idx_l": once >> _BITS, "idx_r": once & _LOW}, schema={"idx_l": pl.Int32, "idx_r": pl.Int32})


def _pairs_of(frame: pl.DataFrame, key: Key) -> Whole:
    """The pairs of one key, each as one number: the first record's in the upper bits, the second's in the lower."""
    held = keyed(frame, key).sort("key", maintain_order=True)
    block, idx, only = held["key"].to_numpy(), held["idx"].cast(pl.Int64).to_numpy(), held["only"].to_numpy()
    shared = _shared(block, idx, key.most)
    block, idx, only = block[shared], idx[shared], only[shared]
    found, first = [np.empty(0, dtype=np.int64)], np.arange(len(block))
    for step in range(1, key.most):
        first = first[: np.searchsorted(first, len(block) - step)]
        first = first[block[first] == block[first + step]]
        if not first.size:
            break
        counts = first[only[first] | only[first + step]]
        found.append(idx[counts] << _BITS | idx[counts + step])
    return np.concatenate(found)


def _shared(block: Whole, idx: Whole, most: int) -> Whole:
    """The places, in sorted blocks, of what two records or more share and no more than `most`; a record twice counts once."""
    once = np.flatnonzero(_starts(block) | _starts(idx))
    starts = np.flatnonzero(_starts(block[once]))
    sizes = np.diff(starts, append=len(once))
    return once[np.repeat((sizes > 1) & (sizes <= most), sizes)]


def _starts(numbers: Whole) -> npt.NDArray[np.bool_]:
    """Where a number differs from the one before."""
    return np.concatenate([np.ones(min(1, len(numbers)), dtype=np.bool_), numbers[1:] != numbers[:-1]])


def keyed(frame: pl.DataFrame, key: Key) -> pl.DataFrame:
    """Return each record's values of a key (idx, key, only) in the order of `frame`; several where it has several family names.

    A value is known by its hash: where two values share one, pairs that share nothing are looked at besides. A record may
    have one value twice.
    """
    only = key.only if key.only is not None else pl.lit(value=True)
    wanted = {name for part in (*key.parts, only) for name in part.meta.root_names()}
    long = _with_months(frame) if "month" in wanted else frame.select("idx", *sorted(wanted))
    if "family_words" in wanted:
        long = long.explode("family_words")
    text = pl.concat_str(*(part.cast(pl.String) for part in key.parts), separator="|")
    found = long.select("idx", text.alias("key"), only.alias("only")).drop_nulls("key")
    return found.with_columns(pl.col("key").hash().reinterpret(signed=True))


def _with_months(frame: pl.DataFrame) -> pl.DataFrame:
    """Give an expected child every month its birth may fall in, the others the month of theirs."""
    around = [pl.col("dob").dt.offset_by(by).dt.strftime("%Y%m") for by in ("-21d", "21d")]
    columns = ("idx", "family_words", "unborn")
    parts = [frame.select(*columns, month=_MONTH), *(frame.filter("unborn").select(*columns, month=each) for each in around)]
    return pl.concat(parts).sort("idx")
