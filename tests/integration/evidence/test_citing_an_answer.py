"""That an agency did not know a child rests on its own answer: an unanswered question supports nothing."""

from dataclasses import replace

import pytest

from joinedup.evidence.actions import revise_note
from joinedup.evidence.arriving.rows import revision_of
from joinedup.evidence.findings.actions import make_finding
from joinedup.evidence.looking.left import left_to
from joinedup.evidence.models import Finding, Note
from joinedup.evidence.rules import can_cite
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.actions import ask_agencies
from joinedup.linkage.actions import run_link
from joinedup.linkage.not_known.actions import answer_question, ask_again, ask_whether_known
from joinedup.linkage.queries import memberships_of
from tests.factories.evidence import SEEN, make_note
from tests.factories.inspections import make_inspection
from tests.factories.judging import open_views
from tests.factories.linkage import AUTHORITY, POLICE, Listed, framework_of_people

pytestmark = pytest.mark.django_db
CONTENT = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "concern", "seen_on": SEEN}
FINDING = {"criterion": "c2", "direction": "improve", "sectors": ["police"], "text": "Police did not know of some children."}


def listed_inspection() -> Listed:
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    listed = Listed(world)
    listed.send("local_authority", AUTHORITY)
    listed.send("police", POLICE)
    return listed


def asked_about_leo(listed: Listed):
    world = listed.world
    run = run_link(by=world.lead, inspection=world.inspection)
    members = dict(memberships_of(run).select("record_id", "child_id").iter_rows())
    leo = members[listed.record_id("local_authority", "2")]
    [asked] = ask_whether_known(
        by=world.lead, run=run, agency=world.agencies["police"], children={leo: "Child 4"}, why="Not listed."
    )
    return asked


@pytest.fixture
def listed() -> Listed:
    return listed_inspection()


@pytest.fixture
def asked(listed):
    return asked_about_leo(listed)


@pytest.fixture
def answered(asked, listed):
    world = listed.world
    question = answer_question(by=world.coordinators["police"], question=asked, answer="not_known", said="Searched by every name.")
    world.move_to(Stage.FIELDWORK)
    return question


def test_a_note_may_rest_on_an_answer(answered, listed):
    note = make_note(listed.world, question=answered, text="Police did not know Child 4.")
    assert Note.objects.get(pk=note.pk).current.question == answered


def test_a_note_for_other_eyes_does_not_show_through_what_is_left(answered, listed):
    make_note(listed.world, question=answered, eyes="restricted")
    assert left_to(listed.world.lead, listed.inspection).answers == (answered,)
    make_note(listed.world, question=answered)
    assert left_to(listed.world.lead, listed.inspection).answers == ()


def test_a_question_nobody_has_answered_supports_no_note(asked, listed):
    with pytest.raises(InspectionRefused, match="Only an answered question can support a note or a finding"):
        make_note(listed.world, question=asked)
    assert not Note.objects.exists()
    assert not can_cite(listed.inspection, asked)


def test_nor_does_one_of_another_inspection(answered):
    elsewhere = make_inspection(stage=Stage.FIELDWORK)
    with pytest.raises(InspectionRefused, match="own inspection"):
        make_note(elsewhere, question=answered)


def test_a_new_wording_may_take_up_or_leave_the_answer(answered, listed):
    note = make_note(listed.world)
    cited = revise_note(by=listed.world.lead, note=note, question=answered, text="Police did not know Child 4.", **CONTENT)
    left = revise_note(by=listed.world.lead, note=cited, text="Police could not say.", **CONTENT)
    assert [wording.question for wording in left.revisions.all()] == [None, answered, None]


def test_the_answer_is_part_of_what_a_wording_is_bound_to(answered, listed):
    revision = make_note(listed.world, question=answered, text="Police did not know Child 4.").current
    bound = revision_of(revision)
    assert bound.hash == revision.hash
    assert replace(bound, content=replace(bound.content, question="")).hash != revision.hash


def test_a_finding_rests_on_it_through_its_notes(answered, listed):
    note = make_note(listed.world, question=answered)
    open_views(listed.world)
    made = make_finding(by=listed.world.lead, inspection=listed.inspection, notes=[note], **FINDING)
    assert [one.current.question for one in made.notes.all()] == [answered]


def test_no_finding_is_made_on_an_answer_that_was_asked_for_again(answered, listed):
    note = make_note(listed.world, question=answered)
    ask_again(by=listed.world.lead, question=answered, why="A school names another surname.")
    open_views(listed.world)
    with pytest.raises(InspectionRefused, match="asked again, so its answer no longer stands"):
        make_finding(by=listed.world.lead, inspection=listed.inspection, notes=[Note.objects.get(pk=note.pk)], **FINDING)
    assert not Finding.objects.exists()
