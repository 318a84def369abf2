"""What goes into a choice or a plan is kept as JSON and comes back the same."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.programme.core.plain import PlainError, from_plain, to_plain


@dataclass(frozen=True)
class Inner:
    """Something with a default."""

    day: date
    share: float = 1.0
    words: str | None = None


@dataclass(frozen=True)
class Outer:
    """Every shape that is kept."""

    several: tuple[Inner, ...]
    weeks: frozenset[date]
    pairs: tuple[str, int]
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    barred: Mapping[date, str] = field(default_factory=dict)
    open: bool = True


DAYS = st.dates()
TEXT = st.text(max_size=5)
INNER = st.builds(Inner, day=DAYS, share=st.floats(0, 1), words=st.none() | TEXT)
OUTER = st.builds(
    Outer,
    several=st.lists(INNER, max_size=3).map(tuple),
    weeks=st.frozensets(DAYS, max_size=4),
    pairs=st.tuples(TEXT, st.integers()),
    travel=st.dictionaries(st.tuples(TEXT, TEXT), st.integers(), max_size=3),
    barred=st.dictionaries(DAYS, TEXT, max_size=3),
    open=st.booleans(),
)


@given(OUTER)
def test_what_is_kept_comes_back_the_same(value):
    assert from_plain(Outer, json.loads(json.dumps(to_plain(value)))) == value


@given(OUTER)
def test_the_order_things_came_in_leaves_no_trace(value):
    turned = Outer(
        value.several,
        frozenset(sorted(value.weeks, reverse=True)),
        value.pairs,
        dict(reversed(list(value.travel.items()))),
        dict(reversed(list(value.barred.items()))),
        value.open,
    )
    assert to_plain(turned) == to_plain(value)


def test_a_field_with_a_default_may_be_missing():
    assert from_plain(Inner, {"day": "2031-01-06"}) == Inner(date(2031, 1, 6))


def test_whole_numbers_are_taken_for_shares():
    assert from_plain(Inner, {"day": "2031-01-06", "share": 1}).share == 1.0


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"day": "soon"}, "Inner.day should be a date"),
        ({"day": None}, "Inner.day should be a date"),
        ({"share": 1.0}, "Inner lacks something"),
        ({"day": "2031-01-06", "words": 3}, "Inner.words should be str"),
        ({"day": "2031-01-06", "share": True}, "Inner.share should be float"),
        ([], "Inner should be a table"),
    ],
)
def test_what_is_not_that_is_refused_with_where(data, where):
    with pytest.raises(PlainError, match=where):
        from_plain(Inner, data)


def test_a_list_is_asked_for_where_one_belongs():
    with pytest.raises(PlainError, match="weeks should be a list"):
        from_plain(Outer, {"several": [], "weeks": "2031-01-06", "pairs": ["a", 1]})


def test_what_json_cannot_hold_is_refused():
    with pytest.raises(PlainError, match="complex"):
        to_plain(1j)
