"""How good a run's links are, in words and bars. Nothing here judges an agency: it says what was found of its records."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from joinedup.linkage.core.checking import JOINED_FROM, REVIEW_FROM, Looked
from joinedup.linkage.core.fallout import UNKNOWN, Group
from joinedup.linkage.core.intervals import Bounded, Share, wilson
from joinedup.linkage.core.reviewing import Agreement
from joinedup.linkage.core.thresholds import AtThreshold
from joinedup.linkage.enums import Decision

NOT_KNOWN: Final = "not known"
#: Whose records are looked at together, and what that table is headed.
BY: Final = {
    "age": "By age on the day of notification",
    "sex": "By sex",
    "ethnicity": "By ethnicity, where a list gives it",
    "agency": "By agency",
}
#: Shares from which one decimal more is written, so that nearly all is not read as all.
_NEARLY = 0.985


@dataclass(frozen=True)
class Drawn:
    """A share as drawn: its point and its bounds, 0 to 100; None where nothing is known."""

    point: float
    low: float
    high: float


@dataclass(frozen=True)
class BandLine:
    """A band of scores: its name, how many pairs it holds, what was found of those looked at, the share, and its bar."""

    name: str
    pairs: int
    looked: int
    same: int
    different: int
    untold: int
    words: str
    drawn: Drawn | None


@dataclass(frozen=True)
class ThresholdLine:
    """What one threshold would do, against what the run's own does; `share` of all is its bar."""

    name: str
    joined: int
    left: int
    change: str
    share: float
    own: bool


@dataclass(frozen=True)
class GroupLine:
    """Records of one kind, how many of them no other agency's record is linked to, and that as a share."""

    name: str
    records: int
    alone: int
    words: str
    drawn: Drawn | None


def bands(found: list[Looked], outcome: str) -> list[BandLine]:
    """Return the bands of pairs joined, or of pairs left to a person, the likeliest first."""
    edges = JOINED_FROM if outcome == "joined" else REVIEW_FROM
    lines = [
        BandLine(
            name=_band(band.stratum.band, edges),
            pairs=band.stratum.pairs,
            looked=band.same + band.different + band.untold,
            same=band.same,
            different=band.different,
            untold=band.untold,
            words=share_in_words(band.share),
            drawn=drawn_of(band.share),
        )
        for band in found
        if band.stratum.outcome == outcome
    ]
    return lines[::-1]


def _band(edge: float, edges: tuple[float, ...]) -> str:
    after = edges[edges.index(edge) + 1 :]
    if not after:
        return f"{100 * edge:g} of 100 and more"
    return f"{100 * edge:g} to {100 * after[0]:g} of 100" if edge else f"under {100 * after[0]:g} of 100"


def share_in_words(share: Share) -> str:
    """Return "95 % (76 to 99 %)"; "not known" where nothing was counted."""
    if share.share is None or share.low is None or share.high is None:
        return NOT_KNOWN
    return f"{_percent(share.share)} % ({_percent(share.low)} to {_percent(share.high)} %)"


def estimate_in_words(found: Bounded | None) -> str:
    """Return "97.6 %, between 95.6 and 98.3 %"; "not known yet" where too little was looked at."""
    if found is None:
        return "not known yet"
    low, high = max(0.0, found.low), min(1.0, found.high)
    return f"{_percent(found.value)} %, between {_percent(low)} and {_percent(high)} %"


def _percent(share: float) -> str:
    """A share as percent, finer where it is nearly all or nearly none; all and none only where it is just that."""
    percent = 100 * share
    if share in (0.0, 1.0):
        return f"{percent:.0f}"
    if share > _NEARLY or share < 1 - _NEARLY:
        return f"{min(99.9, max(0.1, percent)):.1f}"
    return f"{percent:.0f}"


def drawn_of(share: Share) -> Drawn | None:
    """Return where a share and its bounds are drawn."""
    if share.share is None or share.low is None or share.high is None:
        return None
    return Drawn(round(100 * share.share, 1), round(100 * share.low, 1), round(100 * share.high, 1))


def thresholds(found: list[AtThreshold], own: float) -> list[ThresholdLine]:
    """Return what each threshold would join and leave, and by how much that differs from the run's own."""
    now = next((each.joined for each in found if each.at == own), None)
    every = max((each.joined + each.left for each in found), default=0) or 1
    return [
        ThresholdLine(
            f"{100 * each.at:g} of 100",
            each.joined,
            each.left,
            _change(each.joined, now),
            round(100 * each.joined / every, 1),
            each.at == own,
        )
        for each in found
    ]


def _change(joined: int, now: int | None) -> str:
    if now is None:
        return ""
    if joined == now:
        return "as now"
    return f"{joined - now:,} more joined" if joined > now else f"{now - joined:,} fewer joined"


def groups(found: list[Group], name_of: Callable[[str], str]) -> list[tuple[str, list[GroupLine]]]:
    """Return, by what they are told apart, the groups of records; `name_of` gives an agency's name for its key."""
    tables = []
    for by, heading in BY.items():
        lines = []
        for group in (each for each in found if each.by == by):
            share = wilson(group.alone, group.records)
            name = (
                name_of(group.name)
                if by == "agency"
                else group.name
                if by == "ethnicity" and group.name != UNKNOWN
                else group.name.capitalize()
            )
            words = "" if share.share is None else f"{_percent(share.share)} %"
            lines.append(GroupLine(name, group.records, group.alone, words, drawn_of(share)))
        tables.append((heading, lines))
    return tables


def agreement_table(found: Agreement) -> list[list[object]]:
    """Return how often what was said first met what was said second: a line for each first decision."""
    return [[first.label, *(found.counts.get((first.value, second.value), 0) for second in Decision)] for first in Decision]


def kappa_in_words(found: Agreement) -> str:
    """Return how far two looks agree beyond chance."""
    if found.kappa is None:
        return "not known: too few pairs, or always the same decision"
    return f"{found.kappa:.2f} (1 is full agreement, 0 no more than by chance)".replace("-", "−")
