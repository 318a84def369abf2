"""What a later run changes, as it is kept: dates as exactly as they are known, and no more exactly."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.cases.core.later import Change, change, same_child, same_children
from joinedup.web.inspectorate.later_in_words import change_in_words


@pytest.mark.parametrize(
    ("start", "said"),
    [("2024-05", "(May 2024)"), ("2024", "(2024)"), ("2024-05-03", "(3 May 2024)"), ("2024-05-03 14:30", "14:30)")],
)
def test_an_event_known_to_a_month_is_not_told_to_the_day(told, start, said):
    later = told(("la", "referral", start))
    found = Change.from_json(change([], told(), [], later, []).as_json())
    [sentence] = change_in_words(found, {})
    assert said in sentence


def test_what_was_kept_before_dates_were_told_in_words_still_reads():
    old = {"agency": "la", "kind": "referral", "day": "2024-05-03", "via": None}
    kept = {"records_added": [], "records_gone": [], "elsewhere": [], "events_added": [old], "events_gone": []}
    [sentence] = change_in_words(Change.from_json(kept), {})
    assert sentence == "la: 1 event more: referral to children's social care (2024-05-03)."


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=12, unique_by=lambda one: one[0]), st.data())
def test_a_whole_cohort_is_found_again_as_each_child_is_alone(linked, data):
    """One join finds what looking at each child by itself finds."""
    memberships = pl.DataFrame(
        {"record_id": [f"r{one}" for one, _ in linked], "child_id": [f"p{person}" for _, person in linked]},
        schema={"record_id": pl.String, "child_id": pl.String},
    )
    records = [f"r{n}" for n in range(6)]
    children = {f"c{n}": data.draw(st.lists(st.sampled_from(records), unique=True)) for n in range(3)}
    first = data.draw(st.sets(st.sampled_from(records)))
    pinned = pl.DataFrame(
        {"child_id": list(children), "records": list(children.values())},
        schema={"child_id": pl.String, "records": pl.List(pl.String)},
    )
    alone = {child: same_child(memberships, held, first & set(held)) for child, held in children.items()}
    assert same_children(memberships, pinned, first) == {child: one for child, one in alone.items() if one is not None}
