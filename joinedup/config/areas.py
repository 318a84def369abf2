"""`joinedup areas`: puts England's areas and published measures on this installation's register, and takes in newer files."""

import json
from pathlib import Path

import click

from joinedup.config.commands import django_loaded

#: Larger than any published file of measures.
_LARGEST = 200_000_000


class CannotRead(click.ClickException):
    """A file cannot be taken in; the sentence says why and what to do."""

    exit_code = 3


@click.group()
def areas() -> None:
    """Keep the register of areas and published measures."""


@areas.command()
@django_loaded()
def load() -> None:
    """Put England's 153 authorities and the measures that ship on the register; what is there already is brought up to date."""
    from joinedup.areas.indicators.actions import load_published  # noqa: PLC0415  Django must be loaded first
    from joinedup.areas.register.actions import load_authorities  # noqa: PLC0415

    new, changed = load_authorities(by=None)
    tables = load_published(by=None)
    click.echo(f"{new} areas are new, {changed} changed; {tables} tables of measures are new.")


@areas.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--source", required=True, help="Who published it, what it is called, and when.")
@click.option("--licence", default="Open Government Licence v3.0", show_default=True)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=MEASURE",
    help="Which column holds which measure, where its name does not say.",
)
@click.option("--made-up", is_flag=True, help="The file is about made-up areas.")
@click.option(
    "--json",
    "json_path",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    metavar="PATH",
    help="What was read, and what is wrong.",
)
@django_loaded()
def import_(*, file: Path, source: str, licence: str, columns: tuple[str, ...], made_up: bool, json_path: Path | None) -> None:
    """Take in a published file of measures: the DfE's tidy form or the long form. Nothing is taken in where a row is wrong."""
    from joinedup.areas.core.importing import read_measures  # noqa: PLC0415  Django must be loaded first
    from joinedup.areas.core.measures import load_measures  # noqa: PLC0415
    from joinedup.areas.indicators.actions import load_measure_values  # noqa: PLC0415
    from joinedup.areas.register.queries import codes_read  # noqa: PLC0415

    measures = load_measures()
    said = dict(_pair(text, measures) for text in columns)
    read = read_measures(_text(file), measures, codes_read(made_up=made_up), source, said)
    tables = 0 if read.errors else load_measure_values(by=None, values=read.values, licence=licence, made_up=made_up)
    told = {"figures": read.values.height, "left_out": read.left_out, "tables": tables, "errors": [str(one) for one in read.errors]}
    if json_path:
        _write(json_path, told)
    if read.errors:
        click.echo("\n".join(told["errors"][:20]))
        click.echo(f"Nothing was taken in: {len(read.errors)} things are wrong in {file.name}.", err=True)
        raise SystemExit(3 if read.values.is_empty() else 1)
    click.echo(
        f"{read.values.height} figures read, {read.left_out} rows of other levels left out; {tables} tables are new or revised."
    )


def _pair(text: str, measures: object) -> tuple[str, str]:
    name, _, key = text.rpartition("=")
    if not name or key not in measures:  # type: ignore[operator]  # a mapping of measures
        raise click.UsageError(f"“{text}” does not say which measure a column holds, as cpp_rate=plans does.")
    return name, key


def _text(file: Path) -> str:
    if file.stat().st_size > _LARGEST:
        raise CannotRead(f"{file.name} is larger than any published file of measures.")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotRead(f"{file.name} is not a CSV file in UTF-8. Save it as “CSV UTF-8”.") from None


def _write(path: Path, told: object) -> None:
    from joinedup.records.outputs import write_whole  # noqa: PLC0415  loads frames

    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    if str(path) == "-":
        click.echo(text, nl=False)
    else:
        write_whole(path, text.encode())
