"""The refusal of a whole file, and the bounds that keep a hostile one from costing time or memory."""

from dataclasses import dataclass
from typing import Final

MEGABYTE: Final = 1 << 20
#: What to do with a file that could be several lists or none.
CHOOSE_LIST: Final = "Choose the list it is"


class UnusableFile(ValueError):
    """A file nothing can be read from. Its text is one sentence for the person who sent it."""


@dataclass(frozen=True)
class Limits:
    """The most a file may hold before it is refused unread."""

    size: int = 200 * MEGABYTE
    unpacked: int = 1_000 * MEGABYTE
    strings: int = 200 * MEGABYTE  # of texts that a workbook's sheets share
    parts: int = 2_000  # inside a workbook
    sheets: int = 60
    rows: int = 1_200_000
    columns: int = 200
    cells: int = 30_000_000  # between a sheet's first and last, empty ones too
    reach: int = 100_000_000  # the same for all sheets together
    walked: int = 3_000_000  # cells of a sheet that do not say where they are
    entries: int = 500_000  # of a return in XML
    elements: int = 5_000_000
    letters: int = 40_000  # of one cell; a spreadsheet's holds 32,767
    lines: int = 200  # in one cell


LIMITS: Final = Limits()
