"""The small inspection with its list of referrals received, so that every child's undecided referral is outside timescale."""

import pytest

from joinedup.cases import actions
from tests.factories.cases import CHILDREN
from tests.factories.enquiries import make_line


@pytest.fixture
def drawn(selecting, monkeypatch):
    """The sample drawn after the referrals were received."""
    monkeypatch.setattr(actions, "lists_received", lambda *_: ["referrals"])
    actions.draw_cohort_sample(by=selecting.world.lead, inspection=selecting.inspection, run=selecting.run, seed="7")
    return selecting


@pytest.fixture
def line(drawn, tracked):
    """A line made of what was proposed about the tracked child."""
    return make_line(drawn, tracked)


@pytest.fixture
def second(drawn, tracked):
    """A second child chosen for tracking."""
    return actions.choose_tracked(
        by=drawn.world.lead, inspection=drawn.inspection, child_id=CHILDREN[0], why="For range.", leads=drawn.pair
    )
