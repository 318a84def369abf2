"""One child's events, all agencies, on one line of time; and the same for a whole cohort at once.

An event is the child's own where a record of the child holds it. An event of another person is shown with the relation that
brings it (`via`): a parent's, a partner's, a carer's; never a sibling's.
"""

from collections.abc import Collection
from typing import Final

import polars as pl

from joinedup.method.days import day_begins, day_ends, london_day
from joinedup.records.kinds import event_kinds
from joinedup.records.shape import EVENT, RELATION_KINDS

#: An event as a chronology shows it: whose line it is on, who recorded it, and by which relation it came (null: the child's own).
CHRONOLOGY: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.String,
    **EVENT,
    "agency": pl.String,
    "sector": pl.String,
    "via": pl.String,
    # Between which days the child was born, by all its records together; null where no record says.
    "born_earliest": pl.Date,
    "born_latest": pl.Date,
}

#: Relations whose other person's events belong in a child's chronology, nearest first: it decides which one is named.
VIA: Final = tuple(kind for kind in RELATION_KINDS if kind != "sibling")

_ADULT_FROM: Final = "18y"
#: What decides whose line an event is on and where it stands; and what its place on the line adds to it.
_NEEDED: Final = ("event_id", "record_id", "kind", "start_earliest", "start_latest", "end_latest")
_WHILE: Final = ("via", "from_date", "to_date", "dob_latest")
#: Sorting whole numbers in the order of these costs less than sorting the ids themselves.
_NUMBERS: Final = {"child_id": "_child", "agency": "_agency"}
_ADDED: Final = ("child_id", "agency", "sector", "via", "born_earliest", "born_latest")


def chronologies(
    memberships: pl.DataFrame,
    records: pl.DataFrame,
    events: pl.DataFrame,
    relations: pl.DataFrame,
    children: Collection[str] | None = None,
) -> pl.DataFrame:
    """Return the chronology of every child in `memberships` (or of `children`), in CHRONOLOGY shape and in order.

    Order: child, earliest start, latest start (the more exact first), the vocabulary's order of kinds (a referral before its
    decision), agency, event id. Two runs over the same rows give the same order whatever order the rows came in.
    """
    members = memberships.select("record_id", "child_id")
    wanted = members if children is None else members.filter(pl.col("child_id").is_in(list(children)))
    known = records.select("record_id", "agency", "sector", "dob_latest")
    lived = pl.concat([_own(wanted), _others(wanted, members, relations)])
    whose = lived.join(known, on="record_id", how="left").join(births(wanted, records), on="child_id", how="left")
    places = [pl.col(name).rank("dense").cast(pl.UInt32).alias(number) for name, number in _NUMBERS.items()]
    numbered = whose.lazy().select(pl.row_index("_whose"), "record_id", *places, *_WHILE)
    narrow = events.lazy().select(pl.row_index("_event"), *_NEEDED)
    lines = narrow.join(numbered, on="record_id").filter(_while_related(), _grown_up_in_the_household()).collect()
    return _whole(_ordered(_once(lines)), events, whose)


def chronology(
    child_id: str, memberships: pl.DataFrame, records: pl.DataFrame, events: pl.DataFrame, relations: pl.DataFrame
) -> pl.DataFrame:
    """Return one child's chronology: `chronologies` for that child alone."""
    return chronologies(memberships, records, events, relations, [child_id])


