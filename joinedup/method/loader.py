"""Finds, reads and checks frameworks. A framework is one folder of TOML; a new theme is a new folder and no code.

Search path: the package's own `joinedup/frameworks`, then each folder in the environment variable JOINEDUP_FRAMEWORKS
(separated as the machine separates paths). A later folder does not hide an earlier framework of the same id.
"""

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

from joinedup.method.checks import check
from joinedup.method.convert import convert
from joinedup.method.faults import Fault, FrameworkFaults, UnknownFrameworkError
from joinedup.method.folder import read_folder
from joinedup.method.framework import Framework

FRAMEWORK_FILE = "framework.toml"
PARTS = "_parts"


def search_path() -> list[Path]:
    """Return the folders that hold frameworks, the package's own first."""
    own = Path(str(files("joinedup"))) / "frameworks"
    more = [Path(part) for part in os.environ.get("JOINEDUP_FRAMEWORKS", "").split(os.pathsep) if part]
    return [own, *more]


def framework_ids() -> list[str]:
    """Return the id of every framework on the search path, in order of name."""
    return sorted({path.parent.name for folder in search_path() for path in folder.glob(f"*/{FRAMEWORK_FILE}")} - {PARTS})


def load_framework(id: str) -> Framework:
    """Return the framework of that id; raise UnknownFrameworkError where there is none, FrameworkFaults where it is not sound."""
    for folder in search_path():
        if id and Path(id).name == id and (folder / id / FRAMEWORK_FILE).is_file():
            path = folder / id
            return _load(path, _stamp(path)) if folder == search_path()[0] else load_folder(path)
    known = ", ".join(framework_ids())
    raise UnknownFrameworkError(f"There is no framework {id!r}. Known: {known}.")


def load_folder(path: Path) -> Framework:
    """Return the framework in a folder; raise FrameworkFaults listing everything wrong with it.

    Parts are looked for on the search path, then beside the folder.
    """
    faults: list[Fault] = []
    if not (path / FRAMEWORK_FILE).is_file():
        raise FrameworkFaults(path.name, [Fault(FRAMEWORK_FILE, "", "This file is missing.")])
    parts = [folder / PARTS for folder in (*search_path(), path.parent)]
    sheet = read_folder(path, parts, lambda file, key, reason: faults.append(Fault(file, key, reason)))
    if any(not fault.key for fault in faults):  # a file that cannot be read hides its keys: calling them missing would mislead
        raise FrameworkFaults(path.name, faults)
    made = convert(Framework, sheet.table, "", lambda key, reason: faults.append(Fault(sheet.file_of(key), key, reason)))
    if isinstance(made, Framework):
        faults += [Fault(sheet.file_of(key), key, reason) for key, reason in check(made)]
        if made.id != path.name:
            faults.append(Fault(FRAMEWORK_FILE, "id", f"This must be the folder's name, {path.name!r}."))
    if faults or not isinstance(made, Framework):
        raise FrameworkFaults(path.name, faults)
    return made


@cache
def _load(path: Path, stamp: int) -> Framework:
    """Keep a packaged framework once read; `stamp` makes an edited file be read again."""
    return load_folder(path)


def _stamp(path: Path) -> int:
    read = [*path.rglob("*.toml"), *(path.parent / PARTS).glob("*.toml")]
    return max(file.stat().st_mtime_ns for file in read)
