"""A tracked child in fieldwork whose chronology is so small that every expectation can be read off."""

from joinedup.cases import actions
from joinedup.cases.models import TrackedChild
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.linkage.models import LinkRun
from joinedup.records.shape import RELATION, empty
from tests.factories.cases import CHILDREN, frames_of, selection_framework
from tests.factories.inspections import World, make_inspection


def follow_one(monkeypatch) -> tuple[World, TrackedChild]:
    """Return an inspection in fieldwork and its one tracked child: a referral, a police incident, and no list that shows more."""
    world = make_inspection(selection_framework(), Stage.SELECTION)
    members, records, events = frames_of(world)
    monkeypatch.setattr(actions, "memberships_of", lambda run: members)
    monkeypatch.setattr(actions, "records_of", lambda *_: records)
    monkeypatch.setattr(actions, "events_of", lambda *_: events)
    monkeypatch.setattr(actions, "relations_of", lambda *_: empty(RELATION))
    actions.draw_cohort_sample(by=world.lead, inspection=world.inspection, run=LinkRun(inspection=world.inspection), seed="7")
    leads = list(world.inspectors.values())[:2]
    child = actions.choose_tracked(
        by=world.lead, inspection=world.inspection, child_id=CHILDREN[3], why="Known to both.", leads=leads
    )
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.FIELDWORK)
    world.inspection.refresh_from_db()
    child.inspection.refresh_from_db()
    return world, child
