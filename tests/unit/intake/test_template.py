"""A template is what the framework asks for, and filled in and sent back it reads without issues."""

import re
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl
import pytest
import python_calamine
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.intake.commands import lists
from joinedup.intake.core.codes import Codes
from joinedup.intake.core.reading import Reading, read_file
from joinedup.intake.core.sheets import EXPLAINING
from joinedup.intake.core.template import YES_OR_NO, make_template, sheet_titles, written_codes
from joinedup.method.framework import CodeSet, Column, Framework, ListSpec
from joinedup.method.loader import framework_ids, load_framework

NOTIFIED = date(2023, 5, 16)
BORN = date(2011, 9, 3)
AGE = 11
FRAMEWORKS = [load_framework(id) for id in framework_ids()]
#: Every list once: frameworks share most of theirs.
SHIPPED = [(framework, spec) for spec, framework in {spec: one for one in FRAMEWORKS for spec in one.lists}.items()]
EACH_FRAMEWORK = pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda framework: framework.id)
EVERY_LIST = pytest.mark.parametrize(("framework", "spec"), SHIPPED, ids=[f"{one.id}:{spec.id}" for one, spec in SHIPPED])
Row = dict[str, str | date | int]  # column key → what is typed, without what is left empty


def test_there_are_lists_to_make_templates_of() -> None:
    assert len(SHIPPED) > 40


@EVERY_LIST
def test_a_template_has_the_headers_asked_for_and_says_what_each_is_for(framework: Framework, spec: ListSpec) -> None:
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(make_template(framework, [spec])))
    first, *explaining = book.sheet_names
    assert tuple(explaining) == EXPLAINING
    assert book.get_sheet_by_name(first).to_python() == [[column.header for column in spec.columns]]
    rows = book.get_sheet_by_name(EXPLAINING[0]).to_python()[2:]
    assert [row[1:4] for row in rows] == [
        [column.header, column.purpose, "Yes" if column.required else "Where known"] for column in spec.columns
    ]


@EVERY_LIST
def test_a_template_has_a_frozen_header_drop_downs_for_codes_and_no_formula(framework: Framework, spec: ListSpec) -> None:
    packed = zipfile.ZipFile(BytesIO(make_template(framework, [spec])))
    sheets = [packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/")]
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    assert sheets[0].count("<dataValidation ") == sum(column.type in ("code", "boolean") for column in spec.columns)
    assert 'ySplit="1"' in sheets[0]
    assert 'state="frozen"' in sheets[0]


@EACH_FRAMEWORK
def test_the_choices_of_a_drop_down_are_read_as_their_codes(framework: Framework) -> None:
    for codes in framework.code_sets:
        assert {code: Codes(codes).read(text) for code, text in written_codes(codes).items()} == {
            code: code for code, _ in codes.values
        }


def test_a_choice_whose_label_means_another_code_is_written_by_its_code() -> None:
    codes = CodeSet("odd", (("a", "b"), ("b", "Second")))
    assert written_codes(codes) == {"a": "a - b", "b": "Second"}
    assert Codes(codes).read("a - b") == "a"


def test_the_same_framework_gives_the_same_bytes() -> None:
    framework = load_framework("jtai-2022-front-door")
    assert make_template(framework, framework.lists) == make_template(framework, framework.lists)


@EACH_FRAMEWORK
def test_a_workbook_of_every_list_comes_back_as_every_list(framework: Framework) -> None:
    rows = {spec.id: [_least(spec, framework, "1"), _least(spec, framework, "2")] for spec in framework.lists}
    readings = _sent_back(framework, framework.lists, rows)
    assert Counter({reading.list_id: reading.rows for reading in readings}) == {spec.id: 2 for spec in framework.lists}
    assert _problems(readings) == []


@EVERY_LIST
def test_rows_filled_in_are_read_without_issues(framework: Framework, spec: ListSpec) -> None:
    template = make_template(framework, [spec])

    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(_rows(spec, framework), min_size=1, max_size=6))
    def fill_in(drawn: list[Row]) -> None:
        # an id stands on one row: lists of people take a second row for another name of one person
        rows = [row | _own_ids(spec, f"00{number}") for number, row in enumerate(drawn, start=1)]
        (reading,) = read_file(
            _filled(template, [spec], {spec.id: rows}),
            filename="sent back.xlsx",
            framework=framework,
            agency="agency",
            as_of=NOTIFIED,
        )
        assert (reading.list_id, reading.rows) == (spec.id, len(rows))
        assert _problems([reading]) == []
        assert reading.events.height == sum(_events_of(spec, framework, row) for row in rows)
        _holds_what_was_chosen(reading, rows, framework)

    fill_in()


