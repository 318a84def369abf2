"""A rehearsal has every box read and agreed to before it is signed, and plays one priority action from proposal to withdrawal."""

import pytest

from joinedup.audit.queries import verify
from joinedup.evidence.enums import FindingDirection
from joinedup.inspections.enums import Stage
from joinedup.letter.boxes.enums import Answer
from joinedup.letter.boxes.gaps import gaps_of
from joinedup.letter.boxes.queries import agreement_of, standing_reading, story_of
from joinedup.letter.core.boxes import LESSON
from joinedup.letter.priority.enums import PriorityState
from joinedup.letter.priority.queries import entries_of
from joinedup.method.loader import load_framework
from joinedup.rehearsal.boxes import stand_by_boxes
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.priority import act_at_once
from tests.factories.boxes import make_box, make_child_told_of
from tests.factories.evidence import make_letter, make_one_finding
from tests.factories.inspections import World, make_inspection

pytestmark = pytest.mark.django_db


def cast_of(world: World) -> Cast:
    """Return the world's people as a rehearsal's: agencies and their coordinators by key."""
    coordinators = {world.agencies[sector].key: person for sector, person in world.coordinators.items()}
    return Cast(
        lead=world.lead,
        area=world.area,
        inspectors={code: [person] for code, person in world.inspectors.items()},
        signatories=world.signatories,
        coordinators=coordinators,
        agencies={agency.key: agency for agency in world.agencies.values()},
        inspectorates=world.inspectorates,
    )


def test_a_box_of_practice_is_about_a_service_and_one_of_what_to_improve_about_a_child():
    child, world = make_child_told_of()
    letter = make_letter(world)
    practice = make_box(world, letter, title="A room shared")
    story = make_box(world, letter, title="A child not asked", kind="improvement", tracked=child)
    stand_by_boxes(cast_of(world), letter)
    assert gaps_of(letter) == []
    assert (story_of(practice).about, story_of(story).about, story_of(story).tracked) == ("service", "child", child)
    assert practice.passages.last().text.startswith(LESSON)
    assert (agreement_of(practice), agreement_of(story)) == ("", "given")
    readings = [standing_reading(box, story_of(box).agency) for box in (practice, story)]
    assert [reading.answer for reading in readings] == [Answer.CLEAR] * 2
    assert verify(str(world.inspection.pk)) == []


def test_priority_action_is_told_answered_and_withdrawn_and_leaves_the_finding_as_it_was():
    world = make_inspection(stage=Stage.FIELDWORK)
    strength, improve = make_one_finding(world), make_one_finding(world, direction="improve")
    priority = act_at_once(cast_of(world), world.inspection, [strength, improve])
    assert (priority.finding, priority.state) == (improve, PriorityState.WITHDRAWN)
    assert [entry.kind for entry in entries_of(priority)] == ["proposed", "decided", "answered", "withdrawn"]
    notice = priority.notices.get()
    assert notice.read_at and notice.answered_at
    improve.refresh_from_db()
    assert improve.direction == FindingDirection.IMPROVE


def test_where_nothing_is_to_be_improved_nothing_is_urgent():
    world = make_inspection(load_framework("jtai-2022-front-door"), Stage.FIELDWORK)
    assert act_at_once(cast_of(world), world.inspection, []) is None
