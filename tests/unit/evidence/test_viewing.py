"""Own views beside one another: where they differ, and whom a criterion is asked of."""

import pytest

from joinedup.evidence.core.viewing import Held, Leaning, asked_of, differs

S, W, B, N = Leaning.STRENGTH, Leaning.IMPROVE, Leaning.BOTH, Leaning.NOT_ENOUGH


@pytest.mark.parametrize(
    ("views", "says"),
    [
        ([(S,), (S,)], False),
        ([(S,), (W,)], True),
        ([(S,), (B,)], True),
        ([(S,), ()], False),  # the other is awaited: it says nothing
        ([(), ()], False),
        ([(N,), ()], True),
        ([(N,), (N,)], True),
        ([(S, W), ()], True),  # two colleagues of one inspectorate, not yet joined
    ],
)
def test_where_views_differ(views, says):
    assert differs(Held(str(place), leanings) for place, leanings in enumerate(views)) is says


def test_a_leaning_is_a_word_and_has_no_order():
    assert not any(character.isdigit() for leaning in Leaning for character in leaning)


@pytest.mark.parametrize(
    ("assesses", "about", "asked"),
    [(("police",), ("police", "health"), True), (("police",), ("health",), False), (("police",), (), True)],
)
def test_whom_a_criterion_is_asked_of(assesses, about, asked):
    assert asked_of(assesses, about) is asked
