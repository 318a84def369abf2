"""No report counts by worker or team: no event carries one, no rule draws by one, and no page of ours names such a column."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from joinedup.intake.core.returns import return_specs
from joinedup.method.check_workers import WORKERS, check_workers
from joinedup.method.framework import Column, EventMapping, ListSpec
from joinedup.method.loader import framework_ids, load_framework
from tests.factories.frameworks import tiny_framework

ROOT = Path(__file__).parents[3] / "joinedup"
#: Where lists are asked for, written and checked column by column; nothing there counts.
COLUMNS = ("frameworks", "training", "method")


@pytest.mark.parametrize("id", framework_ids())
def test_no_packaged_framework_carries_a_worker_into_an_event(id):
    framework = load_framework(id)
    assert list(check_workers(framework)) == []
    columns = {column.key for spec in framework.lists for column in spec.columns}
    assert columns & WORKERS, "no list names a worker, so this looked at nothing"


def test_no_return_carries_one_either():
    for spec in return_specs().values():
        carried = {key for mapping in spec.events for pair in mapping.attributes for key in pair}
        assert not carried & WORKERS


@pytest.mark.parametrize(
    ("mapping", "named"),
    [
        (EventMapping("referral", "date", attributes=(("seen_by", "worker"),)), "seen_by"),
        (EventMapping("referral", "date", attributes=(("team", "unit"),)), "team"),
        (EventMapping("referral", "date", when=(("team", ("a",)),)), "team"),
    ],
)
def test_a_framework_that_would_is_refused(mapping, named):
    columns = tuple(Column(key, key, "text", "To know whom to meet.") for key in ("date", "worker", "team", "unit"))
    listing = ListSpec("referrals", "Referrals", "police", "events", "test", columns, events=(mapping,))
    [(key, reason)] = check_workers(replace(tiny_framework(), lists=(listing,)))
    assert key == f"lists[referrals].events[referral].attributes.{named}"
    assert "no worker and no team" in reason


def test_children_are_not_drawn_by_one():
    tiny = tiny_framework()
    faults = check_workers(replace(tiny, selection=replace(tiny.selection, strata=("age_band", "team"))))
    assert [key for key, _ in faults] == ["selection.strata"]


COUNTS = r"(?:group_by|partition_by|value_counts|n_unique|over|Counter|annotate|values)\([^)\n]*"
NAMED = re.compile(rf"[Aa]llocated[ _](?:[Ww]orker|[Tt]eam)|{COUNTS}[\"'](?:worker|team|practitioner)[\"']")


def test_nothing_counts_or_shows_by_such_a_column():
    """Who was asked for consent is written down; no code groups, counts or lists by a worker or a team."""
    assert NAMED.search('frame.group_by("child_id", "worker")')
    files = [path for end in ("*.py", "*.html") for path in ROOT.rglob(end) if path.relative_to(ROOT).parts[0] not in COLUMNS]
    files = [path for path in files if "node_modules" not in path.parts]
    assert len(files) > 200
    assert [str(path.relative_to(ROOT)) for path in files if NAMED.search(path.read_text(encoding="utf-8"))] == []
