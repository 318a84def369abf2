"""A rehearsal plans a whole week: asked for, offered, agreed, moved, called off, and seen."""

from types import SimpleNamespace

import pytest

from joinedup.audit.queries import verify
from joinedup.inspections.core.clashes import clashes
from joinedup.inspections.core.covering import coverage
from joinedup.inspections.enums import Stage
from joinedup.inspections.timetable import queries
from joinedup.inspections.timetable.enums import SlotState
from joinedup.method.fieldwork import fieldwork_of
from joinedup.method.loader import load_framework
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.week import plan_week
from tests.factories.inspections import make_inspection
from tests.factories.tracking import make_tracking

pytestmark = pytest.mark.django_db


def cast_of(world):
    agencies = {agency.key: agency for agency in world.agencies.values()}
    coordinators = {world.agencies[sector].key: person for sector, person in world.coordinators.items()}
    people = {code: [person] for code, person in world.inspectors.items()}
    made = Cast(lead=world.lead, area=world.area, inspectors=people, inspectorates=world.inspectorates)
    made.agencies, made.coordinators = agencies, coordinators
    made.inspectors[next(iter(people))] = [world.lead, *next(iter(people.values()))]
    return made


def covered(inspection, children):
    slots = [queries.as_core(slot) for slot in queries.slots_of(inspection)]
    framework = inspection.framework
    criteria, sectors = [one.id for one in framework.criteria], [one.id for one in framework.sectors]
    return slots, coverage(slots, criteria, sectors, children)


def test_the_week_is_planned_agreed_and_moved_and_nothing_is_left_without_a_slot():
    there = make_tracking()
    cast, inspection = cast_of(there.world), there.inspection
    slots = plan_week(cast, inspection, [SimpleNamespace(tracked=there.child)])
    assert {SlotState.DONE, SlotState.CALLED_OFF} == {slot.state for slot in slots}
    rows, _ = covered(inspection, ["Child 1"])
    places = queries.places_as_core(queries.places_of(inspection))
    team = queries.team_of(queries.inspectors_of(inspection))
    assert not [one for one in clashes(rows, places, team, fieldwork_of(inspection.framework)) if one.kind == "inspector_twice"]
    moved = [slot for slot in slots if any(entry.kind == "changed" for entry, _ in queries.entries_of(slot))]
    assert len(moved) == 1
    assert not queries.unseen_at(cast.agencies.values(), inspection) and not queries.unseen_by(cast.lead, inspection)
    assert verify(str(inspection.pk)) == []


def test_a_single_agency_week_covers_every_criterion_but_what_was_called_off():
    world = make_inspection(load_framework("targeted-2016-single-agency"), Stage.FIELDWORK)
    slots = plan_week(cast_of(world), world.inspection, [])
    _, without = covered(world.inspection, [])
    [off] = [slot for slot in slots if slot.state == SlotState.CALLED_OFF]
    assert set(without.criteria) == set(off.criteria)
