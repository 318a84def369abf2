"""People's decisions: read, written, and played over what was found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.topics.decisions import Decision, DecisionError, Merge, Rename, SignOff, Split, as_json, from_json
from joinedup.topics.replay import fingerprint, replay
from joinedup.topics.shape import Found, Held, Topic

TEXTS = ["cold food", "late food", "no parking", "parking dear", "long wait", "cold wait"]
FOUND = Found(
    (Topic("t1", "Food", ("food",), 3), Topic("t2", "Parking", ("parking",), 2), Topic("t3", "Wait", ("wait",), 2)),
    (
        (Held("t1", 0.9),),
        (Held("t1", 0.8), Held("t3", 0.7)),
        (Held("t2", 0.9),),
        (Held("t2", 0.8),),
        (Held("t3", 0.9),),
        (Held("t1", 0.3),),
    ),
)
WHO = {"by": "A. Reader", "at": "2026-11-24T10:00:00Z", "reason": "Read all of it."}


def test_merge_keeps_the_id_and_the_stronger_score() -> None:
    done = replay(FOUND, TEXTS, [Merge(**WHO, topics=("t3",), into="t1")]).found
    assert {topic.id: topic.size for topic in done.topics} == {"t1": 4, "t2": 2}
    assert done.assignments[1] == (Held("t1", 0.8),)
    assert done.topic("t1").name == "Food"
    assert "wait" in done.topic("t1").phrases


def test_split_by_words() -> None:
    done = replay(FOUND, TEXTS, [Split(**WHO, topic="t1", words=("Cold",), new="t1.1", name="Cold things")]).found
    assert done.rows("t1.1") == (0, 5)
    assert done.rows("t1") == (1,)
    assert done.topic("t1.1").phrases[0] == "cold"


def test_words_are_whole_words() -> None:
    done = replay(FOUND, TEXTS, [Split(**WHO, topic="t2", words=("park",), new="t2.1", name="Parks")]).found
    assert done.topic("t2.1") is None


def test_rename_and_nothing_else_changes() -> None:
    done = replay(FOUND, TEXTS, [Rename(**WHO, topic="t2", name="Where to park")]).found
    assert done.topic("t2").name == "Where to park"
    assert done.assignments == FOUND.assignments


def test_a_sign_off_holds_while_the_topic_is_what_was_signed() -> None:
    signed = SignOff(**WHO, topic="t2", fingerprint=fingerprint(FOUND, "t2", TEXTS))
    assert replay(FOUND, TEXTS, [signed]).signed == {"t2": signed}
    after = replay(FOUND, TEXTS, [signed, Rename(**WHO, topic="t2", name="Cars")])
    assert (after.signed, after.changed) == ({}, {"t2": signed})
    other_texts = replay(FOUND, [*TEXTS[:2], "no parking at all", *TEXTS[3:]], [signed])
    assert other_texts.changed == {"t2": signed}


def test_what_cannot_be_played_is_told_and_the_rest_is_played() -> None:
    gone = Rename(**WHO, topic="t9", name="Ghost")
    twice = Split(**WHO, topic="t1", words=("food",), new="t2", name="Food")
    done = replay(FOUND, TEXTS, [gone, twice, Rename(**WHO, topic="t1", name="Meals")])
    assert done.left == ((gone, "There is no topic t9."), (twice, "There is a topic t2 already."))
    assert done.found.topic("t1").name == "Meals"


TOPICS = st.sampled_from(["t1", "t2", "t3", "t1.1"])
DECISIONS: st.SearchStrategy[Decision] = st.one_of(
    st.builds(Rename, topic=TOPICS, name=st.text(min_size=1), by=st.text(), at=st.text(), reason=st.text()),
    st.builds(
        Merge, topics=st.lists(TOPICS, min_size=1, max_size=2).map(tuple), into=TOPICS, by=st.text(), at=st.text(), reason=st.text()
    ),
    st.builds(
        Split,
        topic=TOPICS,
        words=st.lists(st.sampled_from(["cold", "food", "wait"]), max_size=2).map(tuple),
        new=st.just("t1.1"),
        name=st.just("New"),
        by=st.text(),
        at=st.text(),
        reason=st.text(),
    ),
    st.builds(SignOff, topic=TOPICS, fingerprint=st.text(), by=st.text(), at=st.text(), reason=st.text()),
)


@given(st.lists(DECISIONS, max_size=8))
def test_any_decisions_keep_every_text_in_a_topic(decisions: list[Decision]) -> None:
    done = replay(FOUND, TEXTS, decisions)
    assert all(done.found.assignments)
    assert {topic.id: topic.size for topic in done.found.topics} == {
        topic.id: len(done.found.rows(topic.id)) for topic in done.found.topics
    }
    assert {each.topic for held in done.found.assignments for each in held} == {topic.id for topic in done.found.topics}


@given(st.lists(DECISIONS, max_size=5))
def test_written_and_read_again(decisions: list[Decision]) -> None:
    assert from_json(json.loads(json.dumps(as_json(decisions)))) == decisions


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"kind": "delete"}, "Decision 1 is of no known kind: 'delete'"),
        ({"kind": "rename", "topic": "t1"}, "Decision 1 must say at, by, name, reason, topic; it says topic."),
    ],
)
def test_what_is_no_decision_is_refused(data: dict[str, str], said: str) -> None:
    with pytest.raises(DecisionError, match=said):
        from_json([data])
