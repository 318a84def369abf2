"""What of the made-up area's planted stories is found: `python benchmarks/planted.py [--children 2000] [--seed 3]`.

The area plants timescales missed, handovers that never arrived, records that differ and sectors that did not take part; what is
not planted is kept, arrives, agrees. Its lists are read and judged as in an inspection, in two ways: *clean* lists under the true
links, and *real* lists with all their mess, linked by the product. A story is found where a prompt names its rule (or what
differs) and its events' days for its person. Prints one JSON line per framework and way: per kind of story planted, found,
invented, precision and recall, and what the lost and the invented come from.
"""

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from joinedup.cases.core.chronology import chronologies
from joinedup.cases.core.coverage import Coverage
from joinedup.cases.core.differing import differing
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.taking_part import taking_part
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

STORIES = ("timescale_missed", "handover_missing", "records_differ", "not_taking_part")
#: What a story is known by: its kind, its rule, its person and its events' days.
Story = tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """What the lists of an area hold, read as intake reads them."""

    framework: Framework
    area: MadeUpArea
    lists: frozenset[str]
    records: pl.DataFrame
    events: pl.DataFrame
    relations: pl.DataFrame

    @cached_property
    def person(self) -> pl.DataFrame:
        """record_id, person: whom each record is of."""
        return self.area.records.select("record_id", pl.col("person_id").cast(pl.String).alias("person"))

    @property
    def true_links(self) -> pl.DataFrame:
        """Memberships by person: every record with all others of the same person, and no more."""
        return self.records.select("record_id").join(self.person.rename({"person": "child_id"}), on="record_id")


@dataclass(frozen=True)
class Judged:
    """What the chronologies give cause to ask about, and the state of every duty they show."""

    found: frozenset[Story]
    states: frozenset[Story]  # rule, person, day, state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--framework", action="append", choices=framework_ids())
    asked = parser.parse_args()
    for framework_id in asked.framework or framework_ids():
        framework = load_framework(framework_id)
        area = make_area(framework, children=asked.children, seed=asked.seed, notified_on=notification_day(framework))
        clean, real = read(framework, area, clean=True), read(framework, area, clean=False)
        print(json.dumps({"framework": framework_id, "lists": "clean", "links": "true"} | compared(clean, clean.true_links)))
        linked = link(real.records, settings=LinkSettings()).memberships
        print(json.dumps({"framework": framework_id, "lists": "real", "links": "ours"} | compared(real, linked)))


def read(framework: Framework, area: MadeUpArea, *, clean: bool) -> Read:
    """Write the area's lists and read them as an inspection would."""
    with tempfile.TemporaryDirectory() as folder:
        written = write_lists(area, framework, Path(folder), clean=clean)
        told = {"framework": framework, "as_of": area.notified_on}
        files = ((one.path, {"filename": one.path.name, "agency": one.agency, "list_id": one.list}) for one in written)
        readings = [reading for path, one in files for reading in read_file(path, **told, **one)]
    events, relations = (pl.concat([getattr(one, name) for one in readings]) for name in ("events", "relations"))
    records = all_records([one.records for one in readings])
    return Read(framework, area, frozenset(one.list for one in written), records, events, relations)


def planted(area: MadeUpArea) -> frozenset[Story]:
    """Return the stories that should be found."""
    dated = area.events.sort("agency").select("event_id", pl.col("start").dt.date().cast(pl.String))
    versions = dict(dated.group_by("event_id", maintain_order=True).agg("start").iter_rows())
    found = set()
    for row in area.planted.filter(pl.col("story").is_in(STORIES)).to_dicts():
        days = [versions[event][0] for event in row["event_ids"]]
        if len(days) == 1 and row["story"] == "records_differ":
            days = versions[row["event_ids"][0]]  # two agencies' versions of one event
        told = days if row["story"] == "records_differ" else days[:1]
        found.add((row["story"], row["rule"], str(row["person_id"]), *told))
    return frozenset(found)


def judged(read_: Read, memberships: pl.DataFrame) -> Judged:
    """Return what the lists give cause to ask about under these links; each prompt under the person whose record began it."""
    framework, as_of = read_.framework, end_of(read_.area.notified_on)
    lines = chronologies(memberships, read_.records, read_.events, read_.relations)
    shown = Coverage(framework, read_.area.notified_on, read_.lists)
    whose = lines.unique("event_id").join(read_.person, on="record_id")
    day = whose.select("event_id", "person", london_day(pl.col("start_earliest")).cast(pl.String).alias("day"))
    timed, sent = timescales(framework, lines, as_of, shown), handovers(framework, lines, as_of, shown)
    met = taking_part(framework, lines, as_of).rename({"event": "start_event"})
    dated = [_dated(frame, day, "start_event") for frame in (timed, sent, met)]
    found: set[Story] = set()
    for story, state, frame in zip(("timescale_missed", "handover_missing", "not_taking_part"), UNDONE, dated, strict=True):
        found |= {(story, *row) for row in frame.filter(state=state).select("rule", "person", "day").rows()}
    two = _dated(_dated(differing(lines, framework.handovers), day, "event_a"), day, "event_b")
    found |= {("records_differ", "", *row) for row in two.select("person", "day", "day_right").rows()}
    states = pl.concat([frame.select("rule", "person", "day", "state") for frame in dated[:2]])
    return Judged(frozenset(found), frozenset(states.rows()))


UNDONE = ("missed", "never_arrived", "missed")


def _dated(frame: pl.DataFrame, day: pl.DataFrame, event: str) -> pl.DataFrame:
    return frame.join(day, left_on=event, right_on="event_id")


def compared(read_: Read, memberships: pl.DataFrame) -> dict[str, object]:
    """Return, per kind of story, how much was found and invented, and what the rest comes from."""
    found, true = judged(read_, memberships).found, planted(read_.area)
    causes = _Causes(read_, memberships)
    told: dict[str, object] = {}
    for story in STORIES:
        here, there = ({one for one in stories if one[0] == story} for stories in (found, true))
        told[story] = {"planted": len(there), "found": len(here & there), "invented": len(here - there)} | _shares(here, there)
    return told | {"lost by": causes.count(true - found), "invented by": causes.count(found - true)}


def _shares(found: set[Story], true: set[Story]) -> dict[str, float | None]:
    both = len(found & true)
    shares = {"precision": both / len(found) if found else None, "recall": both / len(true) if true else None}
    return {name: share if share is None else round(share, 3) for name, share in shares.items()}


class _Causes:
    """Says what a story lost or invented comes from: the links of its person first, then the lists."""

    def __init__(self, read_: Read, memberships: pl.DataFrame) -> None:
        links = memberships.join(read_.person, on="record_id")
        parted = links.group_by("person").agg(pl.col("child_id").n_unique()).filter(pl.col("child_id") > 1)
        mixed = links.group_by("child_id").agg(pl.col("person").unique()).filter(pl.col("person").list.len() > 1)
        self.parted, self.mixed = set(parted["person"]), set(mixed["person"].explode())

    def count(self, stories: Iterable[Story]) -> dict[str, int]:
        return dict(Counter(self._cause(story[2]) for story in stories))

    def _cause(self, person: str) -> str:
        if person in self.parted:
            return "records of one person under two children"
        return "two persons under one child" if person in self.mixed else "cells of a list that are blank, wrong or unreadable"


if __name__ == "__main__":
    main()
