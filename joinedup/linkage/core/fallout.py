"""Who falls out: of whose records no other agency's record is found, by age, sex, ethnicity and agency.

That a record stands alone may mean that no other agency knows the child, or that the link was missed. Nothing here says which.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

#: Years at which each age band begins, and what it is called.
AGES: Final = ((0, "under 1"), (1, "1 to 4"), (5, "5 to 9"), (10, "10 to 15"), (16, "16 and 17"), (18, "18 and over"))
UNBORN, UNKNOWN = "not born yet", "not known"

#: A count smaller than this could tell somebody which child is meant, so it leaves the service as "fewer than 5".
SMALL: Final = 5


@dataclass(frozen=True)
class Group:
    """Records of one kind: how many there are, and how many of them no other agency's record is linked to."""

    by: str  # age | sex | ethnicity | agency
    name: str
    records: int
    alone: int


def falls_out(records: pl.DataFrame, memberships: pl.DataFrame, on: date, ethnicity: pl.DataFrame | None = None) -> list[Group]:
    """Return, by age on a day, sex, ethnicity and agency, how many records are linked to no other agency's.

    `records` as RECORD; `ethnicity` has record_id and ethnicity where a list gave it. What is not known is a group of its own.
    """
    of = memberships.select("record_id", "child_id").join(records.select("record_id", "agency"), on="record_id")
    alone = of.with_columns(alone=pl.col("agency").n_unique().over("child_id") == 1).select("record_id", "alone")
    every = records.join(alone, on="record_id").with_columns(age=_age(on))
    if ethnicity is not None:
        one_each = ethnicity.select("record_id", "ethnicity").drop_nulls().unique("record_id", keep="first", maintain_order=True)
        every = every.join(one_each, on="record_id", how="left")
    else:
        every = every.with_columns(ethnicity=pl.lit(None, dtype=pl.String))
    return [group for by in ("age", "sex", "ethnicity", "agency") for group in _grouped(every, by)]


def _grouped(every: pl.DataFrame, by: str) -> list[Group]:
    counted = every.group_by(pl.col(by).fill_null(UNKNOWN)).agg(pl.len(), pl.col("alone").sum())
    order = _place([UNBORN, *(name for _, name in AGES)]) if by == "age" else _place([])
    return sorted((Group(by, *row) for row in counted.iter_rows()), key=order)


def _place(names: list[str]) -> Callable[[Group], tuple[int, str]]:
    """The order of groups: as given, then by name, what is not known last."""
    at = {name: number for number, name in enumerate(names)} | {UNKNOWN: len(names) + 1}
    return lambda group: (at.get(group.name, len(names)), group.name)


def _age(on: date) -> pl.Expr:
    """The age band on a day, by the earliest day of birth; what is only expected then is not born yet."""
    born = pl.col("dob_earliest")
    before = (born.dt.month().cast(pl.Int32) * 100 + born.dt.day()) > on.month * 100 + on.day
    years = on.year - born.dt.year() - before.cast(pl.Int32)
    unborn = (pl.col("dob_kind") == "expected") | (born > on)
    named = pl.lit(None, dtype=pl.String)
    for start, name in AGES:
        named = pl.when(years >= start).then(pl.lit(name)).otherwise(named)
    said = pl.when(unborn).then(pl.lit(UNBORN)).otherwise(named)
    return pl.when(born.is_not_null() & (pl.col("dob_kind") != "missing")).then(said)


def told_outside(count: int) -> str:
    """Return a count as it may leave the service: "fewer than 5" for a small one, zero included with what it could tell."""
    return f"fewer than {SMALL}" if count < SMALL else str(count)
