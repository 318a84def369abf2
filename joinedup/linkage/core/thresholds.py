"""What another threshold would join: counted from a run's scores, without linking again."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from joinedup.linkage.core import guard

#: Thresholds looked at, as probabilities.
THRESHOLDS: Final = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999)

#: Why a pair is held back whatever its score: no threshold would join it.
_HELD: Final = (
    guard.KNOWN_IDS_DIFFER, guard.DECLARED_UNIQUE, guard.FORENAMES_DIFFER, guard.BIRTHS_DIFFER, guard.TWO_FIT, guard.SAID_DIFFERENT,
    guard.GROUPS_CONTRADICT, guard.SAME_AGENCY,
)  # fmt: skip


@dataclass(frozen=True)
class AtThreshold:
    """At one threshold: pairs whose score alone would join them, and pairs kept that it would leave; the guard's are in neither."""

    at: float
    joined: int
    left: int


def at_thresholds(pairs: pl.DataFrame) -> list[AtThreshold]:
    """Return what each threshold would do with a run's pairs (PAIR) that no rule of the guard, nor a person, has decided."""
    free = pairs.filter(~pl.col("reason").is_in([*_HELD, guard.SAID_SAME]))
    return [AtThreshold(at, above := int((free["probability"] >= at).sum()), free.height - above) for at in THRESHOLDS]
