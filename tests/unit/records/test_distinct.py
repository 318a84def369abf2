"""Work done once per distinct value."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from joinedup.records.distinct import applied, distinct, made_of_distinct


@given(st.lists(st.one_of(st.none(), st.sampled_from(["", "a", "bb", "ccc", "Bb"]))))
def test_every_row_gets_what_is_made_of_its_own_text(texts: list[str | None]) -> None:
    made = applied(pl.Series("text", texts, dtype=pl.String), len, pl.Int64)
    assert made.to_list() == [None if text is None else len(text) for text in texts]


def test_each_text_is_asked_for_once() -> None:
    asked: list[str] = []
    applied(pl.Series(["b", "a", "b", None, "a"]), asked.append, pl.Null)
    assert sorted(asked) == ["a", "b"]


def test_a_whole_column_may_be_made_at_once_and_keeps_its_name() -> None:
    made = made_of_distinct(pl.Series("day", ["2015-03-04", None, "soon"]), lambda texts: texts.str.to_date(strict=False))
    assert made.name == "day"
    assert [day and day.isoformat() for day in made.to_list()] == ["2015-03-04", None, None]


def test_lists_may_be_made() -> None:
    made = applied(pl.Series(["a b", "c"]), str.split, pl.List(pl.String))
    assert made.to_list() == [["a", "b"], ["c"]]


def test_a_short_column_and_one_that_seldom_repeats_are_left_alone() -> None:
    assert distinct(pl.Series(["a"] * 100)) is None
    assert distinct(pl.Series([str(number) for number in range(5_000)])) is None


@given(st.lists(st.text(max_size=3) | st.none(), min_size=1, max_size=40))
def test_every_row_gets_its_own_back(texts: list[str | None]) -> None:
    column = pl.Series(texts * (2_000 // len(texts) + 1), dtype=pl.String)
    once = distinct(column)
    assert once is not None
    assert once.texts.null_count() == 0
    assert once.texts.n_unique() == len(once.texts)
    assert once.spread(once.texts).equals(column)
    rows = pl.Series([place % 3 == 0 for place in range(len(column))])
    assert once.filter(rows).spread(once.texts).equals(column.filter(rows))


def test_a_column_without_any_text() -> None:
    once = distinct(pl.Series([None] * 3_000, dtype=pl.String))
    assert once is not None
    assert once.spread(once.texts).null_count() == 3_000
