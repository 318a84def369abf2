"""The phase of one criterion's judgement: every cell of the table, and that no order of sayings gets around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.evidence.core.phases import PHASE_MOVES, Mover, Phase, Said, Saying, phase_of, settles

PARTS = ("ofsted", "cqc")
AGREED = {code: Said(Saying.AGREES, "h") for code in PARTS}
#: One situation for each phase: what stands then.
AT = {
    Phase.INDEPENDENT: {"opened": False, "conclusion": "", "said": {}},
    Phase.CONSOLIDATING: {"opened": True, "conclusion": "h", "said": {"ofsted": AGREED["ofsted"]}},
    Phase.AGREED: {"opened": True, "conclusion": "h", "said": AGREED},
}
#: What each mover does to what stands.
DOES = {
    Mover.OPENING: [lambda at: {**at, "opened": True}],
    Mover.LAST_SAID: [
        lambda at: {**at, "said": AGREED},
        lambda at: {**at, "said": {**AGREED, "cqc": Said(Saying.DIFFERS, "h")}},
    ],
    Mover.UNSETTLED: [
        lambda at: {**at, "conclusion": "other"},
        lambda at: {**at, "conclusion": ""},
        lambda at: {**at, "said": {**at["said"], "cqc": Said(Saying.TAKEN_BACK, "")}},
    ],
}


def phase(at) -> Phase:
    return phase_of(taking_part=PARTS, **at)


@pytest.mark.parametrize("before", list(Phase))
@pytest.mark.parametrize("after", list(Phase))
def test_every_cell_of_the_table(before, after):
    """A mover leads where the table says, and nothing leads where it says nothing."""
    assert phase(AT[before]) == before
    mover = PHASE_MOVES.get((before, after))
    if mover is not None:
        assert {phase(does(AT[before])) for does in DOES[mover]} == {after}
    for other in set(Mover) - {mover}:
        for does in DOES[other]:
            reached = phase(does(AT[before]))
            assert reached != after or reached == before or PHASE_MOVES.get((before, reached)) == other


def test_nobody_taking_part_agrees_to_nothing():
    assert phase_of(opened=True, conclusion="h", taking_part=(), said={}) == Phase.CONSOLIDATING


def test_nothing_concluded_is_agreed_by_nobody():
    said = {code: Said(Saying.AGREES, "") for code in PARTS}
    assert phase_of(opened=True, conclusion="", taking_part=PARTS, said=said) == Phase.CONSOLIDATING


SAIDS = st.dictionaries(st.sampled_from(PARTS), st.builds(Said, st.sampled_from(list(Saying)), st.sampled_from(["h", "old", ""])))


@given(st.booleans(), st.sampled_from(["h", ""]), SAIDS)
def test_agreed_means_that_each_said_so_of_this_very_conclusion(opened, conclusion, said):
    at = phase_of(opened=opened, conclusion=conclusion, taking_part=PARTS, said=said)
    each = all(settles(said.get(code), conclusion) for code in PARTS)
    assert (at == Phase.AGREED) == (opened and each)
    assert (at == Phase.INDEPENDENT) == (not opened)
