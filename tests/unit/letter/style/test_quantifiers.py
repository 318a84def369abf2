"""“Most”, “some”, “few”: held against what was looked at."""

import pytest

from joinedup.letter.core.style.quantifiers import Beneath, doubts, quantifiers, uneven


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Most children are seen promptly.", [("most", 4)]),
        ("The majority of assessments are timely.", [("the majority of", 4)]),
        ("Almost all vulnerable young people know their worker.", [("almost all", 5)]),
        ("Too many children wait. Not all referrals are answered.", [("too many", 3), ("not all", 2)]),
        ("A very small number of families and a few children.", [("a very small number of", 1), ("a few", 1)]),
        ("Some missing episodes and many school-age children.", [("some", 2), ("many", 3)]),
        ("None of the plans; all records.", [("none of the", 0), ("all", 6)]),
        ("Partners are mostly prompt. At most, this helps. Most partners agree.", []),
    ],
)
def test_words_and_weights(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(one.words, one.weight) for one in quantifiers(text)] == expected


ONLY_TRACKED = "tracked children only"
OTHERWISE = "does not agree"
TOO_LITTLE = "too little"


@pytest.mark.parametrize(
    ("text", "beneath", "expected"),
    [
        ("Most children are seen.", Beneath(4, 0, 0), ONLY_TRACKED),
        ("Most children are seen.", Beneath(4, 0, 1), None),
        ("Most children are seen.", Beneath(1, 3, 2), OTHERWISE),
        ("Most children are seen.", Beneath(2, 2, 2), None),
        ("Most children are seen.", Beneath(0, 0, 3), None),
        ("Some children are seen.", Beneath(4, 0, 0), None),
        ("Many children are seen.", Beneath(4, 0, 0), None),
        ("All children need care.", Beneath(4, 0, 0), None),
        ("A small number of children wait.", Beneath(4, 1, 1), TOO_LITTLE),
        ("A small number of children wait.", Beneath(2, 0, 1), None),
        ("A small number of children wait.", Beneath(1, 3, 1), None),
        ("Nearly all families know.", Beneath(0, 1, 0), ONLY_TRACKED),
    ],
)
def test_each_doubt(text: str, beneath: Beneath, expected: str | None) -> None:
    found = doubts(text, beneath)
    assert [expected in one for one in found if expected] == ([True] if expected else [])
    assert bool(found) is (expected is not None)


def test_one_finding_told_in_words_that_differ() -> None:
    said = {7: [("a", "Most children are seen."), ("b", "Some children are seen.")]}
    assert uneven(said) == [("b", "Finding 7 is told of “Most children” in one passage and of “Some children” in another.")]


@pytest.mark.parametrize(
    "said",
    [
        {7: [("a", "Most children are seen."), ("b", "Many children are seen.")]},
        {7: [("a", "Most children are seen, some children are not.")]},
        {7: [("a", "Most children are seen."), ("b", "Children are seen.")]},
        {},
    ],
)
def test_words_that_fit_each_other(said: dict) -> None:
    assert uneven(said) == []
