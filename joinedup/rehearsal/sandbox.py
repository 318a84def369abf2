"""A database and vault that live as long as one rehearsal, and a folder that is whole or not there."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from joinedup.audit.keyfiles import make_master_key
from joinedup.records.outputs import CannotWriteError, check_takes_files
from joinedup.rehearsal.tables import make_tables


class FolderInUse(ValueError):
    """The folder to write to holds something a rehearsal did not make; the sentence says what to do."""


#: The file written last. A folder without it was not made by a finished rehearsal.
FINISHED = "summary.json"


@contextmanager
def temporary_joinedup() -> Iterator[Path]:
    """Set Django up on a fresh database, keys and vault in a temporary folder; delete all of it afterwards.

    Must be entered before anything imports Django models in this process.
    """
    with tempfile.TemporaryDirectory(prefix="joinedup-rehearsal-") as name:
        folder = Path(name)
        os.environ["JOINEDUP_VAR"] = name
        os.environ["JOINEDUP_MASTER_KEY"] = str(folder / "master.key")
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'rehearsal.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "joinedup.config.settings"
        # Django reads its settings on import, so it is imported only once they point here.
        import django  # noqa: PLC0415

        django.setup()
        make_tables()
        make_master_key(folder / "master.key", keys_exist=False)
        try:
            yield folder
        finally:
            from django.db import connections  # noqa: PLC0415

            connections.close_all()


def check_can_write_to(out: Path) -> None:
    """Raise FolderInUse unless `out` is absent, empty, or an earlier rehearsal's outcome; CannotWriteError if it cannot be made."""
    _check_can_be_made(out)
    if not out.exists() or not any(out.iterdir() if out.is_dir() else [out]):
        return
    if not (out / FINISHED).is_file():
        raise FolderInUse(f"{out} holds other files. Name a new folder, so that nothing of yours is overwritten.")


def _check_can_be_made(out: Path) -> None:
    """Raise CannotWriteError unless the nearest folder above that is already there takes a new one."""
    nearest = next(folder for folder in out.absolute().parents if folder.exists())
    if not nearest.is_dir():
        raise CannotWriteError(f"{out} cannot be written: {nearest} is a file, not a folder. Name another.")
    check_takes_files(nearest, out)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """Give a folder beside `out` to write in; put it in the place of `out` only when everything is written.

    Killed at any moment, `out` is as it was before or complete, never in between.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.unfinished-", dir=out.parent))
    try:
        yield beside
        _put_in_place(beside, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _put_in_place(beside: Path, out: Path) -> None:
    """Swap the finished folder in. An older outcome is moved aside first and deleted last."""
    beside.chmod(0o755)
    if not out.exists():
        beside.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}.old-", dir=out.parent))
    out.rename(old / out.name)
    beside.rename(out)
    shutil.rmtree(old, ignore_errors=True)
