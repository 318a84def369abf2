"""Where inspectorates' own views of a criterion differ, once they are open: in words, never counted or weighed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Leaning(StrEnum):
    """Which way an own view leans. No scale: the words stand beside one another and have no order."""

    STRENGTH = "strength"
    IMPROVE = "improve"
    BOTH = "both"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True)
class Held:
    """What one inspectorate holds: the leanings of its wordings that stand. Several where two wrote at once; none where awaited."""

    inspectorate: str
    leanings: tuple[Leaning, ...]


def differs(views: Iterable[Held]) -> bool:
    """Return whether inspectorates differ: their leanings are not all one, or one has not seen enough. Awaited ones say nothing."""
    said = {leaning for view in views for leaning in view.leanings}
    return len(said) > 1 or Leaning.NOT_ENOUGH in said


def asked_of(sectors: Collection[str], criterion_sectors: Collection[str]) -> bool:
    """Return whether an inspectorate that assesses `sectors` is asked about a criterion; one of no sector is everybody's."""
    return not criterion_sectors or bool(set(sectors) & set(criterion_sectors))
