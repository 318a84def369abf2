"""Sampled children: who looks at whom, and the short form."""

import uuid
from itertools import product

import pytest

from joinedup.audit.queries import entries
from joinedup.cases import actions as cases
from joinedup.cases.models import SampledChild, ShortFormVersion
from joinedup.cases.queries import sample_of
from joinedup.cases.sampled import queries
from joinedup.cases.sampled.actions import FormError, give_child, move_form, open_sampled, save_form, words_of
from joinedup.cases.sampled.enums import MOVES, FormState
from joinedup.cases.sampled.rules import can_fill, can_give_to, can_move_form
from joinedup.cases.versions.rules import TooLate
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.method.recording import short_form_of

DONE, BEGUN, NOT_BEGUN = FormState.DONE, FormState.BEGUN, FormState.NOT_BEGUN


@pytest.fixture
def child(drawn):
    """Return the first sampled child as it stands now."""
    return lambda number=1: queries.sampled_child(sample_of(drawn.inspection), number)


@pytest.fixture
def hers(drawn, child):
    """An inspector who has taken the first sampled child."""
    give_child(by=drawn.pair[0], child=child(), to=drawn.pair[0])
    return drawn.pair[0]


def answers(**said):
    framework = said.pop("framework")
    return {question.id: "yes" for question in short_form_of(framework) if question.choices} | said


def test_every_sampled_child_has_a_code_and_waits_for_somebody(drawn):
    sampled = queries.sampled_children(sample_of(drawn.inspection))
    assert [child.code for child in sampled] == ["Sampled 1", "Sampled 2", "Sampled 3", "Sampled 4"]
    assert {(child.state, child.looks) for child in sampled} == {(NOT_BEGUN, None)}
    assert queries.left_to_look_at(drawn.inspection) == sampled
    assert queries.sampled_child(sample_of(drawn.inspection), 9) is None


def test_nobody_waits_before_there_is_a_sample(selecting):
    assert queries.left_to_look_at(selecting.inspection) == []


def test_one_inspector_looks_and_only_a_lead_gives_to_another(drawn, child, hers):
    other, lead = drawn.pair[1], drawn.world.lead
    assert child().looks == hers
    with pytest.raises(InspectionRefused, match="Only a lead"):
        give_child(by=other, child=child(), to=other)
    assert not can_give_to(other, drawn.inspection, None, hers)
    give_child(by=lead, child=child(), to=other)
    assert child().looks == other
    give_child(by=other, child=child(), to=None)
    assert child().looks is None
    with pytest.raises(InspectionRefused, match="team"):
        give_child(by=lead, child=child(), to=drawn.world.coordinators["police"])


def test_the_form_goes_from_begun_to_done_and_can_be_opened_again(drawn, child, hers):
    version = save_form(by=hers, child=child(), said={"safer": "yes", words_of("safer"): " Settled. "})
    assert version.said["safer-words"] == "Settled."
    assert child().state == BEGUN
    with pytest.raises(FormError, match="Not answered yet"):
        move_form(by=hers, child=child(), to=DONE)
    save_form(by=hers, child=child(), said=answers(framework=drawn.inspection.framework), parents=[str(version.pk)])
    move_form(by=hers, child=child(), to=DONE)
    assert child().state == DONE
    with pytest.raises(InspectionRefused, match="is done"):
        save_form(by=hers, child=child(), said={"safer": "no"})
    move_form(by=drawn.world.lead, child=child(), to=BEGUN)
    assert can_fill(hers, child().row)
    log = [line.action for line in entries(str(drawn.inspection.pk))][-5:]
    assert log == ["sampled child given", "short form saved", "short form saved", "short form done", "short form begun"]


@pytest.mark.parametrize(("before", "to"), list(product(FormState, FormState)))
def test_the_table_of_moves(drawn, child, hers, before, to):
    SampledChild.objects.update(state=before)
    assert can_move_form(hers, child().row, to) is ((before, to) in MOVES)
    assert not can_move_form(drawn.pair[1], child().row, to)


def test_only_who_looks_fills_it_in(drawn, child, hers):
    with pytest.raises(InspectionRefused, match="Take the child first"):
        save_form(by=drawn.pair[1], child=child(), said={"safer": "yes"})
    assert not can_fill(drawn.pair[1], None)


