"""An hour as people write it."""

from datetime import time

import pytest
from django import forms

from joinedup.web.components.hour_field import HourField


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("9", time(9)),
        ("9:30", time(9, 30)),
        ("9.30am", time(9, 30)),
        ("2", time(14)),
        ("02", time(2)),
        ("2 pm", time(14)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("14:05", time(14, 5)),
        ("Midday", time(12)),
        ("noon", time(12)),
        ("", None),
        (time(8), time(8)),
    ],
)
def test_what_people_write_is_understood(said, hour):
    assert HourField(label="Begins").clean(said) == hour


@pytest.mark.parametrize("said", ["later", "25", "9:61", "13pm", "0am", "9:5", "-1"])
def test_what_is_no_hour_is_refused_with_an_example(said):
    with pytest.raises(forms.ValidationError, match="for example 9:30am or 14:00"):
        HourField(label="Begins").clean(said)


def test_an_hour_is_shown_as_it_is_written():
    assert [HourField().prepare_value(value) for value in (time(9, 5), "later", None)] == ["9:05", "later", None]
