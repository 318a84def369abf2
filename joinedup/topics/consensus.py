"""Topics as what many groupings agree on: each run groups the texts its own way; texts that keep together are one topic.

One grouping of short answers hangs on chance. Here many are made, from each way of making vectors, with more groups than topics
are wanted; how often two texts fell together, and how like they are, is their closeness; the closest are joined until as many
topics are left as were asked for (average linkage). A text's score for a topic is its mean closeness to that topic's texts,
which can be told of a text that took no part too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.topics.kmeans import Groups, Vectors, group, sums

Scores = NDArray[np.float32]

RUNS = 24
#: What likeness counts in closeness, beside falling together.
_LIKENESS = 0.75
#: Groups of a run: between as many as topics are wanted, and this many times more.
_FINER = 3
_AT_ONCE = 2_000


@dataclass(frozen=True)
class Run:
    """One grouping of one view: its groups' directions, and what share of each topic's texts fell into each group."""

    view: int
    centres: Vectors
    #: (groups, topics)
    shares: Scores


@dataclass(frozen=True)
class Consensus:
    """What the groupings agreed on; scores any text given as its vectors, one matrix for each view."""

    runs: tuple[Run, ...]
    #: per view, the mean vector of each topic's texts, (topics, width)
    means: tuple[Vectors, ...]
    topics: Groups

    def scores(self, views: Sequence[Vectors]) -> Scores:
        """Return each text's mean closeness to the texts of each topic, (texts, topics), between 0 and 1."""
        count = len(views[0])
        parts = [self._some([view[start : start + _AT_ONCE] for view in views]) for start in range(0, count, _AT_ONCE)]
        return np.vstack(parts) if parts else np.zeros((0, len(self.means[0])), dtype=np.float32)

    def _some(self, views: Sequence[Vectors]) -> Scores:
        together = sum(run.shares[(views[run.view] @ run.centres.T).argmax(axis=1)] for run in self.runs) / len(self.runs)
        alike = sum(view @ mean.T for view, mean in zip(views, self.means, strict=True)) / len(views)
        return np.asarray(np.clip((1 - _LIKENESS) * together + _LIKENESS * np.clip(alike, 0, 1), 0, 1), dtype=np.float32)


def agree(views: Sequence[Vectors], count: int, seed: int) -> Consensus:
    """Find `count` topics in texts given by one or more views (rows of length one, the same texts in each).

    There must be at least `count` texts. Memory grows with the square of the texts: some thousands, not more.
    """
    made = [_run(views, place, count, seed) for place in range(RUNS)]
    topics = _joined(_closeness(views, [groups for _, groups, _ in made]), count)
    sizes = np.bincount(topics, minlength=count)
    runs = tuple(Run(view, centres, _shares(groups, len(centres), topics, sizes)) for view, groups, centres in made)
    means = tuple(np.asarray(sums(view, topics, count) / sizes[:, None], dtype=np.float32) for view in views)
    return Consensus(runs, means, topics)


def _run(views: Sequence[Vectors], place: int, count: int, seed: int) -> tuple[int, Groups, Vectors]:
    view = place % len(views)
    finer = round(count * (1 + (_FINER - 1) * (place // len(views)) / max(1, RUNS // len(views) - 1)))
    groups, centres = group(views[view], min(finer, len(views[view])), seed * RUNS + place)
    return view, groups, centres


def _closeness(views: Sequence[Vectors], groupings: Sequence[Groups]) -> Scores:
    """Return how close each two texts are, (texts, texts): how often they fell together, and how like they are."""
    size = len(views[0])
    together = np.zeros((size, size), dtype=np.float32)
    for groups in groupings:
        together += groups[:, None] == groups[None, :]
    together /= len(groupings)
    alike = np.zeros_like(together)
    for view in views:
        alike += view @ view.T
    return np.asarray((1 - _LIKENESS) * together + _LIKENESS * np.clip(alike / len(views), 0, 1), dtype=np.float32)


def _joined(closeness: Scores, count: int) -> Groups:
    """Return the topic of each text, 0 … count - 1, the closest joined first until `count` are left."""
    from scipy.cluster.hierarchy import cut_tree, linkage  # noqa: PLC0415 slow to load
    from scipy.spatial.distance import squareform  # noqa: PLC0415 slow to load

    if len(closeness) == 1:
        return np.zeros(1, dtype=np.int64)
    apart = 1 - closeness.astype(np.float64)
    np.fill_diagonal(apart, 0)
    apart = np.maximum((apart + apart.T) / 2, 0)
    return np.asarray(cut_tree(linkage(squareform(apart, checks=False), "average"), n_clusters=count).ravel(), dtype=np.int64)


def _shares(groups: Groups, width: int, topics: Groups, sizes: NDArray[np.int64]) -> Scores:
    both = np.zeros((width, len(sizes)), dtype=np.float32)
    np.add.at(both, (groups, topics), 1)
    return np.asarray(both / sizes, dtype=np.float32)
