"""The refusal of a whole file, and the bounds that keep a hostile one from costing time or memory."""

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1 << 20


class UnusableFile(ValueError):
    """A file nothing can be read from. Its text is one sentence for the person who sent it."""


@dataclass(frozen=True)
class Limits:
    """The most a file may hold before it is refused unread."""

    size: int = 200 * MEGABYTE
    unpacked: int = 1_500 * MEGABYTE
    rows: int = 1_200_000
    columns: int = 200
    sheets: int = 60


LIMITS: Final = Limits()
