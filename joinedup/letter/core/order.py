"""Who stands before and after whom."""

from collections.abc import Sequence
from typing import TypeVar

Key = TypeVar("Key")


def neighbour(row: Sequence[Key], one: Key, *, up: bool) -> Key | None:
    """Return what stands just before (`up`) or after `one` in a row; null at its end. Raise ValueError where it is not in it."""
    place = row.index(one) + (-1 if up else 1)
    return row[place] if 0 <= place < len(row) else None
