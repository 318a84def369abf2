"""Look-up: agencies answer about the children they were asked about, under the inspection's code. Nothing is searched for.

A record belongs to a child because its agency says so. Where the record and the one asked with differ in what tells people
apart, the two are not one child until a person has asked and decided.
"""

from typing import Final

import polars as pl

from joinedup.linkage.core import guard
from joinedup.linkage.core.checking import to_look_at
from joinedup.linkage.core.clustering import Groups
from joinedup.linkage.core.comparables import comparables
from joinedup.linkage.core.model import Model, load_model
from joinedup.linkage.core.scoring import score
from joinedup.linkage.core.settings import Decided, LinkResult, LinkSettings
from joinedup.linkage.core.waterfall import evidence
from joinedup.records.ids import child_id
from joinedup.records.shape import MEMBERSHIP, PAIR, conform, empty

#: What every agency is asked with: the inspection's code, the authority's records, and who it says the child is.
ASKED: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "code": pl.String,
    "record_ids": pl.List(pl.String),
    "given": pl.String,
    "family": pl.String,
    "dob_earliest": pl.Date,
    "dob_latest": pl.Date,
    "dob_kind": pl.String,
    "sex": pl.String,
    "postcode": pl.String,
}

#: How a record carries the code: a known id of this kind.
KIND: Final = "look_up"

#: Reasons, as they stand in PAIR.reason besides the guard's own.
LOOKED_UP: Final = "looked up under the inspection's code"
TWO_CODES: Final = "one record answers for two children"

#: Digits a code has at least.
_DIGITS: Final = 3

_ENDS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {"idx_l": pl.Int32, "idx_r": pl.Int32}


def asked_about(children: pl.Series, memberships: pl.DataFrame, records: pl.DataFrame, agency_sector: str) -> pl.DataFrame:
    """Return the children asked about (ASKED), by code: each `child_id` as the records of one sector know it.

    Codes follow the order of child ids, which are hashes: a code tells nothing of a name, an age or the order of a list.
    """
    own = records.filter(pl.col("sector") == agency_sector).join(memberships.select("record_id", "child_id"), on="record_id")
    first = pl.col("names").list.first().struct
    facts = ("dob_earliest", "dob_latest", "dob_kind", "sex", "postcode")
    grouped = (
        own.filter(pl.col("child_id").is_in(children.implode()))
        .sort("child_id", "record_id")
        .group_by("child_id", maintain_order=True)
        .agg(
            pl.col("record_id").alias("record_ids"),
            first.field("given").drop_nulls().first().alias("given"),
            first.field("family").drop_nulls().first().alias("family"),
            *(pl.col(name).drop_nulls().first() for name in facts),
        )
    )
    number = pl.int_range(1, pl.len() + 1).cast(pl.String)
    return conform(grouped.with_columns(_code(number)), ASKED)


def _code(number: pl.Expr) -> pl.Expr:
    return pl.format("C-{}", number.str.zfill(_DIGITS)).alias("code")


def codes_of(records: pl.DataFrame) -> pl.DataFrame:
    """Return record_id, code: the codes each record answers under, written as they were asked (C-007 for "c 7")."""
    given = records.select("record_id", pl.col("known_ids").alias("id")).explode("id").drop_nulls()
    coded = given.filter(pl.col("id").str.starts_with(f"{KIND}:"))
    digits = pl.col("id").str.extract(r"(\d+)\s*$").str.strip_chars_start("0")
    return coded.select("record_id", _code(digits)).unique().sort("record_id", "code")


def kept(records: pl.DataFrame, relations: pl.DataFrame, asked: pl.DataFrame, agency_sector: str) -> pl.DataFrame:
    """Return the records an inspection may hold: the authority's, those under a code asked for, and whom these are related to.

    Anybody else on a list was not asked about, and is left out of everything that follows.
    """
    answered = _coded(records, asked)["record_id"]
    ties = pl.concat(
        [relations.select(one=a, other=b) for a, b in (("record_id", "other_record_id"), ("other_record_id", "record_id"))]
    )
    related = ties.filter(pl.col("one").is_in(answered.implode()))["other"]
    wanted = pl.concat([answered, related]).unique()
    return records.filter((pl.col("sector") == agency_sector) | pl.col("record_id").is_in(wanted.implode()))


def link_looked_up(
    records: pl.DataFrame, asked: pl.DataFrame, *, settings: LinkSettings | None = None, decided: Decided | None = None
) -> LinkResult:
    """Join each record to the child it was sent for, unless the two tell of different people, keeping to what people `decided`.

    Returns what `running.link` returns; no two records are compared but one sent under a code and the one it was asked with.
    """
    settings, decided = settings or LinkSettings(), decided or Decided()
    model = load_model(settings.model)
    ordered = records.sort("list", "record_id")
    scored = _judged(ordered, asked, model)
    judged = scored.select(*_ENDS, "weight", "probability", "reason")
    groups = Groups([None] * ordered.height, ordered["agency"].to_list(), settings.unique_ids)
    pairs = _gathered(groups, judged, _told(ordered, decided))
    memberships, named = _memberships(ordered, groups.groups()), _named(ordered, pairs)
    return LinkResult(
        memberships=memberships,
        pairs=named,
        seconds={},
        model_id=model.id,
        model_sha256=model.sha256,
        evidence=evidence(scored, model, ordered["record_id"], to_look_at(named, memberships, settings)),
    )


