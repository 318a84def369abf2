"""Rows of a CSV file with more cells than there are headers, and a file that ends within a row: told by number, still read."""

from collections.abc import Callable, Sequence

import polars as pl
import pytest

from joinedup.intake.core.delimited import read_delimited
from joinedup.intake.core.reading import Reading
from joinedup.intake.core.rules import rules
from joinedup.intake.core.sheets import ROW

Read = Callable[..., Reading]

HEADER = "Force ID,Reported missing,Returned,Risk level,Return check done?,Times missing in 12 months"
#: More than are looked at to tell how wide a file is.
MANY = 120


def lines(count: int = MANY) -> list[str]:
    return [HEADER, *(f"{number},01/05/2023 10:00,02/05/2023 09:00,High,Yes,1" for number in range(1, count + 1))]


def told(read: Read, rows: Sequence[str], *, end: str = "\n") -> list[tuple[str, int | None]]:
    reading = read("police-missing", ("\n".join(rows) + end).encode())
    assert reading.rows == len(rows) - 1
    return list(reading.issues.filter(pl.col("rule").is_in(["row_long", "row_cut"])).select("rule", "row").iter_rows())


@pytest.mark.parametrize("place", [3, MANY - 2])
@pytest.mark.parametrize("more", [",x", ",,x", ",,,,,,,x"])
@pytest.mark.parametrize("loose", [False, True], ids=["strict quotes", "loose quotes"])
def test_a_row_with_more_cells_than_headers_is_told_and_read(read: Read, place: int, more: str, *, loose: bool) -> None:
    rows = lines()
    rows[place] += more
    if loose:
        rows[5] = rows[5].replace("High", '"High" h')
    assert told(read, rows) == [("row_long", place + 1)]


def test_separators_at_the_end_of_a_line_are_no_cells(read: Read) -> None:
    rows = lines()
    rows[3] += ",,"
    rows[MANY - 2] += ", ,,,"
    assert told(read, rows) == []
    assert read_delimited("\n".join(rows).encode(), "a.csv").frame.width == 8 + 1


def test_a_row_of_very_many_cells_is_read_as_far_as_a_list_may_reach(read: Read) -> None:
    rows = lines()
    rows[100] += ",x" * 5_000
    assert told(read, rows) == [("row_long", 101)]


@pytest.mark.parametrize("end", ["", "\n", "\n\n,,,,,\n"])
@pytest.mark.parametrize("count", [2, MANY])
def test_a_file_that_ends_within_a_row_is_told(read: Read, end: str, count: int) -> None:
    rows = lines(count)
    rows[-1] = f"{count},01/05/2023 10:00"
    assert told(read, rows, end=end) == [("row_cut", count + 1)]


def test_whole_last_rows_and_systems_that_leave_out_empty_cells_are_not(read: Read) -> None:
    rows = lines()
    assert told(read, rows, end="") == []
    rows[-2:] = [f"{number},01/05/2023 10:00" for number in (1, 2)]
    assert told(read, rows) == []


def test_the_row_above_may_go_over_several_lines() -> None:
    data = b'a,b,c\n1,"x, and\ny","2,\n3"\n4,5'
    sheet = read_delimited(data, "a.csv")
    assert (sheet.last_cells, sheet.frame[ROW].to_list()) == (2, [1, 2, 3])
    assert read_delimited(data + b",6", "a.csv").last_cells is None
    assert read_delimited(b'a,b,c\n1,2,"x\ny"\n', "a.csv").last_cells is None


def test_empty_cells_between_tabs_are_cells() -> None:
    assert read_delimited(b"a\tb\tc\n1\t2\t3\n4\t\t", "a.csv").last_cells is None


def test_the_sentences_say_what_to_do() -> None:
    assert "Put the row right" in rules()["row_long"].sentence
    assert "send it whole" in rules()["row_cut"].sentence
