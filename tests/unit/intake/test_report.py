"""The error workbook: every issue, every marked cell, and nothing that can act. Read back from the parts it is made of."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from joinedup.intake.core import report
from joinedup.intake.core.reading import Reading
from joinedup.intake.core.report import make_report, write_report

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEAD = ["Force ID", "Reported missing", "Returned", "Risk level"]
ACTING = ["=1+1", "+44", "-2", "@SUM(A1)", "=cmd|' /C calc'!A0", "  =1+1", '=HYPERLINK("http://example.org","x")', "＝1+1"]
ROWS = [
    HEAD,
    ["1", "soon", "", "High"],
    ["", "02/05/2023", "01/05/2023", ""],
    *([value, "03/05/2023", value, value] for value in ACTING),
]

Read = Callable[..., Reading]


@dataclass
class Cell:
    """One cell as the file holds it: its text or number, its colour, whether it is a formula, and whether it is text for good."""

    value: str
    colour: str
    formula: bool
    quoted: bool


def opened(data: bytes) -> dict[str, dict[str, Cell]]:
    """Return sheet → place → cell, from the XML alone, so that nothing a library leaves out is missed."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        part = {name: ElementTree.fromstring(packed.read(name)) for name in packed.namelist() if name.endswith(".xml")}
        assert not [name for name in packed.namelist() if "vba" in name.lower() or "external" in name.lower()]
    texts = ["".join(node.text or "" for node in item.iter(f"{NS}t")) for item in part.get("xl/sharedStrings.xml", [])]
    styles = part["xl/styles.xml"]
    fills = [fill.find(f"{NS}patternFill/{NS}fgColor") for fill in styles.find(f"{NS}fills") or []]
    forms = [(fills[int(form.get("fillId", 0))], form.get("quotePrefix") == "1") for form in styles.find(f"{NS}cellXfs") or []]
    sheets = {}
    for number, sheet in enumerate(part["xl/workbook.xml"].iter(f"{NS}sheet"), start=1):
        cells = {}
        for node in part[f"xl/worksheets/sheet{number}.xml"].iter(f"{NS}c"):
            fill, quoted = forms[int(node.get("s", 0))]
            text = "".join(one.text or "" for one in (*node.iter(f"{NS}v"), *node.iter(f"{NS}t")))
            value = texts[int(text)] if node.get("t") == "s" else text
            colour = "" if fill is None else fill.get("rgb", "")
            cells[node.get("r", "")] = Cell(value, colour, node.find(f"{NS}f") is not None, quoted)
        assert part[f"xl/worksheets/sheet{number}.xml"].find(f"{NS}hyperlinks") is None
        sheets[sheet.get("name", "")] = cells
    return sheets


@pytest.fixture
def reading(read: Read) -> Reading:
    return read("police-missing", ROWS)


@pytest.fixture(params=["written", "made"])
def sheets(request: pytest.FixtureRequest, reading: Reading, tmp_path: Path) -> dict[str, dict[str, Cell]]:
    if request.param == "made":
        return opened(make_report([reading]))
    write_report([reading], tmp_path / "errors.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["errors.xlsx"]
    return opened((tmp_path / "errors.xlsx").read_bytes())


def test_every_issue_stands_on_the_first_sheet(sheets: dict[str, dict[str, Cell]], reading: Reading) -> None:
    cells = sheets["Issues"]
    lines = [[cells[f"{letter}{row}"].value for letter in "DEFH"] for row in range(2, reading.issues.height + 2)]
    wanted = [
        [str(value) if value is not None else "" for value in row]
        for row in reading.issues.select("row", "column", "value", "sentence").iter_rows()
    ]
    assert lines == wanted
    assert f"A{reading.issues.height + 2}" not in cells


def test_every_row_stands_as_sent_with_its_cells_marked(sheets: dict[str, dict[str, Cell]], reading: Reading) -> None:
    cells = sheets["1 police-missing"]
    assert [cells[f"{letter}1"].value for letter in "ABCDE"] == ["Row in file", *HEAD]
    assert {letter: cells[f"{letter}2"].value for letter in "ABCE"} == {"A": "2", "B": "1", "C": "soon", "E": "High"}
    marked = {place for place, cell in cells.items() if cell.colour}
    wanted = set()
    for row, column in reading.issues.select("row", "column").iter_rows():
        if row is not None:
            wanted.add(f"{'BCDE'[HEAD.index(column)] if column else 'A'}{row}")
    assert marked == wanted
    blocks, check = cells["C2"].colour, cells["E3"].colour
    assert blocks != check


def test_nothing_in_it_can_act(sheets: dict[str, dict[str, Cell]]) -> None:
    everything = [cell for cells in sheets.values() for cell in cells.values()]
    assert not any(cell.formula for cell in everything)
    acting = [cell for cell in everything if re.match(r"\s*[=+\-@＝]", cell.value) and not re.fullmatch(r"-?\d+", cell.value)]
    assert {cell.value.strip() for cell in acting} >= {value.strip() for value in ACTING if value != "-2"}
    assert all(cell.quoted for cell in acting)
    assert not any(cell.quoted for cell in everything if cell.value in ("High", "1", "soon"))


def test_more_issues_than_a_sheet_holds_go_on_to_the_next(
    reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "_MOST_ROWS", 4)
    write_report([reading], tmp_path / "errors.xlsx")
    sheets = opened((tmp_path / "errors.xlsx").read_bytes())
    titles = [title for title in sheets if title.startswith("Issues")]
    lines = [cells[f"H{row}"].value for title in titles for row in range(2, 6) if f"H{row}" in (cells := sheets[title])]
    assert titles == ["Issues", *(f"Issues {number}" for number in range(2, -(-reading.issues.height // 4) + 1))]
    assert lines == reading.issues["sentence"].to_list()


def test_one_made_in_memory_says_how_many_issues_it_leaves_out(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_MOST_IN_MEMORY", 3)
    cells = opened(make_report([reading]))["Issues"]
    assert cells["H5"].value == f"{reading.issues.height - 3} more issues. Put these right and check again."


def test_letters_no_workbook_may_hold_are_written_safely(read: Read) -> None:
    odd: list[Any] = [HEAD, ["1", "so\x0bon \ud7ff", "", "x" * 35_000]]
    cells = opened(make_report([read("police-missing", odd)]))["1 police-missing"]
    assert len(cells["E2"].value) == 32_000
