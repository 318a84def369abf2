"""Lists as agencies would send them: every list, its own headers, its own codes, the mess of real files, the same bytes again."""

import csv
import re
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from joinedup.method.framework import ListSpec
from joinedup.method.loader import load_framework
from joinedup.training.lists import write_lists

from .conftest import FRAMEWORKS, area_of, files_of


def raw(path: Path) -> list[list[object]]:
    """All rows of a file, whatever it is: the encodings and separators tried one by one."""
    if path.suffix == ".xlsx":
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    data = path.read_bytes()
    text = next(text for encoding in ("utf-8-sig", "cp1252") if (text := decoded(data, encoding)) is not None)
    separator = max(",;", key=text.split("\r\n", 1)[0].count)
    return [list(row) for row in csv.reader(text.splitlines(), delimiter=separator)]


def decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def plain(header: object) -> str:
    return str(header).replace("\u00a0", " ").strip().removesuffix("*").lower()


def header_row(rows: list[list[object]], spec: ListSpec) -> int:
    """Where the headers stand: the first row that names every column, by header or alias."""
    known = [{plain(name) for name in (column.header, *column.aliases)} for column in spec.columns]
    fits = [
        len(row) == len(known) and all(plain(cell) in names for cell, names in zip(row, known, strict=True)) for row in rows[:6]
    ]
    return fits.index(True)


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_every_list_of_a_shipped_framework_is_written_with_its_own_headers(framework_id, written):
    framework = load_framework(framework_id)
    files = {one.list: one for one in written(framework_id)}
    assert set(files) == {spec.id for spec in framework.lists}
    for spec in framework.lists:
        one = files[spec.id]
        assert one.path.stem == spec.id
        assert one.sector == spec.sector
        rows = raw(one.path)
        body = [row for row in rows[header_row(rows, spec) + 1 :] if any(str(cell).strip() for cell in row)]
        assert len(body) == one.rows


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_event_lists_speak_of_people_on_the_same_agencys_people_list(framework_id, written):
    framework, area = load_framework(framework_id), area_of(framework_id)
    known = {agency.key: set(area.records.filter(pl.col("agency") == agency.key)["own_id"]) for agency in area.agencies}
    for one in written(framework_id):
        spec = next(spec for spec in framework.lists if spec.id == one.list)
        place = next(index for index, column in enumerate(spec.columns) if column.holds == "own_id")
        rows = raw(one.path)
        ids = {str(row[place]).removesuffix(".0").strip() for row in rows[header_row(rows, spec) + 1 :]} - {""}
        assert ids <= known[one.agency]
        assert spec.kind != "people" or ids == known[one.agency]


def test_lists_come_as_workbooks_and_csv_with_the_mess_of_real_files(written):
    files = written(FRAMEWORKS[0])
    assert {one.path.suffix for one in files} == {".xlsx", ".csv"}
    cells = [str(cell) for one in files for row in raw(one.path) for cell in row]
    text = "\n".join(cells)
    assert "#N/A" in cells
    assert "\u00a0" in text
    assert any(re.fullmatch(r"\d{2}/\d{2}/\d{4}( \d{2}:\d{2})?", cell) for cell in cells)
    assert any(re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", cell) for cell in cells)
    assert any(re.fullmatch(r"\d{1,2}\.\d{6,}", cell) for cell in cells), "decimal ages"
    assert any(cell.startswith("a) ") for cell in cells)
    assert {"31/02/2026", "00/00/0000", "29/02/2025", "13/13/2025"} & set(cells), "a truly bad date"
    above = [
        header_row(raw(one.path), spec) for one in files for spec in load_framework(FRAMEWORKS[0]).lists if spec.id == one.list
    ]
    assert max(above) > 0, "title rows above some headers"


def test_bad_cells_are_few(written):
    bad = {"31/02/2026", "00/00/0000", "29/02/2025", "13/13/2025", "zz) ???", "99", "See notes"}
    files = written(FRAMEWORKS[0])
    spoilt = sum(str(cell) in bad for one in files for row in raw(one.path) for cell in row)
    assert 5 <= spoilt <= sum(one.rows for one in files) * 0.02


def test_the_same_area_gives_the_same_bytes(tmp_path, strange, strange_area):
    for folder in ("one", "two"):
        write_lists(strange_area, strange, tmp_path / folder)
    one, two = files_of(tmp_path / "one"), files_of(tmp_path / "two")
    assert one == two
    assert len(one) == 5


def test_a_framework_never_seen_is_written_without_code(tmp_path, strange, strange_area):
    files = {one.list: one for one in write_lists(strange_area, strange, tmp_path)}
    assert set(files) == {"local_authority-who", "police-who", "front-desk", "beat-book", "gone-book"}
    rows = raw(files["front-desk"].path)
    spec = next(spec for spec in strange.lists if spec.id == "front-desk")
    body = [row for row in rows[header_row(rows, spec) + 1 :] if any(str(cell).strip() for cell in row)]
    kinds = {str(row[2]).split(") ")[0].strip().lower() for row in body}
    assert {"ask"} & kinds or {"asked"} & kinds
    assert kinds - {"ask", "asked"}, "the other kind that starts in the same column has rows of its own"
    assert files["beat-book"].rows > 5
    assert (
        len(CalamineWorkbook.from_path(files["beat-book"].path).sheet_names[0]) <= 31
        if files["beat-book"].path.suffix == ".xlsx"
        else True
    )


def test_nothing_half_written_is_left(written):
    folder = written(FRAMEWORKS[0])[0].path.parent
    assert not list(folder.glob(".*"))
