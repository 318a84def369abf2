"""Makes a dataclass from plain data (TOML or JSON), driven by its type hints; every misfit is noted, none is guessed.

Data and types meet like this: a table makes a dataclass; an array makes a tuple; an array of two, or a table, makes a tuple of
pairs (`{a = "Male"}` is `(("a", "Male"),)`). Dates may be written as ISO text, since JSON has no dates.
"""

import types
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

#: Told of a misfit: the key path and the reason.
Tell = Callable[[str, str], None]

_NAMES = {str: "text", int: "a whole number", bool: "true or false", date: "a date (YYYY-MM-DD)"}


class _Misfit:
    """Stands in for a value that could not be made, so that the rest is still looked at."""


MISFIT = _Misfit()


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def convert(kind: Any, value: object, at: str, tell: Tell) -> Any:
    """Return `value` as `kind`, or MISFIT after telling why not. `at` is the key path of the value."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else convert(next(k for k in get_args(kind) if k is not types.NoneType), value, at, tell)
    if origin is tuple:
        return _tuple(get_args(kind), value, at, tell)
    if is_dataclass(kind):
        return _dataclass(kind, value, at, tell)  # type: ignore[arg-type]  # is_dataclass also admits instances; a hint is a type
    return _scalar(kind, value, at, tell)


def label(item: object, index: int) -> str:
    """Return what an item of an array is called in a key path: its id or key, else its place counted from 1."""
    if isinstance(item, dict):
        for name in ("id", "key"):
            if isinstance(item.get(name), str):
                return str(item[name])
    return str(index + 1)


def _scalar(kind: Any, value: object, at: str, tell: Tell) -> Any:
    if kind is date and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            tell(at, f"{value!r} is not a date written YYYY-MM-DD.")
            return MISFIT
    # bool is an int and datetime is a date to Python, not to a reader of the file.
    right = isinstance(value, kind) and not (kind is int and isinstance(value, bool)) and not isinstance(value, datetime)
    if right:
        return value
    tell(at, f"This must be {_NAMES.get(kind, kind)}, not {value!r}.")
    return MISFIT


def _tuple(args: tuple[Any, ...], value: object, at: str, tell: Tell) -> Any:
    many = len(args) == 2 and args[1] is Ellipsis
    if many and get_origin(args[0]) is tuple and isinstance(value, dict):
        value = [[key, inner] for key, inner in value.items()]
    if not isinstance(value, list | tuple):
        tell(at, f"This must be an array, not {value!r}.")
        return MISFIT
    if not many and len(value) != len(args):
        tell(at, f"This must be an array of {len(args)}, not of {len(value)}.")
        return MISFIT
    inner = [args[0]] * len(value) if many else list(args)
    made = [convert(kind, item, f"{at}[{label(item, i)}]", tell) for i, (kind, item) in enumerate(zip(inner, value, strict=True))]
    return MISFIT if any(item is MISFIT for item in made) else tuple(made)


def _dataclass(cls: type, value: object, at: str, tell: Tell) -> Any:
    if not isinstance(value, dict):
        tell(at, f"This must be a table, not {value!r}.")
        return MISFIT
    known: dict[str, Field[Any]] = {field.name: field for field in fields(cls)}
    for name in value.keys() - known.keys():
        tell(_join(at, name), f"This key is not known here. Known keys: {', '.join(known)}.")
    made: dict[str, Any] = {}
    for name, field in known.items():
        if name in value:
            made[name] = convert(_hints(cls)[name], value[name], _join(at, name), tell)
        elif field.default is MISSING and field.default_factory is MISSING:
            tell(_join(at, name), "This key is missing.")
            made[name] = MISFIT
    return MISFIT if any(item is MISFIT for item in made.values()) else cls(**made)


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
