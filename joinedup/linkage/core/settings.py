"""What a link run is asked and what it gives back."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl


@dataclass(frozen=True)
class LinkSettings:
    """How a run links.

    `threshold` and `review_from` are match probabilities: pairs at or above the first are joined, those between are left to a
    person. `same_agency` is the stricter threshold for two ids of one agency. `unique_ids` names the agencies that give
    each person one id: two of their ids are never joined. `model` is a model file, Joinedup's own where None. `seed` is
    kept with the run; nothing is drawn by chance. With `train`, large lists that hold families move the model's weights towards
    what they show (`own_weights.py`). `second_look` is the share of decided pairs a second person decides without knowing
    the first decision: one in ten shows whether two people agree without doubling the work. `check_each` is how many pairs
    of each band of scores people are asked to check: twenty tell a band in which nearly all are right from one in which
    every fifth is not.
    """

    seed: int = 0
    unique_ids: frozenset[str] = field(default_factory=frozenset)
    threshold: float = 0.5
    same_agency: float = 0.8
    review_from: float = 0.1
    second_look: float = 0.1
    check_each: int = 20
    model: Path | None = None
    train: bool = True

    def __post_init__(self) -> None:
        """Refuse thresholds that contradict each other."""
        if not 0 < self.review_from <= self.threshold <= self.same_agency < 1:
            raise ValueError(
                f"The thresholds must rise from review ({self.review_from}) to joining ({self.threshold}) "
                f"to two ids of one agency ({self.same_agency}), each between 0 and 1."
            )


@dataclass(frozen=True)
class Decided:
    """What people said of pairs of record ids: `same` are joined whatever the guard says, `different` never meet in one person."""

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LinkResult:
    """What a run found: memberships (MEMBERSHIP, sorted by list and record_id), pairs (PAIR, sorted), seconds by stage.

    `families` is whether the lists were seen to hold families. Where not, the weights were fitted to the lists themselves.
    `weights` is what was weighed with (`model.weights_of`), `own_weights` whether the lists moved or fitted it.
    `evidence` (waterfall.EVIDENCE) says what the pairs a person may look at weigh, and why; None where nobody asked for it.
    """

    memberships: pl.DataFrame
    pairs: pl.DataFrame
    seconds: dict[str, float]
    model_id: str
    model_sha256: str
    families: bool = True
    evidence: pl.DataFrame | None = None
    weights: dict[str, Any] = field(default_factory=dict)
    own_weights: bool = False
