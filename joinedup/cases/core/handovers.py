"""From one sector knowing to another knowing. No statute sets a limit: what is told is how long it took, never who was late.

One answer answers one sending (`core.pairing`), whichever sector sent it; what several sectors sent is answered by what comes in
to the one that receives. Of each sending:

- arrived: its answer came surely within the rule's days;
- knew already: none came, but the receiver has it on record from within a week before, answering nothing sent earlier: neither
  arrived nor never arrived;
- never arrived: nothing of either, and those days are over; open: they still run;
- unknown: dates too loose to tell, it may have been answered before the lists begin, or nobody knows whether it was one.

Where several sendings and answers lie so near that a loosely dated one of them decides which belong together, an answer that may
be another's is sure for none.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import polars as pl

from joinedup.cases.core.coverage import Coverage, coverage_up_to
from joinedup.cases.core.numbered import Numbered, numbered
from joinedup.cases.core.pairing import BEFORE_DAYS, answering, known_before
from joinedup.cases.core.ticks import day_number, day_since_1970
from joinedup.cases.core.timescales import fits
from joinedup.method.framework import Framework, Handover
from joinedup.records.shape import TIME

STATES: Final = ("arrived", "knew_already", "never_arrived", "open", "unknown")

#: One row per sending. `finish_event`: the answer, or the record by which the receiver knew already. `days_min`, `days_max`:
#: calendar days until it arrived, null unless it did (or may have). `followed_days`: how long it was watched for, at most
#: the rule's `within_days`.
HANDOVER: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.String,
    "rule": pl.String,
    "state": pl.String,
    "start_event": pl.String,
    "finish_event": pl.String,
    "start_earliest": TIME,
    "start_latest": TIME,
    "finish_earliest": TIME,
    "finish_latest": TIME,
    "days_min": pl.Int64,
    "days_max": pl.Int64,
    "followed_days": pl.Int64,
}


def handovers(framework: Framework, events: pl.DataFrame, as_of: datetime, coverage: Coverage | None = None) -> pl.DataFrame:
    """Return every handover the framework asks about in these chronologies, in HANDOVER shape, by child, rule, start.

    `as_of` and `coverage` as for `timescales`.
    """
    shown = coverage or coverage_up_to(framework, as_of)
    told = numbered(events, {kind for rule in framework.handovers for kind in (rule.start, rule.finish)})
    rules = [rule for rule in framework.handovers if rule.start in told.kinds]
    if not rules:
        return pl.DataFrame(schema=HANDOVER)
    sent, came = _sent(rules, told, shown, as_of), _came(rules, told, as_of)
    rows = pl.concat(_judged(sent, came, as_of)).sort("child_id", "case", "start_earliest", "start_latest", "start_event")
    ids, within = (pl.Series([getattr(rule, name) for rule in rules]) for name in ("id", "within_days"))
    followed = (pl.lit(as_of).cast(TIME) - pl.col("start_latest")).dt.total_days()
    named = told.named(rows, "start_event", "finish_event").with_columns(
        ids.gather(rows["case"]).alias("rule"), followed.clip(0, within.gather(rows["case"])).alias("followed_days")
    )
    return named.select(list(HANDOVER))


def _receivers(rules: Sequence[Handover]) -> list[tuple[str, str]]:
    """Return what comes in and to whom, each once: what may answer the rules."""
    return list(dict.fromkeys((rule.finish, rule.finish_sector) for rule in rules))


def _key(place: int, receivers: int) -> pl.Expr:
    """Return one number for a child and what comes in to one receiver."""
    return (pl.col("child_id").cast(pl.UInt64) * receivers + place).alias("key")


def _sent(rules: Sequence[Handover], told: Numbered, coverage: Coverage, as_of: datetime) -> pl.DataFrame:
    """Return every sending in order of time (`s`): `lo`, `hi` its days, `first`, `last` the days on which its answer may come.

    `sure`: it surely was one, and what answered it would be on the lists.
    """
    receivers, frames = _receivers(rules), []
    for n, rule in enumerate(rules):
        strictly = (rule.start, rule.start_sector) == (rule.finish, rule.finish_sector)
        frames.append(
            told.of(rule.start)
            .filter(pl.col("sector") == rule.start_sector)
            .select(
                pl.lit(n, pl.UInt16).alias("case"),
                "child_id",
                _key(receivers.index((rule.finish, rule.finish_sector)), len(receivers)),
                pl.col("event_id").alias("start_event"),
                pl.col("start_earliest").alias("start_lo"),
                pl.col("start_latest").alias("start_hi"),
                fits(rule.when).alias("applies"),
                pl.lit(int(strictly), pl.Int64).alias("after"),
                pl.lit(rule.within_days, pl.Int64).alias("within"),
                pl.lit(coverage.since([rule.finish], rule.finish_sector)).alias("since"),
            )
        )
    held = pl.concat(frames).filter((pl.col("start_lo") <= as_of) & pl.col("applies").ne_missing(pl.lit(False)))
    dated = held.with_columns(
        lo=day_number(pl.col("start_lo")), hi=day_number(pl.col("start_hi")), since=day_since_1970(pl.col("since"))
    )
    return (
        dated.with_columns(
            first=pl.col("lo") + pl.col("after"),
            last=pl.col("lo") + pl.col("within"),
            sure=pl.col("applies").is_not_null() & (pl.col("lo") >= pl.col("since")),
        )
        .sort("lo", "start_lo", "start_hi", "start_event")
        .with_row_index("s")
    )


def _came(rules: Sequence[Handover], told: Numbered, as_of: datetime) -> pl.DataFrame:
    """Return everything that came in, in order of time (`a`), with its days."""
    receivers = _receivers(rules)
    frames = [
        told.of(finish)
        .filter((pl.col("sector") == sector) & (pl.col("start_earliest") <= as_of))
        .select(
            _key(place, len(receivers)),
            pl.col("event_id").alias("finish_event"),
            pl.col("start_earliest").alias("finish_lo"),
            pl.col("start_latest").alias("finish_hi"),
        )
        for place, (finish, sector) in enumerate(receivers)
    ]
    days = {"day": day_number(pl.col("finish_lo")), "day_hi": day_number(pl.col("finish_hi"))}
    return pl.concat(frames).with_columns(**days).sort("day", "finish_lo", "finish_hi", "finish_event").with_row_index("a")


def _beside_loose_dates(sent: pl.DataFrame, came: pl.DataFrame) -> tuple[pl.Series, pl.Series] | None:
    """Return the sendings (s) and answers (a) that a loosely dated one lies so near that it may decide which belong together.

    None where every date is known to the day. Near: one within the days of another, and so on from one to the next.
    """
    reach = pl.col("hi") + pl.col("within")
    both = pl.concat(
        [
            sent.select("key", "lo", "hi", reach.alias("reach"), "s", pl.lit(None, pl.UInt32).alias("a")),
            came.select(
                "key",
                pl.col("day").alias("lo"),
                pl.col("day_hi").alias("hi"),
                (pl.col("day_hi") + BEFORE_DAYS).alias("reach"),
                pl.lit(None, pl.UInt32).alias("s"),
                "a",
            ),
        ]
    )
    loose = pl.col("lo") < pl.col("hi")
    keys = both.filter(loose).select("key").unique()
    if keys.is_empty():
        return None
    ordered = both.join(keys, on="key", how="semi").sort("key", "lo")
    apart = (pl.col("lo") > pl.col("reach").cum_max().shift(1).over("key")).fill_null(True)
    runs = ordered.with_columns(run=apart.cum_sum()).filter(loose.any().over("run"))
    return runs["s"].drop_nulls(), runs["a"].drop_nulls()


def _judged(sent: pl.DataFrame, came: pl.DataFrame, as_of: datetime) -> list[pl.DataFrame]:
    """Judge what lies beside loose dates one way, the rest the other."""
    near = _beside_loose_dates(sent, came)
    if near is None:
        return [_exact(sent, came, as_of)]
    s, a = pl.col("s").is_in(near[0].implode()), pl.col("a").is_in(near[1].implode())
    return [_exact(sent.filter(~s), came.filter(~a), as_of), _loose(sent.filter(s), came.filter(a), as_of)]


def _exact(sent: pl.DataFrame, came: pl.DataFrame, as_of: datetime) -> pl.DataFrame:
    """Return the verdicts where every date is known to the day.

    Sendings that are not sure may have taken an answer or not: what is so both with and without them is so.
    """
    pairs = answering(sent, came)
    before = known_before(sent, came, pairs)
    told = sent.join(pairs, on="s", how="left").join(before.rename({"a": "before"}), on="s", how="left")
    told = told.with_columns(alone=pl.lit(False), other=pl.lit(None, pl.UInt32), other_before=pl.lit(None, pl.UInt32))
    unsure = sent.filter(~pl.col("sure")).select("key").unique()
    if unsure.height:
        rest = sent.filter("sure").join(unsure, on="key", how="semi")
        without = answering(rest, came)
        known = known_before(rest, came, without)
        told = (
            told.drop("alone", "other", "other_before")
            .join(rest.select("s", alone=pl.lit(True)), on="s", how="left")
            .join(without.rename({"a": "other"}), on="s", how="left")
            .join(known.rename({"a": "other_before"}), on="s", how="left")
            .with_columns(pl.col("alone").fill_null(False))
        )
    knew = pl.col("before").is_not_null()
    knew_without = pl.when("alone").then(pl.col("other_before").is_not_null()).otherwise(knew)
    state = (
        pl.when(pl.col("applies").is_null())
        .then(pl.lit("unknown"))
        .when(pl.col("a").is_not_null())
        .then(pl.lit("arrived"))
        .when(~pl.col("sure") | pl.col("other").is_not_null() | (knew != knew_without))
        .then(pl.lit("unknown"))
        .when(knew)
        .then(pl.lit("knew_already"))
        .when(pl.col("last") < day_number(pl.lit(as_of).cast(TIME)))
        .then(pl.lit("never_arrived"))
        .otherwise(pl.lit("open"))
    )
    judged = told.with_columns(state.alias("state"))
    shown = pl.coalesce("a", "other", pl.when(pl.col("state") == "knew_already").then("before"))
    return _with_answers(judged.with_columns(shown.alias("a")), came)


def _loose(sent: pl.DataFrame, came: pl.DataFrame, as_of: datetime) -> pl.DataFrame:
    """Return the verdicts beside loose dates: an answer that may be several sendings' is sure for none of them."""
    answers = came.select("key", "a", "finish_event", "day", "day_hi")
    both = sent.select("key", "s", "start_event", "lo", "hi", "after", "within").join(answers, on="key")
    both = both.filter(pl.col("finish_event") != pl.col("start_event"))
    may_answer = both.filter(
        (pl.col("day_hi") >= pl.col("lo") + pl.col("after")) & (pl.col("day") <= pl.col("hi") + pl.col("within"))
    )
    in_time = (pl.col("day") >= pl.col("hi") + pl.col("after")) & (pl.col("day_hi") <= pl.col("lo") + pl.col("within"))
    first = may_answer.with_columns(surely=in_time & (pl.len().over("a") == 1)).sort("s", ~pl.col("surely"), "a")
    first = first.unique("s", keep="first", maintain_order=True).select("s", "a", "surely")
    may_know = both.filter((pl.col("day") < pl.col("hi")) & (pl.col("day_hi") >= pl.col("lo") - BEFORE_DAYS))
    told = sent.join(first, on="s", how="left").join(may_know.select("s", knew=pl.lit(True)).unique(), on="s", how="left")
    now = day_number(pl.lit(as_of).cast(TIME))
    state = (
        pl.when(pl.col("surely").fill_null(False) & pl.col("applies").is_not_null())
        .then(pl.lit("arrived"))
        .when(~pl.col("sure") | pl.col("a").is_not_null() | pl.col("knew").is_not_null())
        .then(pl.lit("unknown"))
        .when(pl.col("hi") + pl.col("within") < now)
        .then(pl.lit("never_arrived"))
        .when(pl.col("last") >= now)
        .then(pl.lit("open"))
        .otherwise(pl.lit("unknown"))
    )
    return _with_answers(told.with_columns(state.alias("state")), came)


def _with_answers(judged: pl.DataFrame, came: pl.DataFrame) -> pl.DataFrame:
    """Return judged sendings with what came in (`a`), and how long that took where it is an answer."""
    whole = judged.join(came.drop("key"), on="a", how="left")
    answer = pl.col("state") != "knew_already"
    return whole.select(
        "case",
        "child_id",
        "state",
        "start_event",
        "finish_event",
        pl.col("start_lo").alias("start_earliest"),
        pl.col("start_hi").alias("start_latest"),
        pl.col("finish_lo").alias("finish_earliest"),
        pl.col("finish_hi").alias("finish_latest"),
        pl.when(answer).then((pl.col("day") - pl.col("hi")).clip(0)).alias("days_min"),
        pl.when(answer).then((pl.col("day_hi") - pl.col("lo")).clip(0)).alias("days_max"),
    )
