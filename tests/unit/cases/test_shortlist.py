import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from joinedup.cases.core.shortlist import choose_tracked, shortlist

AIMS = ("age_band", "sex", "agencies", "kinds")


def cohort(*rows):
    schema = {"child_id": pl.String, "age_band": pl.String, "sex": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def event(child, agency, kind="contact", via=None):
    return {"agency": agency, "kind": kind, "start": "2024-05-01", "child": child, "via": via}


def ids(listed):
    return [child.child_id for child in listed]


def test_ages_and_sexes_take_turns_and_the_unknown_comes_last(told):
    frame = cohort(
        ("a", "10 to 13", "female"),
        ("b", "14 to 17", "male"),
        ("c", "14 to 17", "male"),
        ("d", "10 to 13", "not known"),
        ("e", "14 to 17", "male"),
    )
    events = told(*[event("d", agency) for agency in ("la", "police", "trust")], event("b", "la"), event("b", "police"))
    assert ids(shortlist(frame, events, 2, AIMS, "s")) == ["b", "a"]
    assert ids(shortlist(frame, events, 5, AIMS, "s"))[-1] == "d"


def test_within_a_group_the_record_that_shows_most_comes_first_and_what_was_shown_counts_less(told):
    frame = cohort(*[(child, "10 to 13", "male") for child in "abc"])
    events = told(
        *[event("a", "la", kind) for kind in ("contact", "referral", "assessment")],
        *[event("b", "la", kind) for kind in ("contact", "referral")],
        event("c", "police", "police_incident"),
    )
    listed = shortlist(frame, events, 3, AIMS, "s", agencies={"la": "Northmere Council"})
    assert ids(listed) == ["a", "c", "b"]  # b would only show again what a has shown
    assert listed[0].why == (
        "A boy aged 10 to 13, known to Northmere Council. What no child before it on the shortlist shows: "
        "child and family assessment, contact with children's social care and referral to children's social care."
    )
    assert listed[1].brings == ("police", "child protection incident")
    assert listed[2].brings == ()
    again = "Shows again what others on the shortlist show: "
    assert listed[2].why.endswith(f"{again}contact with children's social care and referral to children's social care.")


def test_what_an_adult_in_the_childs_life_brings_is_not_the_childs_own(told):
    events = told(event("a", "la"), event("a", "probation", "probation_order", via="parent"))
    [only] = shortlist(cohort(("a", "not known", "not known")), events, 1, AIMS, "s")
    assert only.why.startswith("A child whose age is not known, known to la. ")
    assert only.why.endswith(" shows: contact with children's social care.")


def test_only_what_the_framework_aims_at_counts(told):
    [only] = shortlist(cohort(("a", "10 to 13", "female")), told(event("a", "la")), 5, (), "s")
    assert (only.why, only.brings) == ("A child.", ())


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["la", "police", "trust"])), max_size=12), st.integers(0, 8))
def test_it_can_be_drawn_again_whatever_order_the_rows_come_in(told, pairs, size):
    frame = cohort(*[(child, "10 to 13", "male" if child < "d" else "female") for child in "abcdef"])
    events = told(*[event(child, agency) for child, agency in pairs])
    listed = shortlist(frame, events, size, AIMS, "s")
    assert listed == shortlist(frame.reverse(), events.reverse(), size, AIMS, "s")
    assert len(listed) == len(set(ids(listed))) == min(size, 6)
    taken = [frame.filter(pl.col("child_id") == child)["sex"].item() for child in ids(listed)]
    assert abs(taken.count("male") - taken.count("female")) <= 1


def test_the_seed_settles_ties(told):
    frame = cohort(*[(child, "10 to 13", "male") for child in "abcdefgh"])
    assert ids(shortlist(frame, told(), 8, AIMS, "s")) != ids(shortlist(frame, told(), 8, AIMS, "t"))


def test_the_rehearsals_choice_is_made_from_the_shortlist_for_range(told):
    frame = cohort(("a", "10 to 13", "female"), ("b", "14 to 17", "male"), ("c", "14 to 17", "female"), ("d", "0 to 9", "male"))
    events = told(*[event(child, agency) for child, agency in zip("abcd", ("la", "police", "la", "trust"), strict=True)])
    listed = shortlist(frame, events, 3, AIMS, "s")
    chosen = choose_tracked(listed, frame, events, 2, "s")
    assert set(ids(chosen)) < set(ids(listed))
    assert all(child.why for child in chosen)


def test_each_sentence_says_with_whom_it_compares_the_child(told):
    frame = cohort(("a", "10 to 13", "male"), ("b", "10 to 13", "female"))
    events = told(event("a", "la"), event("b", "la"))
    listed = shortlist(frame, events, 2, AIMS, "s")
    chosen = choose_tracked(listed, frame, events, 2, "s")
    assert all("on the shortlist" in child.why and "chosen" not in child.why for child in listed)
    assert all("chosen" in child.why and "on the shortlist" not in child.why for child in chosen)
