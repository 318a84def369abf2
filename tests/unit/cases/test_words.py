import pytest

from joinedup.cases.core import words


@pytest.mark.parametrize("text", ["2024-05-03 14:30", "2024-05-03", "2024-05", "2024"])
def test_a_date_is_told_as_exactly_as_it_was_recorded(told, text):
    [event] = told(("la", "contact", text)).to_dicts()
    expected = {16: "3 May 2024, 14:30", 10: "3 May 2024", 7: "May 2024", 4: "2024"}[len(text)]
    assert words.span(event, lasts=False) == expected


@pytest.mark.parametrize(
    ("kind", "end", "expected"),
    [
        ("child_in_need", None, "3 May 2024, no end recorded"),
        ("child_in_need", "2024-06", "3 May 2024 to June 2024"),
        ("contact", None, "3 May 2024"),
    ],
)
def test_what_lasts_is_told_with_its_end(told, kind, end, expected):
    [event] = told(("la", kind, "2024-05-03", end)).to_dicts()
    assert words.span(event, lasts=kind == "child_in_need") == expected


def test_days_are_londons(told, moment):
    assert words.day(moment("2024-06-01 00:30")) == "1 June 2024"


@pytest.mark.parametrize(
    ("least", "most", "unit", "expected"),
    [
        (3, 3, "days", "3 days"),
        (1, 1, "working_days", "1 working day"),
        (0, 1, "days", "0 to 1 day"),
        (117, 141, "hours", "117 to 141 hours"),
        (None, None, "days", ""),
    ],
)
def test_lengths_of_time(least, most, unit, expected):
    assert words.days(least, most, unit) == expected


def test_an_interval_of_one_day_is_one_day(span):
    assert words.interval(*span("2024-05-03")) == "3 May 2024"
    assert words.interval(*span("2024-05")) == "1 May 2024 to 31 May 2024"
    assert words.interval(None, None) == ""
