"""How long chronologies and timescales take over a cohort: `python benchmarks/chronology.py [--events 1000000]`.

Stories are random: every child has events of the framework's kinds over two years, a tenth of them dated loosely, and one child
in ten an adult in its life. Prints one JSON line with the seconds of each step, best of three runs.
"""

import argparse
import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import numpy as np
import polars as pl

from joinedup.cases.core.chronology import chronologies
from joinedup.cases.core.differing import differing
from joinedup.cases.core.gaps import gaps
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.timescales import timescales
from joinedup.method.days import day_begins, day_ends, end_of
from joinedup.method.framework import Framework
from joinedup.method.loader import load_framework
from joinedup.records.kinds import event_kinds
from joinedup.records.shape import EVENT, MEMBERSHIP, RECORD, RELATION, conform

NOTIFIED = date(2024, 5, 14)
PER_CHILD = 22
SECTORS = ("local_authority", "police", "health", "probation")


def stories(framework: Framework, events: int, seed: int) -> tuple[pl.DataFrame, ...]:
    """Return memberships, records, events and relations: a record per child and sector, an adult for one child in ten."""
    rng = np.random.default_rng(seed)
    children = max(events // PER_CHILD, 1)
    ids = [f"{sector}:{n}" for sector in SECTORS for n in range(children)]
    sector = [one.split(":")[0] for one in ids]
    records = _filled(pl.DataFrame({"record_id": ids, "agency": sector, "sector": sector}), RECORD)
    child = [f"{int(one.split(':')[1]):016x}" for one in ids]
    run = _filled(
        pl.DataFrame({"record_id": ids, "child_id": child}).filter(pl.col("record_id").str.starts_with("prob").not_()), MEMBERSHIP
    )
    adults = np.arange(0, children, 10)
    link = {"record_id": [f"police:{n}" for n in adults], "other_record_id": [f"probation:{n}" for n in adults]}
    relations = _filled(pl.DataFrame(link).with_columns(pl.lit("parent").alias("kind")), RELATION)
    return run, records, _events(framework, rng, children, events), relations


def _events(framework: Framework, rng: np.random.Generator, children: int, events: int) -> pl.DataFrame:
    made = [(mapping, spec) for spec in framework.lists for mapping in spec.events if spec.sector in SECTORS]
    which = rng.integers(0, len(made), events)
    kinds, sectors = np.array([mapping.kind for mapping, _ in made]), np.array([spec.sector for _, spec in made])
    lasting = [kind for kind, what in event_kinds().items() if what.span]
    day = pl.lit(date(2022, 5, 14)).dt.offset_by(pl.format("{}d", pl.col("offset")))
    frame = pl.DataFrame(
        {
            "n": rng.integers(0, children, events),
            "kind": kinds[which],
            "sector": sectors[which],
            "offset": rng.integers(0, 730, events),
            "loose": rng.random(events) < 0.02,
            "days": rng.integers(1, 200, events),
            "ended": rng.random(events) < 0.7,
        }
    ).with_columns(day.alias("day"))
    first = pl.when("loose").then(pl.col("day").dt.month_start()).otherwise("day")
    last = pl.when("loose").then(pl.col("day").dt.month_end()).otherwise("day")
    end = pl.when(pl.col("kind").is_in(lasting) & pl.col("ended")).then(
        pl.col("day").dt.offset_by(pl.format("{}d", pl.col("days")))
    )
    return _filled(
        frame.select(
            pl.format("e{}", pl.int_range(pl.len())).alias("event_id"),
            pl.format("{}:{}", "sector", "n").alias("record_id"),
            "kind",
            day_begins(first).alias("start_earliest"),
            day_ends(last).alias("start_latest"),
            day_begins(end).alias("end_earliest"),
            day_ends(end).alias("end_latest"),
            pl.lit('{"icpc_unnecessary":"b","nfa":"b","plan":"a","visited_as":"lac"}').alias("attributes"),
        ),
        EVENT,
    )


def _filled(frame: pl.DataFrame, shape: dict[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    missing = [pl.lit(None).alias(name) for name in shape if name not in frame.columns]
    return conform(frame.with_columns(missing), shape)


def seconds(step: Callable[[], pl.DataFrame]) -> tuple[float, pl.DataFrame]:
    began = time.perf_counter()
    frame = step()
    return time.perf_counter() - began, frame


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--framework", default="jtai-2016-sexual-exploitation-missing")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    framework = load_framework(asked.framework)
    run, records, events, relations = stories(framework, asked.events, asked.seed)
    as_of: datetime = end_of(NOTIFIED).astimezone(UTC)
    best: dict[str, float] = {}
    for _ in range(3):
        spent = {}
        spent["chronologies"], lines = seconds(lambda: chronologies(run, records, events, relations))
        spent["timescales"], duties = seconds(lambda lines=lines: timescales(framework, lines, as_of))
        spent["handovers"], sent = seconds(lambda lines=lines: handovers(framework, lines, as_of))
        spent["gaps"], _ = seconds(lambda lines=lines: gaps(lines))
        spent["differing"], _ = seconds(lambda lines=lines: differing(lines))
        best = {name: min(took, best.get(name, took)) for name, took in spent.items()}
    told = {"events": events.height, "lines": lines.height, "duties": duties.height, "handovers": sent.height}
    print(json.dumps(told | {f"{name}_seconds": round(took, 3) for name, took in best.items()}))


if __name__ == "__main__":
    main()
