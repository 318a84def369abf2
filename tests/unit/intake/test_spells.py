"""Rows that together are one span, against a slow walk through each child's rows."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.intake.core.returns import Spell
from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.spells import fill_in

SPELL = Spell("first", "last", child="child", start="start", end="end", begins="begins", codes=("S", "P"))
PLACES = {"child": "c0", "start": "c1", "end": "c2", "begins": "c3"}
DAYS = st.integers(0, 9).map(lambda days: (date(2024, 3, 1) + timedelta(days)).isoformat())
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", None]),
        DAYS | st.just("no day") | st.none(),
        DAYS | st.none(),
        st.sampled_from(["S", "P", "L", None]),
    ),
    max_size=9,
)


def _frame(rows: list[tuple[str | None, ...]]) -> pl.DataFrame:
    columns = {f"c{place}": pl.Series([row[place] for row in rows], dtype=pl.String) for place in range(4)}
    return pl.DataFrame({**columns, ROW: pl.Series(range(1, len(rows) + 1), dtype=pl.Int64)})


@settings(deadline=None)
@given(ROWS)
def test_spells_are_those_of_a_slow_walk(rows: list[tuple[str | None, ...]]) -> None:
    found = fill_in(_frame(rows), PLACES, SPELL).select("first", "last").rows()
    assert found == [_slowly(rows).get(rows.index(row), (None, None)) for row in rows]


def _slowly(rows: list[tuple[str | None, ...]]) -> dict[int, tuple[str, str | None]]:
    """Return place → what the row says, for rows that are part of a spell and do not stand again."""
    said: dict[int, tuple[str, str | None]] = {}
    once = [place for place, row in enumerate(rows) if rows.index(row) == place and row[0] and row[1] and row[1] != "no day"]
    for child in ("1", "2"):
        opened = before = None
        for place in sorted((place for place in once if rows[place][0] == child), key=lambda place: (rows[place][1], place)):
            _, start, end, begins = rows[place]
            if opened is None or begins in ("S", "P") or (before is not None and before < start):
                opened = place
            said[place] = ("No", None)
            said[opened] = ("Yes", end)
            before = end
    return said


def test_the_rows_of_the_file_stay_as_they_are() -> None:
    frame = _frame([("1", "2024-03-01", None, "S"), (None, None, None, None)])
    assert fill_in(frame, PLACES, SPELL).drop("first", "last").equals(frame)
