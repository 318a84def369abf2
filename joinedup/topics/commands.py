"""`joinedup topics`: what the answers in one column of a CSV file are about."""

import json
import sys
import time
from pathlib import Path
from typing import NoReturn

import click

from joinedup.records.outputs import CannotWriteError, check_can_write, write_whole
from joinedup.topics import as_json
from joinedup.topics.earlier import keep_ids
from joinedup.topics.finding import Encodes, find
from joinedup.topics.meaning import MeaningError, encoder, installed
from joinedup.topics.scoring import Agreement, agreement, labels_of
from joinedup.topics.shape import Found
from joinedup.topics.table import NoColumnError, UnusableTableError, columns

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("table", type=_FILE, metavar="IN.csv")
@click.option("--column", required=True, help="The column that holds the texts.")
@click.option(
    "--k", "count", type=click.IntRange(min=1), help="How many topics at most. Left out: by how many different texts there are."
)
@click.option("--labels", "label_column", help="A column of labels set by people, to measure against; a | or ; between several.")
@click.option("--out", required=True, metavar="PATH", help="Where to write the topics as JSON; - for standard output.")
@click.option("--seed", type=int, default=1, show_default=True, help="Draws and beginnings: the same seed gives the same topics.")
@click.option(
    "--earlier", type=_FILE, help="Topics found before in the first rows of the same file: they keep their ids and names."
)
@click.option("--meaning/--no-meaning", default=None, help="Read by meaning too, with MiniLM. Left out: where it is installed.")
def topics(
    *,
    table: Path,
    column: str,
    count: int | None,
    label_column: str | None,
    out: str,
    seed: int,
    earlier: Path | None,
    meaning: bool | None,
) -> None:
    """Find what the texts in a column are about, and which topics each of them holds.

    Nothing leaves this computer. Labels only measure the topics; they have no part in finding them. Ends with 0, with 2 when called
    wrongly, with 3 when a file cannot be used; then nothing is written.
    """
    try:
        check_can_write(out, inputs=[table, earlier])
        texts, *labels = columns(table, [column] + ([label_column] if label_column is not None else []))
        before = _before(earlier)
        read_by = _encoder(meaning)
    except (CannotWriteError, NoColumnError) as error:
        _stop(str(error), 2)
    except (UnusableTableError, as_json.UnreadableTopicsError, MeaningError) as error:
        _stop(str(error), 3)
    if not texts:
        _stop(f"{table.name} has no row below its headings.", 3)
    began = time.monotonic()
    found = find(texts, count=count, seed=seed, meaning=read_by, said=_say)
    if before is not None:
        found = keep_ids(found, before)
    _write(out, found)
    _say(f"{len(found.topics)} topics in {time.monotonic() - began:.1f} s.")
    for each in labels:
        _say(agreed(agreement(found, [labels_of(cell) for cell in each])))


def agreed(measured: Agreement) -> str:
    """Return the agreement with the labels in one sentence."""

    def figure(value: float | None) -> str:
        return "not to be told" if value is None else f"{value:.3f}"

    return (
        f"Labels of {measured.labelled:,} texts: adjusted mutual information {figure(measured.ami_first)} "
        f"({figure(measured.ami_single)} over the {measured.single:,} with one label), micro-F1 {figure(measured.micro_f1)}."
    )


def _before(path: Path | None) -> Found | None:
    if path is None:
        return None
    try:
        return as_json.from_json(json.loads(path.read_text("utf-8")))
    except (ValueError, AttributeError) as error:
        raise as_json.UnreadableTopicsError(f"{path} holds no topics as `joinedup topics` writes them.") from error


def _encoder(wanted: bool | None) -> Encodes | None:
    """Return what reads by meaning: where asked for, or where installed and not refused."""
    return encoder() if wanted or (wanted is None and installed()) else None


def _write(out: str, found: Found) -> None:
    text = json.dumps(as_json.as_json(found), ensure_ascii=False, indent=1) + "\n"
    if out == "-":
        click.echo(text, nl=False)
    else:
        write_whole(Path(out), text.encode())


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


def _stop(sentence: str, code: int) -> NoReturn:
    _say(sentence)
    sys.exit(code)
