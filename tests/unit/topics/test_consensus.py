"""Agreement of many groupings beside slow, plain ways to the same."""

import numpy as np
import pytest

from joinedup.topics import consensus
from joinedup.topics.consensus import _closeness, _joined, agree
from joinedup.topics.kmeans import group
from joinedup.topics.vectors import of_length_one


def planted(kinds: int, each: int, seed: int = 0) -> np.ndarray:
    middle = np.repeat(np.eye(kinds, kinds + 3), each, axis=0)
    return of_length_one(middle + np.random.default_rng(seed).normal(scale=0.15, size=middle.shape))


def test_planted_topics_are_found() -> None:
    found = agree([planted(5, 20), planted(5, 20, seed=1)], 5, seed=1)
    assert [len(set(found.topics[start : start + 20])) for start in range(0, 100, 20)] == [1] * 5
    assert len(set(found.topics)) == 5


def test_closeness_as_two_loops_make_it() -> None:
    views = [planted(3, 5), planted(3, 5, seed=1)]
    groupings = [group(views[0], 4, seed)[0] for seed in range(3)]
    close = _closeness(views, groupings)
    for one in range(15):
        for other in range(15):
            together = sum(groups[one] == groups[other] for groups in groupings) / 3
            alike = max(0.0, sum(float(view[one] @ view[other]) for view in views) / 2)
            assert close[one, other] == pytest.approx(0.25 * together + 0.75 * alike, abs=1e-5)


def slow_joining(closeness: np.ndarray, count: int) -> set[frozenset[int]]:
    """Join the two topics closest on average, again and again."""
    topics = [frozenset({place}) for place in range(len(closeness))]
    while len(topics) > count:
        pairs = [(one, other) for place, one in enumerate(topics) for other in topics[place + 1 :]]
        one, other = max(pairs, key=lambda pair: np.mean([closeness[a, b] for a in pair[0] for b in pair[1]]))
        topics = [each for each in topics if each not in (one, other)] + [one | other]
    return set(topics)


@pytest.mark.parametrize("seed", range(6))
def test_joined_as_one_would_by_hand(seed: int) -> None:
    vectors = of_length_one(np.random.default_rng(seed).normal(size=(18, 4)))
    closeness = np.clip(vectors @ vectors.T, 0.0, 1.0) + np.random.default_rng(seed).random((18, 18)) * 1e-3
    closeness = (closeness + closeness.T) / 2
    topics = _joined(closeness, 5)
    assert {frozenset(np.flatnonzero(topics == topic)) for topic in set(topics)} == slow_joining(closeness, 5)


def test_a_score_is_the_mean_closeness_to_the_texts_of_a_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no likeness is below zero, so that none is raised to it, the quick way and the plain mean are the same."""
    monkeypatch.setattr(consensus, "RUNS", 4)
    view = of_length_one(np.abs(planted(3, 6)))
    found = agree([view], 3, seed=2)
    groupings = [(view @ run.centres.T).argmax(axis=1) for run in found.runs]
    scores = found.scores([view])
    for text in range(18):
        for topic in range(3):
            mean = np.mean(
                [
                    0.25 * np.mean([groups[text] == groups[other] for groups in groupings]) + 0.75 * float(view[text] @ view[other])
                    for other in np.flatnonzero(found.topics == topic)
                ]
            )
            assert scores[text, topic] == pytest.approx(mean, abs=1e-4)


def test_as_many_topics_as_texts() -> None:
    assert sorted(agree([planted(2, 2)], 4, seed=1).topics) == [0, 1, 2, 3]
    assert list(agree([np.ones((1, 1), dtype=np.float32)], 1, seed=1).topics) == [0]
