"""Issues counted without a word of the file, and one check held against another."""

from hypothesis import given
from hypothesis import strategies as st

from joinedup.intake.core.counted import compare, counts, first_of_each, wordless_counts
from joinedup.intake.core.reading import read_list
from tests.factories.lists import AS_OF, csv_bytes, framework_of_lists

NAME = "Zebedee Quillfeather"
LINES = st.lists(
    st.builds(
        lambda rule, column, count: {"rule": rule, "column": column, "severity": "check", "count": count},
        st.sampled_from(["date_unreadable", "code_unknown", "row_twice"]),
        st.sampled_from(["", "dob", "sex"]),
        st.integers(1, 50),
    ),
    max_size=8,
)


def read(rows):
    more = {"framework": framework_of_lists(), "agency": "police", "as_of": AS_OF, "list_id": "police-people"}
    return read_list(csv_bytes(rows), filename="people.csv", **more)


def test_a_column_is_told_by_its_key_and_a_strange_header_not_at_all():
    reading = read(
        [["Nominal", "Forename", "Surname", "DOB", NAME], ["1", "Ada", NAME, "32/13/2014", "x"], ["", "Leo", "Lee", "", "y"]]
    )
    told = {(line["rule"], line["column"]): line["count"] for line in wordless_counts(reading)}
    assert told[("date_unreadable", "date_of_birth")] == 1
    assert told[("required_missing", "force_id")] == 1  # headed by an alias
    assert told[("column_missing", "sex")] == 1  # headed as it was asked for
    assert told[("column_unread", "")] == 1
    assert sum(told.values()) == reading.issues.height
    assert NAME not in str(wordless_counts(reading))


def test_a_header_read_as_the_sender_said_is_no_issue_to_count():
    rows = [["Nominal", "First", "Surname"], ["1", "Ada", "Lee"]]
    more = {"framework": framework_of_lists(), "agency": "police", "as_of": AS_OF, "list_id": "police-people"}
    reading = read_list(csv_bytes(rows), filename="people.csv", mapping={"First": "given_names"}, **more)
    assert "column_mapped" in {line["rule"] for line in counts(reading.issues)}
    assert "column_mapped" not in {line["rule"] for line in wordless_counts(reading)}


def test_no_more_than_the_first_places_of_each_issue_are_told():
    reading = read([["Force ID", "Forename", "Surname", "DOB"], *([str(n), "Ada", "Lee", "32/13/2014"] for n in range(30))])
    first = first_of_each(reading.issues, 4).filter(rule="date_unreadable")
    assert first["row"].to_list() == [2, 3, 4, 5]
    assert next(line for line in counts(reading.issues) if line["rule"] == "date_unreadable")["count"] == 30


def test_what_was_put_right_is_told_from_what_is_new():
    before = [{"rule": "date_unreadable", "column": "dob", "count": 9}, {"rule": "code_unknown", "column": "sex", "count": 3}]
    now = [{"rule": "code_unknown", "column": "sex", "count": 3}, {"rule": "row_twice", "column": "", "count": 2}]
    told = compare(before, now)
    assert (told.before, told.now, told.fixed, told.still, told.new) == (12, 5, 9, 3, 2)
    assert [change.rule for change in told.changes] == ["date_unreadable", "row_twice", "code_unknown"]


@given(LINES, LINES)
def test_every_issue_is_fixed_still_there_or_new(before, now):
    told = compare(before, now)
    assert told.before == sum(line["count"] for line in before) == told.fixed + told.still
    assert told.now == sum(line["count"] for line in now) == told.new + told.still


@given(LINES)
def test_nothing_changes_between_a_check_and_itself(lines):
    told = compare(lines, lines)
    assert told.fixed == told.new == 0
