"""`joinedup lists check`: an agency checks its lists before it sends them, without a server or a database."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click
import polars as pl

from joinedup.intake.core.crosslist import all_issues, check_lists, count_by_rule, unlinked, without_name
from joinedup.intake.core.own_summary import own_summary
from joinedup.intake.core.own_words import summary_lines
from joinedup.intake.core.reading import Reading, candidates
from joinedup.intake.core.report import write_report
from joinedup.intake.core.rules import SEVERITIES
from joinedup.intake.core.template import make_template
from joinedup.intake.core.unlinkable import unlinkable
from joinedup.intake.core.unusable import CHOOSE_LIST, UnusableFile
from joinedup.method.faults import FrameworkFaults, UnknownFrameworkError
from joinedup.method.framework import Framework
from joinedup.method.loader import load_framework
from joinedup.records.dates import LONDON
from joinedup.records.outputs import CannotWriteError, check_can_write, is_no_file, write_whole

_HEADINGS = {"blocks": "Not used until put right", "check": "Please check", "note": "For information"}
_ROWS_SHOWN = 8


@click.group()
def lists() -> None:
    """Fill in and check an agency's lists before they are sent."""


@lists.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…")
@click.option("--framework", "framework_id", required=True, metavar="ID", help="The inspection framework the lists are for.")
@click.option("--list", "list_id", metavar="ID", help="Which list the files are, where their names and columns leave it open.")
@click.option("--agency", default="agency", show_default=True, metavar="NAME", help="A short name for the agency that sends them.")
@click.option(
    "--notified", metavar="DATE", help="The day of notification (year-month-day), windows count back from it; today if left out."
)
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), metavar="XLSX", help="Write a workbook with the cells marked."
)
@click.option("--summary", is_flag=True, help="Say too what each list holds: ages, months, empty cells, how long things took.")
@click.option("--json", "json_path", metavar="PATH", help="Write every issue and the summary as JSON; - for standard output.")
def check(
    *,
    files: Sequence[Path],
    framework_id: str,
    list_id: str | None,
    agency: str,
    notified: str | None,
    report: Path | None,
    summary: bool,
    json_path: str | None,
) -> None:
    """Check lists (.xlsx or .csv) against a framework and say, row by row, what to put right.

    Returns an authority holds already (SSDA903 .csv, children in need census .xml) are known by their content and checked too.

    The files of one agency are checked together, so that a row about somebody who is not on the people list is found.
    Nothing leaves this computer. Ends with 0 when there is nothing to put right or check, 1 with issues, 2 when called wrongly,
    3 when a file cannot be used.
    """
    _check_outputs(report, json_path, inputs=files)
    _check_workbook(report)
    framework = _framework(framework_id)
    today = datetime.now(UTC).astimezone(LONDON).date()
    notified_on = _day(notified) or today
    _check_list(framework, list_id)
    try:
        readings = check_lists(files, framework, max(today, notified_on), agency=agency, list_id=list_id, notified_on=notified_on)
    except UnusableFile as error:
        _stop_at(error, framework, list_id)
    if report:
        write_report(readings, report)
    if json_path:
        _write_json(json_path, _as_json(readings, framework, notified_on))
    if json_path != "-":
        _print(readings)
        for line in summary_lines(readings, framework, notified_on) if summary else ():
            click.echo(line)
    sys.exit(1 if all_issues(readings).filter(pl.col("severity") != "note").height else 0)


def _stop_at(error: UnusableFile, framework: Framework, list_id: str | None) -> NoReturn:
    """Say which file cannot be used and why, and how to name its list where that was the trouble; end with 3."""
    click.echo(str(error), err=True)
    if list_id is None and CHOOSE_LIST in str(error):
        known = ", ".join(spec.id for spec in framework.lists)
        click.echo(f"Where a file's list could not be told, name it with --list. The lists: {known}.", err=True)
    sys.exit(3)


@lists.command()
@click.option("--framework", "framework_id", required=True, metavar="ID", help="The inspection framework the lists are for.")
@click.option("--list", "list_id", metavar="ID", help="The one list wanted; every list of the framework if left out.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Workbook to write.")
def template(*, framework_id: str, list_id: str | None, out: Path) -> None:
    """Write a workbook to fill in: a sheet for each list, with its headers, drop-downs and what each column is for.

    Ends with 0, or with 2 when called wrongly.
    """
    _check_outputs(out)
    framework = _framework(framework_id)
    wanted = [spec for spec in framework.lists if list_id in (None, spec.id)]
    if not wanted:
        known = ", ".join(spec.id for spec in framework.lists) or "none"
        what = f"no list {list_id!r}" if list_id else "no lists"
        raise click.UsageError(f"The framework {framework.id} has {what}. Its lists: {known}.")
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"--out needs a name that ends in .xlsx, not {out.name!r}.")
    write_whole(out, make_template(framework, wanted))
    click.echo(f"{out}: {len(wanted)} {'list' if len(wanted) == 1 else 'lists'} to fill in")


