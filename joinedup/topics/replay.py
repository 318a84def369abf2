"""Play people's decisions over what was found: the same finding and the same decisions give the same topics."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from joinedup.topics.decisions import Decision, Merge, Rename, SignOff, Split
from joinedup.topics.phrases import telling
from joinedup.topics.shape import Found, Held, Topic, sized
from joinedup.topics.texts import key


@dataclass(frozen=True)
class Decided:
    """Topics as people left them."""

    found: Found
    #: topic id → its last sign-off, where the topic is still what was signed
    signed: dict[str, SignOff] = field(default_factory=dict)
    #: topic id → its last sign-off, where name or texts have changed since: to be read and signed again
    changed: dict[str, SignOff] = field(default_factory=dict)
    #: decisions that could not be played, each with a sentence why: a topic is no longer there
    left: tuple[tuple[Decision, str], ...] = ()


def replay(found: Found, texts: Sequence[str], decisions: Sequence[Decision]) -> Decided:
    """Return the topics after the decisions, played in their order. What was found is not changed.

    `texts` are those of the assignments. A decision on a topic that is not there is left out, and told.
    """
    keys = [f" {key(text)} " for text in texts]
    left: list[tuple[Decision, str]] = []
    signatures: dict[str, SignOff] = {}
    for decision in decisions:
        lacking = _lacking(found, decision)
        if lacking:
            left.append((decision, lacking))
        elif isinstance(decision, SignOff):
            signatures[decision.topic] = decision
        else:
            found = _played(found, keys, decision)
    there = {topic: signed for topic, signed in signatures.items() if found.topic(topic)}
    same = {topic: signed for topic, signed in there.items() if fingerprint(found, topic, texts) == signed.fingerprint}
    return Decided(found, same, {topic: signed for topic, signed in there.items() if topic not in same}, tuple(left))


def fingerprint(found: Found, topic_id: str, texts: Sequence[str]) -> str:
    """Return the sha256 of a topic's name and of the different texts it holds: what somebody who signs it off has read."""
    topic = found.topic(topic_id)
    held = sorted({key(texts[row]) for row in found.rows(topic_id)})
    return hashlib.sha256(json.dumps([topic.name if topic else None, held], ensure_ascii=False).encode()).hexdigest()


def _lacking(found: Found, decision: Decision) -> str:
    """Return why a decision cannot be played, empty where it can."""
    needed = [*decision.topics, decision.into] if isinstance(decision, Merge) else [decision.topic]
    gone = [topic for topic in needed if not found.topic(topic)]
    if gone:
        return f"There is no topic {', '.join(gone)}."
    if isinstance(decision, Split) and found.topic(decision.new):
        return f"There is a topic {decision.new} already."
    return ""


def _played(found: Found, keys: Sequence[str], decision: Rename | Merge | Split) -> Found:
    if isinstance(decision, Rename):
        renamed = tuple(replace(topic, name=decision.name) if topic.id == decision.topic else topic for topic in found.topics)
        return Found(renamed, found.assignments)
    if isinstance(decision, Merge):
        gone = set(decision.topics) - {decision.into}
        merged = tuple(_moved(held, gone, decision.into) for held in found.assignments)
        return _phrased(sized(found.topics, merged), keys, {decision.into})
    wanted = [f" {key(words)} " for words in decision.words]
    parted = tuple(
        _moved(held, {decision.topic}, decision.new) if any(words in text for words in wanted) else held
        for held, text in zip(found.assignments, keys, strict=True)
    )
    topics = (*found.topics, Topic(decision.new, decision.name, (), 0))
    return _phrased(sized(topics, parted), keys, {decision.topic, decision.new})


def _moved(held: tuple[Held, ...], gone: set[str], into: str) -> tuple[Held, ...]:
    """Return what a text holds with some topics become another; held twice, the stronger stays."""
    best: dict[str, float] = {}
    for each in held:
        topic = into if each.topic in gone else each.topic
        best[topic] = max(best.get(topic, 0), each.score)
    return tuple(Held(topic, score) for topic, score in sorted(best.items(), key=lambda pair: -pair[1]))


def _phrased(found: Found, keys: Sequence[str], changed: set[str]) -> Found:
    """Return the topics, those changed with the phrases of the texts they now hold."""
    ids = [topic.id for topic in found.topics]
    place = {topic: number for number, topic in enumerate(ids)}
    told = telling(keys, [place[held[0].topic] for held in found.assignments], len(ids))
    topics = tuple(replace(topic, phrases=told[place[topic.id]]) if topic.id in changed else topic for topic in found.topics)
    return Found(topics, found.assignments)
