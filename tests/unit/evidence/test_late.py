"""When a note counts as written down later than the day it was seen, and how both times are told."""

from datetime import UTC, date, datetime

import pytest

from joinedup.evidence.core.late import both_times, first_written, written_late

WRITTEN = datetime(2026, 3, 5, 9, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seen_at", "told"),
    [
        ("2026-03-03T14:05Z", "seen 3 March 2026 14:05, written down 5 March 2026 09:10"),
        ("2026-03-03", "seen 3 March 2026, written down 5 March 2026 09:10"),
        ("2026-03-05T08:00Z", ""),
        ("2026-03-05", ""),
        ("2026-03-06", ""),
        ("", ""),
    ],
)
def test_both_times_are_told_where_they_fall_on_different_days(seen_at, told):
    assert both_times(seen_at, WRITTEN) == told


def test_days_are_days_in_london():
    just_after_midnight = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert written_late(date(2026, 6, 1), just_after_midnight)
    assert "written down 2 June 2026 00:30" in both_times("2026-06-01", just_after_midnight)
    assert both_times("2026-06-01T23:05Z", just_after_midnight) == ""


def test_what_was_seen_on_a_day_nobody_knows_is_not_called_late():
    assert not written_late(None, WRITTEN)


def test_a_note_was_not_written_after_it_arrived_whatever_its_device_says():
    ahead, before = datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
    assert first_written([ahead], WRITTEN) == WRITTEN
    assert first_written([ahead, before], WRITTEN) == before
