"""Reads a framework's folder: every .toml file in it, laid over the shared parts it names, into one table with its origins.

Files may be split as the writer likes: arrays of the same name are put end to end, any other key stands in one file only.
`parts = ["annex-a-2018"]` brings in `_parts/annex-a-2018.toml` from the search path first; an own item with the id of a
part's item is laid over it: its keys win, its columns and other named items are added or laid over one by one.
`without = {lists = ["annex-a-2"]}` leaves a part's items out.
"""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from joinedup.method.convert import label

#: Told of a fault: file, key, reason.
TellFile = Callable[[str, str, str], None]
Table = dict[str, Any]


@dataclass
class Sheet:
    """The merged table, and for each key path the file it came from."""

    table: Table = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    def file_of(self, key: str) -> str:
        """Return the file that holds `key`, or the nearest key above it; framework.toml where none does."""
        while key:
            if key in self.origins:
                return self.origins[key]
            cut = max(key.rfind("."), key.rfind("["))
            key = key[:cut] if cut > 0 else ""
        return "framework.toml"


def read_folder(path: Path, part_folders: Iterable[Path], tell: TellFile) -> Sheet:
    """Return the merged table of the framework in `path`; faults of reading and merging go to `tell`."""
    own = [(file.relative_to(path).as_posix(), _read(file, file.relative_to(path).as_posix(), tell)) for file in _files(path)]
    sheet = Sheet()
    folders = list(part_folders)
    for name, table in own:
        for part in _names(table.pop("parts", []), name, tell):
            _lay(sheet, *_part(part, folders, name, tell), own=False, tell=tell)
    for name, table in own:
        _leave_out(sheet, table.pop("without", {}), name, tell)
    mine: set[str] = set()
    for name, table in own:
        _lay(sheet, name, table, own=True, tell=tell, mine=mine)
    return sheet


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.toml"), key=lambda file: (file.name != "framework.toml", file.as_posix()))


def _read(file: Path, name: str, tell: TellFile) -> Table:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        tell(name, "", f"This is not TOML: {error}.")
    except UnicodeDecodeError:
        tell(name, "", "This file is not UTF-8 text.")
    return {}


def _names(value: object, file: str, tell: TellFile) -> list[str]:
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return value
    tell(file, "parts", "This must be an array of the names of parts.")
    return []


def _part(name: str, folders: list[Path], file: str, tell: TellFile) -> tuple[str, Table]:
    for folder in folders:
        found = folder / f"{name}.toml"
        if found.is_file():
            return f"_parts/{found.name}", _read(found, f"_parts/{found.name}", tell)
    tell(file, "parts", f"There is no part {name!r} in a _parts folder on the search path.")
    return file, {}


def _leave_out(sheet: Sheet, without: object, file: str, tell: TellFile) -> None:
    if not isinstance(without, dict):
        tell(file, "without", "This must be a table of arrays of ids.")
        return
    for name, named in without.items():
        held = sheet.table.get(name)
        ids = named if isinstance(named, list) else [named]
        for left in ids:
            if not isinstance(held, list) or not any(label(item, -1) == left for item in held):
                tell(file, f"without.{name}", f"No part brings in {left!r}, so it cannot be left out.")
        if isinstance(held, list):
            sheet.table[name] = [item for item in held if label(item, -1) not in ids]


def _lay(sheet: Sheet, file: str, table: Table, *, own: bool, tell: TellFile, mine: set[str] | None = None) -> None:
    """Lay one file's table onto the sheet. `mine` are the paths of items own files already gave."""
    for key, value in table.items():
        held = sheet.table.get(key)
        over_part = own and sheet.file_of(key).startswith("_parts/")
        if _named(value) and (held is None or isinstance(held, list)):
            sheet.table[key] = held = list(held or [])
            for index, item in enumerate(value):
                _lay_item(sheet, held, key, (item, index), file, own=own, tell=tell, mine=mine)
        elif isinstance(held, list) and isinstance(value, list):
            sheet.table[key] = held + value
        elif held is not None and not over_part:
            tell(file, key, f"This key stands in {sheet.file_of(key)} already.")
        else:
            sheet.table[key] = held | value if isinstance(held, dict) and isinstance(value, dict) else value
            _mark(sheet, key, value, file)


def _named(value: object) -> bool:
    """Say whether a value is an array of tables that carry an id or key each."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and label(item, -1) != "0" for item in value)


def _lay_item(
    sheet: Sheet, held: list[Any], key: str, item: tuple[Table, int], file: str, *, own: bool, tell: TellFile, mine: set[str] | None
) -> None:
    value, index = item
    name = label(value, index)
    path = f"{key}[{name}]"
    place = next((i for i, other in enumerate(held) if label(other, i) == name), None)
    if place is None:
        held.append(value)
        _mark(sheet, path, value, file)
    elif own and mine is not None and path not in mine and sheet.origins.get(path, "").startswith("_parts/"):
        held[place] = _over(held[place], value, path, file, sheet)
    else:
        tell(file, path, f"This id stands in {sheet.file_of(path)} already.")
    if mine is not None:
        mine.add(path)


def _over(base: Table, value: Table, path: str, file: str, sheet: Sheet) -> Table:
    """Return a part's item with an own item laid over it."""
    made = dict(base)
    for key, inner in value.items():
        at = f"{path}.{key}"
        if _named(inner) and _named(made.get(key)):
            made[key] = _over_items(made[key], inner, at, file, sheet)
            continue
        made[key] = inner
        if key not in ("id", "key"):
            _mark(sheet, at, inner, file)
    return made


def _over_items(base: list[Table], over: list[Table], at: str, file: str, sheet: Sheet) -> list[Table]:
    made = list(base)
    for index, item in enumerate(over):
        name = label(item, index)
        path = f"{at}[{name}]"
        place = next((i for i, other in enumerate(made) if label(other, i) == name), None)
        if place is None:
            made.append(item)
            _mark(sheet, path, item, file)
        else:
            made[place] = _over(made[place], item, path, file, sheet)
    return made


def _mark(sheet: Sheet, path: str, value: object, file: str) -> None:
    """Note the file of a key and of everything below it."""
    sheet.origins[path] = file
    if isinstance(value, dict):
        for key, inner in value.items():
            _mark(sheet, f"{path}.{key}", inner, file)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _mark(sheet, f"{path}[{label(inner, index)}]", inner, file)
