from datetime import UTC, datetime

import pytest

from joinedup.intake.core.counted import Compared, compare
from joinedup.intake.core.matching import match_headers
from joinedup.web.agency.checked import change_words, headers_told, rule_words
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
        (compared(12, 3), "9 fewer than on 3 March 2022: 9 put right, 3 still there."),
        (compared(12, 0, 2), "10 fewer than on 3 March 2022: 12 put right, 2 new."),
        (compared(2, 2, 4), "4 more than on 3 March 2022: 2 still there, 4 new."),
        (compared(5, 5), "As many as on 3 March 2022: 5 still there."),
        (compared(0, 0), "As many as on 3 March 2022."),
        (None, ""),
    ],
)
def test_what_changed_is_one_sentence(held, said):
    assert change_words(held, THEN) == said


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
