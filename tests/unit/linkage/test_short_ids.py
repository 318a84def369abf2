"""Short ids tell everybody apart."""

from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core.short_ids import SHOWN, short_ids


def test_two_who_share_the_beginning_show_more():
    alone, one, other = "a" * 16, "0123456789abcdef", "0123456789acdef0"
    assert short_ids([alone, one, other]) == {alone: "a" * SHOWN, one: "0123456789ab", other: "0123456789ac"}


@given(st.sets(st.text("01", min_size=16, max_size=16), max_size=200))
def test_no_two_share_a_short_id_and_each_begins_the_id(ids):
    short = short_ids(ids)
    assert short.keys() == ids
    assert len(set(short.values())) == len(ids)
    assert all(each.startswith(begins) and len(begins) >= SHOWN for each, begins in short.items())
