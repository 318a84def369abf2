"""Link files: CSV lists of people in, `links.csv` out, without a server or a framework."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from joinedup.records import names
from joinedup.records.distinct import applied, made_of_distinct
from joinedup.records.ids import child_ids
from joinedup.records.shape import MEMBERSHIP, NAME, RECORD, conform

NEEDED: Final = ("record_id", "given_names", "family_name", "date_of_birth", "sex", "postcode")
ALLOWED: Final = ("address", "middle_names", "aliases", "known_id", "person_key")

#: Date styles read, year first or day first, never month first.
DATES: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
SEXES: Final = {
    "f": "female", "female": "female", "girl": "female", "woman": "female", "2": "female",
    "m": "male", "male": "male", "boy": "male", "man": "male", "1": "male",
    "x": "other", "other": "other", "9": "other",
}  # fmt: skip

#: The time that databases write behind a day. Where it is said how far it is from Greenwich, only midnight leaves the day sure.
_TIME: Final = r"[T ](\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?|00:00(:00([.,]0+)?)?( ?(Z|[+-]\d{2}:?\d{2})))$"

#: An empty cell, or what spreadsheets and systems write for one.
NOTHING: Final = ("", "#n/a", "n/a", "na", "null", "none", "nan", "not known", "unknown", "-", ".")


class ListFileError(ValueError):
    """A file that cannot be used, with its name and the reason."""


@dataclass(frozen=True)
class Unread:
    """Filled cells of a list's column that said nothing: how many, and the first row (as in the file) that has one."""

    list: str
    column: str
    cells: int
    row: int


@dataclass(frozen=True)
class Lists:
    """Records read (RECORD; the rows of one person_key are one record), and which record each row belongs to.

    `rows` has list, record_id (as in the file) and `of`, the record's own record_id. `further` has the record's own record_id and
    the columns asked for beyond the known ones, as far as a list has them. `unread` counts the dates of birth and sexes that could
    not be read, which count as missing.
    """

    records: pl.DataFrame
    rows: pl.DataFrame
    further: pl.DataFrame
    unread: tuple[Unread, ...] = ()


def read_lists(paths: list[Path], further: tuple[str, ...] = ()) -> Lists:
    """Read the CSV files as one list each, named as the file without its ending, with some `further` columns.

    Raises ListFileError.
    """
    stems = [path.stem for path in paths]
    twice = sorted({stem for stem in stems if stems.count(stem) > 1})
    if twice:
        raise ListFileError(f"Two files are both the list {twice[0]}: give each file its own name.")
    frames = [_rows(path, further) for path in paths]
    rows = _read(pl.concat(frames, how="diagonal"))
    return Lists(
        records=_records(rows),
        rows=rows.select("list", "record_id", "of"),
        further=_further(rows, further),
        unread=tuple(each for name in stems for each in _unread(rows.filter(pl.col("list") == name))),
    )


def _read(rows: pl.DataFrame) -> pl.DataFrame:
    """Add what the dates of birth and sexes say: `born` and `sex_read`, null where nothing can be read."""
    sex = pl.col("sex").str.to_lowercase().replace_strict(SEXES, default=None, return_dtype=pl.String)
    return rows.with_columns(made_of_distinct(rows["date_of_birth"], _dates).alias("born"), sex.alias("sex_read"))


def _unread(rows: pl.DataFrame) -> list[Unread]:
    """What the filled cells of one list did not say."""
    found = []
    for column, read in (("date_of_birth", "born"), ("sex", "sex_read")):
        lost = rows.filter(pl.col(column).is_not_null() & pl.col(read).is_null())
        if lost.height:
            found.append(Unread(lost["list"][0], column, lost.height, lost["row"][0]))
    return found


def _rows(path: Path, further: tuple[str, ...]) -> pl.DataFrame:
    """The rows of one file as text, with `of`: the record a row belongs to."""
    frame = read_csv(path, NEEDED)
    extra = [pl.lit(None, dtype=pl.String).alias(name) for name in ALLOWED if name not in frame.columns]
    row = pl.int_range(2, pl.len() + 2, dtype=pl.Int64)
    cells = [_cell(name) for name in dict.fromkeys((*NEEDED, *ALLOWED, *(name for name in further if name in frame.columns)))]
    frame = frame.with_columns(extra).select(pl.lit(path.stem).alias("list"), row.alias("row"), *cells)
    empty = frame.filter(pl.col("record_id").is_null())
    if empty.height:
        raise ListFileError(f"{path.name}, row {empty['row'][0]}: there is no record_id. Every row needs one.")
    double = frame.filter(pl.col("record_id").is_duplicated())
    if double.height:
        raise ListFileError(f"{path.name}, row {double['row'][1]}: this record_id stands in an earlier row too.")
    key = pl.coalesce(pl.format("person:{}", "person_key"), pl.format("record:{}", "record_id"))
    return frame.with_columns(pl.format("{}:{}", "list", key).alias("of"))


