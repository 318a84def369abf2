"""A tracked child in fieldwork with two inspectors who lead on it, for records, consent and short forms."""

from dataclasses import dataclass
from unittest.mock import patch

from joinedup.cases import actions
from joinedup.cases.models import Sample, TrackedChild
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.linkage.models import LinkRun
from joinedup.people.models import Person
from joinedup.records.shape import RELATION, empty
from tests.factories.cases import CHILDREN, frames_of, selection_framework
from tests.factories.inspections import World, make_inspection


@dataclass
class Tracking:
    """The inspection, its tracked child, and the two who lead on it."""

    world: World
    inspection: Inspection
    child: TrackedChild
    sample: Sample
    hers: Person
    his: Person


def make_tracking(stage: Stage = Stage.FIELDWORK) -> Tracking:
    """Return an inspection with four sampled children and one tracked; what intake and linkage would give is made up here."""
    world = make_inspection(selection_framework(), Stage.SELECTION)
    members, records, events = frames_of(world)
    made_up = {"memberships_of": members, "records_of": records, "events_of": events, "relations_of": empty(RELATION)}
    with patch.multiple(actions, **{name: (lambda *_, frame=frame: frame) for name, frame in made_up.items()}):
        run = LinkRun(inspection=world.inspection)
        sample = actions.draw_cohort_sample(by=world.lead, inspection=world.inspection, run=run, seed="7")
    pair = list(world.inspectors.values())[:2]
    child = actions.choose_tracked(
        by=world.lead, inspection=world.inspection, child_id=CHILDREN[3], why="A boy known to both.", leads=pair
    )
    world.move_to(stage)
    return Tracking(world, world.inspection, child, sample, *pair)
