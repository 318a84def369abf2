"""Texts as vectors by their words: which words, pairs of words and pieces of words they hold, the rare ones weighing more.

Pieces of words (three to five letters) hold together "wait", "waiting" and "wated", which answers written in haste are full of.
scikit-learn is loaded here, when vectors are asked for and not before: it takes seconds.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

#: Directions kept of the many thousand words and pieces.
WIDTH = 150
#: A word in more than this share of the texts tells none from another: the question's own words, mostly.
_TOO_COMMON = 0.5
_A_WORD = r"(?u)\b\w+\b"
_MOST_PIECES = 100_000
_AT_ONCE = 2_000
#: How many neighbours a text is moved towards, and how far.
_NEIGHBOURS = 5
_EASE = 0.3


@dataclass(frozen=True)
class ByWords:
    """Turns texts into vectors by what was learnt from some of them."""

    words: Any
    pieces: Any
    directions: Any

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """Return one row of length one for each text (zero where it holds no word known)."""
        parts = [self._some(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
        return np.vstack(parts) if parts else np.zeros((0, WIDTH), dtype=np.float32)

    def _some(self, texts: Sequence[str]) -> Vectors:
        return of_length_one(self.directions.transform(_side_by_side(self.words.transform(texts), self.pieces.transform(texts))))


def learn(texts: Sequence[str], seed: int) -> ByWords:
    """Learn words, pieces and main directions from at least two different texts."""
    from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415 slow to load
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 slow to load

    few = len(texts) < 20
    rare, common = (1, 1.0) if few else (2, _TOO_COMMON)
    shared: dict[str, Any] = {"sublinear_tf": True, "min_df": rare, "max_df": common, "dtype": np.float32}
    words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=_A_WORD, **shared)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), max_features=_MOST_PIECES, **shared)
    both = _side_by_side(_fitted(words, texts), _fitted(pieces, texts))
    directions = TruncatedSVD(min(WIDTH, len(texts) - 1, both.shape[1] - 1), random_state=seed)
    directions.fit(both)
    return ByWords(words, pieces, directions)


@contextmanager
def one_order() -> Iterator[None]:
    """Add numbers up in one order, however many processors there are: else the last digits differ, and with them topics."""
    import sklearn.decomposition  # noqa: F401, PLC0415 loaded first: what is loaded later would not be held
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 comes with scikit-learn

    with threadpool_limits(limits=1):
        yield


def of_length_one(rows: NDArray[Any]) -> Vectors:
    """Return the rows scaled to length one; a row of zeros stays."""
    long = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(long > 0, long, 1), dtype=np.float32)


def eased(vectors: Vectors, drawn: int) -> Vectors:
    """Return the rows moved towards their nearest neighbours among the first `drawn` rows.

    So a short answer gains some of the words that go with its own.
    """
    parts = [_eased(vectors, vectors[:drawn], start) for start in range(0, len(vectors), _AT_ONCE)]
    return np.vstack(parts)


def _eased(vectors: Vectors, known: Vectors, start: int) -> Vectors:
    some = vectors[start : start + _AT_ONCE]
    near = some @ known.T
    own = np.arange(start, min(start + len(some), len(known)))
    near[own - start, own] = -1
    count = min(_NEIGHBOURS, len(known) - 1)
    if count < 1:
        return some
    chosen = np.argpartition(-near, count - 1, axis=1)[:, :count]
    weights = np.maximum(np.take_along_axis(near, chosen, axis=1), 0)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    mean = np.einsum("nk,nkw->nw", weights, known[chosen])
    return of_length_one((1 - _EASE) * some + _EASE * mean)


def _fitted(vectorizer: Any, texts: Sequence[str]) -> Any:
    """Return the matrix of what is common enough; where nothing is (every text unlike all others), of everything."""
    try:
        return vectorizer.fit_transform(texts)
    except ValueError:
        vectorizer.set_params(min_df=1, max_df=1.0)
        return vectorizer.fit_transform(texts)


def _side_by_side(*parts: Any) -> Any:
    from scipy.sparse import hstack  # noqa: PLC0415 slow to load

    return hstack(parts).tocsr()
