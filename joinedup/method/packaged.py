"""What a framework that lays nothing down takes instead: a packaged part, read once."""

import tomllib
from importlib.resources import files
from typing import TypeVar

from joinedup.method.convert import convert

Shape = TypeVar("Shape")


def packaged(part: str, key: str, shape: type[Shape]) -> Shape:
    """Return what a packaged part lays down under a key, as `shape`. Raises ValueError where the part is not sound."""
    text = (files("joinedup") / "frameworks" / "_parts" / f"{part}.toml").read_text(encoding="utf-8")
    faults: list[str] = []
    made: Shape = convert(shape, tomllib.loads(text)[key], key, lambda at, reason: faults.append(f"{at}: {reason}"))
    if faults:
        raise ValueError("; ".join(faults))
    return made
