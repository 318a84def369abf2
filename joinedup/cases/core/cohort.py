"""Which children the framework's rule is about, from the authority's own list alone.

Other agencies' lists, and later ones, tell more about these children; they never add, drop or re-describe one. A child whose
age is not known is kept where it may fall in the range: unknown is not "no".
"""

from collections.abc import Collection
from datetime import date
from typing import Final

import polars as pl

from joinedup.cases.core.lasting import shown_running
from joinedup.cases.core.sharing import BETWEEN, NOT_KNOWN
from joinedup.cases.core.words import label
from joinedup.method.days import end_of, london_day
from joinedup.method.framework import Framework, Selection

#: Strata that are no attribute of the event that brings a child in.
OWN_STRATA: Final = ("age_band", "sex", "first_kind", "week")
#: Who told: the attribute of contacts and referrals, kept beside every cohort for the balance of its sample.
REFERRER: Final = "source"
_DOB_KINDS: Final = ("exact", "estimated", "expected", "missing")


def cohort(
    framework: Framework, notified_on: date, memberships: pl.DataFrame, records: pl.DataFrame, events: pl.DataFrame
) -> pl.DataFrame:
    """Return the cohort, one child per row, sorted by child_id.

    Columns: child_id, age (completed years on the day of notification; null where not certain), age_band, sex, first_kind and
    first_event (the earliest event that brings the child in), week (ISO week of its day, null where it may lie in two), events
    (how many do), ethnicity (in words, as the authority's lists first give it), source and one column per further attribute the
    framework stratifies by, and `stratum`: the strata's values in words, joined by " · ", which no value holds.
    """
    rule = framework.selection
    authority = records.filter(pl.col("sector") == rule.cohort_sector).join(memberships, on="record_id", suffix="_run")
    theirs = events.join(authority.select("record_id", "child_id"), on="record_id")
    entering = _entering(framework, notified_on, theirs)
    frame = _described(rule, authority.join(entering, on="child_id", how="semi"), notified_on).join(entering, on="child_id")
    aged = frame.filter(
        pl.col("age_to_min").is_null() | ((pl.col("age_to_min") <= rule.age_to) & (pl.col("age_to_max") >= rule.age_from))
    )
    labels = {name: code_labels(framework, name, rule.cohort_kinds) for name in rule.strata}
    values = [pl.col(name).cast(pl.String).replace(labels[name]).fill_null(NOT_KNOWN) for name in rule.strata]
    stratum = pl.concat_str([value.str.replace_all(BETWEEN, " - ", literal=True) for value in values], separator=BETWEEN)
    return (
        aged.with_columns((stratum if rule.strata else pl.lit("all")).alias("stratum"))
        .drop("age_to_min", "age_to_max")
        .join(_ethnicity(framework, theirs), on="child_id", how="left")
        .sort("child_id")
    )


def code_labels(framework: Framework, attribute: str, kinds: Collection[str]) -> dict[str, str]:
    """Return code → label of a stratum: an attribute of events of these kinds, or the first kind; empty for what is not coded."""
    if attribute == "first_kind":
        return {kind: label(kind) for kind in kinds}
    codes = {code_set.id: dict(code_set.values) for code_set in framework.code_sets}
    labels: dict[str, str] = {}
    for spec in framework.lists:
        columns = {column.key: column.codes for column in spec.columns}
        for mapping in spec.events:
            key = dict(mapping.attributes).get(attribute, "")
            if mapping.kind in kinds:
                labels |= codes.get(columns.get(key, ""), {})
    return labels


def _entering(framework: Framework, notified_on: date, events: pl.DataFrame) -> pl.DataFrame:
    """Return, per child, the first event that brings it in, how many do, and that first event's stratifying attributes."""
    rule = framework.selection
    attribute = dict.fromkeys((REFERRER, *(name for name in rule.strata if name not in OWN_STRATA)))
    holds = [
        pl.col("attributes").str.json_path_match(f"$['{name}']").is_in(list(codes)).fill_null(False)
        for name, codes in rule.cohort_attributes
    ]
    found = events.filter(pl.col("kind").is_in(rule.cohort_kinds), _in_window(rule, notified_on, shown_running(framework)), *holds)
    return (
        found.sort("child_id", "start_earliest", "start_latest", "kind", "event_id")
        .group_by("child_id", maintain_order=True)
        .agg(
            pl.col("kind").first().alias("first_kind"),
            pl.col("event_id").first().alias("first_event"),
            _week().first().alias("week"),
            pl.len().cast(pl.Int64).alias("events"),
            *[pl.col("attributes").first().str.json_path_match(f"$['{name}']").alias(name) for name in attribute],
        )
    )


