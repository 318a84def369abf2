"""The lists of pairs an inspector chooses from, and what of a pair each reader may see."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from joinedup.linkage.models import LinkRun
from joinedup.linkage.pairs import Review, ReviewPair
from joinedup.linkage.reviews.enums import PairState
from joinedup.linkage.reviews.queries import deciders_looked_after
from joinedup.linkage.reviews.standing import is_withdrawn
from joinedup.people.models import Person

#: Which list → what it is called, and what is in it.
LISTS: Final = {
    "undecided": ("To decide", "Doubtful pairs nobody has decided. Those that would change most come first."),
    "second-look": (
        "Second look",
        "Pairs a colleague has decided. You say what you think without seeing what was said; then both are compared.",
    ),
    "differing": ("Two differ", "Pairs on which two people differ. A third settles each, or the two together."),
    "mine": ("Decided by me", "Pairs of which you said something, whatever was said since."),
    "decided": ("All decided", "Every pair of which something was said, the doubtful ones first."),
    "check": (
        "Check the links",
        "A few pairs of every likeness, drawn by chance, to measure how many links are right and how many are missed. Some were "
        "joined, some were not; it is not said which. They come in an order in which you can stop at any time.",
    ),
}


@dataclass(frozen=True)
class Lists:
    """What one reader has before them: a run's pairs, and which of them this reader looks at blind."""

    person: Person
    run: LinkRun
    review: Review

    def pairs(self, which: str) -> list[ReviewPair]:
        """Return the pairs of a list, in the order to look at them."""
        if which == "check":
            return [pair for pair in self.review.drawn if not pair.spoken_of]
        if which == "undecided":
            return [pair for pair in self.review.doubtful if not pair.spoken_of]
        return [pair for pair in self._spoken_of() if _FITS[which](self, pair)]

    def counts(self) -> dict[str, int]:
        """Return how many pairs each list holds."""
        return {which: len(self.pairs(which)) for which in LISTS}

    def _spoken_of(self) -> list[ReviewPair]:
        """Every pair of which a decision counts, once."""
        every = {pair.id: pair for pair in (*self.review.doubtful, *self.review.drawn)}
        return [pair for pair in every.values() if pair.spoken_of]

    def is_blind(self, pair: ReviewPair) -> bool:
        """Whether the reader is one who may look again, and so must not see what was said."""
        first = pair.standing.first
        return pair.standing.state == PairState.SECOND_LOOK and first is not None and first.decided_by_id in self._looks_after

    @cached_property
    def _looks_after(self) -> set[object]:
        """Whose decisions the reader may look at again."""
        every = (pair.standing for pair in (*self.review.doubtful, *self.review.drawn))
        awaited = [each for each in every if each.state == PairState.SECOND_LOOK]
        return deciders_looked_after(self.person, self.run, awaited)

    def is_mine(self, pair: ReviewPair) -> bool:
        """Whether the reader said something of the pair that was not taken back."""
        return any(row.decided_by_id == self.person.pk and not is_withdrawn(row) for row in pair.standing.said)

    def state(self, pair: ReviewPair) -> str:
        """Return how a pair stands, in words, as far as the reader may know."""
        standing = pair.standing
        if self.is_blind(pair):
            return "Decided; your second look"
        label = standing.state.label
        said = standing.stands.get_decision_display() if standing.stands else ""
        if standing.state == PairState.SECOND_LOOK:
            return f"{said}; awaits a second look"
        if standing.state == PairState.DECIDED:
            return said
        return f"{label}: {said.lower()}" if said else label


_FITS: Final[dict[str, Callable[[Lists, ReviewPair], bool]]] = {
    "second-look": Lists.is_blind,
    "differing": lambda _, pair: pair.standing.state == PairState.DIFFERING,
    "mine": Lists.is_mine,
    "decided": lambda _, pair: True,
}
