"""An inspector reads a case file and finds in it what no list tells: true of the made-up child, before what the lists show."""

from typing import Any

import polars as pl

from joinedup.cases.models import TrackedChild
from joinedup.evidence.added.actions import add_event_and_note
from joinedup.evidence.added.models import AddedEvent
from joinedup.evidence.core.dated import read_between
from joinedup.inspections.models import Inspection
from joinedup.method.days import LONDON
from joinedup.records.kinds import event_kinds
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.children import Story
from joinedup.training.area import MadeUpArea

#: What a file is likely to be opened for, the likeliest first; then anything else that happened at one moment.
_TELLING = ("police_incident", "contact", "emergency_attendance", "referral", "missed_appointment", "police_intelligence")


def add_from_case_file(cast: Cast, inspection: Inspection, area: MadeUpArea, stories: list[Story]) -> AddedEvent | None:
    """Add one event to the chronology of the first tracked child of whom a file tells more than its lists; none if no file does."""
    for story in stories:
        found = _unlisted(area, story)
        if found is not None:
            return _add(cast, inspection, story.tracked, found)
    return None


def _unlisted(area: MadeUpArea, story: Story) -> dict[str, Any] | None:
    """Return a true event of the child, known to an agency, that happened before any its list shows of that kind."""
    owned = pl.DataFrame({"record_id": story.tracked.records}, schema={"record_id": pl.String})
    known = area.records.select("person_id", "agency", record_id=pl.format("{}:{}", "agency", "own_id")).join(owned, on="record_id")
    true = area.events.join(known.unique(["person_id", "agency"]), on=["person_id", "agency"])
    first = story.chronology.filter(pl.col("via").is_null()).group_by("agency", "kind").agg(pl.col("start_earliest").min())
    shown = first.with_columns(pl.col("start_earliest").dt.convert_time_zone(LONDON).dt.replace_time_zone(None))
    older = true.join(shown, on=["agency", "kind"], how="left").filter(
        pl.col("start_earliest").is_null() | (pl.col("start") < pl.col("start_earliest").dt.truncate("1d"))
    )
    moments = [kind for kind, what in event_kinds().items() if not what.span and not what.adult]
    order = pl.Enum([*_TELLING, *(kind for kind in moments if kind not in _TELLING)])
    fitting = older.filter(pl.col("kind").is_in(moments)).with_columns(pl.col("kind").cast(order))
    rows = fitting.sort("kind", pl.col("start"), "event_id", descending=[False, True, False]).head(1).to_dicts()
    return rows[0] if rows else None


def _add(cast: Cast, inspection: Inspection, child: TrackedChild, found: dict[str, Any]) -> AddedEvent:
    agency, kind, start = cast.agencies[found["agency"]], str(found["kind"]), found["start"]
    person = next(iter(cast.inspectors.values()))[-1]
    day, label = f"{start.day} {start:%B %Y}", event_kinds()[kind].label
    said = {
        "sector": agency.sector,
        "criteria": [inspection.framework.criteria[0].id],
        "direction": "context",
        "text": f"The file of {agency.name} holds a “{label}” of {day}. No list that was sent has it on that day.",
        "seen_on": inspection.fieldwork_from,
    }
    event = {"agency": agency, "kind": kind, "start": read_between(f"{start:%d/%m/%Y}"), "words": "In the file, and on no list."}
    return add_event_and_note(by=person, tracked=child, said=said, **event)
