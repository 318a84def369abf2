"""Topics found in made-up answers whose kinds are known; what holds of any answers."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.topics import finding
from joinedup.topics.finding import find, usual_count
from joinedup.topics.scoring import agreement
from joinedup.topics.shape import NO_ANSWER, Found
from tests.unit.topics.conftest import answers


class Letters:
    """An encoder as simple as can be: how often each letter stands in a text."""

    def encode(self, texts, said=lambda done: None):
        rows = np.array(
            [[text.lower().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts], dtype=np.float32
        )
        said(len(texts))
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)


def check_whole(found: Found, texts: list[str]) -> None:
    """What is true of anything found."""
    assert len(found.assignments) == len(texts)
    assert all(found.assignments)
    for held in found.assignments:
        assert [each.score for each in held] == sorted((each.score for each in held), reverse=True)
        assert len({each.topic for each in held}) == len(held)
        assert all(0 <= each.score <= 1 for each in held)
    assert {topic.id: topic.size for topic in found.topics} == {topic.id: len(found.rows(topic.id)) for topic in found.topics}
    assert {each.topic for held in found.assignments for each in held} == {topic.id for topic in found.topics}
    assert len({topic.name for topic in found.topics}) == len(found.topics)


def test_kinds_are_found_and_named(ninety: tuple[list[str], list[str]]) -> None:
    texts, kinds = ninety
    found = find(texts, count=3)
    check_whole(found, texts)
    assert agreement(found, [[kind] for kind in kinds]).ami_single > 0.8
    assert any("parking" in topic.phrases for topic in found.topics)
    assert [topic.id for topic in found.topics] == ["t1", "t2", "t3"]


def test_with_an_encoder_progress_is_told(ninety: tuple[list[str], list[str]]) -> None:
    texts, _ = ninety
    told: list[str] = []
    check_whole(find(texts, count=3, meaning=Letters(), said=told.append), texts)
    assert "Read by meaning: 90 of 90 texts." in told


def test_a_text_about_two_things_holds_two_topics(ninety: tuple[list[str], list[str]]) -> None:
    texts, _ = ninety
    both = "The food with the meals and dinner. The car with the ticket and parking."
    found = find([*texts, both], count=3)
    names = {found.topic(each.topic).name for each in found.assignments[-1]}
    assert len(names) == 2


def test_the_order_of_rows_changes_nothing(ninety: tuple[list[str], list[str]]) -> None:
    texts, _ = ninety
    order = list(range(90))
    random.Random(1).shuffle(order)
    found, other = find(texts, count=4), find([texts[place] for place in order], count=4)
    assert other.topics == found.topics
    assert other.assignments == tuple(found.assignments[place] for place in order)


def test_the_same_seed_gives_the_same_and_copies_move_nothing(ninety: tuple[list[str], list[str]]) -> None:
    texts, _ = ninety
    found = find(texts, count=4, seed=5)
    assert find(texts, count=4, seed=5) == found
    campaign = [*texts, *([texts[0].upper() + "!"] * 200)]
    again = find(campaign, count=4, seed=5)
    assert {frozenset(again.rows(topic.id)) - set(range(90, 290)) for topic in again.topics} == {
        frozenset(found.rows(topic.id)) for topic in found.topics
    }


def test_blanks_and_non_answers_are_a_topic_of_their_own(ninety: tuple[list[str], list[str]]) -> None:
    texts, _ = ninety
    found = find([*texts, "", "N/A", "n/a", "…"], count=4)
    assert len(found.topics) == 4
    none = found.topic(NO_ANSWER)
    assert none is not None
    assert (none.size, none.phrases[0]) == (4, "n a")
    assert found.rows(NO_ANSWER) == (90, 91, 92, 93)


@pytest.mark.parametrize(
    "texts", [[], ["", " "], ["one"], ["one", "one!"], ["one", "two"], ["?", "one"], ["你好", "你好吗", "再见"]]
)
def test_few_texts(texts: list[str]) -> None:
    for count in (None, 1, 2, 50):
        check_whole(find(texts, count=count), texts)


@settings(max_examples=40)
@given(st.lists(st.text(max_size=20), max_size=25), st.integers(1, 8))
def test_any_texts(texts: list[str], count: int) -> None:
    found = find(texts, count=count)
    check_whole(found, texts)
    assert len(found.topics) <= max(count, 2)


def test_texts_that_were_not_drawn_are_scored_like_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "DRAWN", 100)
    texts, kinds = answers(400)
    found = find(texts, count=3)
    check_whole(found, texts)
    assert agreement(found, [[kind] for kind in kinds]).ami_single > 0.8


def test_how_many_where_nobody_said() -> None:
    assert [usual_count(count) for count in (0, 1, 10, 100, 1_000, 10_000, 100_000)] == [1, 1, 3, 6, 16, 40, 40]
