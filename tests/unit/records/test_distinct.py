"""A column as its different texts: what is read of each comes back to every row that says it."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from joinedup.records.distinct import distinct


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
