"""How many planted stories are found through the real lists: `python benchmarks/planted.py [--children 2000] [--framework ID]`.

The made-up area plants timescales missed, handovers that never arrived and records that differ. Its lists are written with all
their mess, read, linked and judged as in an inspection. A story is found where the child's chronology holds that prompt by that
rule from that day. Prints one JSON line per framework: found and planted, per kind of story.
"""

import argparse
import json
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl

from joinedup.cases.core.chronology import chronologies
from joinedup.cases.core.coverage import Coverage
from joinedup.cases.core.differing import differing
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.timescales import timescales
from joinedup.intake.core.crosslist import all_records
from joinedup.intake.core.reading import read_file
from joinedup.linkage.core.running import link
from joinedup.linkage.core.settings import LinkSettings
from joinedup.method.days import end_of, london_day
from joinedup.method.framework import Framework
from joinedup.method.loader import framework_ids, load_framework
from joinedup.rehearsal.days import notification_day
from joinedup.training.area import MadeUpArea, make_area
from joinedup.training.lists import write_lists

Prompt = tuple[str, str, str, date]  # story, rule, child, day it starts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--framework", action="append", choices=framework_ids())
    asked = parser.parse_args()
    for framework_id in asked.framework or framework_ids():
        framework = load_framework(framework_id)
        area = make_area(framework, children=asked.children, seed=asked.seed, notified_on=notification_day(framework))
        print(json.dumps({"framework": framework_id} | found_and_planted(framework, area)))


def found_and_planted(framework: Framework, area: MadeUpArea) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        memberships, prompts = judged(framework, area, Path(folder))
    people = area.records.select(pl.concat_str("agency", pl.lit(":"), "own_id").alias("record_id"), "person_id")
    children = memberships.join(people, on="record_id").group_by("person_id").agg(pl.col("child_id").unique())
    of_person = dict(children.iter_rows())
    began = dict(area.events.select("event_id", pl.col("start").dt.date()).unique("event_id").iter_rows())
    planted, found = Counter[str](), Counter[str]()
    for plant in area.planted.to_dicts():
        story, rule, day = plant["story"], plant["rule"], began[plant["event_ids"][0]]
        planted[story] += 1
        found[story] += any((story, rule, child, day) in prompts for child in of_person.get(plant["person_id"], []))
    return {story: f"{found[story]} of {planted[story]}" for story in sorted(planted)}


def judged(framework: Framework, area: MadeUpArea, folder: Path) -> tuple[pl.DataFrame, set[Prompt]]:
    """Return the links, and every prompt the lists give rise to, dated by the event that begins it."""
    written = write_lists(area, framework, folder)
    readings = [
        reading
        for one in written
        for reading in read_file(
            one.path, filename=one.path.name, framework=framework, agency=one.agency, as_of=area.notified_on, list_id=one.list
        )
    ]
    records = all_records([reading.records for reading in readings])
    memberships = link(records, settings=LinkSettings()).memberships
    events = pl.concat([reading.events for reading in readings])
    lines = chronologies(memberships, records, events, pl.concat([reading.relations for reading in readings]))
    as_of, coverage = end_of(area.notified_on), Coverage(framework, area.notified_on, {one.list for one in written})
    missed = timescales(framework, lines, as_of, coverage).filter(state="missed")
    lost = handovers(framework, lines, as_of, coverage).filter(state="never_arrived")
    two = differing(lines, framework.handovers).with_columns(pl.lit("").alias("rule")).rename({"event_a": "start_event"})
    day = lines.select(pl.col("event_id").alias("start_event"), "child_id", london_day(pl.col("start_earliest")).alias("day"))
    prompts = set[Prompt]()
    for story, frame in (("timescale_missed", missed), ("handover_missing", lost), ("records_differ", two)):
        rows = frame.join(day, on=["start_event", "child_id"]).select("rule", "child_id", "day").rows()
        prompts |= {(story, *row) for row in rows}
    return memberships, prompts


if __name__ == "__main__":
    main()
