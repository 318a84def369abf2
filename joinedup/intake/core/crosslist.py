"""Checks across the lists of one agency, and its records from all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import polars as pl

from joinedup.intake.core.checks import months_before
from joinedup.intake.core.issues import ISSUE, Where, complete, in_order
from joinedup.intake.core.reading import Reading, read_file
from joinedup.intake.core.returns import return_specs
from joinedup.intake.core.shared_ids import shared_ids
from joinedup.intake.core.sheets import ROW
from joinedup.intake.core.table import Table
from joinedup.intake.core.unusable import LIMITS, Limits, UnusableFile
from joinedup.method.framework import Framework, ListSpec
from joinedup.records.dates import day_moment
from joinedup.records.shape import RECORD, empty


def check_lists(
    files: Iterable[Path | tuple[str, bytes]],
    framework: Framework,
    as_of: date,
    *,
    agency: str,
    list_id: str | None = None,
    notified_on: date | None = None,
    limits: Limits = LIMITS,
) -> list[Reading]:
    """Return a reading for every list in one agency's files, with the issues only seen across them.

    A file is a path, or a name and its bytes. Raises UnusableFile with a line for each file that cannot be read at all.
    """
    readings: list[Reading] = []
    refusals: list[str] = []
    for file in files:
        try:
            name, source = _opened(file)
            readings += read_file(
                source,
                filename=name,
                framework=framework,
                agency=agency,
                as_of=as_of,
                notified_on=notified_on,
                list_id=list_id,
                limits=limits,
            )
        except UnusableFile as error:
            refusals.append(str(error))
    if refusals:
        raise UnusableFile("\n".join(refusals))
    return across(readings, framework)


def _opened(file: Path | tuple[str, bytes]) -> tuple[str, bytes]:
    if not isinstance(file, Path):
        return file
    try:
        return file.name, file.read_bytes()
    except OSError as error:
        raise UnusableFile(f"{file.name} cannot be opened: {error.strerror}.") from error


def across(readings: Sequence[Reading], framework: Framework) -> list[Reading]:
    """Return the readings of one agency with the issues of the lists taken together added.

    Lists of several sectors may stand together: each sector's lists are held against that sector's own people list.
    """
    sector = {id: spec.sector for id, spec in _specs(framework).items()}
    order = {id(reading): place for place, reading in enumerate(readings)}
    done: list[tuple[int, Reading]] = []
    for _, group in groupby(sorted(readings, key=lambda one: sector[one.list_id]), key=lambda one: sector[one.list_id]):
        together = list(group)
        for reading, frames in zip(together, _across_sector(together, framework), strict=True):
            done.append((order[id(reading)], replace(reading, issues=in_order([reading.issues, *frames])) if frames else reading))
    return [reading for _, reading in sorted(done, key=lambda pair: pair[0])]


def _specs(framework: Framework) -> dict[str, ListSpec]:
    """Return what a reading may be, by id: a list of the framework or a table of a return."""
    return {**return_specs(), **{spec.id: spec for spec in framework.lists}}


def unlinked(readings: Iterable[Reading]) -> int:
    """Return how many children stand on no people list among the readings, so that nobody can link them yet."""
    held = list(readings)
    listed = on_people_lists(held)["record_id"].implode()
    return all_records(reading.records for reading in held).filter(~pl.col("record_id").is_in(listed)).height


def without_name(readings: Iterable[Reading]) -> int:
    """Return how many people stand on a people list among the readings without a name, so that nobody can look for them yet."""
    return on_people_lists(readings).filter(pl.col("names").list.len() == 0).height


def on_people_lists(readings: Iterable[Reading]) -> pl.DataFrame:
    """Return the records of the people lists among the readings, each once (RECORD)."""
    return all_records(one.records for one in readings if any(table.spec.kind == "people" for table in one.tables))


def _across_sector(readings: Sequence[Reading], framework: Framework) -> list[list[pl.DataFrame]]:
    kinds = {id: spec.kind for id, spec in _specs(framework).items()}
    people = [reading for reading in readings if kinds[reading.list_id] == "people"]
    others = [reading for reading in readings if kinds[reading.list_id] != "people"]
    found: dict[int, list[pl.DataFrame]] = {id(reading): [] for reading in readings}
    if others and not people:
        blank = pl.DataFrame({"row": [None]}, schema={"row": pl.Int64})
        found[id(others[0])].append(complete(blank, Where(others[0].filename), "people_list_missing"))
    if people:
        known = pl.concat([reading.records["own_id"] for reading in people]).drop_nulls().unique()
        for reading in others:
            found[id(reading)] += _strangers(reading, known)
    for list_id in {reading.list_id for reading in people}:
        files = [reading for reading in people if reading.list_id == list_id]
        for reading, frames in zip(files, shared_ids([one.tables for one in files]), strict=True):
            found[id(reading)] += frames
    for reading in others:
        found[id(reading)] += _absent(reading, readings, framework)
    counted = pl.concat([reading.events.select("record_id", "kind", "start_earliest") for reading in readings])
    for reading in readings:
        found[id(reading)] += [frame for table in reading.tables for frame in _counts(table, counted, readings)]
    return [found[id(reading)] for reading in readings]


def against_people(reading: Reading, known: pl.Series) -> Reading:
    """Return a reading of events or relations with an issue for each row about somebody not among the people list's own ids."""
    return replace(reading, issues=in_order([reading.issues, *_strangers(reading, known)]))


