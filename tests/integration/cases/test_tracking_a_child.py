"""Choosing children to track, and reading their stories."""

import pytest
from django.db import connection
from django.db.models import QuerySet

from joinedup.audit.queries import entries
from joinedup.cases import actions
from joinedup.cases.core.chronology import CHRONOLOGY
from joinedup.cases.enums import MOVES, TrackedState
from joinedup.cases.models import TrackedChild, TrackedMove
from joinedup.cases.queries import (
    chronology_of,
    draw_of,
    every_tracked_child,
    handovers_of,
    lists_received,
    moves_of,
    sample_of,
    timescales_of,
    tracked_children,
)
from joinedup.cases.rules import can_choose, can_move, can_open_child, can_replace
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from tests.factories.cases import CHILDREN


def choose(drawn, child, *, by=None, why="For range.", leads=None):
    return actions.choose_tracked(
        by=by or drawn.world.lead,
        inspection=drawn.inspection,
        child_id=child,
        why=why,
        leads=drawn.pair if leads is None else leads,
    )


def test_a_child_is_chosen_under_a_code_with_its_records_pinned(drawn, tracked):
    second = choose(drawn, CHILDREN[0], by=drawn.pair[1])
    assert [child.code for child in tracked_children(drawn.inspection)] == ["Child 1", "Child 2"]
    assert tracked.records == sorted(f"{agency.key}:3" for agency in drawn.world.agencies.values())
    assert (tracked.age, tracked.facts["sex"]) == (6, "male")
    assert second.chosen_by == drawn.pair[1]
    assert {person.pk for person in tracked.leads.all()} == {person.pk for person in drawn.pair}


def test_what_is_said_of_a_child_is_sealed(tracked):
    with connection.cursor() as cursor:
        cursor.execute("select why, records, facts from cases_trackedchild")
        [row] = cursor.fetchall()
    assert not any(word in bytes(value) for value in row for word in (b"boy", b"police", b"male"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"child": "f" * 16}, "not in the cohort"),
        ({"child": CHILDREN[3]}, "chosen already"),
        ({"why": "  "}, "Say why"),
        ({"leads": []}, "different inspectorates"),
    ],
)
def test_choices_that_cannot_be(drawn, tracked, change, said):
    with pytest.raises(InspectionRefused, match=said):
        choose(drawn, change.pop("child", CHILDREN[0]), **change)


def test_two_inspectors_of_different_inspectorates_lead(drawn):
    world = drawn.world
    with pytest.raises(InspectionRefused, match="different inspectorates"):
        choose(drawn, CHILDREN[0], leads=[world.lead, world.inspectors["ofsted"]])
    with pytest.raises(InspectionRefused, match="Not an inspector"):
        choose(drawn, CHILDREN[0], leads=[world.lead, world.coordinators["police"]])
    with pytest.raises(InspectionRefused, match="two at most"):
        choose(drawn, CHILDREN[0], leads=[world.lead, *drawn.pair])


def test_no_more_children_than_the_framework_tracks(drawn, tracked):
    for child in CHILDREN[:2]:
        choose(drawn, child)
    assert not can_choose(drawn.world.lead, drawn.inspection)
    with pytest.raises(InspectionRefused, match="at most 3"):
        choose(drawn, CHILDREN[2])


def test_only_the_team_chooses_at_selection_or_in_fieldwork_and_after_the_draw(selecting):
    with pytest.raises(InspectionRefused, match="Draw the sample first"):
        choose(selecting, CHILDREN[0])
    world = selecting.world
    for person in (world.coordinators["police"], world.signatories["ofsted"], world.quality_assurer):
        with pytest.raises(InspectionRefused, match="Only an inspector"):
            choose(selecting, CHILDREN[0], by=person)
    selecting.world.move_to(Stage.JUDGING)
    with pytest.raises(InspectionRefused, match="at selection and in fieldwork"):
        choose(selecting, CHILDREN[0])
    assert not can_replace(selecting.world.lead, selecting.inspection)


def test_the_story_is_the_pinned_one(tracked):
    line = chronology_of(tracked)
    assert dict(line.schema) == CHRONOLOGY
    assert line["kind"].to_list() == ["police_incident", "referral"]
    assert handovers_of(tracked).is_empty()


def test_nothing_is_outside_timescale_while_no_list_has_been_accepted(tracked):
    assert lists_received(tracked.inspection) == []
    assert timescales_of(tracked)["state"].to_list() == ["unknown"]


def test_with_the_list_received_it_is(tracked):
    tracked.sample.received = ["referrals"]
    assert timescales_of(tracked)["state"].to_list() == ["missed"]


def test_opening_a_child_is_for_the_team_and_logged(drawn, tracked):
    inspector = drawn.world.inspectors["hmicfrs"]
    story = actions.open_child(by=inspector, tracked=tracked, why="tracking")
    assert (story.code, story.why, story.chronology.height) == ("Child 1", "A boy known to both.", 2)
    assert story.agency(drawn.world.agencies["police"].key) == drawn.world.agencies["police"].name
    last = entries(str(drawn.inspection.pk)).order_by("seq").last()
    assert (last.action, last.reading, last.object_id, last.actor) == ("child opened", True, str(tracked.pk), str(inspector.pk))
    stranger = drawn.world.coordinators["local_authority"]
    assert not can_open_child(stranger, tracked)
    with pytest.raises(InspectionRefused):
        actions.open_child(by=stranger, tracked=tracked)


