"""Where a command writes: asked before the work, so that none is done in vain; then written whole, or not at all."""

import os
import tempfile
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path


class CannotWriteError(ValueError):
    """Nothing can be written at a path. Its text is one sentence for the person who named it."""


def check_can_write(*paths: Path | str | None, inputs: Iterable[Path | str | None] = ()) -> None:
    """Raise CannotWriteError unless a file can be put at each path; None and `-`, standard output, are passed over.

    A path may be none of the `inputs`, which would be lost, nor another output, which would be written over.
    """
    outputs = [Path(path) for path in paths if path is not None and str(path) != "-"]
    read = [Path(path) for path in inputs if path is not None]
    for path in outputs:
        _check_file(path)
        if any(_same(path, other) for other in read):
            raise CannotWriteError(f"{path} cannot be written: it is read too, and would be lost. Name another file.")
    for path, other in combinations(outputs, 2):
        if _same(path, other) and not is_no_file(path):
            raise CannotWriteError(f"{path} cannot be written twice, for one would be lost. Name two files.")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is whole or not there; what a link points to is written, and the link stays.

    What is there and no file, such as a pipe or a device, is written to as it is: a rename would put a file in its place.
    """
    if is_no_file(path):
        path.write_bytes(data)
        return
    target = _real(path)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def is_no_file(path: Path) -> bool:
    """Return whether there is something at the path that is neither a file nor a folder: a pipe, a device, a terminal."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise CannotWriteError(f"{path} cannot be written: it is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise CannotWriteError(f"{path} cannot be written: there is no folder {path.parent}. Make it first, or name another.")
    if not is_no_file(path):
        check_takes_files(_real(path).parent, path)
    elif not os.access(path, os.W_OK):
        raise CannotWriteError(f"{path} cannot be written: it takes nothing. Name another.")


def check_takes_files(folder: Path, path: Path) -> None:
    """Raise CannotWriteError, naming `path`, unless a new file fits in the folder; tried, as permissions do not tell all."""
    try:
        with tempfile.TemporaryFile(dir=folder, prefix=".joinedup-"):
            pass
    except OSError as error:
        raise CannotWriteError(f"{path} cannot be written: the folder {folder} takes no files. Name another.") from error


def _same(one: Path, other: Path) -> bool:
    """Return whether two paths are one file, by whatever name, link or capitals it is reached."""
    return _real(one) == _real(other) or (one.exists() and other.exists() and one.samefile(other))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
