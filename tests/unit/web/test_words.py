from decimal import Decimal

import pytest

from joinedup.web.components import words


@pytest.mark.parametrize(("value", "said"), [(0, "0"), (1234567, "1,234,567"), (None, "not known")])
def test_unknown_is_never_zero(value, said):
    assert words.number(value) == said


@pytest.mark.parametrize(("value", "said"), [(1, "1 child"), (2, "2 children"), (0, "0 children"), (None, "not known")])
def test_things_are_counted_in_words(value, said):
    assert words.count(value, "child", "children") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [("10", "10"), ("10.00", "10"), ("1200", "1200"), ("2.50", "2.5"), ("0.25", "0.25"), ("0.00", "0"), (None, "none stated")],
)
def test_hours_are_written_as_people_write_them(value, said):
    assert words.hours(Decimal(value) if value else None) == said


@pytest.mark.parametrize(
    ("values", "said"), [([], "none"), (["health"], "health"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_reads_as_a_sentence_would(values, said):
    assert words.listed(values) == said


def test_a_code_is_shown_as_words():
    assert words.plain("local_authority") == "local authority"
    assert words.plain(None) == ""


@pytest.mark.parametrize(("size", "said"), [(640, "640 bytes"), (39_000, "38 KB"), (1_300_000, "1.2 MB")])
def test_a_file_says_how_big_it_is(size, said):
    assert words.file_size(size) == said
