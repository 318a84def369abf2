"""What two agencies asked for one slot read of its history: each its own part, and nothing from before it was asked."""

import pytest

from joinedup.areas.actions import add_agency_member
from joinedup.inspections.enums import Stage
from joinedup.inspections.timetable import actions, rules
from joinedup.inspections.timetable.reading import changes_at, history_at
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person
from tests.factories.timetable import TUESDAY, make_place, make_slot, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.NOTIFIED)


@pytest.fixture
def police(world):
    return world.agencies["police"]


@pytest.fixture
def council(world):
    return world.agencies["local_authority"]


def change(world, slot, words="", **given):
    return actions.change_slot(by=world.lead, slot=slot, version=slot.version, details=wanted(world, **given), words=words)


def read(slot, *agencies):
    return [
        (one.entry.version, one.said, one.words, [(d.field, d.before, d.after) for d in one.differences])
        for one in history_at(slot, agencies)
    ]


def test_what_was_before_an_agency_was_asked_is_not_its_to_read(world, police, council):
    slot = make_slot(world, staff={council: ["Named nurse for Child 9"]}, what="Only for the other.")
    slot = change(world, slot, words="The council cannot.", staff={police: ["Sergeant"]}, what="Thresholds.")
    slot = change(world, slot, words="Another day.", staff={police: ["Sergeant"]}, what="Thresholds.", day=TUESDAY)
    assert read(slot, police) == [
        (2, "Asked of you", "", []),
        (3, "Changed", "Another day.", [("day", "2022-10-17", "2022-10-18")]),
    ]
    assert read(slot, council) == [
        (1, "Asked of you", "", []),
        (2, "Changed", "The council cannot.", [("agencies", {council.key: ["Named nurse for Child 9"]}, {})]),
    ]


def test_of_the_staff_asked_an_agency_reads_its_own_and_not_what_others_said(world, police, council):
    slot = make_slot(world, staff={council: ["Nurse"], police: ["Sergeant"]}, online=True)
    given = {"by": world.coordinators["local_authority"], "slot": slot, "agency": council, "version": 1, "room": ""}
    slot = actions.offer(**given, roles=["The worker of Child 9"], place=make_place(world), words="She is unwell.")
    [_, theirs] = read(slot, police)
    assert theirs[2] == "" and "agencies" not in {field for field, _, _ in theirs[3]}
    assert "place" in {field for field, _, _ in theirs[3]}
    [_, own] = read(slot, council)
    assert own[2] == "She is unwell."
    assert ("agencies", {council.key: ["Nurse"]}, {council.key: ["The worker of Child 9"]}) in own[3]
    assert {version for version, *_ in read(slot, police, council)} == {1, 2}


def test_asked_again_after_it_was_not_an_agency_reads_nothing_of_the_time_between(world, police, council):
    slot = make_slot(world)
    slot = change(world, slot, staff={council: ["Nurse"]})
    slot = change(world, slot, words="For the council.", staff={council: ["Nurse"]}, day=TUESDAY)
    slot = change(world, slot, words="Why it is yours again.", staff={police: ["Sergeant"]})
    assert [(version, said, words) for version, said, words, _ in read(slot, police)] == [
        (1, "Asked of you", ""),
        (2, "Changed", ""),
        (4, "Asked of you", ""),
    ]


def test_that_a_slot_is_asked_is_no_change_until_something_is_done_to_it(world, police):
    slot = make_slot(world)
    assert changes_at([police], world.inspection) == []
    slot = change(world, slot, day=TUESDAY)
    [(found, entries)] = changes_at([police], world.inspection)
    assert found == slot and [one.said for one in entries] == ["Asked of you", "Changed"]


def test_a_contributor_does_not_answer_for_the_agency(world, police):
    contributor = make_person()
    add_agency_member(by=None, agency=police, person=contributor, role="contributor")
    slot = make_slot(world, place=make_place(world))
    assert not rules.can_offer(contributor, slot, police)
    assert not rules.can_agree(contributor, slot, police)
    assert not rules.can_add_place(contributor, world.inspection, police)
    assert rules.can_agree(world.coordinators["police"], slot, police)
