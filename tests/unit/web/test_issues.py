import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.intake.core.issues import ISSUE
from joinedup.web.components.issues import _where, counts, grouped


def issue(row, rule="date_unreadable", severity="blocks", sheet=None):
    sentence = f"“Date” is not right ({rule})."
    return {
        "file": "l.csv", "list": "l", "sheet": sheet, "row": row, "column": "Date", "value": "x",
        "severity": severity, "rule": rule, "sentence": sentence,
    }  # fmt: skip


def frame(*rows):
    return pl.DataFrame(rows, schema=ISSUE)


def test_the_same_thing_is_said_once_with_its_rows():
    [(title, [group])] = grouped(frame(issue(3), issue(9), issue(4)))
    assert title == "Not used until put right"
    assert (group.rows, group.where) == (3, "rows 3 to 4 and 9")


def test_what_stops_most_comes_first_and_then_what_is_commonest():
    told = grouped(frame(issue(1, "b", "note"), issue(1, "a"), issue(2, "c"), issue(3, "c")))
    assert [title for title, _ in told] == ["Not used until put right", "For information"]
    assert [group.rows for group in told[0][1]] == [2, 1]


def test_an_issue_of_a_whole_column_names_no_row():
    [(_, [group])] = grouped(frame(issue(None, "column_missing", "check")))
    assert (group.rows, group.where) == (0, "")


def test_a_sheet_is_kept_apart_from_another():
    [(_, groups)] = grouped(frame(issue(2, sheet="A"), issue(2, sheet="B")))
    assert [group.sheet for group in groups] == ["A", "B"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [([5], "row 5"), ([1, 2, 3], "rows 1 to 3"), ([1, 3], "rows 1 and 3"), (list(range(1, 60, 2)), None)],
)
def test_rows_are_said_as_a_sentence_would(rows, said):
    if said is None:
        assert _where(rows).endswith("23 and 18 more")
    else:
        assert _where(rows) == said


@given(st.lists(st.sampled_from(["blocks", "check", "note"]), max_size=30))
def test_every_issue_is_counted(severities):
    issues = frame(*(issue(n, rule=f"r{n % 3}", severity=severity) for n, severity in enumerate(severities)))
    assert sum(counts(issues).values()) == len(severities)
    assert sum(group.rows for _, groups in grouped(issues) for group in groups) == len(severities)
