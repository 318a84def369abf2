"""Agreement with labels, beside a way that tries every matching."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.topics.scoring import agreement, agreement_of, labels_of
from joinedup.topics.shape import Found, Held, Topic

SOME = st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True)


def slow_f1(pairs: list[tuple[list[str], list[str]]]) -> float:
    """Try every way to give each topic a label of its own, and take the best."""
    best = 0
    for given_labels in permutations("abcd"):
        label = dict(zip("abcd", given_labels, strict=True))
        best = max(best, sum(label[topic] in labels for topics, labels in pairs for topic in topics))
    return 2 * best / sum(len(topics) + len(labels) for topics, labels in pairs)


@given(st.lists(st.tuples(SOME, SOME), min_size=1, max_size=12))
def test_micro_f1_as_every_matching_tried(pairs: list[tuple[list[str], list[str]]]) -> None:
    assert agreement_of(pairs).micro_f1 == pytest.approx(slow_f1(pairs))


def test_perfect_whatever_the_names() -> None:
    pairs = [(["t1"], ["x"]), (["t2"], ["y"]), (["t1"], ["x"]), (["t2", "t1"], ["y", "x"])]
    found = agreement_of(pairs)
    assert (found.ami_single, found.ami_first, found.micro_f1) == pytest.approx((1, 1, 1))
    assert (found.labelled, found.single) == (4, 3)


def test_a_text_without_a_label_counts_nowhere() -> None:
    topics = (Topic("t1", "One", (), 2), Topic("t2", "Two", (), 1))
    found = Found(topics, ((Held("t1", 0.9),), (Held("t2", 0.9),), (Held("t1", 0.4),)))
    measured = agreement(found, [["x"], [], ["x"]])
    assert (measured.labelled, measured.micro_f1) == (2, 1)
    assert agreement(found, [[], [], []]).ami_first is None


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("", ()),
        ("Cleanliness, tidiness & infection control", ("Cleanliness, tidiness & infection control",)),
        ("a|b", ("a", "b")),
        ("a; b ;a", ("a", "b")),
        ('["a, b", "c"]', ("a, b", "c")),
        ("[sic] a", ("[sic] a",)),
    ],
)
def test_labels_of_a_cell(cell: str, labels: tuple[str, ...]) -> None:
    assert labels_of(cell) == labels
