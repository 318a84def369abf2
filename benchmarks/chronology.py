"""How long chronologies and timescales take over a cohort: `python benchmarks/chronology.py [--events 1000000]`.

Stories are random: every child has events of the framework's kinds over two years, a tenth of them dated loosely, and one child
in ten an adult in its life. Prints one JSON line a size with the seconds of each step, wall and processor, best of some runs;
`--events 250000 500000 1000000 2000000` draws the curve of growth, `--slow-stories 200` times the slow second implementation.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the slow way lives among the tests

from joinedup.cases.core.chronology import chronologies
from joinedup.cases.core.coverage import Coverage
from joinedup.cases.core.differing import differing
from joinedup.cases.core.gaps import gaps
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.taking_part import taking_part
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
    born = [date(2005 + (n % 17), 1 + n % 12, 1 + n % 28) for n in range(children)] * len(SECTORS)
    known = {"record_id": ids, "agency": sector, "sector": sector, "dob_earliest": born, "dob_latest": born}
    records = _filled(pl.DataFrame(known).with_columns(pl.lit("exact").alias("dob_kind")), RECORD)
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
            pl.lit(
                '{"icpc_unnecessary":"b","nfa":"b","plan":"a","visited_as":"lac","source":"e","police_took_part":"a","health_took_part":"b"}'
            ).alias("attributes"),
        ),
        EVENT,
    )


def _filled(frame: pl.DataFrame, shape: dict[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    missing = [pl.lit(None).alias(name) for name in shape if name not in frame.columns]
    return conform(frame.with_columns(missing), shape)


def spent(step: Callable[[], pl.DataFrame]) -> tuple[float, float, pl.DataFrame]:
    """Return wall seconds, processor seconds (user and system, all threads) and what came out."""
    began, busy = time.perf_counter(), time.process_time()
    frame = step()
    return time.perf_counter() - began, time.process_time() - busy, frame


def fast(framework: Framework, told: tuple[pl.DataFrame, ...], runs: int) -> dict[str, float | int]:
    """Return the best of some runs: seconds of each step, processor seconds beside, their sums, and how much came out."""
    as_of: datetime = end_of(NOTIFIED).astimezone(UTC)
    best: dict[str, tuple[float, float]] = {}
    rows: dict[str, int] = {}
    for _ in range(runs):
        _step(best, rows, "chronologies", lambda: chronologies(*told))
        lines = chronologies(*told)
        _step(best, rows, "timescales", lambda lines=lines: timescales(framework, lines, as_of))
        _step(best, rows, "handovers", lambda lines=lines: handovers(framework, lines, as_of))
        _step(best, rows, "taking_part", lambda lines=lines: taking_part(framework, lines, as_of))
        _step(best, rows, "gaps", lambda lines=lines: gaps(lines))
        _step(best, rows, "differing", lambda lines=lines: differing(lines, framework.handovers))
    asked = ("chronologies", "timescales", "handovers", "taking_part")
    seconds = {f"{name}_seconds": round(wall, 3) for name, (wall, _) in best.items()}
    busy = {f"{name}_cpu_seconds": round(cpu, 3) for name, (_, cpu) in best.items()}
    sums = {
        "all_timescales_seconds": round(sum(best[name][0] for name in asked), 3),
        "all_timescales_cpu_seconds": round(sum(best[name][1] for name in asked), 3),
        "everything_seconds": round(sum(wall for wall, _ in best.values()), 3),
    }
    return {"events": told[2].height, **{f"{name}_rows": n for name, n in rows.items()}, **seconds, **busy, **sums}


def _step(best: dict[str, tuple[float, float]], rows: dict[str, int], name: str, step: Callable[[], pl.DataFrame]) -> None:
    wall, busy, frame = spent(step)
    known = best.get(name, (wall, busy))
    best[name], rows[name] = (min(wall, known[0]), min(busy, known[1])), frame.height


def slow(framework: Framework, stories_told: int) -> dict[str, float | int]:
    """Return how fast the slow second implementation (`tests/unit/cases/oracle`) tells stories, in the same process."""
    from tests.unit.cases.oracle.beside import slow_taking_part  # noqa: PLC0415  only where it is asked for
    from tests.unit.cases.oracle.handing import slow_handovers  # noqa: PLC0415
    from tests.unit.cases.oracle.judging import slow_timescales  # noqa: PLC0415
    from tests.unit.cases.oracle.line import slow_line  # noqa: PLC0415
    from tests.unit.cases.oracle.stories import story  # noqa: PLC0415

    as_of, coverage, events, busy = end_of(NOTIFIED), Coverage(framework, NOTIFIED), 0, 0.0
    for number in range(stories_told):
        told = story(random.Random(number), framework)
        began = time.process_time()
        for child in ("c1", "c2"):
            line = slow_line(child, told)
            slow_timescales(framework, line, as_of, coverage)
            slow_handovers(framework, line, as_of, coverage)
            slow_taking_part(framework.taking_part, line, as_of)
        busy, events = busy + time.process_time() - began, events + len(told.events)
    return {"slow_events": events, "slow_cpu_seconds": round(busy, 3), "slow_events_a_second": round(events / busy)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[1_000_000], help="several for a curve of growth")
    parser.add_argument("--framework", default="jtai-2016-sexual-exploitation-missing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--slow-stories", type=int, default=0, help="tell so many random stories the slow way too")
    asked = parser.parse_args()
    framework = load_framework(asked.framework)
    for events in asked.events:
        print(json.dumps(fast(framework, stories(framework, events, asked.seed), asked.runs)), flush=True)
    if asked.slow_stories:
        print(json.dumps(slow(framework, asked.slow_stories)))


if __name__ == "__main__":
    main()