@pytest.mark.parametrize(("said", "reason"), [({}, "at least one"), ({"safer": "excellent"}, "Choose one of the answers")])
def test_answers_that_are_none(child, hers, said, reason):
    with pytest.raises(FormError, match=reason):
        save_form(by=hers, child=child(), said=said)
    assert not ShortFormVersion.objects.exists()


def test_what_the_framework_does_not_ask_is_not_kept(child, hers):
    assert "grade" not in save_form(by=hers, child=child(), said={"safer": "no", "grade": "2"}).said


def test_one_form_in_two_windows_keeps_both_and_is_done_once_they_are_together(drawn, child, hers):
    first = save_form(by=hers, child=child(), said=answers(framework=drawn.inspection.framework))
    one, two = (
        save_form(
            by=hers, child=child(), said={**first.said, words_of("safer"): words}, parents=[str(first.pk)], page=str(uuid.uuid4())
        )
        for words in ("Settled.", "At her aunt’s.")
    )
    assert queries.to_join(drawn.inspection) == [child().row]
    with pytest.raises(FormError, match="put together"):
        move_form(by=hers, child=child(), to=DONE)
    save_form(by=hers, child=child(), said=one.said, parents=[str(one.pk), str(two.pk)])
    assert queries.to_join(drawn.inspection) == []
    assert len(queries.form_of(child())) == 4


def test_late_answers_are_kept_as_such(drawn, child, hers):
    drawn.world.move_to(Stage.WRITING)
    drawn.inspection.refresh_from_db()
    with pytest.raises(TooLate):
        save_form(by=hers, child=child(), said={"safer": "yes"})
    assert save_form(by=hers, child=child(), said={"safer": "yes"}, late=True).late


def test_who_is_tracked_or_replaced_is_not_waited_for(drawn, child):
    cases.choose_tracked(by=drawn.world.lead, inspection=drawn.inspection, child_id=child().child_id, why="Why.", leads=drawn.pair)
    assert child().tracked.code == "Child 1"
    assert child().code not in {one.code for one in queries.left_to_look_at(drawn.inspection)}


def test_nobody_looks_at_a_child_replaced_and_what_was_typed_is_kept_as_late(drawn, child, hers):
    cases.replace_child(by=drawn.world.lead, inspection=drawn.inspection, child_id=child().child_id, kind="no_consent")
    with pytest.raises(TooLate, match="was replaced"):
        save_form(by=hers, child=child(), said={"safer": "yes"})
    assert not can_fill(hers, child().row)
    assert save_form(by=hers, child=child(), said={"safer": "yes"}, late=True).late
    assert not can_move_form(hers, child().row, DONE)
    give_child(by=hers, child=child(), to=None)
    with pytest.raises(InspectionRefused, match="was replaced"):
        give_child(by=drawn.pair[1], child=child(), to=drawn.pair[1])


def test_versions_of_a_child_replaced_wait_for_nobody(drawn, child, hers):
    for _ in range(2):
        save_form(by=hers, child=child(), said={"safer": "yes"}, page=str(uuid.uuid4()))
    assert queries.to_join(drawn.inspection) == [child().row]
    cases.replace_child(by=drawn.world.lead, inspection=drawn.inspection, child_id=child().child_id, kind="criminal_case")
    assert queries.to_join(drawn.inspection) == []


def test_the_story_is_read_under_the_childs_code_and_logged(drawn, child, hers):
    story, versions = open_sampled(by=hers, child=child())
    assert (story.code, versions) == ("Sampled 1", ())
    assert set(story.chronology["child_id"]) == {child().child_id}
    line = list(entries(str(drawn.inspection.pk)))[-1]
    assert (line.action, line.reading) == ("sampled child opened", True)
    with pytest.raises(InspectionRefused, match="team"):
        open_sampled(by=drawn.world.coordinators["police"], child=child())


def test_outside_the_team_none_is_seen(drawn, child, hers):
    save_form(by=hers, child=child(), said={"safer": "yes"})
    outside = drawn.world.coordinators["police"]
    assert not SampledChild.objects.all().visible_to(outside).exists()
    assert not ShortFormVersion.objects.all().visible_to(outside).exists()
    assert ShortFormVersion.objects.all().visible_to(drawn.world.lead).count() == 1
