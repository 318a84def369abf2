"""A rehearsal feeds every finding back at a meeting that is answered, and refuses a deferral that moves nothing."""

import pytest

from joinedup.audit.queries import verify
from joinedup.evidence.enums import FindingState
from joinedup.evidence.feedback.queries import present_at, promised, said_at
from joinedup.evidence.models import Finding
from joinedup.inspections.enums import Stage
from joinedup.inspections.interruptions.enums import InterruptionState
from joinedup.inspections.interruptions.queries import date_moves, entries_of, standing
from joinedup.method.loader import load_framework
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.feedback import give_final_feedback
from joinedup.rehearsal.interruptions import refuse_a_deferral
from tests.factories.evidence import make_note, make_one_finding
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db


def cast_of(world):
    people = {code: [person] for code, person in world.inspectors.items()}
    who = {"inspectors": people, "coordinators": world.coordinators}
    return Cast(lead=world.lead, area=world.area, agencies=world.agencies, inspectorates=world.inspectorates, **who)


def test_every_finding_is_fed_back_and_two_are_answered():
    world = make_inspection(stage=Stage.FIELDWORK)
    findings = [make_one_finding(world), *(make_one_finding(world, direction="improve") for _ in range(2))]
    meeting = give_final_feedback(cast_of(world), world.inspection, findings)
    assert set(Finding.objects.values_list("state", flat=True)) == {FindingState.FED_BACK}
    said = [[row.reply for row in one.replies] for one in said_at(meeting)]
    assert said == [[], ["disputed", "accepted"], ["promised", "came"]]
    assert promised(world.inspection) == []
    assert {agency for agency, _ in present_at(meeting)[1]} == set(world.agencies.values())
    assert verify(str(world.inspection.pk)) == []


def test_a_single_agency_inspection_has_a_final_feedback_too():
    framework = load_framework("targeted-2016-single-agency")
    world = make_inspection(framework, Stage.FIELDWORK)
    sector = {"sectors": ["local_authority"], "criterion": framework.criteria[0].id, "direction": "improve"}
    note = make_note(
        world,
        by=world.inspectors["ofsted"],
        source=framework.sources[-1].id,
        sector="local_authority",
        criteria=[framework.criteria[0].id],
    )
    meeting = give_final_feedback(cast_of(world), world.inspection, [make_one_finding(world, notes=[note], **sector)])
    assert [row.agency for row in said_at(meeting)[0].replies] == list(world.agencies.values())


def test_a_deferral_is_refused_with_a_reason_and_moves_nothing():
    world = make_inspection(stage=Stage.LISTS)
    asked = refuse_a_deferral(cast_of(world), world.inspection)
    assert asked.state == InterruptionState.REFUSED
    assert [entry.to for entry in entries_of(asked)] == ["refused"]
    assert not date_moves(world.inspection) and not standing(world.inspection)
    assert verify(str(world.inspection.pk)) == []
