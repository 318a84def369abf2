from datetime import UTC, datetime

import pytest

from joinedup.intake.core.counted import Compared, compare
from joinedup.web.agency.checked import change_words, rule_words
from tests.factories.lists import PEOPLE

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
