"""`joinedup letters import`: published letters of both generations read from their PDFs into one structure."""

import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from joinedup.library.core.as_json import as_details, as_json
from joinedup.library.core.letter import Group, Letter
from joinedup.library.core.reading import read_letter
from joinedup.library.core.unusable import UnusableLetterError
from joinedup.records.outputs import CannotWriteError, check_can_write, write_whole

_PDF = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def letters() -> None:
    """Read published inspection letters."""


@letters.command("import")
@click.argument("files", nargs=-1, required=True, type=_PDF, metavar="PDF…")
@click.option("--json", "json_path", metavar="PATH", help="Write the letters as a JSON list; - for standard output.")
@click.option(
    "--details", "details_path", metavar="PATH", help="Write the page of every field too, and how sure its reading is, as JSON."
)
def import_letters(*, files: Sequence[Path], json_path: str | None, details_path: str | None) -> None:
    """Read published letters (PDF), of 2016 to 2020 and since 2022, and print a line for each.

    What a letter does not say is left empty, never guessed. Nothing leaves this computer. Ends with 0 when every letter was read
    without doubt, 1 when a person should look at something, 2 when called wrongly, 3 when a file is no letter that can be read;
    then nothing is written.
    """
    _check_outputs(json_path, details_path, inputs=files)
    read = _read(files)
    _write(json_path, read, as_json)
    _write(details_path, read, as_details)
    if "-" not in (json_path, details_path):
        for letter in read:
            click.echo(line_of(letter))
    sys.exit(1 if any(letter.issues for letter in read) else 0)


def line_of(letter: Letter) -> str:
    """Return a letter's one line: what was read of it, and what a person should look at."""
    groups = letter.needs_to_improve
    strengths = "no heading for strengths" if letter.strengths is None else _some(_count(letter.strengths), "strength")
    parts = [
        f"{letter.area.value or 'area not found'}, {_day(letter.publication_date.value)}",
        f"{_count(groups)} to improve",
        strengths,
        _some(len(letter.priority_actions), "priority action"),
        _some(len(letter.practice_studies), "box", "boxes"),
        f"statement due {_day(letter.statement_due.value)}",
    ]
    look = f". Look at: {'; '.join(letter.issues)}." if letter.issues else ""
    return f"{letter.file}: {' · '.join(parts)}{look}"


def _count(groups: Sequence[Group]) -> int:
    return sum(len(group.findings) for group in groups)


def _some(count: int, one: str, many: str | None = None) -> str:
    return f"{count or 'no'} {one if count == 1 else many or one + 's'}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "date not found"


def _check_outputs(*paths: str | None, inputs: Sequence[Path]) -> None:
    """Stop with a sentence, before any work, where something cannot be written."""
    try:
        if paths.count("-") > 1:
            raise CannotWriteError("Only one of --json and --details can be written to standard output. Name a file for the other.")
        check_can_write(*paths, inputs=inputs)
    except CannotWriteError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _read(files: Sequence[Path]) -> list[Letter]:
    """Read every letter, or stop with one sentence at the first that is none: nothing has been written then."""
    try:
        return [read_letter(path) for path in files]
    except UnusableLetterError as error:
        click.echo(str(error), err=True)
        sys.exit(3)


def _write(path: str | None, letters: Sequence[Letter], shape: Callable[[Letter], dict[str, Any]]) -> None:
    if path is None:
        return
    text = json.dumps([shape(letter) for letter in letters], ensure_ascii=False, indent=2) + "\n"
    if path == "-":
        click.echo(text, nl=False)
    else:
        write_whole(Path(path), text.encode())
