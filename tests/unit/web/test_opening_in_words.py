"""When the views open, in words somebody can act on."""

from datetime import UTC, datetime, timedelta

import pytest

from joinedup.evidence.own_views.visibility import Opening
from joinedup.web.inspectorate.opening_in_words import countdown

NOW = datetime(2026, 3, 5, 14, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=2, hours=3, minutes=9), "in 2 days and 3 hours."),
        (timedelta(days=1), "in 1 day."),
        (timedelta(hours=1, minutes=5), "in 1 hour and 5 minutes."),
        (timedelta(minutes=1), "in 1 minute."),
        (timedelta(seconds=30), "in less than a minute."),
    ],
)
def test_how_long_it_is_till_then(left, said):
    assert countdown(Opening(blind=True, opens_at=NOW + left), NOW).endswith(said)


def test_what_is_open_says_since_when():
    assert countdown(Opening(blind=True, opens_at=NOW), NOW) == "The views opened on 5 March 2026 at 2pm."


def test_without_an_hour_and_where_it_is_switched_off():
    assert countdown(Opening(blind=True), NOW).startswith("No hour is set")
    assert countdown(Opening(blind=False), NOW) == "Under this framework views are open from the beginning."
