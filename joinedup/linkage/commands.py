"""`joinedup link`: the same child across lists, on one machine, without a server."""

import json
import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click
import polars as pl
from rich.console import Console
from rich.progress import Progress

from joinedup.linkage.core.engine import ONE_MACHINE, Engine
from joinedup.linkage.core.further import check_given
from joinedup.linkage.core.lists import ListFileError, Lists, links_of, read_csv, read_lists
from joinedup.linkage.core.model import Model, ModelError, load_model, weights_sha256
from joinedup.linkage.core.quality import TruthError, check_truth, measure
from joinedup.linkage.core.running import link as link_records
from joinedup.linkage.core.settings import LinkResult, LinkSettings
from joinedup.linkage.core.spark_session import HERE, SparkMissing, SparkStopped, check_can_start, session
from joinedup.linkage.core.trying import check_runs, model_at_work
from joinedup.records.outputs import CannotWriteError, check_can_write, write_whole

#: Exit codes every command keeps: wrong use is click's own 2 too.
WRONG_USE, UNUSABLE_INPUT = 2, 3

ENGINES: Final = ("duckdb", "spark")

#: What the peak memory of an engine does not hold, for it is another process's, here or elsewhere.
LEFT_OUT: Final = {"duckdb": None, "spark": "Java's"}

IN: Final = click.Path(path_type=Path, exists=True, dir_okay=False)
OUT: Final = click.Path(path_type=Path, dir_okay=False)


class UnknownListError(ValueError):
    """A list is named that was not given."""


