"""Find the topics of many texts: vectors, consensus, names, and the topics each text holds."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from joinedup.topics import phrases as wording
from joinedup.topics.consensus import Consensus, Scores, agree
from joinedup.topics.shape import NO_ANSWER, Found, Held, Topic, sized
from joinedup.topics.texts import Distinct, distinct, key, parts
from joinedup.topics.vectors import Vectors, eased, learn, of_length_one, one_order

#: Different texts from which topics are found; with more, a seeded draw of this many stands for all, and all are scored.
DRAWN = 4_000
#: A text holds, beside its strongest topic, those at least this near to it in score, up to so many in all.
_NEAR = 0.75
_MOST_HELD = 4
#: How close a part must be to a topic, beside the middle one of that topic's own texts; and how near to its text's strongest
#: it is put.
_AS_CLOSE = 0.9
#: How near to its text's strongest topic a part may lift another.
_BELOW = 0.95


class Encodes(Protocol):
    """What turns texts into vectors by meaning: `joinedup.topics.meaning.encoder()` gives one."""

    def encode(self, texts: Sequence[str], said: Callable[[int], None] = ...) -> NDArray[np.float32]:
        """Return a row of length one for each text; tell `said` how many are done."""
        ...


def usual_count(different: int) -> int:
    """Return how many topics to look for in so many different texts where nobody said: 6 of 100, 16 of 1,000, 40 of 10,000."""
    return max(1, min(40, round(math.pow(different, 0.4))))


def find(
    texts: Sequence[str],
    *,
    count: int | None = None,
    seed: int = 1,
    meaning: Encodes | None = None,
    said: Callable[[str], None] = lambda sentence: None,
) -> Found:
    """Find topics in the texts: at most `count`, the one of blanks and non-answers counted in.

    The same texts (in any order), count, seed and encoder give the same topics. Texts that differ only in capitals, spaces and
    punctuation count once in finding, so that copies move nothing, and all in sizes. Fewer topics are found where there are fewer
    different texts. `said` is told in sentences how far the work is.
    """
    with one_order():
        return _find(texts, count, seed, meaning, said)


def _find(texts: Sequence[str], count: int | None, seed: int, meaning: Encodes | None, said: Callable[[str], None]) -> Found:
    once = distinct(texts, seed)
    blanks = None in once.place
    wanted = (count if count is not None else usual_count(len(once.texts))) - (blanks and count is not None)
    wanted = max(1, min(wanted, len(once.texts), DRAWN))
    if not once.texts:
        return _labelled(texts, once, [], [])
    said(f"{len(texts):,} texts, {len(once.texts):,} of them different; looking for {wanted:,} topics.")
    drawn = once.texts[:DRAWN]
    apart = [(place, part) for place, text in enumerate(once.texts) for part in parts(text)]
    views = _views([*once.texts, *(part for _, part in apart)], len(drawn), seed, meaning, said)
    consensus = agree([view[: len(drawn)] for view in views], wanted, seed)
    said("Topics found; scoring every text.")
    held = _held(_scores(consensus, views, [place for place, _ in apart]))
    told = wording.telling(drawn, consensus.topics.tolist(), wanted)
    return _labelled(texts, once, held, _named(told, drawn, consensus))


def _views(texts: Sequence[str], drawn: int, seed: int, meaning: Encodes | None, said: Callable[[str], None]) -> list[Vectors]:
    """Return the texts' vectors by words and, with an encoder, by meaning, less what the drawn texts have in common.

    Words count twice beside meaning: where few people answer one question, all mean nearly the same and their words tell more.
    """
    if drawn < 2:
        return [np.ones((len(texts), 1), dtype=np.float32)]
    words = eased(learn(texts[:drawn], seed)(texts), drawn)
    if meaning is None:
        return [words]
    every = meaning.encode(texts, _tenths(len(texts), said))
    return [words, words, eased(of_length_one(every - every[:drawn].mean(axis=0)), drawn)]


def _tenths(total: int, said: Callable[[str], None]) -> Callable[[int], None]:
    """Return what tells `said` after each tenth of the texts."""
    told = 0

    def tell(done: int) -> None:
        nonlocal told
        if done * 10 // total > told:
            told = done * 10 // total
            said(f"Read by meaning: {done:,} of {total:,} texts.")

    return tell


def _scores(consensus: Consensus, views: Sequence[Vectors], apart: Sequence[int]) -> Scores:
    """Return every text's scores. The last rows of `views` are parts of texts: `apart` says of which.

    A text that helped to find a topic stands no nearer to any other. A part as close to a topic as that topic's own texts mostly
    are lifts it for its whole text, to just below the text's strongest.
    """
    every = consensus.scores(views)
    scores, of_parts = every[: len(every) - len(apart)], every[len(every) - len(apart) :]
    rows = np.arange(len(consensus.topics))
    own = scores[rows, consensus.topics].copy()
    scores[rows, consensus.topics] = scores[: len(rows)].max(axis=1)
    usual = np.array([np.median(own[consensus.topics == topic]) for topic in range(scores.shape[1])])
    strongest = scores.max(axis=1)
    for text, part in zip(apart, of_parts, strict=True):
        topic = int(part.argmax())
        if part[topic] >= _AS_CLOSE * usual[topic]:
            scores[text, topic] = max(scores[text, topic], min(part[topic], np.float32(_BELOW) * strongest[text]))
    return scores


def _held(scores: Scores) -> list[list[tuple[int, float]]]:
    """Return the topics each row of scores holds, strongest first."""
    rounded = np.round(scores.astype(np.float64), 4)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :_MOST_HELD]
    floor = _NEAR * scores.max(axis=1)
    return [
        [
            (int(topic), float(rounded[row, topic]))
            for place, topic in enumerate(order[row])
            if not place or scores[row, topic] >= floor[row]
        ]
        for row in range(len(scores))
    ]


def _named(told: Sequence[tuple[str, ...]], drawn: Sequence[str], consensus: Consensus) -> list[tuple[str, tuple[str, ...]]]:
    spare = [
        min((text for text, topic in zip(drawn, consensus.topics, strict=True) if topic == each), key=len)
        for each in range(len(told))
    ]
    return list(zip(wording.names(told, spare), told, strict=True))


def _labelled(
    texts: Sequence[str], once: Distinct, held: Sequence[Sequence[tuple[int, float]]], named: Sequence[tuple[str, tuple[str, ...]]]
) -> Found:
    """Put topics and texts together: ids t1, t2 … from the largest topic down, and the topic of what is no answer."""
    counts = Counter(topic for place in once.place if place is not None for topic, _ in held[place])
    order = sorted(range(len(named)), key=lambda topic: (-counts[topic], named[topic]))
    ids = {topic: f"t{number}" for number, topic in enumerate(order, start=1)}
    of_text = [tuple(Held(ids[topic], score) for topic, score in each) for each in held]
    none = (Held(NO_ANSWER, 1.0),)
    topics = [Topic(ids[topic], *named[topic], counts[topic]) for topic in order]
    if None in once.place:
        topics.append(Topic(NO_ANSWER, "No answer", _no_answers(texts, once), 0))
    return sized(tuple(topics), tuple(none if place is None else of_text[place] for place in once.place))


def _no_answers(texts: Sequence[str], once: Distinct) -> tuple[str, ...]:
    written = Counter(key(text) or "(blank)" for text, place in zip(texts, once.place, strict=True) if place is None)
    return tuple(phrase for phrase, _ in sorted(written.items(), key=lambda each: (-each[1], each[0]))[: wording.MOST])
