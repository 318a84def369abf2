"""What is seen of a workbook before it is read is never less than what the reader then finds."""

import io
import zipfile

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.intake.core.packed import look_inside
from joinedup.intake.core.unusable import LIMITS, UnusableFile
from tests.factories.hostile.kinds import BOOK, HEAD, SHEET, TAIL, book, part
from tests.factories.hostile.zips import STRINGS
from tests.factories.lists import workbook_bytes


def test_a_sound_workbook_is_told_as_it_is() -> None:
    looks = look_inside(BOOK, "a.xlsx", LIMITS)
    assert {path: (look.cells, look.rows, look.columns) for path, look in looks.items()} == {
        "xl/worksheets/sheet1.xml": (49, 16, 4),
        "xl/worksheets/sheet2.xml": (8, 2, 4),
    }


letters = st.text("ABab", min_size=1, max_size=2)
numbers = st.integers(1, 3_000).map(str)
places = st.builds("{}{}".format, letters, numbers)
references = st.one_of(
    st.just(""), places.map(' r="{}"'.format), places.map(" r='{}'".format), places.map('\n r = "{}"'.format),
    places.map(' s="0" r="{}"'.format), places.map(' t="n" x=">" r="{}"'.format),
)  # fmt: skip
cell_ends = st.sampled_from(["><v>1</v></c>", "/>", "></c>", ' t="str"><v>x</v></c>', "><f>A1</f><v>2</v></c>", "><f>A1</f></c>"])
cell = st.builds("<c{}{}".format, references, cell_ends)
rows = st.builds(
    "<row{}>{}</row>".format,
    st.one_of(st.just(""), numbers.map(' r="{}"'.format), numbers.map(" spans='1:3' r='{}'".format)),
    st.lists(cell, max_size=5).map("".join),
)
sheets = st.lists(rows | st.just("<row/>") | cell, max_size=8).map("".join)


@settings(max_examples=200, deadline=None)
@given(sheets, st.sampled_from(["", "x:"]), st.booleans())
def test_the_reader_never_finds_a_cell_beyond_what_was_seen(xml: str, prefix: str, comment: bool) -> None:
    text = xml.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    data = book({SHEET: HEAD + (b"<!-- <row r='1'> -->" if comment else b"") + text.encode() + TAIL})
    try:
        look = look_inside(data, "a.xlsx", LIMITS)[SHEET]
        sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    except (UnusableFile, python_calamine.CalamineError):
        return
    if sheet.end is not None:
        assert sheet.end[0] < look.rows
        assert sheet.end[1] < look.columns
    assert look.formulas == (0 if prefix else text.count("<f>"))


@pytest.mark.parametrize("size", [1 << 20, (1 << 20) - 1, (1 << 20) + 7])
def test_a_tag_cut_in_two_between_pieces_is_seen_whole(size: int) -> None:
    far = b'<row r="7"><c r="ZZ7"><v>1</v></c></row>'
    for shift in range(0, len(far) + 1, 5):
        padding = size - len(HEAD) - shift
        data = book({SHEET: HEAD + b" " * padding + far + TAIL})
        with pytest.raises(UnusableFile, match="more than 200 columns"):
            look_inside(data, "a.xlsx", LIMITS)


@pytest.mark.parametrize("size", [(1 << 20) - 3, (1 << 20) - 8, 1 << 20])
def test_a_document_type_between_pieces_is_seen(size: int) -> None:
    text = b"<?xml version='1.0'?>" + b" " * (size - 21) + b"<!DOCTYPE x>" + b"<styleSheet/>"
    with pytest.raises(UnusableFile, match="document type"):
        look_inside(book({"xl/styles.xml": text}), "a.xlsx", LIMITS)


def test_long_texts_shown_once_each_are_read() -> None:
    notes = [["id", "note"], *([str(place), f"{place} " + "x" * 30_000] for place in range(100))]
    looks = look_inside(workbook_bytes({"One": notes}), "a.xlsx", LIMITS)
    assert looks["xl/worksheets/sheet1.xml"].cells == 202


def test_a_text_longer_than_a_piece_is_measured_whole() -> None:
    text = b"<sst><si><t>short</t></si><si><t>" + b"x" * (3 << 20) + b"</t></si></sst>"
    shown = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>1</v></c></row>' % (row, row) for row in range(1, 900))
    with pytest.raises(UnusableFile, match="repeats long texts"):
        look_inside(book({STRINGS: text, SHEET: HEAD + shown + TAIL}), "a.xlsx", LIMITS)
    once = shown.replace(b"<v>1</v>", b"<v>0</v>")
    assert look_inside(book({STRINGS: text, SHEET: HEAD + once + TAIL}), "a.xlsx", LIMITS)[SHEET].cells == 899


def test_what_lies_behind_a_stated_size_is_seen() -> None:
    data = bytearray(BOOK)
    with zipfile.ZipFile(io.BytesIO(BOOK)) as packed:
        size = packed.getinfo(SHEET).file_size
    place = data.rindex(SHEET.encode()) - 46 + 24
    data[place : place + 4] = (size - 1).to_bytes(4, "little")
    with pytest.raises(UnusableFile, match="cut short or damaged"):
        look_inside(bytes(data), "a.xlsx", LIMITS)


def test_parts_of_the_sound_workbook_are_as_the_tests_take_them() -> None:
    assert part(SHEET).startswith(b"<?xml")
