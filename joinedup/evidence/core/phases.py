"""The phase of one criterion's judgement: each inspectorate on its own, then all together, then agreed. One table.

Blind first is the method's: a view written after hearing the others is not a view of its own (see docs/explanation).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Phase(StrEnum):
    """How far the judgement of one criterion has come."""

    INDEPENDENT = "independent"
    CONSOLIDATING = "consolidating"
    AGREED = "agreed"


class Mover(StrEnum):
    """What moves a criterion from one phase to the next."""

    OPENING = "the hour set has come, or a lead inspector opens the views and says why"
    LAST_SAID = "the last inspectorate taking part agrees or keeps its difference of view"
    UNSETTLED = "an inspectorate takes back what it said, or what was concluded changes"


#: (from, to) → what moves it. Everything not here cannot happen: what was opened is never closed again.
PHASE_MOVES: Final[Mapping[tuple[Phase, Phase], Mover]] = {
    (Phase.INDEPENDENT, Phase.CONSOLIDATING): Mover.OPENING,
    (Phase.CONSOLIDATING, Phase.AGREED): Mover.LAST_SAID,
    (Phase.AGREED, Phase.CONSOLIDATING): Mover.UNSETTLED,
}


class Saying(StrEnum):
    """What an inspectorate says to what the team concluded."""

    AGREES = "agrees"
    DIFFERS = "differs"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class Said:
    """What one inspectorate said last, and to which conclusion: the hash of what was concluded then."""

    saying: Saying
    about: str


def settles(said: Said | None, conclusion: str) -> bool:
    """Return whether what an inspectorate said still holds: of this very conclusion, and not taken back."""
    return said is not None and said.saying != Saying.TAKEN_BACK and bool(conclusion) and said.about == conclusion


def phase_of(*, opened: bool, conclusion: str, taking_part: Collection[str], said: Mapping[str, Said]) -> Phase:
    """Return a criterion's phase.

    `conclusion` is the hash of what the team concluded, "" where nothing was; `said` is what each inspectorate said last.
    """
    if not opened:
        return Phase.INDEPENDENT
    settled = bool(taking_part) and all(settles(said.get(code), conclusion) for code in taking_part)
    return Phase.AGREED if settled else Phase.CONSOLIDATING