def _coded(records: pl.DataFrame, asked: pl.DataFrame) -> pl.DataFrame:
    return codes_of(records).join(asked.select("code"), on="code", how="semi")


def _judged(ordered: pl.DataFrame, asked: pl.DataFrame, model: Model) -> pl.DataFrame:
    """Return the pairs as scored, with `probability` and `reason`: "" where a record and the one it was asked with agree."""
    places = ordered.select("record_id", pl.int_range(pl.len(), dtype=pl.Int32).alias("idx"))
    coded = _coded(ordered, asked).join(places, on="record_id")
    twice = coded.filter(pl.col("idx").is_duplicated())["idx"].unique()
    own = asked.select("code", record_id="record_ids").explode("record_id").join(places, on="record_id")
    within = own.join(own, on="code", suffix="_other").filter(pl.col("idx") < pl.col("idx_other"))
    both = pl.concat([coded.join(own, on="code", suffix="_other"), within], how="diagonal")
    ends = both.select(idx_l=pl.min_horizontal("idx", "idx_other"), idx_r=pl.max_horizontal("idx", "idx_other")).cast(pl.Int32)
    ends = ends.unique().filter(pl.col("idx_l") != pl.col("idx_r")).sort("idx_l", "idx_r")
    frame = comparables(ordered)
    scored = score(frame, ends, model)
    known = frame.select("idx", "known")
    scored = scored.join(known, left_on="idx_l", right_on="idx", how="left", maintain_order="left")
    scored = scored.join(known, left_on="idx_r", right_on="idx", how="left", maintain_order="left", suffix="_r")
    doubled = pl.col("idx_l").is_in(twice.implode()) | pl.col("idx_r").is_in(twice.implode())
    return scored.with_columns(probability=1 / (1 + (2.0 ** -pl.col("weight"))), reason=_difference(doubled))


def _difference(doubled: pl.Expr) -> pl.Expr:
    return (
        pl.when(doubled).then(pl.lit(TWO_CODES))
        .when(guard.known_ids_differ()).then(pl.lit(guard.KNOWN_IDS_DIFFER))
        .when(guard.forenames_differ()).then(pl.lit(guard.FORENAMES_DIFFER))
        .when(guard.births_differ()).then(pl.lit(guard.BIRTHS_DIFFER))
        .otherwise(pl.lit(""))
    )  # fmt: skip


def _told(ordered: pl.DataFrame, decided: Decided) -> dict[tuple[int, int], str]:
    places = dict(zip(ordered["record_id"], range(ordered.height), strict=True))
    said = [(guard.SAID_SAME, pair) for pair in decided.same] + [(guard.SAID_DIFFERENT, pair) for pair in decided.different]
    here = [(sorted((places[one], places[other])), what) for what, (one, other) in said if one in places and other in places]
    return {(low, high): what for (low, high), what in here}


def _gathered(groups: Groups, judged: pl.DataFrame, told: dict[tuple[int, int], str]) -> pl.DataFrame:
    """Join what agrees and what people said is one; return the pairs with `outcome` and `reason`."""
    for (one, other), what in sorted(told.items()):
        if what == guard.SAID_DIFFERENT:
            groups.keep_apart(one, other)
    for (one, other), what in sorted(told.items()):
        if what == guard.SAID_SAME:
            groups.join_as_told(one, other)
    rows = []
    for one, other, weight, probability, reason in judged.iter_rows():
        what = told.get((one, other), "")
        joined = groups.find(one) == groups.find(other) or (not what and not reason and groups.try_join(one, other))
        outcome = "joined" if joined else "rejected" if what == guard.SAID_DIFFERENT else "review"
        why = what or reason or (LOOKED_UP if joined else guard.GROUPS_CONTRADICT)
        rows.append((one, other, weight, probability, outcome, why))
    shape: dict[str, pl.DataType | type[pl.DataType]] = {
        **_ENDS,
        "weight": pl.Float64,
        "probability": pl.Float64,
        "outcome": pl.String,
        "reason": pl.String,
    }
    return pl.DataFrame(rows, schema=shape, orient="row")


def _memberships(ordered: pl.DataFrame, groups: list[int]) -> pl.DataFrame:
    frame = ordered.select("list", "record_id", group=pl.Series(groups, dtype=pl.Int32), probability=pl.lit(1.0))
    members = frame.group_by("group").agg("list", "record_id").iter_rows()
    ids = {group: child_id(zip(lists, record_ids, strict=True)) for group, lists, record_ids in members}
    return conform(frame.with_columns(child_id=pl.col("group").replace_strict(ids, return_dtype=pl.String)), MEMBERSHIP)


def _named(ordered: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    if pairs.is_empty():
        return empty(PAIR)
    names = ordered["record_id"]
    both = pairs.with_columns(one=names.gather(pairs["idx_l"]), other=names.gather(pairs["idx_r"]))
    low, high = pl.min_horizontal("one", "other"), pl.max_horizontal("one", "other")
    named = both.with_columns(record_id_l=low, record_id_r=high, probability=pl.col("probability").round(6))
    return conform(named, PAIR).sort("record_id_l", "record_id_r")