@click.command()
@click.argument("lists", nargs=-1, required=True, type=IN)
@click.option("--out", required=True, type=OUT, help="Where to write list,record_id,child_id,probability.")
@click.option("--engine", type=click.Choice(ENGINES), default="duckdb", show_default=True, help="What runs the model.")
@click.option("--spark-master", default=HERE, show_default=True, metavar="MASTER", help="Where Spark runs, as Spark writes it.")
@click.option("--model", type=IN, help="A model file; Joinedup's own where not given.")
@click.option(
    "--train/--no-train", default=True, show_default=True, help="Whether large lists that share ids may move the model's weights."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Kept with the run; nothing is drawn by chance.")
@click.option("--unique", multiple=True, metavar="LIST", help="A list whose record_id stands for one person each; repeatable.")
@click.option("--truth", type=IN, help="A CSV of list,record_id,person_id to measure against.")
@click.option("--json", "json_path", metavar="PATH", help="Write the summary as JSON; - writes it to standard output.")
def link(
    *,
    lists: tuple[Path, ...],
    out: Path,
    engine: str,
    spark_master: str,
    model: Path | None,
    train: bool,
    seed: int,
    unique: tuple[str, ...],
    truth: Path | None,
    json_path: str | None,
) -> None:
    """Find the same person across lists.

    Each CSV file is one list, named as the file without its ending, with the columns record_id, given_names, family_name,
    date_of_birth, sex, postcode; optional are address, middle_names, aliases (";" between), known_id (a key really shared,
    such as the NHS number; "kind:value" where kinds are mixed) and person_key (the same for rows of one record).
    """
    try:
        check_can_write(out, json_path, inputs=[*lists, model, truth])
        _check_unique(unique, lists)
        if engine == "spark":
            check_can_start(spark_master)
        settings = LinkSettings(seed=seed, unique_ids=frozenset(unique), model=model, train=train)
        chosen, read = _model_and_lists(model, lists)
        known = _truth(truth, read)
        with _running(engine, spark_master) as runs_on, model_at_work(chosen):
            result = _with_progress(read, settings, runs_on)
        links = links_of(result.memberships, read)
        summary = _summary(read, result, links, settings, engine) | _measured(links, known)
        write_whole(out, links.write_csv().encode())
        _write_summary(summary, json_path)
    except (CannotWriteError, UnknownListError, SparkMissing) as error:
        click.echo(str(error), err=True)
        sys.exit(WRONG_USE)
    except (ListFileError, ModelError, SparkStopped, OSError) as error:
        click.echo(str(error), err=True)
        sys.exit(UNUSABLE_INPUT)


def _model_and_lists(model: Path | None, lists: Sequence[Path]) -> tuple[Model, Lists]:
    """Load the model and read the lists, each checked against the other. Raises ModelError, ListFileError."""
    chosen = load_model(model)
    if model is not None:
        check_runs(chosen)
    read = read_lists(list(lists), chosen.further)
    check_given(chosen, read.further)
    return chosen, read


def _check_unique(unique: Sequence[str], lists: Sequence[Path]) -> None:
    """Raise UnknownListError where a list said to be unique is none of those given: nothing would be believed of it."""
    names = [path.stem for path in lists]
    for name in unique:
        if name not in names:
            raise UnknownListError(f"--unique {name}: there is no list of that name. The lists: {', '.join(names)}.")


@contextmanager
def _running(engine: str, spark_master: str) -> Iterator[Engine]:
    """Make the engine ready, and let go of it afterwards."""
    if engine == "duckdb":
        yield ONE_MACHINE
        return
    from joinedup.linkage.core.spark import SparkEngine  # noqa: PLC0415  # only where Spark is asked for

    with session(spark_master) as started:
        yield SparkEngine(started)


def _with_progress(read: Lists, settings: LinkSettings, engine: Engine) -> LinkResult:
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Linking", total=1.0)
        return link_records(
            read.records,
            further=read.further,
            settings=settings,
            progress=lambda stage, part: bar.update(task, completed=part, description=stage),
            engine=engine,
        )


def _truth(path: Path | None, read: Lists) -> pl.DataFrame | None:
    """Read what is known of the lists, before the work; raise ListFileError where nothing can be measured against it."""
    if path is None:
        return None
    truth = read_csv(path, ("list", "record_id", "person_id"))
    try:
        check_truth(truth, read.rows)
    except TruthError as error:
        raise ListFileError(f"{path.name}{error}") from error
    return truth


def _measured(links: pl.DataFrame, truth: pl.DataFrame | None) -> dict[str, Any]:
    return {} if truth is None else {"linkage": measure(links, truth)}


def _summary(read: Lists, result: LinkResult, links: pl.DataFrame, settings: LinkSettings, engine: str) -> dict[str, Any]:
    outcomes = dict(result.pairs.group_by("outcome").len().sort("outcome").iter_rows())
    return {
        "engine": engine,
        "model": result.model_id,
        "model_sha256": result.model_sha256,
        "families": result.families,
        "own_weights": result.own_weights,
        "weights": result.weights,
        "weights_sha256": weights_sha256(result.weights),
        "seed": settings.seed,
        "rows": links.height,
        "unread": [asdict(each) for each in read.unread],
        "records": read.records.height,
        "people": links["child_id"].n_unique(),
        "pairs": {name: outcomes.get(name, 0) for name in ("joined", "review", "rejected")},
        "seconds": result.seconds | {"total": round(sum(result.seconds.values()), 3)},
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "peak_memory_leaves_out": LEFT_OUT[engine],
    }


def _write_summary(summary: dict[str, Any], json_path: str | None) -> None:
    text = json.dumps(summary, indent=2) + "\n"
    if json_path == "-":
        click.echo(text, nl=False)
        return
    if json_path is not None:
        write_whole(Path(json_path), text.encode())
    for line in _lines(summary):
        click.echo(line)


def _lines(summary: dict[str, Any]) -> list[str]:
    pairs, seconds = summary["pairs"], summary["seconds"]
    stages = ", ".join(f"{stage} {value:.1f}" for stage, value in seconds.items() if stage != "total")
    without = f", {summary['peak_memory_leaves_out']} left out" if summary["peak_memory_leaves_out"] else ""
    lines = [
        f"{_counted(summary['records'], 'record is', 'records are')} {_counted(summary['people'], 'person', 'people')}.",
        f"Pairs: {pairs['joined']:,} joined, {pairs['review']:,} left to a person, {pairs['rejected']:,} rejected.",
        f"{seconds['total']:.1f} s ({stages}); peak memory {summary['peak_memory_mib']:,} MiB{without}.",
    ]
    if not summary["families"]:
        lines.insert(
            1, "Hardly any of these people has a relative in the lists, so the weights were fitted to the lists themselves."
        )
    elif summary["own_weights"]:
        lines.insert(
            1, "The lists are large and share ids, so they moved the model's weights; --no-train leaves these as they are."
        )
    lines += [_said_unread(each) for each in summary["unread"]]
    if "linkage" in summary:
        lines += [
            f"{name.replace('_', ' ')}: {'unknown' if value is None else value}" for name, value in summary["linkage"].items()
        ]
    return lines


def _said_unread(unread: dict[str, Any]) -> str:
    """A line on cells that said nothing. What stands in them is not repeated, for it is a child's."""
    words = {"date_of_birth": ("date of birth", "dates of birth"), "sex": ("sex", "sexes")}[unread["column"]]
    return f"{unread['list']}: {_counted(unread['cells'], *words)} could not be read, for example row {unread['row']}."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
