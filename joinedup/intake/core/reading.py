"""Bytes of one file and a framework → what each list in it says, and every problem with it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

import polars as pl

from joinedup.intake.core.checks import check_table
from joinedup.intake.core.events import list_events
from joinedup.intake.core.headers import NOTHING_SAID
from joinedup.intake.core.issues import ISSUE, Where, complete, in_order
from joinedup.intake.core.opening import open_sheets
from joinedup.intake.core.people import bare_records, household_relations, people_records
from joinedup.intake.core.recognise import Recognised, list_rows, not_asked_for, recognise
from joinedup.intake.core.relations import list_relations
from joinedup.intake.core.return_events import asked_for, in_codes_of_lists, once
from joinedup.intake.core.returned import Returned, answering, find_return, is_xml, read_xml
from joinedup.intake.core.shared_ids import shared_ids
from joinedup.intake.core.sheets import EXPLAINING, ROW, Sheet
from joinedup.intake.core.table import Origin, Table, read_table
from joinedup.intake.core.unusable import CHOOSE_LIST, LIMITS, Limits, UnusableFile
from joinedup.method.framework import Framework, ListSpec
from joinedup.records.kinds import event_kinds
from joinedup.records.shape import EVENT, RECORD, RELATION, empty


@dataclass(frozen=True)
class Reading:
    """One list as read. `records` of a list of events are bare: one for each own id, without names.

    `tables` are the rows behind it, kept for checks across lists; leave them out of what is stored.
    """

    list_id: str
    filename: str
    agency: str
    sha256: str
    rows: int
    issues: pl.DataFrame  # core.issues.ISSUE
    records: pl.DataFrame  # records.shape.RECORD
    events: pl.DataFrame  # EVENT
    relations: pl.DataFrame  # RELATION
    tables: tuple[Table, ...] = field(default=(), repr=False)
    form: str = ""  # title of the statutory return it was read from; "" where it came as the list itself


def read_list(
    source: bytes | Path,
    *,
    filename: str,
    framework: Framework,
    agency: str,
    as_of: date,
    notified_on: date | None = None,
    list_id: str | None = None,
    limits: Limits = LIMITS,
    mapping: Mapping[str, str] | None = None,
) -> Reading:
    """Return the one list a file holds; with `list_id` that list, whatever else the file holds.

    `as_of` is the day of reading; windows are counted back from `notified_on`, the same day where it is left out.
    `mapping` is what the sender said of the headers of the list named: as written or plain (`headers.plain_header`) → the key of
    the column it is, "" where it is none; `matching.match_headers` says which need it.
    Raises UnusableFile where the file cannot be read, holds no list of the framework, or several and none is named.
    """
    readings = read_file(
        source,
        filename=filename,
        framework=framework,
        agency=agency,
        as_of=as_of,
        notified_on=notified_on,
        list_id=list_id,
        limits=limits,
        mappings={list_id: mapping} if list_id and mapping else NOTHING_SAID,
    )
    if len(readings) > 1:
        titles = {spec.id: spec.title for spec in framework.lists}
        lists = ", ".join(f"“{titles.get(reading.list_id, reading.list_id)}”" for reading in readings)
        raise UnusableFile(f"{PurePath(filename).name} holds several lists ({lists}); say which one is meant.")
    return readings[0]


def read_file(
    source: bytes | Path,
    *,
    filename: str,
    framework: Framework,
    agency: str,
    as_of: date,
    notified_on: date | None = None,
    list_id: str | None = None,
    limits: Limits = LIMITS,
    mappings: Mapping[str, Mapping[str, str]] = NOTHING_SAID,
) -> list[Reading]:
    """Return a reading for every list a file holds, in the file's order; raise UnusableFile where it holds none.

    A statutory return is known by its content. Without `list_id` it is read as its own tables, whose ids are those of
    `returns.toml`; with it as an answer to that list, from the parts of the return that say what the list asks for, and no more.
    `mappings` is what the sender said of headers, by list: list id → `mapping` as for `read_list`.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    name = PurePath(filename).name
    origin = Origin(name, hashlib.sha256(data).hexdigest(), agency, as_of, notified_on or as_of)
    if is_xml(name):
        return _read_return(read_xml(data, name, framework, limits), framework, list_id, origin)
    sheets = [sheet for sheet in open_sheets(data, name, limits) if sheet.name not in EXPLAINING]
    specs = candidates(framework, list_id)
    if (returned := find_return(sheets, framework)) is not None:
        return _read_return(returned, framework, list_id, origin)
    recognised = recognise(sheets, specs, name, list_id, mappings)
    found = [one for one in recognised if list_id in (None, one.spec.id)]
    if not found:
        raise UnusableFile(_no_list(name, framework, list_id, recognised))
    by_list: dict[str, list[Recognised]] = {}
    for one in found:
        by_list.setdefault(one.spec.id, []).append(one)
    aside = _sheets_aside(sheets, found, framework.lists, name) if len(found) == len(recognised) else []
    notes = [aside, *([] for _ in by_list)]
    return [
        _read(parts, framework, origin, [*more, *_sheet_notes(parts, name)])
        for parts, more in zip(by_list.values(), notes, strict=False)
    ]


