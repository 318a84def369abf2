"""A quotation mark left open takes no child's row; a note of several lines is no such mark."""

import pytest

from joinedup.intake.core.delimited import read_delimited
from joinedup.intake.core.unusable import UnusableFile
from tests.factories.lists import csv_bytes

HEADER = ["id", "given", "family", "dob", "sex", "note", "postcode"]
#: Row of the file and place in it → what stands there in place of what should.
Cells = dict[tuple[int, int], str]


def written(cells: Cells, header: list[str] = HEADER, ends: str = "\n") -> bytes:
    """Return a list of a hundred people, joined by commas alone, with some of its cells exchanged."""
    rows = [[*header], *([str(one), f"Ann{one}", "Lee", "01/02/2010", "F", "", "AB1 2CD"][: len(header)] for one in range(1, 101))]
    for (row, place), text in cells.items():
        rows[row - 1][place] = text
    return "".join(",".join(row) + ends for row in rows).encode()


LEFT_OPEN: dict[str, tuple[Cells, int]] = {
    "to the end of the file": ({(4, 1): '"Ann'}, 4),
    "in the header": ({(1, 1): '"given'}, 1),
    "in the last row": ({(101, 1): '"Ann'}, 101),
    "up to a stray mark far below": ({(4, 1): '"Ann', (100, 1): '"Bo'}, 4),
    "up to a stray mark two rows below, further on": ({(4, 1): '"Ann', (6, 2): '"Lee'}, 4),
    "up to a stray mark in the next row, before it": ({(4, 4): '"F', (5, 1): '"Bo'}, 4),
    "up to a mark that ends a cell": ({(4, 1): '"Ann', (40, 2): 'Lee"'}, 4),
    "up to a mark that ends a cell of the next row": ({(4, 1): '"Ann', (5, 1): 'Bo"'}, 4),
    "below a sound note": ({(3, 5): '"Seen.\nCalm, well, fed."', (50, 1): '"Ann'}, 50),
}


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("cells", "row"), LEFT_OPEN.values(), ids=LEFT_OPEN.keys())
def test_a_mark_left_open_is_refused_with_its_row(cells: Cells, row: int, ends: str) -> None:
    with pytest.raises(UnusableFile, match=f"^Row {row} of a.csv has a quotation mark that is not closed"):
        read_delimited(written(cells, ends=ends), "a.csv")


SOUND = {
    "a mark within a word": 'An"n',
    "marks round a part of a cell": '"An"n',
    "a note": '"Seen at home.\nCalm."',
    "an address": '"Flat 1, 2 High St\nTown, County, AB1 2CD\nEngland"',
    "a note with commas, an empty line and words said": '"Home, calm, well, fed, clean, happy\n\nSaid ""no"", then yes.\nEnd"',
    "a note with words said, their marks not doubled": '"Seen at home.\nSaid "no" and left"',
    "a list": '"milk\nbread, butter\neggs, ham, jam"',
    "an end of line at its end": '"Seen.\n"',
}


@pytest.mark.parametrize("everywhere", [False, True], ids=["once", "in every row"])
@pytest.mark.parametrize("note", SOUND.values(), ids=SOUND.keys())
def test_what_is_sound_is_read(note: str, everywhere: bool) -> None:
    cells = {(row, 5): note for row in (range(2, 102) if everywhere else [4])}
    assert read_delimited(written(cells), "a.csv").frame["c0"].to_list() == ["id", *map(str, range(1, 101))]


@pytest.mark.parametrize("note", ["Seen,\nthen left", "one, two, three\nfour, five, six\nseven", "a, b\nc, d\ne, f\ng, h"])
def test_notes_of_a_narrow_list_are_read(note: str) -> None:
    rows = [["id", "note", "day"], *([str(one), note, "01/02/2010"] for one in range(20))]
    assert read_delimited(csv_bytes(rows), "a.csv").frame.height == 21


def test_a_mark_left_open_in_a_narrow_list_is_refused() -> None:
    with pytest.raises(UnusableFile, match="Row 4 of"):
        read_delimited(written({(4, 1): '"Ann', (60, 1): 'Bo"'}, HEADER[:3]), "a.csv")
