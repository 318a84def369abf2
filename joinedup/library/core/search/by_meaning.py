"""By meaning: findings whose vectors point where the vector of the words looked for points.

Vectors are made elsewhere (`joinedup.topics.minilm`), once for each text, and handed in. A finding without one is not
found this way.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

#: Cosine below which two texts have little to do with each other, and how many findings are taken at most.
LEAST: Final = 0.30
MOST: Final = 200


class ByMeaning:
    """Findings by their vectors, each of length one; None for a finding that has none yet."""

    def __init__(self, vectors: Sequence[Vector | None], encode: Callable[[str], Vector]) -> None:
        self._places = np.array([place for place, vector in enumerate(vectors) if vector is not None], dtype=np.int64)
        self._rows = np.array([vector for vector in vectors if vector is not None], dtype=np.float32)
        self._encode = encode
        self.missing = len(vectors) - len(self._places)

    def ranked(self, typed: str, allowed: Collection[int] | None = None) -> list[int]:
        """Return the places of what is nearest in meaning, the nearest first, among those allowed (None: all)."""
        if not typed or not len(self._places):
            return []
        near = self._rows @ self._encode(typed)
        order = np.argsort(-near, kind="stable")
        order = order[near[order] >= LEAST]
        places = self._places[order].tolist()
        return (places if allowed is None else [place for place in places if place in allowed])[:MOST]