def _read_return(returned: Returned, framework: Framework, list_id: str | None, origin: Origin) -> list[Reading]:
    if list_id is not None:
        return [_read_answer(returned, framework, list_id, origin)]
    readings = [replace(_read([part], returned.framework, origin, []), form=returned.form.title) for part in returned.parts]
    events = once([in_codes_of_lists(reading.events, framework) for reading in readings])
    return [replace(reading, events=frame) for reading, frame in zip(readings, events, strict=True)]


def _read_answer(returned: Returned, framework: Framework, list_id: str, origin: Origin) -> Reading:
    """Return what a return says of one list: the events the list asks for, each once, and the children they are about."""
    asked = next(spec for spec in candidates(framework, list_id) if spec.id == list_id)
    parts = answering(returned, asked, origin.file)
    reading = _read(parts, returned.framework, origin, [])
    events = once(reading.events.partition_by("sheet", maintain_order=True) or [reading.events])
    kept = asked_for(in_codes_of_lists(pl.concat(events), framework), asked, origin.notified_on)
    issues = in_order(
        [*_answer_notes(parts, asked, reading.events.height - kept.height, returned.form.title, origin), reading.issues]
    )
    records = reading.records.filter(pl.col("record_id").is_in(kept["record_id"].unique().implode()))
    return replace(reading, events=kept, records=records, issues=issues, form=returned.form.title)


def _answer_notes(parts: Sequence[Recognised], asked: ListSpec, left: int, form: str, origin: Origin) -> Iterator[pl.DataFrame]:
    """Yield what of the list the return cannot say, and how many of its entries were left out."""
    blank = pl.DataFrame({"row": [None]}, schema={"row": pl.Int64})
    where = Where(origin.file, asked.id)
    said = {mapping.kind for part in parts for mapping in part.spec.events}
    unsaid = dict.fromkeys(event_kinds()[mapping.kind].label for mapping in asked.events if mapping.kind not in said)
    if unsaid:
        yield complete(blank, where, "return_partial", form=form, kinds=", ".join(unsaid))
    if left:
        yield complete(blank, where, "return_cut", form=form, count=f"{left:,}")


def candidates(framework: Framework, list_id: str | None) -> Sequence[ListSpec]:
    """Return the lists a sheet may be: with one named, those of its sector, so that its neighbours are not taken for it."""
    if list_id is None:
        return framework.lists
    wanted = next((spec for spec in framework.lists if spec.id == list_id), None)
    if wanted is None:
        known = ", ".join(spec.id for spec in framework.lists)
        raise LookupError(f"The framework {framework.id} has no list {list_id!r}. Its lists: {known}.")
    return [spec for spec in framework.lists if spec.sector == wanted.sector]


def _no_list(name: str, framework: Framework, list_id: str | None, recognised: Sequence[Recognised]) -> str:
    if list_id is None:
        return (
            f"We could not tell which list {name} is: no header is one of ours. {CHOOSE_LIST} and check again; "
            "you can then say which header is which."
        )
    title = next(spec.title for spec in framework.lists if spec.id == list_id)
    if recognised:
        other = recognised[0].spec
        return f"{name} looks like the list “{other.title}”, not “{title}”. Check that it is the right file."
    return f"{name} does not look like the list “{title}”: its columns cannot be found. Check that it is the right file."


