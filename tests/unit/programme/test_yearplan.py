"""Where the lines of the year plan lie."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from joinedup.programme.core.yearplan import LEFT, WIDTH, Bar, year_plan

FIRST, LAST = date(2031, 1, 6), date(2031, 6, 27)
WEEK = timedelta(weeks=1)
BARS = st.integers(0, 24).map(
    lambda n: Bar("Quiet lantern", FIRST + (n - 2) * WEEK, FIRST + n * WEEK, FIRST + (n + 1) * WEEK)
) | st.just(Bar("Warm kettle"))


@given(st.lists(BARS, max_size=8))
def test_every_piece_lies_in_the_picture_and_in_order(bars):
    plan = year_plan(bars, FIRST, LAST)
    assert len(plan.lines) == len(bars)
    for bar, line in zip(bars, plan.lines, strict=True):
        assert line.called == bar.called
        assert bool(line.pieces) == (bar.on_site is not None)
        ends = [LEFT, *(piece.x + piece.width for piece in line.pieces)]
        for piece, before in zip(line.pieces, ends, strict=False):
            assert piece.x >= before - 0.2
            assert LEFT <= piece.x <= piece.x + piece.width <= WIDTH + 0.2
    assert [line.y for line in plan.lines] == sorted({line.y for line in plan.lines})


def test_a_line_is_before_on_site_and_after():
    [line] = year_plan([Bar("Quiet lantern", FIRST, FIRST + 2 * WEEK, FIRST + 3 * WEEK)], FIRST, LAST).lines
    assert [piece.kind for piece in line.pieces] == ["before", "site", "after"]
    widths = {piece.kind: piece.width for piece in line.pieces}
    assert abs(widths["before"] - 2 * widths["site"]) < 0.3
    assert abs(widths["after"] - widths["site"]) < 0.3


def test_months_are_named_where_they_begin():
    plan = year_plan([], FIRST, LAST)
    assert [month.called for month in plan.months] == ["Feb", "Mar", "Apr", "May", "Jun"]
    assert [month.x for month in plan.months] == sorted(month.x for month in plan.months)


def test_what_begins_before_the_round_or_ends_after_it_widens_the_picture():
    late = Bar("Quiet lantern", FIRST - 2 * WEEK, FIRST, LAST + WEEK)
    plan = year_plan([late], FIRST, LAST)
    assert plan.months[0].called == "Jan 2031"
    assert plan.lines[0].pieces[0].x == LEFT
