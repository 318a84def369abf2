"""`joinedup demo`: plays one whole made-up inspection and writes out everything it makes."""

import json
import signal
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from joinedup.method.faults import FrameworkFaults, UnknownFrameworkError
from joinedup.method.loader import load_framework
from joinedup.records.outputs import CannotWriteError, check_can_write
from joinedup.rehearsal.sandbox import FolderInUse, check_can_write_to, temporary_joinedup, whole_folder

DEFAULT_FRAMEWORK = "jtai-2016-sexual-exploitation-missing"


class Bar:
    """Shows each stage of a rehearsal on stderr as it begins and ends."""

    def __init__(self, progress: Progress, stages: int):
        self._progress = progress
        self._task = progress.add_task("Starting", total=stages)

    def begin(self, stage: str) -> None:
        """Show the stage that begins."""
        self._progress.update(self._task, description=stage)

    def end(self, stage: str, seconds: float) -> None:
        """Move the bar on and leave one line for the stage that ended."""
        self._progress.advance(self._task)
        self._progress.console.print(f"{seconds:6.1f} s  {stage}")


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write; appears only when whole."
)
@click.option("--framework", "framework_id", default=DEFAULT_FRAMEWORK, show_default=True, help="Which framework to play.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Same seed, same lists, links and sample.")
@click.option(
    "--children", type=click.IntRange(min=100), default=2000, show_default=True, help="Children living in the made-up area."
)
@click.option("--json", "json_path", default="", help="Also write the summary to this path (- is stdout).")
def demo(out: Path, framework_id: str, seed: int, children: int, json_path: str) -> None:
    """Play one whole made-up inspection and write out everything it makes.

    \b
    DIR/lists/*                what each agency sends, with the mess of real files
    DIR/truth/                 people.csv, events.csv, duties.csv, planted.json: what is really so
    DIR/links.csv              list, record_id, child_id, probability
    DIR/sample.json            frame hash, seed, method, strata, shortlist, tracked, sampled, replaced
    DIR/chronology/CHILD.html  one line of time for each tracked child
    DIR/letter.html .pdf .docx .json   the published letter; each passage names its findings and notes
    DIR/summary.json           counts, seconds per stage, linkage against the truth, peak memory

    Everything goes through the same actions as the pages, in a temporary database and vault that are deleted afterwards.
    All children are made up. DIR is complete when it appears: a demo that was stopped leaves none.
    """  # \b is click's mark for a block it must not wrap
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that what is temporary is cleared away
    try:
        framework = load_framework(framework_id)
        check_can_write_to(out)
        check_can_write(json_path or None)
    except FrameworkFaults as error:
        _fail(str(error), 3)
    except (CannotWriteError, FolderInUse, UnknownFrameworkError) as error:
        _fail(str(error.args[0]), 2)
    summary = _play(out, framework, seed, children)
    if json_path:
        _write_summary(summary, json_path)
    click.echo(f"Written to {out}.", err=True)


def _play(out: Path, framework, seed: int, children: int) -> dict:
    """Play in a temporary installation and put the outcome in place."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with temporary_joinedup(), whole_folder(out) as folder, Progress(*columns, console=Console(stderr=True)) as progress:
        # These import Django models, which need the temporary installation's settings first.
        from joinedup.rehearsal.export import export  # noqa: PLC0415
        from joinedup.rehearsal.play import STAGES, play  # noqa: PLC0415

        (folder / "lists").mkdir()
        bar = Bar(progress, len(STAGES))
        played = play(framework, children=children, seed=seed, folder=folder / "lists", reporter=bar)
        return export(played, folder)


def _write_summary(summary: dict, path: str) -> None:
    text = json.dumps(summary, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    if path == "-":
        click.echo(text, nl=False)
    else:
        Path(path).write_text(text, encoding="utf-8")


def _fail(sentence: str, code: int) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)