def _strangers(reading: Reading, known: pl.Series) -> list[pl.DataFrame]:
    return [frame for table in reading.tables for frame in _strangers_on(table, known)]


def _strangers_on(table: Table, known: pl.Series) -> Iterable[pl.DataFrame]:
    for holds in ("own_id", "other_id"):
        key = table.holding(holds)
        if key is None:
            continue
        ids = table.values(key)
        missing = ids.is_not_null() & ~ids.is_in(known.implode())
        # a spreadsheet that takes ids for numbers drops the zeros they begin with
        shorter = missing & ids.str.strip_chars_start("0").is_in(known.str.strip_chars_start("0").implode())
        for rule, where in (("zeros_lost", shorter), ("not_on_people_list", missing & ~shorter)):
            if where.any():
                yield complete(_cells(table, key, where), _where(table), rule, column=table.headers[key])


def _absent(reading: Reading, readings: Sequence[Reading], framework: Framework) -> list[pl.DataFrame]:
    """Return an issue for each row about somebody not on another list on which the framework says they must stand too.

    A list that did not come with these is not held against them: it may come by itself.
    """
    specs = _specs(framework)
    frames = []
    for other in specs[reading.list_id].also_on:
        held = [one.records["own_id"] for one in readings if one.list_id == other]
        if not held:
            continue
        known = pl.concat(held).drop_nulls().unique().implode()
        for table in reading.tables:
            key = table.holding("own_id")
            ids = table.values(key)
            if key is not None and (absent := ids.is_not_null() & ~ids.is_in(known)).any():
                cells, column, title = _cells(table, key, absent), table.headers[key], specs[other].title
                frames.append(complete(cells, _where(table), "not_on_other_list", column=column, other=title))
    return frames


def _counts(table: Table, events: pl.DataFrame, readings: Sequence[Reading]) -> Iterable[pl.DataFrame]:
    """Yield an issue where a row counts other than the events of that kind on the lists, where a list makes such events at all."""
    own = table.holding("own_id")
    for column in table.spec.columns:
        if not column.counts or own is None or column.key not in table.cells or not _makes(readings, column.counts):
            continue
        since = day_moment(months_before(table.origin.notified_on, column.counts_months)).earliest
        held = events.filter(pl.col("kind") == column.counts, pl.col("start_earliest") >= since).group_by("record_id").len("held")
        rows = pl.DataFrame({"own_id": table.values(own), "said": table.values(column.key).cast(pl.Int64)})
        rows = rows.with_columns(record_id=pl.lit(f"{table.origin.agency}:") + pl.col("own_id"))
        rows = rows.join(held, on="record_id", how="left", maintain_order="left")
        # A list of six months can hold fewer than a count of twelve, and some count the event itself and some do not:
        # only a count below the other events on the lists contradicts them.
        fewer = (rows["said"] < rows["held"].fill_null(0).cast(pl.Int64) - 1) & rows["own_id"].is_not_null()
        cells = _cells(table, column.key, fewer.fill_null(False))
        if cells.height:
            yield complete(cells, _where(table), "count_differs", column=table.headers[column.key], more="fewer")


def _makes(readings: Sequence[Reading], kind: str) -> bool:
    return any(mapping.kind == kind for reading in readings for table in reading.tables for mapping in table.spec.events)


def _cells(table: Table, key: str, where: pl.Series) -> pl.DataFrame:
    rows = table.text.filter(where)
    return rows.select(pl.col(ROW).alias("row"), pl.lit(table.headers[key]).alias("column"), pl.col(key).alias("value"))


def _where(table: Table) -> Where:
    return Where(table.origin.file, table.spec.id, table.sheet)


def all_records(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return each record once from the records of several lists: as the people list has it; a bare one only where it does not."""
    held = [frame for frame in frames if frame.height]
    if not held:
        return empty(RECORD)
    records = pl.concat(held).with_columns((pl.col("names").list.len() == 0).alias("bare"))
    records = records.sort("bare", maintain_order=True).unique("record_id", keep="first", maintain_order=True)
    return records.drop("bare")


def all_issues(readings: Iterable[Reading]) -> pl.DataFrame:
    """Return the issues of several readings as one frame (ISSUE)."""
    frames = [reading.issues for reading in readings]
    return pl.concat(frames) if frames else pl.DataFrame(schema=ISSUE)


def count_by_rule(issues: pl.DataFrame) -> Mapping[str, int]:
    """Return how many issues there are of each rule, the most frequent first."""
    counts = issues.group_by("rule").len().sort("len", "rule", descending=[True, False])
    return dict(counts.iter_rows())
