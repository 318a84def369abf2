import polars as pl

from joinedup.cases.core.shortlist import choose_tracked, shortlist

AIMS = ("age_band", "sex", "agencies", "kinds")


def cohort(*rows):
    schema = {"child_id": pl.String, "age_band": pl.String, "sex": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def event(child, agency, kind="contact", via=None):
    return {"agency": agency, "kind": kind, "start": "2024-05-01", "child": child, "via": via}


FRAME = cohort(("a", "10 to 13", "female"), ("b", "14 to 17", "male"), ("c", "14 to 17", "male"), ("d", "10 to 13", "not known"))


def test_each_next_child_brings_most_that_is_new(told):
    events = told(
        event("a", "la"),
        event("b", "la"),
        event("b", "police", "police_incident"),
        event("c", "la"),
        event("d", "trust", "camhs_seen"),
    )
    listed = shortlist(FRAME, events, 4, AIMS, "s")
    assert [child.child_id for child in listed] == ["b", "d", "a", "c"]
    assert listed[0].why.startswith(
        "First on the shortlist, as the record covers the widest range: ages 14 to 17; boys; known to la;"
    )
    assert listed[1].brings == (
        "ages 10 to 13",
        "children whose sex is not recorded",
        "known to trust",
        "Seen by mental health service",
    )
    assert listed[2].why == "Brings to the shortlist: girls."
    assert all(child.why.endswith(".") for child in listed)


def test_what_brings_an_adult_is_not_the_childs_own(told):
    events = told(event("a", "la"), event("a", "probation", "probation_order", via="parent"))
    [first] = shortlist(FRAME.head(1), events, 1, AIMS, "s")
    assert "known to probation" not in first.brings


def test_when_all_is_covered_a_new_round_begins(told):
    same = cohort(*[(child, "10 to 13", "male") for child in "abcd"])
    listed = shortlist(same, told(), 3, AIMS, "s")
    assert len({child.child_id for child in listed}) == 3
    assert all(child.brings == ("ages 10 to 13", "boys") for child in listed)
    assert listed == shortlist(same.reverse(), told(), 3, AIMS, "s")
    assert listed != shortlist(same, told(), 3, AIMS, "another seed")


def test_a_child_of_whom_nothing_is_asked_comes_by_the_draw(told):
    [only] = shortlist(FRAME.head(1), told(), 5, (), "s")
    assert only.why.startswith("Next in the order of the draw")


def test_the_rehearsals_choice_is_made_from_the_shortlist_for_range(told):
    events = told(*[event(child, agency) for child, agency in zip("abcd", ("la", "police", "la", "trust"), strict=True)])
    listed = shortlist(FRAME, events, 3, AIMS, "s")
    chosen = choose_tracked(listed, FRAME, events, 2, "s")
    assert {child.child_id for child in chosen} < {child.child_id for child in listed}
    assert "choice" in chosen[0].why