def births(members: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Return child_id, born_earliest, born_latest: the days on which all records of a child agree, as far as they say.

    Where they cannot all be right the child may have been born on any day any of them allows. Expected days do not count.
    """
    lo, hi = pl.col("dob_earliest"), pl.col("dob_latest")
    known = records.filter(pl.col("dob_kind").ne_missing("expected")).select("record_id", "dob_earliest", "dob_latest")
    dated = members.join(known.drop_nulls(), on="record_id")
    agreed = dated.group_by("child_id").agg(first=lo.max(), last=hi.min(), widest_lo=lo.min(), widest_hi=hi.max())
    agree = pl.col("first") <= pl.col("last")
    return agreed.select(
        "child_id",
        born_earliest=pl.when(agree).then("first").otherwise("widest_lo"),
        born_latest=pl.when(agree).then("last").otherwise("widest_hi"),
    )


def _own(members: pl.DataFrame) -> pl.DataFrame:
    none = pl.lit(None)
    return members.with_columns(
        none.cast(pl.String).alias("via"), none.cast(pl.Date).alias("from_date"), none.cast(pl.Date).alias("to_date")
    )


def _others(wanted: pl.DataFrame, members: pl.DataFrame, relations: pl.DataFrame) -> pl.DataFrame:
    """Return the records of other people in these children's lives: those named in a relation and the same person's others."""
    named = (
        relations.filter(pl.col("kind").is_in(VIA))
        .join(wanted, on="record_id")
        .select("child_id", pl.col("other_record_id").alias("record_id"), pl.col("kind").alias("via"), "from_date", "to_date")
    )
    person = members.rename({"child_id": "person"})
    everywhere = (
        named.join(person, on="record_id")
        .drop("record_id")
        .join(person, on="person")
        .filter(pl.col("person") != pl.col("child_id"))
        .drop("person")
    )
    alone = named.join(person, on="record_id", how="anti")
    columns = ["record_id", "child_id", "via", "from_date", "to_date"]
    return pl.concat([everywhere.select(columns), alone.select(columns)]).unique()


def _while_related() -> pl.Expr:
    """Leave out what certainly lies before or after the relation; dates not recorded leave nothing out."""
    spans = [kind for kind, what in event_kinds().items() if what.span]
    runs_on = pl.col("kind").is_in(spans) & pl.col("end_latest").is_null()
    last = pl.coalesce("end_latest", "start_latest")
    after = pl.col("start_earliest") > day_ends(pl.col("to_date"))
    before = (last < day_begins(pl.col("from_date"))) & ~runs_on
    return pl.col("via").is_null() | ~(after.fill_null(False) | before.fill_null(False))


def _grown_up_in_the_household() -> pl.Expr:
    """Of people who merely share the household only known adults: another child's events are that child's own."""
    grown_up = pl.col("dob_latest").dt.offset_by(_ADULT_FROM) <= london_day(pl.col("start_earliest"))
    return pl.col("via").is_null() | (pl.col("via") != "household") | grown_up.fill_null(False)


def _once(lines: pl.DataFrame) -> pl.DataFrame:
    """Keep each event once per child: as the child's own before any relation, then by the nearest relation."""
    numbered = lines.with_row_index("_n")
    via = numbered.filter(pl.col("via").is_not_null()).select("_n", "_child", "event_id", "via")
    if via.is_empty():
        return lines
    own = lines.lazy().filter(pl.col("via").is_null()).select("_child", "event_id")
    others = via.lazy().join(own, on=["_child", "event_id"], how="anti").collect()
    nearest = others.sort(pl.col("via").cast(pl.Enum(VIA))).unique(["_child", "event_id"], keep="first", maintain_order=True)
    again = via["_n"].filter(~via["_n"].is_in(nearest["_n"].to_list()))
    return lines if again.is_empty() else numbered.filter(~pl.col("_n").is_in(again.to_list())).drop("_n")


def _ordered(lines: pl.DataFrame) -> pl.DataFrame:
    """Return where each line comes from (`_event`, `_whose`), in the order of the lines."""
    kind = pl.col("kind").replace_strict({kind: n for n, kind in enumerate(event_kinds())}, default=None, return_dtype=pl.Int16)
    keys = ["_child", "start_earliest", "start_latest", "kind", "_agency"]
    # nulls_last would cost six times as much, and there are none
    rows = lines.select("_event", "_whose", *keys[:3], kind, "_agency", "event_id").sort(keys)
    as_before = rows.select(same=pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift()) for name in reversed(keys)))[
        "same"
    ]
    tied = as_before | as_before.shift(-1, fill_value=False)
    if not tied.any():
        return rows.select("_event", "_whose")
    by_id = rows.with_columns(run=(~as_before).cum_sum()).filter(tied).sort("run", "event_id")
    return pl.DataFrame([rows[name].scatter(tied.arg_true(), by_id[name]) for name in ("_event", "_whose")])


def _whole(lines: pl.DataFrame, events: pl.DataFrame, whose: pl.DataFrame) -> pl.DataFrame:
    """Return the lines with all their columns, fetched once and in order: half the work of carrying them along."""
    fetched = events.select(list(EVENT))[lines["_event"]]
    added = whose.select(_ADDED)[lines["_whose"]]
    return fetched.hstack(added).select(pl.col(name).cast(type_) for name, type_ in CHRONOLOGY.items())
