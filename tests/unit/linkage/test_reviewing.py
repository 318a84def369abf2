"""Which decision stands after everything people said of a pair, and how far two looks agree."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core.reviewing import (
    AGREED,
    AWAITED,
    DECIDED,
    DIFFERING,
    FIRST,
    HOLDING,
    SECOND,
    SETTLED,
    SETTLING,
    UNDECIDED,
    Said,
    Standing,
    agreement,
    standing,
    wants_second,
)

YES, NO, UNSURE = "accept", "refuse", "cannot_tell"
BY_ADA, BY_CLEO = "settled by ada: accept", "settled by cleo: accept"


def first(decision: str = YES, name: str = "1", by: str = "ada", *, withdrawn: bool = False) -> Said:
    return Said(name, FIRST, decision, by, withdrawn=withdrawn)


def second(decision: str, *, by: str = "ben", checks: str = "1", withdrawn: bool = False) -> Said:
    return Said("2", SECOND, decision, by, checks, withdrawn)


def settling(decision: str, by: str, *, withdrawn: bool = False) -> Said:
    return Said(f"settled by {by}: {decision}", SETTLING, decision, by, "1", withdrawn)


@pytest.mark.parametrize(
    ("said", "wanted", "state", "stands"),
    [
        ([], True, UNDECIDED, None),
        ([first()], False, DECIDED, "1"),
        ([first()], True, AWAITED, "1"),
        ([first(withdrawn=True)], True, UNDECIDED, None),
        ([first(NO, "0"), first()], False, DECIDED, "1"),
        ([first(NO, "0"), first(withdrawn=True)], False, DECIDED, "0"),
        ([first(), second(YES)], True, AGREED, "1"),
        ([first(), second(NO)], True, DIFFERING, None),
        ([first(), second(UNSURE)], True, DIFFERING, None),
        ([first(), second(NO, withdrawn=True)], True, AWAITED, "1"),
        ([first(name="0"), second(NO, checks="0"), first()], True, AWAITED, "1"),
        ([first(), second(NO), settling(NO, "cleo")], True, SETTLED, "settled by cleo: refuse"),
        ([first(), second(NO), settling(NO, "cleo", withdrawn=True)], True, DIFFERING, None),
        ([first(), second(NO), settling(NO, "ada")], True, DIFFERING, None),
        ([first(), second(NO), settling(NO, "ada"), settling(YES, "ben")], True, DIFFERING, None),
        ([first(), second(NO), settling(NO, "ada"), settling(NO, "ben")], True, SETTLED, "settled by ben: refuse"),
        ([first(), second(NO), settling(NO, "ada"), settling(YES, "ben"), settling(YES, "ada")], True, SETTLED, BY_ADA),
        ([first(), second(NO), settling(YES, "cleo"), settling(NO, "ada"), settling(NO, "ben")], True, SETTLED, BY_CLEO),
    ],
)  # fmt: skip
def test_what_stands(said: Sequence[Said], wanted: bool, state: str, stands: str | None) -> None:
    found = standing(said, lambda _: wanted)
    assert (found.state, found.stands) == (state, stands)


WORDS = st.sampled_from([YES, NO, UNSURE])
ROWS = st.lists(st.tuples(st.sampled_from([FIRST, SECOND, SETTLING]), WORDS, st.sampled_from("abc"), st.booleans()), max_size=8)


def told(rows: list[tuple[str, str, str, bool]]) -> list[Said]:
    """The rows as the actions would make them: each about the first decision that stands last before it."""
    made: list[Said] = []
    for number, (look, decision, by, withdrawn) in enumerate(rows):
        about = next((each.id for each in reversed(made) if each.look == FIRST and not each.withdrawn), None)
        made.append(Said(str(number), look, decision, by, None if look == FIRST else about, withdrawn))
    return made


@given(ROWS, st.booleans())
def test_nothing_withdrawn_ever_counts(rows: list[tuple[str, str, str, bool]], wanted: bool) -> None:
    said = told(rows)
    kept = [each for each in said if not each.withdrawn]
    assert standing(said, lambda _: wanted) == standing(kept, lambda _: wanted)


@given(ROWS)
def test_a_decision_holds_in_the_states_that_hold_and_no_other(rows: list[tuple[str, str, str, bool]]) -> None:
    found = standing(told(rows), lambda _: True)
    assert (found.stands is not None) is (found.state in HOLDING)
    assert isinstance(found, Standing)


def test_the_share_looked_at_again_is_about_as_asked_and_always_the_same_pairs() -> None:
    pairs = [str(number) for number in range(4000)]
    chosen = [pair for pair in pairs if wants_second("run", pair, 0.1)]
    assert 320 <= len(chosen) <= 480
    assert chosen == [pair for pair in pairs if wants_second("run", pair, 0.1)]
    assert chosen != [pair for pair in pairs if wants_second("another run", pair, 0.1)]
    assert set(chosen) <= {pair for pair in pairs if wants_second("run", pair, 0.3)}
    assert not any(wants_second("run", pair, 0.0) for pair in pairs)
    assert all(wants_second("run", pair, 1.0) for pair in pairs)


def test_agreement_beyond_chance_is_cohens_own_example() -> None:
    """Cohen (1960), table 1: three categories, 200 judgements in hundredths; kappa is .492."""
    table = {(YES, YES): 88, (YES, NO): 10, (YES, UNSURE): 2, (NO, YES): 14, (NO, NO): 40, (NO, UNSURE): 6,
             (UNSURE, YES): 18, (UNSURE, NO): 10, (UNSURE, UNSURE): 12}  # fmt: skip
    found = agreement([pair for pair, number in table.items() for _ in range(number)])
    assert (found.alike.hits, found.alike.of) == (140, 200)
    assert found.kappa == pytest.approx(0.492, abs=0.0005)
    assert found.counts == table


def test_agreement_is_unknown_where_nothing_or_only_one_thing_was_said() -> None:
    assert agreement([]).kappa is None
    assert agreement([]).alike.share is None
    assert agreement([(YES, YES)] * 4).kappa is None
    assert agreement([(YES, YES), (NO, NO)]).kappa == 1


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=30))
def test_kappa_is_that_of_every_pair_counted_one_by_one(looks: list[tuple[str, str]]) -> None:
    alike = sum(one == other for one, other in looks) / len(looks)
    chance = sum(one == other for (one, _), (_, other) in product(looks, looks)) / len(looks) ** 2
    kappa = agreement(looks).kappa
    assert kappa is None if chance == 1 else kappa == pytest.approx((alike - chance) / (1 - chance))