def test_only_the_team_sees_a_tracked_child(drawn, tracked):
    seen = TrackedChild.objects.all()
    assert seen.visible_to(drawn.world.inspectors["hmicfrs"]).get() == tracked
    assert not seen.visible_to(drawn.world.coordinators["police"]).exists()


@pytest.mark.parametrize("came_from", TrackedState)
@pytest.mark.parametrize("to", TrackedState)
def test_every_cell_of_the_table_of_states(drawn, tracked, came_from, to):
    TrackedChild.objects.filter(pk=tracked.pk).update(state=came_from)
    tracked.refresh_from_db()
    allowed = (came_from, to) in MOVES
    assert can_move(drawn.world.lead, tracked, to) == allowed
    if allowed:
        assert actions.move_tracked(by=drawn.world.lead, tracked=tracked, to=to, why="no consent").state == to
    else:
        with pytest.raises(InspectionRefused, match="already"):
            actions.move_tracked(by=drawn.world.lead, tracked=tracked, to=to, why="no consent")
    with pytest.raises(InspectionRefused):
        actions.move_tracked(by=drawn.pair[1], tracked=tracked, to=to, why="no consent")


def test_a_child_left_out_stays_on_record_and_may_come_back(drawn, tracked):
    lead = drawn.world.lead
    with pytest.raises(InspectionRefused, match="Say why"):
        actions.move_tracked(by=lead, tracked=tracked, to="left_out", why="")
    left = actions.move_tracked(by=lead, tracked=tracked, to="left_out", why="a live criminal case")
    assert left.left_out_why == "a live criminal case"
    assert not tracked_children(drawn.inspection)
    assert [child.code for child in every_tracked_child(drawn.inspection)] == ["Child 1"]
    assert choose(drawn, CHILDREN[0]).code == "Child 2"
    assert actions.move_tracked(by=lead, tracked=left, to="tracked", why="the case is closed").left_out_why == ""


def test_every_move_is_kept_with_its_reason_sealed(drawn, tracked):
    lead = drawn.world.lead
    steps = [("left_out", "A live criminal case."), ("tracked", "The case is closed."), ("left_out", "Moved away.")]
    for to, why in steps:
        actions.move_tracked(by=lead, tracked=tracked, to=to, why=why)
    assert [(move.number, move.to, move.why, move.by) for move in moves_of(tracked)] == [
        (number, to, why, lead) for number, (to, why) in enumerate(steps, 1)
    ]
    with connection.cursor() as cursor:
        cursor.execute("select why from cases_trackedmove")
        assert not any(b"case" in bytes(why) for (why,) in cursor.fetchall())
    assert TrackedMove.objects.all().visible_to(lead).count() == len(steps)
    assert not TrackedMove.objects.all().visible_to(drawn.world.coordinators["police"]).exists()


def test_where_one_inspectorate_inspects_alone_one_inspector_may_lead(drawn):
    drawn.inspection.team.exclude(inspectorate__code="ofsted").delete()
    lead = drawn.world.lead
    with pytest.raises(InspectionRefused, match="Name the inspectors"):
        choose(drawn, CHILDREN[0], leads=[])
    assert choose(drawn, CHILDREN[0], leads=[lead]).leads.get() == lead


def test_who_was_replaced_is_not_taken_in_again(drawn):
    lead, out = drawn.world.lead, draw_of(sample_of(drawn.inspection)).sampled[0]
    tracked = choose(drawn, out)
    with pytest.raises(InspectionRefused, match="tracked as Child 1"):
        actions.replace_child(by=lead, inspection=drawn.inspection, child_id=out, kind="criminal_case")
    left = actions.move_tracked(by=lead, tracked=tracked, to="left_out", why="A live criminal case.")
    actions.replace_child(by=lead, inspection=drawn.inspection, child_id=out, kind="criminal_case")
    with pytest.raises(InspectionRefused, match="not taken in again") as refused:
        actions.move_tracked(by=lead, tracked=left, to="tracked", why="Again.")
    assert "criminal" not in str(refused.value)
    assert not tracked_children(drawn.inspection)


def test_the_log_does_not_say_for_what_a_child_was_replaced(drawn):
    out = draw_of(sample_of(drawn.inspection)).sampled[0]
    actions.replace_child(by=drawn.world.lead, inspection=drawn.inspection, child_id=out, kind="criminal_case")
    [entry] = [entry for entry in entries(str(drawn.inspection.pk)) if entry.action == "sampled child replaced"]
    assert "criminal" not in str(entry.detail)


def test_taking_in_again_waits_for_whoever_chooses(drawn, tracked, monkeypatch):
    """As choosing does, moving locks the inspection before it counts who is tracked."""
    left = actions.move_tracked(by=drawn.world.lead, tracked=tracked, to="left_out", why="Moved.")
    locked, lock = [], QuerySet.select_for_update
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: locked.append(rows.model) or lock(rows, **how))
    actions.move_tracked(by=drawn.world.lead, tracked=left, to="tracked", why="Back.")
    assert locked[:2] == [Inspection, TrackedChild]


def test_who_no_longer_works_here_leads_on_no_child(drawn):
    gone = drawn.pair[0]
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    with pytest.raises(InspectionRefused, match="Not an inspector"):
        choose(drawn, CHILDREN[0])
