"""An inspection at selection, and what stands after each step of it."""

import uuid
from types import SimpleNamespace

import pytest

from joinedup.cases import actions
from joinedup.inspections.enums import Stage
from joinedup.records.shape import RELATION, empty
from tests.factories.cases import CHILDREN, Selecting, frames_of, selection_framework
from tests.factories.inspections import make_inspection


@pytest.fixture
def selecting(db, monkeypatch):
    """An inspection at selection; what intake and linkage would give is made up here."""
    world = make_inspection(selection_framework(), Stage.SELECTION)
    members, records, events = frames_of(world)
    monkeypatch.setattr(actions, "memberships_of", lambda run: members)
    monkeypatch.setattr(actions, "records_of", lambda *_: records)
    monkeypatch.setattr(actions, "events_of", lambda *_: events)
    monkeypatch.setattr(actions, "relations_of", lambda *_: empty(RELATION))
    return Selecting(
        world, SimpleNamespace(pk=uuid.uuid4(), inspection=world.inspection, inspection_id=world.inspection.pk, submissions=None)
    )


@pytest.fixture
def drawn(selecting):
    """The same after the draw."""
    actions.draw_cohort_sample(by=selecting.world.lead, inspection=selecting.inspection, run=selecting.run, seed="7")
    return selecting


@pytest.fixture
def tracked(drawn):
    """A child chosen for tracking."""
    return actions.choose_tracked(
        by=drawn.world.lead, inspection=drawn.inspection, child_id=CHILDREN[3], why="A boy known to both.", leads=drawn.pair
    )
