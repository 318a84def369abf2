"""Several rankings as one, by reciprocal rank fusion.

G. V. Cormack, C. L. A. Clarke, S. Büttcher, Reciprocal rank fusion outperforms Condorcet and individual rank learning methods,
SIGIR 2009: each ranking gives a place 1 / (60 + rank). Only ranks count, so scores of different kinds need not be compared.
"""

from collections.abc import Sequence
from typing import Final

_EASE: Final = 60


def joined(*rankings: Sequence[int]) -> list[int]:
    """Return every place of the rankings, the best first; equals in the order of their places."""
    totals: dict[int, float] = {}
    for ranking in rankings:
        for rank, place in enumerate(ranking, start=1):
            totals[place] = totals.get(place, 0.0) + 1 / (_EASE + rank)
    return sorted(totals, key=lambda place: (-totals[place], place))
