import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.web.components.issues import Place, grouped, where


def counted(rule, count, severity="blocks", column="Date"):
    return {"rule": rule, "column": column, "severity": severity, "sentence": f"{rule} is wrong.", "count": count}


def places(rows, rule="dates", sheet="", column="Date"):
    return [Place(rule, column, sheet, row) for row in rows]


def test_the_same_thing_is_said_once_with_its_rows():
    [(title, [group])] = grouped([counted("dates", 3)], places([3, 9, 4]))
    assert title == "Not used until put right"
    assert (group.sentence, group.count, group.where) == ("dates is wrong.", 3, "rows 3 to 4 and 9")


def test_what_stops_most_comes_first():
    told = grouped([counted("a", 1, "note"), counted("b", 2, "blocks")], [])
    assert [title for title, _ in told] == ["Not used until put right", "For information"]


def test_two_columns_with_the_same_fault_keep_their_own_rows():
    [(_, groups)] = grouped([counted("dates", 1), counted("dates", 1, column="End")], [*places([2]), *places([7], column="End")])
    assert [group.where for group in groups] == ["row 2", "row 7"]


@pytest.mark.parametrize(
    ("rows", "count", "sheet", "said"),
    [
        ([5], 1, "", "row 5"),
        ([1, 2, 3], 3, "", "rows 1 to 3"),
        ([1, 3], 2, "March", "rows 1 and 3 of sheet “March”"),
        ([1, 2], 212, "", "rows 1 to 2 and 210 more"),
        ([None], 1, "", ""),
        ([], 4, "", ""),
    ],
)
def test_rows_are_said_as_a_sentence_would(rows, count, sheet, said):
    assert where(places(rows, sheet=sheet), count) == said


def test_rows_without_end_are_cut_short_and_counted():
    assert where(places(range(1, 60, 2)), 30).endswith("21, 23 and 18 more")


@given(st.sets(st.integers(1, 400), min_size=1, max_size=40))
def test_every_row_is_named_or_counted(rows):
    told = where(places(rows), len(rows)).removeprefix("rows ").removeprefix("row ").replace(" and ", ", ")
    seen = 0
    for part in told.split(", "):
        if part.endswith(" more"):
            seen += int(part.removesuffix(" more"))
        else:
            first, _, last = part.partition(" to ")
            seen += int(last or first) - int(first) + 1
    assert seen == len(rows)
