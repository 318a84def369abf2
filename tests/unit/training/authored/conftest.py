"""Hand-made children, told event by event."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from joinedup.records.shape import EVENT
from joinedup.training.authored import ChildFacts

LONDON = ZoneInfo("Europe/London")
RULED = {"rule": pl.String, "state": pl.String, "start_event": pl.String, "finish_event": pl.String}

Event = tuple[str, str, str, str]  # event id, kind, sector, day (YYYY-MM-DD) or month (YYYY-MM)
Tell = Callable[..., ChildFacts]


def moments(day: str) -> tuple[datetime, datetime]:
    """Return the interval in UTC of a day or a month as written, in London."""
    if len(day) == len("2016-03"):
        first = datetime.fromisoformat(f"{day}-01").replace(tzinfo=LONDON)
        after = (first + timedelta(days=32)).replace(day=1)
    else:
        first = datetime.fromisoformat(day).replace(tzinfo=LONDON)
        after = first + timedelta(days=1)
    return first.astimezone(UTC), after.astimezone(UTC) - timedelta(microseconds=1)


@pytest.fixture
def tell() -> Tell:
    """Return a function that makes a child's facts from events, rules and sendings."""

    def made(
        *events: Event,
        code: str = "Child 1",
        age: int = 14,
        ends: dict[str, str] | None = None,
        said: dict[str, dict[str, str]] | None = None,
        via: dict[str, str] | None = None,
        timescales: tuple[tuple[str, str, str, str | None], ...] = (),
        handovers: tuple[tuple[str, str, str, str | None], ...] = (),
    ) -> ChildFacts:
        rows = []
        for place, (event_id, kind, sector, day) in enumerate(events):
            start = moments(day)
            end = moments(ends[event_id]) if ends and event_id in ends else (None, None)
            rows.append(
                {
                    "event_id": event_id,
                    "record_id": f"{sector}:1",
                    "kind": kind,
                    "start_earliest": start[0],
                    "start_latest": start[1],
                    "precision": "month" if len(day) == len("2016-03") else "day",
                    "end_earliest": end[0],
                    "end_latest": end[1],
                    "end_precision": "day" if end[0] else None,
                    "attributes": json.dumps((said or {}).get(event_id, {})),
                    "submission": "hash",
                    "list": "list",
                    "sheet": None,
                    "row": place + 1,
                    "agency": sector,
                    "sector": sector,
                    "via": (via or {}).get(event_id),
                }
            )
        shape = {**EVENT, "agency": pl.String, "sector": pl.String, "via": pl.String}
        return ChildFacts(
            code=code,
            age=age,
            events=pl.DataFrame(rows, schema=shape),
            timescales=pl.DataFrame(list(timescales), schema=RULED, orient="row"),
            handovers=pl.DataFrame(list(handovers), schema=RULED, orient="row"),
        )

    return made