def test_the_command_writes_what_is_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "police.xlsx"
    call = ["template", "--framework", "jtai-2022-front-door", "--list", "police-missing", "--out", str(out)]
    result = CliRunner().invoke(lists, call)
    assert result.exit_code == 0, result.output
    assert python_calamine.CalamineWorkbook.from_path(out).sheet_names == ["Missing episodes", *EXPLAINING]
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--list", "nonesuch", "--out", "a.xlsx"], "no list 'nonesuch'. Its lists: annex-a-1"),
        (["--out", "a.csv"], "ends in .xlsx, not 'a.csv'"),
    ],
)
def test_the_command_says_what_it_was_called_wrongly_with(options: list[str], said: str) -> None:
    result = CliRunner().invoke(lists, ["template", "--framework", "jtai-2022-front-door", *options])
    assert result.exit_code == 2
    assert said in result.output


# ── filling in ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(spec: ListSpec, framework: Framework) -> st.SearchStrategy[Row]:
    needed = {column.key: _typed(column, spec, framework) for column in spec.columns if column.required}
    other = {column.key: _typed(column, spec, framework) for column in spec.columns if not column.required}
    return st.fixed_dictionaries(needed, optional=other)


def _typed(column: Column, spec: ListSpec, framework: Framework) -> st.SearchStrategy:
    ends = {mapping.end for mapping in spec.events} | {"to_date"}
    if column.holds == "date_of_birth":
        return st.just(BORN)
    if column.type in ("date", "datetime"):
        late = column.key in ends or column.holds == "to_date"
        first = NOTIFIED - timedelta(days=9 if late else 20)
        return st.dates(first, NOTIFIED - timedelta(days=1) if late else NOTIFIED - timedelta(days=10))
    codes = {one.id: one for one in framework.code_sets}
    return {
        "id": st.from_regex(r"[A-Z]{2}0[0-9]{3}", fullmatch=True),
        "text": st.from_regex(r"[A-Z][a-z]{3,8}( [a-z]{3,8})?", fullmatch=True),
        "name": st.from_regex(r"[A-Z][a-z]{3,8}", fullmatch=True),
        "boolean": st.sampled_from(YES_OR_NO),
        "code": st.sampled_from(list(written_codes(codes[column.codes]).values())) if column.type == "code" else st.nothing(),
        "integer": st.integers(0, 9),
        "age": st.just(AGE),
        "postcode": st.sampled_from(["AB1 2CD", "SW1A 1AA"]),
        "nhs": st.just("9434765919"),
        "upn": st.just("T850728973744"),
    }[column.type]


def _least(spec: ListSpec, framework: Framework, id: str) -> Row:
    """Return a row with only what is required, and a date for what ends or starts."""
    codes = {one.id: one for one in framework.code_sets}
    fixed = {"date": NOTIFIED - timedelta(days=10), "datetime": NOTIFIED - timedelta(days=10), "boolean": "Yes", "age": AGE,
             "integer": 1, "upn": "T850728973744", "nhs": "9434765919", "postcode": "AB1 2CD"}  # fmt: skip
    row: Row = {}
    for column in spec.columns:
        if column.required:
            choice = next(iter(written_codes(codes[column.codes]).values())) if column.type == "code" else "Ann"
            row[column.key] = BORN if column.holds == "date_of_birth" else fixed.get(column.type, choice)
    return row | _own_ids(spec, id)