def _check_outputs(*paths: Path | str | None, inputs: Sequence[Path] = ()) -> None:
    """Stop with a sentence, before any work, where something cannot be written."""
    try:
        check_can_write(*paths, inputs=inputs)
    except CannotWriteError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _check_workbook(report: Path | None) -> None:
    """Stop with a sentence where a workbook would stand under another file's name, or take a pipe's or a device's place."""
    if report and (report.suffix.lower() != ".xlsx" or is_no_file(report)):
        click.echo(f"--report writes a workbook, so it needs a file whose name ends in .xlsx, not {report.name}.", err=True)
        sys.exit(2)


def _framework(id: str) -> Framework:
    try:
        return load_framework(id)
    except UnknownFrameworkError as error:
        raise click.UsageError(str(error)) from error
    except FrameworkFaults as error:
        click.echo(str(error), err=True)
        sys.exit(3)


def _check_list(framework: Framework, list_id: str | None) -> None:
    try:
        candidates(framework, list_id)
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from error


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"--notified needs a day written like 2023-05-16, not {text!r}.") from error


def _print(readings: Sequence[Reading]) -> None:
    for reading in readings:
        click.echo(f"{reading.filename}: {reading.list_id}, {_counted(reading)}")
        for severity in SEVERITIES:
            _print_severity(reading.issues.filter(pl.col("severity") == severity), _HEADINGS[severity])
        if not reading.issues.height:
            click.echo("  Nothing to put right.")
    if waiting := unlinked(readings):
        whom = "1 child is" if waiting == 1 else f"{waiting:,} children are"
        click.echo(f"{whom} on no people list here, so they cannot be linked to other agencies' children yet.")
    if nameless := without_name(readings):
        whom = "1 person is" if nameless == 1 else f"{nameless:,} people are"
        click.echo(f"{whom} on the people list without a name, so nobody can look for them on other agencies' lists yet.")


def _counted(reading: Reading) -> str:
    named = reading.records.filter(pl.col("names").list.len() > 0).height
    made = [
        (named, "person", "people"),
        (reading.events.height, "event", "events"),
        (reading.relations.height, "relation", "relations"),
    ]
    counts = [(reading.rows, "row", "rows"), *(count for count in made if count[0])]
    return ", ".join(f"{number:,} {one if number == 1 else many}" for number, one, many in counts)


def _print_severity(issues: pl.DataFrame, heading: str) -> None:
    if not issues.height:
        return
    click.echo(f"  {heading}")
    grouped = issues.group_by("sheet", "rule", "sentence", maintain_order=True).agg("row")
    for sheet, _, sentence, rows in grouped.iter_rows():
        click.echo(f"    {sentence}{_rows([row for row in rows if row is not None], sheet)}")


def _rows(rows: Sequence[int], sheet: str | None) -> str:
    if not rows:
        return ""
    where = f" of sheet “{sheet}”" if sheet else ""
    if len(rows) == 1:
        return f"\n      row {rows[0]}{where}"
    more = f" and {len(rows) - _ROWS_SHOWN:,} more" if len(rows) > _ROWS_SHOWN else ""
    return f"\n      {len(rows):,} rows{where}: {', '.join(map(str, rows[:_ROWS_SHOWN]))}{more}"


def _as_json(readings: Sequence[Reading], framework: Framework, notified_on: date) -> dict[str, Any]:
    return {
        "framework": framework.id,
        "lists": [
            {
                "file": reading.filename,
                "list": reading.list_id,
                "sha256": reading.sha256,
                "rows": reading.rows,
                "records": reading.records.height,
                "events": reading.events.height,
                "relations": reading.relations.height,
                "issues_by_rule": dict(count_by_rule(reading.issues)),
                "summary": asdict(own_summary([reading], framework, notified_on)),
            }
            for reading in readings
        ],
        "children_not_named": unlinked(readings),
        "people_without_name": without_name(readings),
        "children_not_linkable": unlinkable(readings)["own_id"].to_list(),
        "issues": all_issues(readings).to_dicts(),
    }


def _write_json(path: str, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"
    if path == "-":
        click.echo(text, nl=False)
        return
    write_whole(Path(path), text.encode())
