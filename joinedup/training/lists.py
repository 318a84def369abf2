"""Writes the lists every agency of a made-up area would send, in the framework's own formats: a new framework needs no code."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import polars as pl

from joinedup.method.framework import Framework, ListSpec
from joinedup.training.agencies import Agency
from joinedup.training.area import MadeUpArea
from joinedup.training.sending.cells import Cell, Dresser, style_of
from joinedup.training.sending.events import EventRows
from joinedup.training.sending.files import headers, title_rows, with_blank_rows, write_csv, write_workbook
from joinedup.training.sending.happened import Histories, current_episodes, histories, known_events
from joinedup.training.sending.people import Desk, people_sheet, relations_sheet
from joinedup.training.sending.plain import true_records, write_plain
from joinedup.training.sending.sheet import Sheet, Value
from joinedup.training.windows import Current

#: Lists of more rows come as CSV: systems export them so, and it keeps the made-up area quick.
WORKBOOK_ROWS = 6_000
CSV_SHARE = 0.35


@dataclass(frozen=True)
class WrittenList:
    """One file written: which list, whose, where, and how many rows of data it holds."""

    list: str
    agency: str
    sector: str
    path: Path
    rows: int


def write_lists(
    area: MadeUpArea,
    framework: Framework,
    folder: Path,
    *,
    agencies: Collection[str] | None = None,
    asked: Mapping[int, str] | None = None,
    clean: bool = False,
) -> list[WrittenList]:
    """Write one file for each list of each sector, named by the list's id, and return what was written.

    `agencies` are the keys of those that write (all where None). With `asked`, person id → the inspection's code, they write only
    of these children and of whom their own relations tie to them. `clean` lists hold what is true of each person
    and no mess of files: whatever is found on them is no slip of a list.
    The area must have been made for a framework with the same lists. The same area gives the same bytes.
    """
    area = area if asked is None else replace(area, records=_answering(area, asked))
    area = replace(area, records=true_records(area.records, area.people)) if clean else area
    history, current = histories(area.events), current_episodes(area.events, area.notified_on)
    written = []
    for agency in (agency for agency in area.agencies if agencies is None or agency.key in agencies):
        for spec, sheet in _sheets(area, framework, agency, history, current):
            path = folder / f"{spec.id}.csv" if clean else _write(area, framework, sheet, folder)
            if clean:
                write_plain(path, framework, sheet)
            written.append(WrittenList(spec.id, agency.key, agency.sector, path, len(sheet.rows)))
    return written


def _answering(area: MadeUpArea, asked: Mapping[int, str]) -> pl.DataFrame:
    """Return the records of the children asked about, with their code, and of the people tied to them, without one."""
    ties = area.relations.filter(pl.col("person_id").is_in(list(asked)))
    wanted = [*asked, *ties["other_id"].to_list()]
    code = pl.col("person_id").replace_strict(dict(asked), default=None, return_dtype=pl.String)
    return area.records.filter(pl.col("person_id").is_in(wanted)).with_columns(code.alias("known_id:look_up"))


def _sheets(
    area: MadeUpArea, framework: Framework, agency: Agency, history: Histories, current: Current
) -> Iterator[tuple[ListSpec, Sheet]]:
    """Yield each of an agency's lists with its true rows."""
    specs = [spec for spec in framework.lists if spec.sector == agency.sector]
    planted = frozenset(area.planted["event_ids"].explode().drop_nulls().to_list())
    records = area.records.filter(pl.col("agency") == agency.key)
    codes = {codes.id: codes for codes in framework.code_sets}
    known = known_events(area.events, agency.key, history, current)
    people = _records_of(area, records)
    for spec in specs:
        desk = Desk(agency.key, records, codes, _chance(area, spec))
        if spec.kind == "people":
            yield spec, people_sheet(desk, spec)
        elif spec.kind == "relations":
            yield spec, relations_sheet(desk, spec, area.relations)
        else:
            more = [other for other in specs if spec.id in other.also_on]
            yield spec, EventRows(desk, spec, known, area.notified_on, more).sheet(people, planted)


def _records_of(area: MadeUpArea, records: pl.DataFrame) -> dict[int, list[dict[str, Value]]]:
    """Return an agency's records of each person, with what event lists repeat of them."""
    placed = area.people.select("person_id", "placement_postcode")
    rows = records.join(placed, on="person_id", how="left", maintain_order="left").sort("own_id")
    found: dict[int, list[dict[str, Value]]] = {}
    for row in rows.select("person_id", "own_id", "date_of_birth", "sex", "placement_postcode").iter_rows(named=True):
        found.setdefault(row["person_id"], []).append(row)
    return found


def _chance(area: MadeUpArea, spec: ListSpec) -> Random:
    """Return the list's own source of chance, so that one list's rows do not hang on another's."""
    return Random(f"{area.seed}|{spec.id}")  # noqa: S311  # made-up lists, not secrets


def _write(area: MadeUpArea, framework: Framework, sheet: Sheet, folder: Path) -> Path:
    """Dress a sheet and write it as a workbook or a CSV file."""
    spec = sheet.spec
    random = Random(f"{area.seed}|{spec.id}|file")  # noqa: S311  # made-up lists, not secrets
    workbook = len(sheet.rows) <= WORKBOOK_ROWS and random.random() >= CSV_SHARE
    dressed: list[list[Cell]] = Dresser(framework, style_of(workbook, random), random).rows(sheet)
    header: list[Cell] = list(headers(spec, random))
    lines = [header, *with_blank_rows(dressed, len(header), random)]
    path = folder / f"{spec.id}.{'xlsx' if workbook else 'csv'}"
    if workbook:
        write_workbook(path, spec, title_rows(spec, area.notified_on, random) + lines, random)
    else:
        write_csv(path, lines, random)
    return path