def _own_ids(spec: ListSpec, id: str) -> Row:
    held = {column.holds: column.key for column in spec.columns}
    return {held[holds]: f"{id}{end}" for holds, end in (("own_id", ""), ("other_id", "9")) if holds in held}


def _filled(template: bytes, specs: Sequence[ListSpec], rows: Mapping[str, Sequence[Row]]) -> bytes:
    """Return the template with rows typed into its sheets, dates as the numbers a spreadsheet keeps."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(template)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as filled:
        for name in packed.namelist():
            content = packed.read(name)
            if match := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name):
                place = int(match[1]) - 1
                if place < len(specs):
                    content = _type_in(content.decode(), specs[place], rows[specs[place].id]).encode()
            filled.writestr(name, content)
    return out.getvalue()


def _type_in(sheet: str, spec: ListSpec, rows: Sequence[Row]) -> str:
    styles = dict(re.findall(r'<col min="(\d+)"[^>]*? style="(\d+)"', sheet))
    lines = []
    for number, row in enumerate(rows, start=2):
        cells = [_cell(f"{_letters(place)}{number}", styles.get(str(place), "0"), row[column.key])
                 for place, column in enumerate(spec.columns, start=1) if column.key in row]  # fmt: skip
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    last = f"{_letters(len(spec.columns))}{len(rows) + 1}"
    sheet = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', sheet)
    assert "</sheetData>" in sheet
    return sheet.replace("</sheetData>", "".join(lines) + "</sheetData>")


def _cell(place: str, style: str, value: str | date | int) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    number = (value - date(1899, 12, 30)).days if isinstance(value, date) else value
    return f'<c r="{place}" s="{style}"><v>{number}</v></c>'


def _letters(place: int) -> str:
    left, last = divmod(place - 1, 26)
    return (chr(64 + left) if left else "") + chr(65 + last)


# ── what is read ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sent_back(framework: Framework, specs: Sequence[ListSpec], rows: Mapping[str, Sequence[Row]]) -> list[Reading]:
    data = _filled(make_template(framework, specs), specs, rows)
    return read_file(data, filename="sent back.xlsx", framework=framework, agency="agency", as_of=NOTIFIED)


def _problems(readings: Sequence[Reading]) -> list[tuple[str, str, str]]:
    return [row for reading in readings for row in reading.issues.select("list", "rule", "column").rows()]


def _events_of(spec: ListSpec, framework: Framework, row: Row) -> int:
    """Return how many events a row makes, seen from the mapping alone: its start is typed and its conditions hold."""
    sets = {one.id: written_codes(one) for one in framework.code_sets}
    columns = {column.key: column for column in spec.columns}

    def holds(key: str, wanted: Sequence[str]) -> bool:
        column = columns[key]
        typed = str(row.get(key, ""))
        return typed.casefold() in wanted if column.type == "boolean" else typed in [sets[column.codes][code] for code in wanted]

    return sum(mapping.start in row and all(holds(*one) for one in mapping.when) for mapping in spec.events)


def _holds_what_was_chosen(reading: Reading, rows: Sequence[Row], framework: Framework) -> None:
    (table,) = reading.tables
    sets = {one.id: written_codes(one) for one in framework.code_sets}
    for column in table.spec.columns:
        if column.type == "code":
            written = pl.Series([row.get(column.key) for row in rows], dtype=pl.String)
            found = [None if code is None else sets[column.codes][code] for code in table.values(column.key)]
            assert found == written.to_list(), column.key


def test_titles_are_told_apart_and_fit_a_sheet() -> None:
    framework = load_framework("jtai-2022-front-door")
    titles = sheet_titles([*framework.lists])
    assert len({title.casefold() for title in titles.values()}) == len(framework.lists)
    assert all(len(title) <= 31 and not re.search(r"[\[\]:*?/\\]", title) for title in titles.values())
