"""Which questions are asked twice, on questions as inspectors write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.intake.core.similar import ALIKE, alike, similar

TWICE = [
    (
        "How many children went missing more than three times since April?",
        "Please tell us the number of children missing more than three times in the last six months.",
    ),
    ("Who chairs the MACE meeting?", "Which officer chairs MACE meetings at present?"),
    (
        "What is the waiting time for CAMHS after a referral?",
        "How long do children wait for CAMHS once they are referred, and what is the waiting time for urgent referrals?",
    ),
    ("Was Child 4 offered a return interview?", "Was a return home interview offered to Child 4 after each episode?"),
    ("Which threshold document do you use?", "Could you send the threshold document you use?"),
    ("How are strategy discussions recorded?", "Where is a strategy discussion recorded?"),
]
OTHER = [
    ("How many children went missing in March?", "How many social workers have left since March?"),
    ("Was Child 4 offered a return interview?", "Was Child 5 offered a return interview?"),
    ("Who chairs the MACE meeting?", "Who chairs the strategic board?"),
    ("How is supervision of health visitors recorded?", "How are strategy discussions recorded?"),
    ("What training did custody officers have?", "What training did foster carers have this year on exploitation?"),
    ("Why?", "Why?"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), TWICE)
def test_asked_twice(one, other):
    assert alike(one, other) >= ALIKE


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_not_asked_twice(one, other):
    assert alike(one, other) < ALIKE


@given(st.text(), st.text())
def test_which_was_asked_first_makes_no_difference(one, other):
    assert alike(one, other) == alike(other, one)
    assert 0 <= alike(one, other) <= 1


def test_the_likest_comes_first():
    asked = {1: "Who takes minutes?", 2: "Who chairs the MACE meeting in the north?", 3: "Who chairs the MACE meeting?"}
    assert similar("Who chairs the MACE meeting in the north?", asked) == [2, 3]
