"""With more texts, topics keep the ids and names they had."""

from dataclasses import replace

from joinedup.topics.earlier import keep_ids
from joinedup.topics.finding import find
from joinedup.topics.shape import NO_ANSWER, Found, Held, Topic, sized
from tests.unit.topics.conftest import answers


def made(*topics: str, names: dict[str, str] | None = None) -> Found:
    """Return what was found where text after text holds one topic."""
    return sized(
        tuple(Topic(topic, (names or {}).get(topic, topic.upper()), (), 0) for topic in dict.fromkeys(topics)),
        tuple((Held(topic, 0.5),) for topic in topics),
    )


def test_topics_go_on_under_their_ids_and_names() -> None:
    before = made("t1", "t1", "t2", "t2", names={"t1": "Food", "t2": "Parking"})
    now = keep_ids(made("t2", "t2", "t1", "t1", "t3", "t3"), before)
    assert [held[0].topic for held in now.assignments] == ["t1", "t1", "t2", "t2", "t3", "t3"]
    assert {topic.id: topic.name for topic in now.topics} == {"t1": "Food", "t2": "Parking", "t3": "T3"}


def test_an_id_is_never_used_again() -> None:
    now = keep_ids(made("t1", "t1", "t2", "t2", "t3"), made("t7", "t7", "t9", "t9"))
    assert [held[0].topic for held in now.assignments] == ["t7", "t7", "t9", "t9", "t10"]


def test_no_answer_stays_what_it_is() -> None:
    now = keep_ids(made("t1", NO_ANSWER), made("t4", NO_ANSWER))
    assert [held[0].topic for held in now.assignments] == ["t4", NO_ANSWER]


def test_topics_with_few_texts_in_common_are_not_one() -> None:
    before = made(*["t1"] * 10)
    now = keep_ids(made(*[f"t{number}" for number in range(1, 11)]), before)
    assert "t1" not in {topic.id for topic in now.topics}


def test_texts_may_have_moved() -> None:
    before = made("t5", "t5", "t6")
    now = keep_ids(made("t1", "t2", "t2"), before, rows={0: 1, 1: 2, 2: 0})
    assert [held[0].topic for held in now.assignments] == ["t6", "t5", "t5"]


def test_found_again_with_a_third_more_texts() -> None:
    texts, _ = answers(120)
    before = find(texts[:90], count=3)
    named = Found(tuple(replace(topic, name=f"Ours {topic.id}") for topic in before.topics), before.assignments)
    now = keep_ids(find(texts, count=3), named)
    same = sum(old[0].topic == new[0].topic for old, new in zip(before.assignments, now.assignments, strict=False))
    assert same >= 80
    assert {topic.name for topic in now.topics} == {"Ours t1", "Ours t2", "Ours t3"}
