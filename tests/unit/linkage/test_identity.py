"""Who a child is, for a question: what other agencies wrote, each once, never who wrote it."""

from datetime import date

from joinedup.linkage.core.identity import PARTS, identity_of

ADDRESS = {"address": "4 Mill Lane", "postcode": "LK4 1NQ"}


def test_what_others_wrote_stands_once_and_the_most_frequent_first(record, frame_of):
    rows = [
        record("council", "1", "Ada", "REED", "2012-05-01", sex="female", aliases=["Moss"], **ADDRESS),
        record("health", "9", "Ada", "Reed", "2012-05-01", sex="female", **ADDRESS),
        record("education", "5", "Adah", "Reed", "2012-01-05", sex=None),
    ]
    assert identity_of(frame_of(rows), "police") == {
        "names": ["Ada REED", "Ada Moss", "Adah Reed"],
        "births": ["2012-05-01", "2012-01-05"],
        "sexes": ["female"],
        "addresses": ["4 Mill Lane, LK4 1NQ"],
    }


def test_what_the_agency_asked_wrote_itself_is_left_out(record, frame_of):
    told = identity_of(frame_of([record("police", "1", "Ada", "Reed", "2012-05-01")]), "police")
    assert told == {part: [] for part in PARTS}


def test_births_known_in_part_or_to_come_say_so(record, frame_of):
    partly = {"dob_kind": "estimated", "dob_earliest": date(2012, 5, 1), "dob_latest": date(2012, 5, 31)}
    rows = [
        record("council", "1", "Ada", "Reed", None, **partly),
        record("health", "1", None, "Reed", "2022-12-01", dob_kind="expected"),
        record("education", "1", "Ada", "Reed", None),
    ]
    assert identity_of(frame_of(rows), "police")["births"] == ["2012-05-01 to 2012-05-31 (estimated)", "2022-12-01 (expected)"]


def test_no_agency_and_no_number_of_theirs_is_told(record, frame_of):
    told = identity_of(frame_of([record("council", "77123", "Ada", "Reed", "2012-05-01", nhs="9434765919")]), "police")
    assert not [text for texts in told.values() for text in texts if "council" in text or "77123" in text or "9434765919" in text]
