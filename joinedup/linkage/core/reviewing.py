"""What people said of pairs, gathered: which decision stands, who should look again without knowing it, and how far two agree.

As in the Office for National Statistics' clerical resolution (CROW): a second person decides without seeing the first decision, and
what they differ on is settled by a third, or by the two together. Every row is kept.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from joinedup.linkage.core.intervals import Share, wilson

#: Which look a decision is of.
FIRST, SECOND, SETTLING = "first", "second", "settling"

#: How a pair stands.
UNDECIDED, DECIDED, AWAITED, AGREED, DIFFERING, SETTLED = "undecided", "decided", "second_look", "agreed", "differing", "settled"

#: States in which a decision holds for the next run. While two people differ, neither is taken to be right.
HOLDING: Final = frozenset({DECIDED, AWAITED, AGREED, SETTLED})


@dataclass(frozen=True)
class Said:
    """One decision about one pair. `checks`: the first decision a second look or a settlement is about."""

    id: str
    look: str
    decision: str
    by: str
    checks: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class Standing:
    """How a pair stands: its state, and the ids of the decision that stands, of the first and of the second look, if any."""

    state: str
    stands: str | None = None
    first: str | None = None
    second: str | None = None


def standing(said: Sequence[Said], wanted: Callable[[Said], bool]) -> Standing:
    """Return how one pair stands after everything `said` of it, oldest first.

    `wanted` tells which decisions a second person looks at.
    A withdrawn decision counts as never made: what was said before it stands again.
    """
    live = [each for each in said if not each.withdrawn]
    firsts = [each for each in live if each.look == FIRST]
    if not firsts:
        return Standing(UNDECIDED)
    first = firsts[-1]
    about = [each for each in live if each.checks == first.id]
    second = next((each for each in reversed(about) if each.look == SECOND), None)
    if second is None:
        return Standing(AWAITED if wanted(first) else DECIDED, first.id, first.id)
    if second.decision == first.decision:
        return Standing(AGREED, first.id, first.id, second.id)
    settled = _settlement(first, second, [each for each in about if each.look == SETTLING])
    if settled is None:
        return Standing(DIFFERING, None, first.id, second.id)
    return Standing(SETTLED, settled.id, first.id, second.id)


def _settlement(first: Said, second: Said, settling: Sequence[Said]) -> Said | None:
    """The latest word of a third person; failing that, the word both of the two who differed have since given alike."""
    two = (first.by, second.by)
    third = [each for each in settling if each.by not in two]
    if third:
        return third[-1]
    latest = {each.by: each for each in settling}
    if len(latest) == len(two) and len({each.decision for each in latest.values()}) == 1:
        return settling[-1]
    return None


def wants_second(run: str, pair: str, share: float) -> bool:
    """Return whether a pair is of the share a second person looks at: the same for the same run and pair, whoever asks."""
    number = int(hashlib.sha256(f"{run}|{pair}".encode()).hexdigest()[:15], 16)
    return number < share * 16**15


@dataclass(frozen=True)
class Agreement:
    """How two looks at the same pairs went: how many said what (first, second), the share alike, and Cohen's kappa.

    `kappa` is 1 where all agree and 0 where no more do than by chance (J. Cohen, Educational and Psychological Measurement 20,
    1960, 37-46); None where nothing was looked at twice or everybody always said the same. It is of a run's pairs, never of a
    person.
    """

    counts: dict[tuple[str, str], int]
    alike: Share
    kappa: float | None


def agreement(looks: Iterable[tuple[str, str]]) -> Agreement:
    """Return how far first and second looks (first decision, second decision) agree."""
    counts = Counter(looks)
    total = counts.total()
    alike = sum(number for (one, other), number in counts.items() if one == other)
    firsts, seconds = Counter[str](), Counter[str]()
    for (one, other), number in counts.items():
        firsts[one] += number
        seconds[other] += number
    chance = sum(firsts[word] * seconds[word] for word in firsts) / total**2 if total else 1.0
    kappa = None if chance == 1 else (alike / total - chance) / (1 - chance)
    return Agreement(dict(counts), wilson(alike, total), kappa)