def read_csv(path: Path, needed: tuple[str, ...]) -> pl.DataFrame:
    """Read a CSV file with every cell as text; raise ListFileError where it is no CSV or lacks a column."""
    try:
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8")
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ListFileError(f"{path.name} cannot be read as a CSV file in UTF-8: {reason}") from error
    headers = [_plain(name) for name in frame.columns]
    twice = [header for place, header in enumerate(headers) if header and header in headers[:place]]
    if twice:
        raise ListFileError(f"{path.name} has two columns {twice[0]}, whatever their capitals. Leave one of them out.")
    frame.columns = [header or f"column {place}" for place, header in enumerate(headers, 1)]
    missing = [name for name in needed if name not in frame.columns]
    if missing:
        raise ListFileError(f"{path.name} has no column {', '.join(missing)}. It needs {', '.join(needed)}.")
    return frame


def _plain(header: str) -> str:
    """The name a column goes by, also where it was read beside another of the very same name."""
    return re.sub(r"_duplicated_\d+$", "", header).strip().lstrip("\ufeff").lower()


def _further(rows: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    """Of the rows of one record the first that says something counts."""
    here = [pl.col(name).drop_nulls().first() for name in names if name in rows.columns]
    return (
        rows.group_by("of", maintain_order=True).agg(here).rename({"of": "record_id"})
        if here
        else rows.select(record_id="of").clear()
    )


def _cell(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.when(~text.str.to_lowercase().is_in(NOTHING)).then(text).alias(name)


def _records(rows: pl.DataFrame) -> pl.DataFrame:
    """One RECORD per `of`, in the order of the rows: the first row's cells where it has them, the names of all rows."""
    shared = rows["of"].is_duplicated()
    rows = rows.with_row_index("place").with_columns(
        names=pl.struct(given="given_names", middle="middle_names", family="family_name").cast(NAME),
        named=pl.any_horizontal(pl.col("given_names", "middle_names", "family_name").is_not_null()),
        known=_known(pl.col("known_id")),
        unborn=applied(rows["given_names"], names.is_unborn, pl.Boolean),
    )
    each = pl.concat([_alone(rows.filter(~shared)), _gathered(rows.filter(shared))]).sort("place")
    return conform(each.with_columns(*_as_record(each)), RECORD)


#: Cells of which a record of several rows takes the first there is.
_FIRST: Final = ("born", "sex_read", "postcode", "address", "row", "unborn", "place")


def _alone(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that are a record each."""
    empty = pl.lit([], dtype=pl.List(NAME))
    return rows.select(
        "list",
        "of",
        *_FIRST,
        pl.when("named").then(pl.concat_list("names")).otherwise(empty).alias("names"),
        "aliases",
        pl.concat_list("known").list.drop_nulls().alias("known_ids"),
    )


def _gathered(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of records that have several."""
    return rows.group_by("list", "of", maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in _FIRST),
        pl.col("names").filter("named").unique(maintain_order=True),
        pl.col("aliases").drop_nulls().str.join(";"),
        pl.col("known").drop_nulls().unique().sort().alias("known_ids"),
    )


def _as_record(each: pl.DataFrame) -> list[pl.Expr | pl.Series]:
    born = pl.col("born")
    kind = pl.when(born.is_null()).then(pl.lit("missing")).when("unborn").then(pl.lit("expected")).otherwise(pl.lit("exact"))
    return [
        pl.col("of").alias("record_id"),
        pl.col("list").alias("agency"),
        pl.lit(None, dtype=pl.String).alias("sector"),
        pl.col("of").alias("own_id"),
        applied(each["aliases"], _aliases, pl.List(NAME)).fill_null([]),
        born.alias("dob_earliest"),
        born.alias("dob_latest"),
        kind.alias("dob_kind"),
        pl.col("sex_read").alias("sex"),
        pl.lit(None, dtype=pl.String).alias("submission"),
        pl.lit(None, dtype=pl.String).alias("sheet"),
    ]


def _dates(texts: pl.Series) -> pl.Series:
    """The day each text stands for, in the first style that reads it; null where none does. A time behind it is left out."""
    day = pl.col("text").str.replace(_TIME, "")
    return texts.to_frame("text").select(pl.coalesce(day.str.to_date(style, strict=False) for style in DATES)).to_series()


def _known(ids: pl.Expr) -> pl.Expr:
    """`kind:value` as given; a bare value is a key all lists share, of the kind `known`."""
    plain = ids.str.replace_all(r"\s+", "")
    return pl.when(plain.str.contains(r"^[a-z_]+:.")).then(plain).otherwise(pl.lit("known:") + plain)


def _aliases(text: str) -> list[dict[str, str | None]]:
    """Names written one after the other with ";" between: full names, or a family name alone."""
    found = []
    for part in text.split(";"):
        if not part.strip():
            continue
        given, middle, family = names.split_full(part.strip())
        alone = family is None and middle is None
        found.append({"given": None if alone else given, "middle": middle, "family": given if alone else family})
    return found


def links_of(memberships: pl.DataFrame, lists: Lists) -> pl.DataFrame:
    """Return MEMBERSHIP for the files' own rows: each row is where its record is, and child_id is over the rows."""
    group = memberships.select("probability", of="record_id", group=pl.col("child_id").cast(pl.Categorical).to_physical())
    placed = lists.rows.sort("list", "record_id").join(group, on="of", how="left", maintain_order="left")
    return conform(placed.with_columns(child_id=child_ids(placed)), MEMBERSHIP)
