"""An inspection at selection with eight children on its lists, so small that every expectation can be read off."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import polars as pl

from joinedup.method.framework import EventMapping, ListSpec, Timescale
from joinedup.records.shape import EVENT, MEMBERSHIP, RECORD
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import NOTIFIED, World

CHILDREN = tuple(f"{n:016x}" for n in range(1, 9))


def selection_framework():
    tiny = tiny_framework()
    referrals = tuple(EventMapping(kind, "date") for kind in ("referral", "referral_decision"))
    listing = ListSpec("referrals", "Referrals", "local_authority", "events", "test", (), events=referrals)
    limit = Timescale("decision", "Decision in one working day", "referral", "referral_decision", 1, "working_days", "guidance")
    selection = replace(tiny.selection, sample_size=4, tracked_min=1, tracked=2, tracked_max=3)
    return replace(tiny, selection=selection, lists=(*tiny.lists, listing), timescales=(limit,))


@dataclass
class Selecting:
    """The inspection's world and the link run it would have."""

    world: World
    run: SimpleNamespace

    @property
    def inspection(self):
        return self.world.inspection

    @property
    def pair(self):
        """Two inspectors of different inspectorates."""
        return list(self.world.inspectors.values())[:2]


def _event(n, record_id, kind, day):
    first = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=1)  # British Summer Time
    last = first + timedelta(days=1, microseconds=-1)
    row = dict.fromkeys(EVENT) | {"event_id": f"e{n}", "record_id": record_id, "kind": kind, "attributes": json.dumps({})}
    return row | {"start_earliest": first, "start_latest": last, "precision": "day", "list": "referrals", "row": n}


def frames_of(world):
    keys = {sector: agency.key for sector, agency in world.agencies.items()}
    records, members, events = [], [], []
    for n, child in enumerate(CHILDREN):
        born = date(2022 - 2 * n, 5, 1)
        for sector, key in keys.items():
            own = f"{key}:{n}"
            row = {"record_id": own, "agency": key, "sector": sector, "sex": ("female", "male")[n % 2]}
            dob = {"dob_earliest": born, "dob_latest": born, "dob_kind": "exact"}
            records.append(dict.fromkeys(RECORD) | row | dob)
            members.append({"list": "people", "record_id": own, "child_id": child, "probability": 1.0})
        events.append(_event(2 * n, f"{keys['local_authority']}:{n}", "referral", NOTIFIED - timedelta(days=20 + n)))
        events.append(_event(2 * n + 1, f"{keys['police']}:{n}", "police_incident", NOTIFIED - timedelta(days=30)))
    return pl.DataFrame(members, schema=MEMBERSHIP), pl.DataFrame(records, schema=RECORD), pl.DataFrame(events, schema=EVENT)
