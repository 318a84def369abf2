"""Whether a command can write where it is told to: asked before the work, so that none is done in vain and nothing half-written."""

import tempfile
from pathlib import Path


class CannotWriteError(ValueError):
    """Nothing can be written at a path. Its text is one sentence for the person who named it."""


def check_can_write(*paths: Path | str | None) -> None:
    """Raise CannotWriteError unless a file can be put at each path; None and `-`, standard output, are passed over."""
    for path in paths:
        if path is not None and str(path) != "-":
            _check_file(Path(path))


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise CannotWriteError(f"{path} cannot be written: it is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise CannotWriteError(f"{path} cannot be written: there is no folder {path.parent}. Make it first, or name another.")
    check_takes_files(path.parent, path)


def check_takes_files(folder: Path, path: Path) -> None:
    """Raise CannotWriteError, naming `path`, unless a new file fits in the folder; tried, as permissions do not tell all."""
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".joinedup-"):
            pass
    except OSError as error:
        raise CannotWriteError(f"{path} cannot be written: the folder {folder} takes no files. Name another.") from error
