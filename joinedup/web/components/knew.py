"""Who knew these children, as a picture that is also a table: one line for each set of sectors that hold a record."""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from joinedup.records.shape import SECTORS


@dataclass(frozen=True)
class Together:
    """Children whom exactly these sectors hold records of. `share` is the length of its bar, 0 to 100 of the longest."""

    sectors: frozenset[str]
    children: int
    share: float


@dataclass(frozen=True)
class WhoKnew:
    """The picture: sectors in the house's order, the most frequent sets first, and the children of each sector."""

    sectors: tuple[str, ...]
    together: tuple[Together, ...]
    by_sector: dict[str, int]
    children: int
    left_out: int  # sets too small a picture has no room for, counted as children


def picture(knew: pl.DataFrame, lines: int = 15) -> WhoKnew:
    """Return the picture of a frame of child_id, sector, records (`linkage.core.quality.who_knew`)."""
    sets = Counter(frozenset(row) for row in knew.group_by("child_id").agg("sector")["sector"].to_list())
    ordered = sorted(sets.items(), key=lambda entry: (-entry[1], len(entry[0]), sorted(entry[0])))
    shown, rest = ordered[:lines], ordered[lines:]
    longest = shown[0][1] if shown else 1
    return WhoKnew(
        sectors=tuple(sector for sector in SECTORS if any(sector in held for held in sets)),
        together=tuple(Together(held, children, round(100 * children / longest, 1)) for held, children in shown),
        by_sector={sector: sum(n for held, n in sets.items() if sector in held) for sector in SECTORS},
        children=sum(sets.values()),
        left_out=sum(children for _, children in rest),
    )
