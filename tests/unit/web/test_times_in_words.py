"""How long something took, in words."""

import pytest

from joinedup.web.inspectorate.times_in_words import _within


@pytest.mark.parametrize(
    ("bounds", "unit", "told"),
    [
        ((0, 0), "days", "on the same day"),
        ((0, 0), "working days", "on the same working day"),
        ((0, 0), "hours", "within the hour"),
        ((1, 1), "working days", "within 1 working day"),
        ((0, 2), "days", "within 0 to 2 days"),
    ],
)
def test_no_time_at_all_is_not_told_as_nought(bounds, unit, told):
    assert _within(bounds, unit) == told
