"""Opening an inspection, its team and its stages, on a real database."""

from datetime import date

import pytest

from joinedup.audit.queries import entries, verify
from joinedup.inspections.actions import add_team_member, move_stage, open_inspection
from joinedup.inspections.enums import MOVES, THROUGH_LETTER, Role, Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import key_dates
from joinedup.inspections.rules import InspectionRefused, agencies_of, can_move, inspectorate_of, is_inspector, is_lead
from joinedup.vault.models import Key
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import make_inspection
from tests.factories.notifying import notify
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def test_opening_keeps_the_framework_and_makes_key_dates_agencies_and_log():
    world = make_inspection()
    inspection = Inspection.objects.get(pk=world.inspection.pk)
    assert inspection.framework == tiny_framework()
    assert inspection.legal_basis == tiny_framework().legal_basis
    assert Key.objects.filter(scope=inspection.pk).exists()
    assert set(inspection.agencies.values_list("agency", flat=True)) == {agency.pk for agency in world.agencies.values()}
    assert [(day.step, day.computed) for day in key_dates(inspection)] == [
        ("notification", date(2022, 10, 3)),
        ("lists", date(2022, 10, 4)),
        ("fieldwork", date(2022, 10, 17)),
    ]
    assert (inspection.fieldwork_from, inspection.fieldwork_to) == (date(2022, 10, 17), date(2022, 10, 21))
    assert [entry.action for entry in entries(str(inspection.pk))][:2] == ["key created", "inspection opened"]
    assert verify(str(inspection.pk)) == []


def test_nothing_stands_when_opening_fails_half_way():
    world = make_inspection()
    stranger = make_inspection().agencies["police"]
    before = Inspection.objects.count(), Key.objects.count()
    with pytest.raises(InspectionRefused, match="not on the register as serving"):
        open_inspection(
            by=world.lead,
            area=world.area,
            framework=tiny_framework(),
            notified_on=date(2022, 10, 3),
            code_word="oak",
            agencies=[stranger],
        )
    assert (Inspection.objects.count(), Key.objects.count()) == before


def test_only_staff_of_a_participating_inspectorate_may_open():
    world = make_inspection()
    with pytest.raises(InspectionRefused, match="framework's inspectorates"):
        open_inspection(
            by=world.coordinators["police"],
            area=world.area,
            framework=tiny_framework(),
            notified_on=date(2022, 10, 3),
            code_word="oak",
            agencies=[],
        )


@pytest.mark.parametrize("role", [*Role, None])
def test_every_cell_of_the_table_of_stages(role):
    world = make_inspection(stage=Stage.NOTIFIED)  # so that the call is on record whatever stage it is put to
    by = {
        Role.LEAD: world.lead,
        Role.INSPECTOR: world.inspectors["ofsted"],
        Role.QUALITY_ASSURER: world.quality_assurer,
        Role.SIGNATORY: world.signatories["ofsted"],
        None: world.coordinators["police"],
    }[role]
    for start in Stage:
        for to in Stage:
            Inspection.objects.filter(pk=world.inspection.pk).update(stage=start)
            allowed = role in MOVES.get((start, to), frozenset())
            now, through = Inspection.objects.get(pk=world.inspection.pk), (start, to) in THROUGH_LETTER
            assert can_move(by, now, to, with_letter=True) is allowed, (start, to, role)
            assert can_move(by, now, to) is (allowed and not through), (start, to, role)
            if allowed:
                assert move_stage(by=by, inspection=world.inspection, to=to, with_letter=through).stage == to
            else:
                with pytest.raises(InspectionRefused):
                    move_stage(by=by, inspection=world.inspection, to=to, with_letter=True)
            expected = to if allowed else start
            assert Inspection.objects.get(pk=world.inspection.pk).stage == expected


def test_a_refused_move_says_who_may():
    world = make_inspection()
    with pytest.raises(
        InspectionRefused, match="Only a lead inspector of this inspection can move it from “Planned” to “Notified”"
    ):
        move_stage(by=world.inspectors["ofsted"], inspection=world.inspection, to=Stage.NOTIFIED)


def test_nobody_moves_an_area_to_notified_that_was_not_telephoned():
    world = make_inspection()
    with pytest.raises(InspectionRefused, match="An area is notified by telephone"):
        move_stage(by=world.lead, inspection=world.inspection, to=Stage.NOTIFIED)
    assert not can_move(world.lead, world.inspection, Stage.NOTIFIED)
    notify(world.lead, world.inspection)
    assert Inspection.objects.get(pk=world.inspection.pk).stage == Stage.NOTIFIED


def test_every_stage_can_be_reached_and_every_stage_but_the_last_left():
    reached, starts = {Stage.PLANNED}, {start for start, _ in MOVES}
    while more := {to for start, to in MOVES if start in reached} - reached:
        reached |= more
    assert reached == set(Stage)
    assert starts == set(Stage) - {Stage.CLOSED}


def test_an_agency_sees_nothing_before_notification_and_only_its_own_inspection_after():
    world, other = make_inspection(), make_inspection(stage=Stage.NOTIFIED)
    coordinator = world.coordinators["police"]
    assert list(Inspection.objects.visible_to(coordinator)) == []
    assert not agencies_of(coordinator, world.inspection)
    world.move_to(Stage.NOTIFIED)
    assert list(Inspection.objects.visible_to(coordinator)) == [world.inspection]
    assert list(agencies_of(coordinator, world.inspection)) == [world.agencies["police"]]
    assert not agencies_of(coordinator, other.inspection)


def test_the_team_sees_its_inspection_and_no_other():
    world = make_inspection()
    make_inspection()
    for person in (world.lead, *world.inspectors.values(), world.quality_assurer, *world.signatories.values()):
        assert list(Inspection.objects.visible_to(person)) == [world.inspection]
        assert is_inspector(person, world.inspection)
    assert list(Inspection.objects.visible_to(make_person())) == []


def test_who_belongs_where():
    world = make_inspection()
    assert is_lead(world.lead, world.inspection)
    assert not is_lead(world.inspectors["ofsted"], world.inspection)
    assert not is_inspector(world.coordinators["police"], world.inspection)
    assert inspectorate_of(world.inspectors["hmicfrs"], world.inspection) == world.inspectorates["hmicfrs"]


def test_only_the_lead_gathers_the_team_and_only_from_the_right_inspectorates():
    world = make_inspection()
    newcomer = make_person()
    ofsted = world.inspectorates["ofsted"]
    with pytest.raises(InspectionRefused, match="Only a lead inspector"):
        add_team_member(
            by=world.inspectors["ofsted"], inspection=world.inspection, person=newcomer, inspectorate=ofsted, role="inspector"
        )
    with pytest.raises(InspectionRefused, match="does not work for"):
        add_team_member(by=world.lead, inspection=world.inspection, person=newcomer, inspectorate=ofsted, role="inspector")


def test_a_deactivated_lead_may_do_nothing():
    world = make_inspection()
    world.lead.is_active = False
    assert not is_lead(world.lead, world.inspection)
    assert not can_move(world.lead, world.inspection, Stage.NOTIFIED)
