"""What the model compares: one row per record, made from the RECORD frame."""

from collections.abc import Callable
from typing import Any, Final

import polars as pl

from joinedup.linkage.core import places
from joinedup.records import names
from joinedup.records.distinct import applied

#: Columns of the frame `comparables` returns; `idx` is the record's place in the order of (list, record_id).
#: `home` is an address, `household` the addresses one family is seen at (null until `households` has looked).
COMPARABLE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "idx": pl.Int32,
    "agency": pl.String,
    "given": pl.String,
    "given_groups": pl.List(pl.Int32),
    "middle": pl.String,
    "family": pl.String,
    "family_words": pl.List(pl.String),
    "unborn": pl.Boolean,
    "dob": pl.Date,
    "dob_text": pl.String,
    "dob_kind": pl.String,
    "sex": pl.String,
    "postcode": pl.String,
    "sector": pl.String,
    "address": pl.String,
    "home": pl.String,
    "household": pl.Int64,
    "known": pl.String,
}

#: An address shared by more records than this is no household (a hospital, a hostel, an office) and says nothing.
CROWD: Final = 60

#: Kinds of known id of which a person has one only. Two different ones are two people.
ONE_PER_PERSON: Final = ("nhs", "known", "upn")


def comparables(records: pl.DataFrame) -> pl.DataFrame:
    """Return one comparable row per record, in the order of (list, record_id)."""
    ordered = records.sort("list", "record_id").with_columns(pl.int_range(pl.len(), dtype=pl.Int32).alias("idx"))
    first = pl.col("names").list.first()
    frame = ordered.select(
        "agency",
        "sex",
        "dob_kind",
        "idx",
        first.struct.field("given").alias("given_as_written"),
        first.struct.field("middle").alias("middle_as_written"),
        first.struct.field("family").alias("family_as_written"),
        _every_family(ordered).alias("families_as_written"),
        pl.col("postcode").alias("postcode_as_written"),
        pl.col("address").alias("address_as_written"),
        _middle_of_dates().alias("dob"),
        _known_id(ordered).alias("known"),
        pl.lit(None, dtype=pl.Int64).alias("household"),
    )
    return _homes(_dates(_names(_places(frame)))).select(pl.col(name).cast(kind) for name, kind in COMPARABLE.items())


def _every_family(ordered: pl.DataFrame) -> pl.Series:
    """Family names of every name and alias, one text; "/" never occurs inside a folded name."""
    names, aliases = pl.col("names"), pl.col("aliases")
    every = pl.concat_list(names.fill_null([]), aliases.fill_null([]))
    joined = every.list.eval(pl.element().struct.field("family")).list.join("/", ignore_nulls=True)
    one_name = (names.list.len() == 1) & (aliases.list.len().fill_null(0) == 0)
    return _mostly(ordered, one_name, names.list.first().struct.field("family").fill_null(""), joined)


def _mostly(ordered: pl.DataFrame, plain: pl.Expr, quick: pl.Expr, thorough: pl.Expr) -> pl.Series:
    """Work out `quick` for the records that are `plain`, and `thorough`, a hundred times as slow, for the few others."""
    others = ~plain.fill_null(value=False)
    parts = [ordered.lazy().filter(rows).select("idx", value=value) for rows, value in ((~others, quick), (others, thorough))]
    return pl.concat(parts).sort("idx").collect()["value"]


def _middle_of_dates() -> pl.Expr:
    earliest, latest = pl.col("dob_earliest"), pl.col("dob_latest")
    half = (latest - earliest).dt.total_days().fill_null(0) // 2
    return pl.when(pl.col("dob_kind") != "missing").then(earliest + pl.duration(days=half))


def _known_id(ordered: pl.DataFrame) -> pl.Series:
    """The one id that settles identity, the NHS number before the others."""
    ids = pl.col("known_ids").fill_null([])
    of_kind = [pl.element().filter(pl.element().str.starts_with(f"{kind}:")) for kind in ONE_PER_PERSON]
    thorough = pl.coalesce(ids.list.sort().list.eval(each).list.first() for each in of_kind)
    only = ids.list.first()
    quick = pl.when(pl.any_horizontal(only.str.starts_with(f"{kind}:") for kind in ONE_PER_PERSON)).then(only)
    return _mostly(ordered, ids.list.len() <= 1, quick, thorough)


def _apply(
    frame: pl.DataFrame, column: str, name: str, maker: Callable[[str], Any], kind: pl.DataType | type[pl.DataType]
) -> pl.DataFrame:
    """Add the column `name`, computed once per distinct value of `column`: names repeat, and Python is slow."""
    return frame.with_columns(applied(frame[column], maker, kind).alias(name))


_TEXTS: Final = pl.List(pl.String)


def _names(frame: pl.DataFrame) -> pl.DataFrame:
    frame = _apply(frame, "given_as_written", "given_words", names.given_words, _TEXTS)
    frame = _apply(frame, "given_as_written", "unborn", names.is_unborn, pl.Boolean)
    frame = _apply(frame, "middle_as_written", "middle_words", names.given_words, _TEXTS)
    frame = _apply(frame, "families_as_written", "family_words", _every_family_word, _TEXTS)
    frame = _apply(frame, "family_as_written", "family", lambda text: "".join(names.family_words(text)) or None, pl.String)
    first, second = (pl.col("given_words").list.get(place, null_on_oob=True) for place in (0, 1))
    frame = frame.with_columns(
        first.alias("given"),
        pl.coalesce(second, pl.col("middle_words").list.get(0, null_on_oob=True)).alias("middle"),
        pl.col("unborn").fill_null(value=False),
    )
    return _apply(frame, "given", "given_groups", lambda word: sorted(names.forename_groups(word)), pl.List(pl.Int32))


def _every_family_word(text: str) -> list[str]:
    parts = [names.family_words(part) for part in text.split("/")]
    return sorted({word for words in parts for word in (*words, "".join(words)) if word})


def _dates(frame: pl.DataFrame) -> pl.DataFrame:
    kind = pl.when(pl.col("unborn") & (pl.col("dob_kind") == "exact")).then(pl.lit("expected")).otherwise("dob_kind")
    round_date = pl.col("dob").dt.strftime("%m%d").is_in(["0101", "0701"]) & (kind == "exact")
    return frame.with_columns(
        pl.when(round_date).then(pl.lit("estimated")).otherwise(kind).alias("dob_kind"),
        pl.col("dob").dt.strftime("%Y%m%d").alias("dob_text"),
    )


def _places(frame: pl.DataFrame) -> pl.DataFrame:
    frame = _apply(frame, "postcode_as_written", "postcode", places.postcode, pl.String)
    frame = _apply(frame, "address_as_written", "address", places.address, pl.String)
    return _apply(frame, "postcode", "sector", places.sector, pl.String)


def _homes(frame: pl.DataFrame) -> pl.DataFrame:
    """Name each home by its address and whole postcode: street names repeat within a town. None where a crowd shares it."""
    home = pl.when(pl.col("sector").is_not_null()).then(pl.concat_str("address", "postcode", separator="|"))
    crowd = pl.len().over("home") > CROWD
    return frame.with_columns(home.alias("home")).with_columns(pl.when(~crowd).then("home").alias("home"))