def _sheets_aside(sheets: Iterable[Sheet], found: Sequence[Recognised], specs: Sequence[ListSpec], name: str) -> list[pl.DataFrame]:
    """Return an issue for each sheet with rows that was not read; one that looks like a list is more than for information."""
    read = {id(one.sheet) for one in found}
    return [_sheet_aside(sheet, specs, name) for sheet in sheets if id(sheet) not in read and sheet.frame.height]


def _sheet_aside(sheet: Sheet, specs: Sequence[ListSpec], name: str) -> pl.DataFrame:
    blank, where = pl.DataFrame({"row": [None]}, schema={"row": pl.Int64}), Where(name, None, sheet.name)
    if sheet.hidden:
        return complete(blank, where, "sheet_hidden")
    rows = 0 if not_asked_for(sheet, specs) else list_rows(sheet)
    return complete(blank, where, "sheet_list_unread", count=f"{rows:,}") if rows > 1 else complete(blank, where, "sheet_unread")


def _sheet_notes(parts: Sequence[Recognised], name: str) -> list[pl.DataFrame]:
    """Return a note for each sheet whose merged cells or formulas were read as the values they show."""
    blank = pl.DataFrame({"row": [None]}, schema={"row": pl.Int64})
    notes = []
    for part in parts:
        sheet, where = part.sheet, Where(name, part.spec.id, part.sheet.name)
        counts = {"cells_merged": sheet.merged, "formulas": sheet.formulas, "formulas_without_result": sheet.unanswered}
        notes += [complete(blank, where, rule, count=f"{number:,}") for rule, number in counts.items() if number]
        if sheet.name is None:
            notes += [complete(rows, where, rule) for rule, rows in _uneven_rows(part) if rows.height]
    return notes


def _uneven_rows(part: Recognised) -> Iterator[tuple[str, pl.DataFrame]]:
    """Yield of a CSV file the rows with more cells than there are headers, and its last one where it seems to be cut off."""
    wide = max(part.header.texts, default=-1) + 1
    below = part.sheet.frame.slice(part.header.index + 1)
    beyond = [pl.col(f"c{place}").is_not_null() for place in range(wide, part.sheet.width)]
    if beyond:
        yield "row_long", below.filter(pl.any_horizontal(beyond)).select(pl.col(ROW).alias("row"))
    if part.sheet.last_cells is not None and part.sheet.last_cells < wide:
        yield "row_cut", below.tail(1).select(pl.col(ROW).alias("row"))


def _read(parts: Sequence[Recognised], framework: Framework, origin: Origin, aside: Sequence[pl.DataFrame]) -> Reading:
    read = [_read_sheet(part, framework, origin) for part in parts]
    if not any(one.rows for one in read):
        blank = pl.DataFrame({"row": [None]}, schema={"row": pl.Int64})
        empty_list = Where(origin.file, parts[0].spec.id, parts[0].sheet.name)
        aside = [*aside, complete(blank, empty_list, "list_empty")]
    records = pl.concat([one.records for one in read])
    return Reading(
        list_id=parts[0].spec.id,
        filename=origin.file,
        agency=origin.agency,
        sha256=origin.submission,
        rows=sum(one.rows for one in read),
        issues=in_order([*aside, *(one.issues for one in read), *_shared(read)]),
        records=records.unique("record_id", keep="first", maintain_order=True) if len(read) > 1 else records,
        events=pl.concat([one.events for one in read]),
        relations=pl.concat([one.relations for one in read]),
        tables=tuple(table for one in read for table in one.tables),
    )


def _shared(read: Sequence[Reading]) -> list[pl.DataFrame]:
    """Return the issues of people of several sheets who have one own id."""
    people = [one.tables for one in read if one.tables[0].spec.kind == "people"]
    return [frame for frames in shared_ids(people) for frame in frames]


def _read_sheet(part: Recognised, framework: Framework, origin: Origin) -> Reading:
    table = read_table(part, framework, origin)
    findings = check_table(table, part.header)
    records, events, relations = empty(RECORD), empty(EVENT), empty(RELATION)
    if part.spec.kind == "people":
        records, relations = people_records(findings), household_relations(findings)
    elif part.spec.kind == "relations":
        relations = list_relations(findings)
    else:
        records, events = bare_records(findings), list_events(findings)
    issues = findings.frame() if findings.frames else pl.DataFrame(schema=ISSUE)
    return Reading(
        part.spec.id, origin.file, origin.agency, origin.submission, len(table), issues, records, events, relations, (table,)
    )
