"""Published forms as rows and the folder have them: what `joinedup doctor` looks at.

A form without a row is swept as well: it may be a letter whose publication failed, and nobody has decided to publish that.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from joinedup.publication.models import Rendition, RenditionBroken, published_folder

YOUNG = 3600  # seconds: a younger file may belong to a transaction that has not ended


@dataclass(frozen=True)
class Stock:
    """How many forms there are, a sentence for each that is not as published, and the files no row speaks of."""

    count: int
    faults: tuple[str, ...]
    orphans: tuple[Path, ...]


def stock() -> Stock:
    """Compare rows and files, reading every file."""
    rows = list(Rendition.objects.select_related("publication"))
    known = {row.path for row in rows}
    present = (path for path in published_folder().glob("*") if path not in known)
    orphans = tuple(sorted(path for path in present if time.time() - path.stat().st_mtime > YOUNG))
    return Stock(len(rows), tuple(fault for row in rows for fault in _fault(row)), orphans)


def sweep_orphans(held: Stock) -> int:
    """Remove the files without a row and return how many there were."""
    for path in held.orphans:
        path.unlink(missing_ok=True)
    return len(held.orphans)


def _fault(row: Rendition) -> tuple[str, ...]:
    try:
        row.read()
    except RenditionBroken as fault:
        return (str(fault),)
    return ()
