from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from joinedup.intake.core.counted import Compared, compare
from joinedup.intake.core.matching import match_headers
from joinedup.intake.own_checks.actions import Checked
from joinedup.web.agency.checked import change_words, headers_told, rule_words, same_file
from tests.factories.lists import PEOPLE, csv_bytes, framework_of_lists

THEN = datetime(2022, 3, 3, 10, 0, tzinfo=UTC)


def compared(before: int, now: int, new: int = 0) -> Compared:
    first = [{"rule": "date_unreadable", "column": "dob", "count": before}]
    return compare(
        first, [{"rule": "date_unreadable", "column": "dob", "count": now}, {"rule": "row_twice", "column": "", "count": new}]
    )


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (compared(12, 3), "9 fewer than on 3 March 2022, when Ada Marsh checked 40 rows: 9 no longer found, 3 still there."),
        (compared(12, 0, 2), "10 fewer than on 3 March 2022, when Ada Marsh checked 40 rows: 12 no longer found, 2 new."),
        (compared(2, 2, 4), "4 more than on 3 March 2022, when Ada Marsh checked 40 rows: 2 still there, 4 new."),
        (compared(5, 5), "As many as on 3 March 2022, when Ada Marsh checked 40 rows: 5 still there."),
        (compared(0, 0), "As many as on 3 March 2022, when Ada Marsh checked 40 rows."),
        (None, ""),
    ],
)
def test_what_changed_is_one_sentence(held, said):
    assert change_words(Checked(SimpleNamespace(rows=30), held, THEN, rows_then=40, by_then="Ada Marsh")) == said


@pytest.mark.parametrize(("now", "then", "same"), [(40, 40, True), (20, 40, True), (19, 40, False), (81, 40, False), (0, 5, False)])
def test_a_file_of_over_twice_the_rows_is_not_taken_for_the_same_list_drawn_again(now, then, same):
    checked = Checked(SimpleNamespace(rows=now), compared(12, 3), THEN, rows_then=then, by_then="Ada Marsh")
    assert same_file(checked) is same
    assert ("not compared" in change_words(checked)) is not same


def test_an_issue_that_is_gone_is_told_by_its_rule_and_column():
    assert rule_words("date_unreadable", "date_of_birth", PEOPLE) == "“DOB” is not a date that can be read."
    assert rule_words("end_before_start", "date_of_birth", PEOPLE) == "“DOB” is before “…”."
    assert rule_words("column_unread", "", PEOPLE) == "The column “…” is not asked for and was not read."
    assert rule_words("of another version", "", PEOPLE) == "of another version"


def test_only_a_header_nobody_knows_may_stay_undecided():
    rows = [["Collar tag", "Forename", "Surname", "Home adress", "Shoe size"], ["1", "Ada", "Lee", "12 High St", "5"]]
    more = {"filename": "people.csv", "framework": framework_of_lists(), "list_id": "police-people"}
    sheets = match_headers(csv_bytes(rows), mapping={"Collar tag": "force_id"}, **more)
    to_ask, settled = headers_told(sheets, PEOPLE)
    told = {header.header: header for header in (*to_ask, *settled)}
    assert [header.header for header in to_ask] == ["Home adress", "Shoe size"]
    assert told["Shoe size"].choices[0][0] == told["Shoe size"].chosen == "unsaid"
    assert told["Home adress"].chosen == told["Home adress"].choices[0][0] == "address"
    assert told["Collar tag"].chosen == told["Collar tag"].choices[0][0] == "force_id"
    assert told["Collar tag"].where == "column A"
    assert told["Shoe size"].sample == ("5",)
