"""What was changed about a slot, and what two people who changed it at once meant together."""

from hypothesis import given
from hypothesis import strategies as st

from joinedup.inspections.core.slot_history import FIELDS, Difference, both_changed, differences, together

VALUES = st.sampled_from([None, "", "a", "b", ["a"], {"police": ["Sergeant"]}, True])
STANDINGS = st.fixed_dictionaries(dict.fromkeys(FIELDS, VALUES))


def test_fields_that_differ_are_told_in_their_order():
    before, after = {"room": "1", "day": "2022-10-17"}, {"room": "2", "day": "2022-10-18", "what": "The plan."}
    assert differences(before, after) == (
        Difference("day", "2022-10-17", "2022-10-18"),
        Difference("room", "1", "2"),
        Difference("what", None, "The plan."),
    )


@given(STANDINGS, STANDINGS)
def test_nothing_differs_from_itself_and_a_difference_goes_both_ways(one, other):
    assert differences(one, one) == ()
    assert [each.field for each in differences(one, other)] == [each.field for each in differences(other, one)]


@given(STANDINGS, STANDINGS, STANDINGS)
def test_together_holds_every_change_but_mine_where_both_changed(start, theirs, mine):
    twice = both_changed(start, theirs, mine)
    joined = together(start, theirs, mine)
    for field in FIELDS:
        only_mine = mine[field] != start[field] and theirs[field] == start[field]
        assert joined[field] == (mine[field] if only_mine else theirs[field])
        changed_by_both = start[field] not in (theirs[field], mine[field]) and theirs[field] != mine[field]
        assert (field in twice) == changed_by_both
