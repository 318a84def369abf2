"""Topics found again with more texts keep the ids and names they had, so that what people decided about them still holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from joinedup.topics.shape import NO_ANSWER, Found, Held, Topic

#: The least share of texts, of those either topic holds, that two topics must have in common to be one.
_SAME = 0.3


def keep_ids(now: Found, before: Found, rows: Mapping[int, int] | None = None) -> Found:
    """Return `now` with the ids and names of the topics of `before` that go on in it; a topic that is new gets an id never used.

    `rows` gives for a place in `before` the place of the same text in `now`; None: new texts were added at the end. Topics are
    paired so that most texts stay with their topic, each with one at most; texts that only one of the two knows do not count.
    """
    places = rows if rows is not None else {row: row for row in range(min(len(before.assignments), len(now.assignments)))}
    pairs = _paired(
        [topic.id for topic in now.topics if topic.id != NO_ANSWER],
        [topic.id for topic in before.topics if topic.id != NO_ANSWER],
        [
            (now.assignments[new][0].topic, before.assignments[old][0].topic)
            for old, new in places.items()
            if _both(now, before, new, old)
        ],
    )
    fresh = 1 + max((_number(topic.id) for topic in before.topics), default=0)
    ids = {NO_ANSWER: NO_ANSWER}
    for topic in now.topics:
        if topic.id not in ids:
            ids[topic.id] = pairs.get(topic.id) or f"t{fresh}"
            fresh += topic.id not in pairs
    topics = tuple(_named(replace(topic, id=ids[topic.id]), before) for topic in now.topics)
    return Found(topics, tuple(tuple(Held(ids[each.topic], each.score) for each in held) for held in now.assignments))


def _both(now: Found, before: Found, new: int, old: int) -> bool:
    return bool(now.assignments[new]) and bool(before.assignments[old])


def _paired(new: Sequence[str], old: Sequence[str], seen: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return for each new topic the old one it goes on, where enough of their texts are the same."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 slow to load

    if not new or not old:
        return {}
    common = np.zeros((len(new), len(old)))
    of_new, of_old = ({topic: place for place, topic in enumerate(each)} for each in (new, old))
    for one, other in seen:
        if one in of_new and other in of_old:
            common[of_new[one], of_old[other]] += 1
    either = common.sum(axis=1, keepdims=True) + common.sum(axis=0, keepdims=True) - common
    share = common / np.maximum(either, 1)
    ones, others = linear_sum_assignment(-share)
    return {new[one]: old[other] for one, other in zip(ones, others, strict=True) if share[one, other] >= _SAME}


def _number(topic_id: str) -> int:
    """Return the number of an id such as t12, or of t12.2, which was split off it; 0 for any other."""
    number = topic_id.removeprefix("t").split(".")[0]
    return int(number) if number.isdigit() else 0


def _named(topic: Topic, before: Found) -> Topic:
    known = before.topic(topic.id)
    return replace(topic, name=known.name) if known else topic
