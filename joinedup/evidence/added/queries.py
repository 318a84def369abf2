"""Reads of events added by hand: as rows with who added them, and as lines of the chronology."""

import json
from typing import Any

import polars as pl
from django.db.models import QuerySet

from joinedup.cases.core.chronology import CHRONOLOGY
from joinedup.cases.models import TrackedChild
from joinedup.evidence.added.enums import AddedState
from joinedup.evidence.added.models import AddedEvent
from joinedup.evidence.core.dated import between_of
from joinedup.people.models import Person


def every_added(tracked: TrackedChild) -> QuerySet[AddedEvent]:
    """Return all events ever added to a child's chronology, those withdrawn too, in the order they were added."""
    found = AddedEvent.objects.filter(tracked=tracked)
    return found.select_related("agency", "note__current", "added_by", "withdrawn_by", "inspection").order_by("added_at")


def added_seen_by(person: Person, tracked: TrackedChild) -> QuerySet[AddedEvent]:
    """Return the events added to a child's chronology as far as a person may see them."""
    return every_added(tracked).filter(pk__in=AddedEvent.objects.all().visible_to(person).values("pk"))


def added_to(tracked: TrackedChild) -> pl.DataFrame:
    """Return the events that stand as lines of the child's chronology (CHRONOLOGY); they come from no list."""
    standing = every_added(tracked).filter(state=AddedState.STANDS)
    return pl.DataFrame([_line(event) for event in standing], schema=CHRONOLOGY)


def _line(event: AddedEvent) -> dict[str, Any]:
    what = event.what
    line: dict[str, Any] = dict.fromkeys(CHRONOLOGY)
    start = between_of(what["start"])
    line |= {
        "child_id": event.tracked.child_id,
        "event_id": str(event.pk),
        "kind": what["kind"],
        "agency": event.agency.key,
        "sector": event.agency.sector,
        "via": what["via"] or None,
        "attributes": json.dumps({"words": event.words}),
        "start_earliest": start.earliest,
        "start_latest": start.latest,
        "precision": start.precision,
    }
    if what["end"]:
        end = between_of(what["end"])
        line |= {"end_earliest": end.earliest, "end_latest": end.latest, "end_precision": end.precision}
    return line
