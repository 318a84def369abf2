"""Small stories written as they would be told: `told(("la", "referral", "2024-05-03"), …)` is a chronology."""

import json
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from joinedup.cases.core.chronology import CHRONOLOGY
from joinedup.method.framework import EventMapping, ListSpec
from joinedup.records.kinds import event_kinds

LONDON = ZoneInfo("Europe/London")
SECTORS = {
    "la": "local_authority",
    "police": "police",
    "trust": "health",
    "probation": "probation",
    "yot": "youth_offending",
    "school": "education",
}


def interval(text):
    """'2024-05-03 14:30', '2024-05-03', '2024-05' or '2024' → earliest and latest UTC moment and the precision."""
    if text is None:
        return None, None, None
    if " " in text:
        moment = datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)
        return moment, moment, "minute"
    parts = [int(part) for part in text.split("-")]
    year, month, day = [*parts, 0, 0][:3]
    first = datetime(year, month or 1, day or 1, tzinfo=LONDON)
    last_month = month or 12
    last = datetime(year, last_month, day or monthrange(year, last_month)[1], tzinfo=LONDON)
    after = (last.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=LONDON)
    end = after.astimezone(UTC) - timedelta(microseconds=1)
    return first.astimezone(UTC), end, {1: "year", 2: "month", 3: "day"}[len(parts)]


def line(n, agency, kind, start, end=None, child="c1", via=None, event_id=None, row=None, **attributes):
    start_lo, start_hi, precision = interval(start)
    end_lo, end_hi, end_precision = interval(end)
    return {
        "child_id": child,
        "event_id": event_id or f"e{n}",
        "record_id": f"{agency}:{child}",
        "kind": kind,
        "start_earliest": start_lo,
        "start_latest": start_hi,
        "precision": precision,
        "end_earliest": end_lo,
        "end_latest": end_hi,
        "end_precision": end_precision,
        "attributes": json.dumps(attributes),
        "submission": "s",
        "list": f"{agency}-list",
        "sheet": None,
        "row": n if row is None else row,
        "agency": agency,
        "sector": SECTORS[agency],
        "via": via,
    }


def tell(*events):
    """Each event: (agency, kind, start[, end]) or a dict of `line`'s arguments."""
    rows = [line(n, **event) if isinstance(event, dict) else line(n, *event) for n, event in enumerate(events)]
    return pl.DataFrame(rows, schema=CHRONOLOGY)


@pytest.fixture(scope="session")
def every_list():
    """Lists without a window that show every kind of event of every sector."""
    every = tuple(EventMapping(kind, "date", "end" if what.span else "") for kind, what in event_kinds().items())
    return tuple(ListSpec(sector, sector, sector, "events", "test", (), events=every) for sector in SECTORS.values())


@pytest.fixture(scope="session")
def told():
    return tell


@pytest.fixture(scope="session")
def moment():
    """The first UTC moment of a text like those above."""
    return lambda text: interval(text)[0]


@pytest.fixture(scope="session")
def span():
    """The UTC interval of a text like those above."""
    return lambda text: interval(text)[:2]