def _week() -> pl.Expr:
    """Return the ISO week an event began in, `2024-W07`; null where its earliest and latest day lie in two weeks."""
    first, last = (london_day(pl.col(end)).dt.strftime("%G-W%V") for end in ("start_earliest", "start_latest"))
    return pl.when(first == last).then(first)


def _ethnicity(framework: Framework, theirs: pl.DataFrame) -> pl.DataFrame:
    """Return child_id and ethnicity in words, where one of the authority's own events tells it: the first that does."""
    used = {column.codes for spec in framework.lists for column in spec.columns if column.holds == "ethnicity"}
    labels = {code: text for codes in framework.code_sets if codes.id in used for code, text in codes.values}
    told = theirs.filter(pl.col("attributes").str.contains('"ethnicity"', literal=True)).sort("child_id", "event_id")
    words = pl.col("attributes").str.json_path_match("$.ethnicity").replace(labels)
    return told.group_by("child_id", maintain_order=True).agg(words.drop_nulls().first().alias("ethnicity"))


def _in_window(rule: Selection, notified_on: date, running: list[str]) -> pl.Expr:
    """Say whether an event began in the months before notification, or began earlier and still runs."""
    first = pl.lit(notified_on).dt.offset_by(f"-{rule.months}mo")
    told = pl.lit(end_of(notified_on))
    begun = pl.col("start_earliest") <= told
    runs = pl.col("kind").is_in(running) & (pl.col("end_latest").is_null() | (pl.col("end_latest") > told))
    return begun & ((london_day(pl.col("start_latest")) >= first) | runs)


def _described(rule: Selection, authority: pl.DataFrame, notified_on: date) -> pl.DataFrame:
    """Return age, band and sex of each child as the authority knows them: its surest birth date, its first recorded sex."""
    surest = authority.with_columns(pl.col("dob_kind").cast(pl.Enum(_DOB_KINDS)).alias("_sureness")).sort(
        "child_id", "_sureness", "record_id", nulls_last=True
    )
    known = surest.group_by("child_id", maintain_order=True).agg(
        pl.col("dob_earliest").first(), pl.col("dob_latest").first(), pl.col("sex").drop_nulls().first()
    )
    youngest, oldest = _years(pl.col("dob_latest"), notified_on), _years(pl.col("dob_earliest"), notified_on)
    aged = known.with_columns(youngest.alias("age_to_min"), oldest.alias("age_to_max"))
    low, high = _band(pl.col("age_to_min"), rule.age_bands), _band(pl.col("age_to_max"), rule.age_bands)
    return aged.select(
        "child_id",
        pl.when(pl.col("age_to_min") == pl.col("age_to_max")).then("age_to_min").alias("age"),
        pl.when(low == high).then(low).otherwise(pl.lit(NOT_KNOWN)).alias("age_band"),
        pl.col("sex").fill_null(NOT_KNOWN),
        "age_to_min",
        "age_to_max",
    )


def _years(born: pl.Expr, on: date) -> pl.Expr:
    """Return completed years on a day; 0 for a child not yet born. Born on 29 February, a year is complete on 1 March."""
    before_birthday = (born.dt.month() > on.month) | ((born.dt.month() == on.month) & (born.dt.day() > on.day))
    return (pl.lit(on.year) - born.dt.year() - before_birthday.cast(pl.Int32)).clip(lower_bound=0).cast(pl.Int64)


def _band(age: pl.Expr, starts: tuple[int, ...]) -> pl.Expr:
    """Return an age's band in words: `10 to 13`; the last start opens the last band."""
    words = pl.lit(None).cast(pl.String)
    for start, after in zip(starts, (*starts[1:], None), strict=True):
        label = f"{start} and over" if after is None else (f"{start} to {after - 1}" if after - 1 > start else f"{start}")
        words = pl.when(age >= start).then(pl.lit(label)).otherwise(words)
    return words
