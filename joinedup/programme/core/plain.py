"""What a choice or a roster reads and answers, as plain data that JSON can hold, and back again without loss.

Dates are ISO text, sets are sorted lists, mappings are sorted lists of pairs (a key may be a date or a pair). Fields with a default
may be missing, so that what was kept by an older version still reads.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Shape = TypeVar("Shape")


class PlainError(ValueError):
    """Data is not what it should be; the sentence says where."""


def to_plain(value: Any) -> Any:
    """Return a value as plain data. Raises PlainError for what it cannot hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return sorted(([to_plain(key), to_plain(one)] for key, one in value.items()), key=repr)
    if isinstance(value, frozenset | set):
        return sorted((to_plain(one) for one in value), key=repr)
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise PlainError(f"A {type(value).__name__} cannot be kept as plain data.")


def from_plain(shape: type[Shape], data: Any) -> Shape:
    """Return plain data as `shape`. Raises PlainError where it is not that."""
    return cast(Shape, _read(shape, data, shape.__name__))


def _read(shape: Any, data: Any, where: str) -> Any:
    origin, args = get_origin(shape), get_args(shape)
    if origin in (Union, UnionType):
        return _one_of(args, data, where)
    if origin is not None:
        return _many(origin, args, data, where)
    if shape is date:
        return _date(data, where)
    return _made(shape, data, where) if is_dataclass(shape) else _plain(shape, data, where)


def _one_of(shapes: tuple[Any, ...], data: Any, where: str) -> Any:
    if data is None and type(None) in shapes:
        return None
    [shape] = [one for one in shapes if one is not type(None)]
    return _read(shape, data, where)


def _many(origin: Any, args: tuple[Any, ...], data: Any, where: str) -> Any:
    if origin is tuple:
        return _tuple(args, data, where)
    if origin is frozenset:
        return frozenset(_read(args[0], one, where) for one in _list(data, where))
    return {_read(args[0], key, where): _read(args[1], one, where) for key, one in _list(data, where)}


def _tuple(args: tuple[Any, ...], data: Any, where: str) -> Any:
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_read(args[0], one, where) for one in _list(data, where))
    return tuple(_read(arg, one, where) for arg, one in zip(args, _list(data, where), strict=True))


def _list(data: Any, where: str) -> list[Any]:
    if not isinstance(data, list):
        raise PlainError(f"{where} should be a list.")
    return data


def _date(data: Any, where: str) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError) as wrong:
        raise PlainError(f"{where} should be a date.") from wrong


def _made(shape: Any, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise PlainError(f"{where} should be a table.")
    hints = _hints(shape)
    given = {name: _read(hints[name], one, f"{where}.{name}") for name, one in data.items() if name in hints}
    try:
        return shape(**given)
    except TypeError as wrong:
        raise PlainError(f"{where} lacks something: {wrong}.") from wrong


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape)


def _plain(shape: Any, data: Any, where: str) -> Any:
    if shape is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, shape) or (isinstance(data, bool) and shape is not bool):
        raise PlainError(f"{where} should be {shape.__name__}.")
    return data
