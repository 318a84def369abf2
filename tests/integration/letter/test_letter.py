"""From an empty draft to a published letter: what stops it, who moves it, and what a changed comma does."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from joinedup.areas.actions import add_inspectorate_member
from joinedup.evidence.enums import FindingState
from joinedup.evidence.findings.actions import change_finding, move_finding
from joinedup.inspections.actions import add_team_member, move_stage, remove_team_member
from joinedup.inspections.complaints.actions import hold_publication, lift_hold, take
from joinedup.inspections.enums import Leaving, Role, Stage
from joinedup.inspections.rules import HELD, InspectionRefused
from joinedup.inspections.survey.queries import survey_for
from joinedup.inspections.survey.tasks import count_closed_surveys
from joinedup.letter.actions import (
    LetterError,
    LetterHasGaps,
    determine_statement,
    offer_for_signature,
    remove_passage,
    reword_passage,
    sign_off,
    start_letter,
    withdraw_signature,
    write_box,
    write_passage,
)
from joinedup.letter.determination.actions import Body, Named, determine, name_recipients
from joinedup.letter.document import letter_facts
from joinedup.letter.enums import LetterState
from joinedup.letter.for_children.actions import write_for_children
from joinedup.letter.models import Letter, SignOff
from joinedup.letter.publishing.actions import publish_letter
from joinedup.letter.publishing.rules import can_call_off, can_freeze
from joinedup.letter.queries import inspectorates_to_sign, standing_signatures
from joinedup.letter.review import blocking_gaps, current_version, gaps_of
from joinedup.letter.rules import LETTER_STATES, can_change, can_offer, can_publish, can_sign_off, can_withdraw
from joinedup.publication.actions import publish
from joinedup.publication.models import Publication
from joinedup.publication.queries import rendition
from tests.factories.complaints import complain, outsider
from tests.factories.disclosure import checked
from tests.factories.documents import make_document
from tests.factories.evidence import SEEN, letter_framework, make_letter, make_note, make_one_finding, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.judging import agree_finding
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    """A letter ready to be offered."""
    letter = make_letter(world)
    make_passage(world, letter)
    move_stage(by=world.lead, inspection=world.inspection, to=Stage.CHECKING)
    return fresh(letter)


def fresh(letter) -> Letter:
    return Letter.objects.select_related("inspection").get(pk=letter.pk)


def offered(world, letter) -> Letter:
    return offer_for_signature(by=world.lead, letter=checked(world, letter))


def signed(world, letter) -> Letter:
    offered(world, letter)
    for person in world.signatories.values():
        sign_off(by=person, letter=letter, post="Director")
    return fresh(letter)


def sentences(error) -> str:
    return " ".join(gap.sentence for gap in error.value.gaps)


def test_the_whole_way(world, letter):
    publication = publish_letter(by=world.lead, letter=signed(world, letter), published_on=SEEN)
    data = json.loads(rendition(publication, "json").read())
    passages = [block for section in data["sections"] for block in section["blocks"] if block["type"] == "passage"]
    finding = world.inspection.findings.get()
    assert [(row["text"], row["findings"]) for row in passages] == [("Children at risk are seen quickly.", [str(finding.pk)])]
    assert passages[0]["notes"] == [str(note.pk) for note in finding.notes.all()]
    assert [entry["inspectorate"] for entry in data["signatures"]] == ["Ofsted", "HMICFRS"]
    assert data["statement"] == {
        "needed": True,
        "principal_authority": "Madeupshire Council",
        "due_on": "2023-01-27",
        "prepared_by": "",
        "sent_by": "",
        "received_on": "2022-10-18",
    }
    assert fresh(letter).inspection.stage == Stage.PUBLISHED


def test_a_letter_is_not_published_while_a_hold_stands(world, letter):
    ready, reader = signed(world, letter), outsider(world)
    complaint = take(by=reader, complaint=complain(world))
    hold_publication(by=reader, complaint=complaint, why="A date is wrong.")
    assert not can_publish(world.lead, fresh(ready))
    with pytest.raises(InspectionRefused) as told:
        publish_letter(by=world.lead, letter=fresh(ready), published_on=SEEN)
    assert str(told.value) == HELD
    assert fresh(ready).state == LetterState.SIGNED
    assert survey_for(world.inspection) is None
    lift_hold(by=reader, complaint=complaint, why="It is right now.")
    publish_letter(by=world.lead, letter=fresh(ready), published_on=SEEN)
    assert fresh(ready).state == LetterState.PUBLISHED
    assert survey_for(world.inspection).closes_at > timezone.now()


def test_publishing_leaves_the_worker_to_count_the_survey_out_when_it_closes(world, letter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish_letter(by=world.lead, letter=signed(world, letter), published_on=SEEN)
    job = DBTaskResult.objects.get(task_path=count_closed_surveys.module_path)
    assert job.run_after == survey_for(world.inspection).closes_at


def test_a_passage_without_evidence_cannot_be_offered_or_published(world, letter):
    make_passage(world, letter, findings=[], text="Everybody says so.")
    with pytest.raises(LetterHasGaps) as error:
        offered(world, letter)
    assert "“Everybody says so.…” rests on no evidence" in sentences(error)
    assert not Publication.objects.exists()


def test_evidence_taken_away_after_signing_stops_publication(world, letter):
    signed(world, letter)
    letter.passages.get().findings.clear()  # round the actions, as a fault in the database would
    with pytest.raises(LetterHasGaps):
        publish_letter(by=world.lead, letter=fresh(letter), published_on=SEEN)
    assert not Publication.objects.exists()


def test_a_grade_cannot_be_offered(world, letter):
    make_passage(world, letter, text="Police were judged to be inadequate.")
    with pytest.raises(LetterHasGaps, match="reads as a grade"):
        offered(world, letter)


def test_a_required_section_and_the_statement_must_be_there(world):
    letter = start_letter(by=world.lead, inspection=world.inspection, addressees=[])
    told = [gap.sentence for gap in gaps_of(letter) if gap.blocks]
    assert "The section “Strengths” has nothing in it yet." in told
    assert "Say whether a written statement of action is needed, and who must make it." in told


def test_a_finding_in_no_passage_is_listed_without_blocking(world, letter):
    unused = make_one_finding(world)
    told = {gap.sentence: gap.blocks for gap in gaps_of(letter)}
    assert told[f"Finding {unused.number} is in no passage."] is False
    assert offered(world, letter).state == LetterState.OFFERED


def test_a_changed_comma_voids_every_signature(world, letter):
    signed_by_one = offered(world, letter)
    sign_off(by=world.signatories["ofsted"], letter=signed_by_one, post="Director")
    reword_passage(by=world.lead, passage=letter.passages.get(), text="Children, at risk, are seen quickly.")
    assert fresh(letter).state == LetterState.DRAFTING
    assert not standing_signatures(letter).exists()
    assert SignOff.objects.get().voided_at is not None


@pytest.mark.parametrize(
    "change",
    [
        make_passage,
        lambda world, letter: write_for_children(by=world.lead, letter=letter, text="Inspectors came.\n\nMost children, are safe."),
        lambda world, letter: name_recipients(
            by=world.lead, letter=letter, recipients=[Named("Madeupshire Council", "principal_authority", False)]
        ),
        lambda world, letter: determine(
            by=world.lead, letter=letter, needed=True, principal=Body("council", "Madeupshire Council"), basis="20(1)"
        ),
        lambda world, letter: determine(
            by=world.lead,
            letter=letter,
            needed=True,
            principal=Body("council", "Madeupshire Council"),
            sent=Body("chair", "The chair"),
            basis="20(2)",
        ),
        lambda world, letter: remove_passage(by=world.lead, passage=letter.passages.get()),
        lambda world, letter: write_box(
            by=world.lead, letter=letter, section="boxes", kind="effective_practice", title="A night away"
        ),
        lambda world, letter: determine_statement(by=world.lead, letter=letter, needed=False, principal_authority=""),
    ],
    ids=["write", "a comma for children", "who publishes", "legal basis", "who sends it", "remove", "box", "statement"],
)
def test_every_change_takes_an_offered_letter_back(world, letter, change):
    before = offered(world, letter).version
    change(world, fresh(letter))
    assert fresh(letter).state == LetterState.DRAFTING
    assert current_version(fresh(letter)) != before


def test_a_letter_changed_behind_the_actions_is_not_signed(world, letter):
    offered(world, letter)
    passage = letter.passages.get()
    passage.text = "Something else."
    passage.save()
    with pytest.raises(LetterError, match="has changed since it was offered"):
        sign_off(by=world.signatories["ofsted"], letter=letter, post="Director")


def test_every_inspectorate_signs_once_and_nobody_signs_for_another(world, letter):
    offered(world, letter)
    with pytest.raises(InspectionRefused, match="Only the signatory"):
        sign_off(by=world.lead, letter=letter, post="Lead")
    sign_off(by=world.signatories["ofsted"], letter=letter, post="Director")
    with pytest.raises(InspectionRefused, match="has signed this version already"):
        sign_off(by=world.signatories["ofsted"], letter=letter, post="Director")
    assert [row.code for row in inspectorates_to_sign(letter)] == ["hmicfrs"]
    assert fresh(letter).state == LetterState.OFFERED


def test_a_withdrawn_signature_opens_the_letter_again(world, letter):
    done = signed(world, letter)
    assert not can_change(world.lead, done)
    withdraw_signature(by=world.signatories["hmicfrs"], letter=done, why="A fact is wrong.")
    assert fresh(letter).state == LetterState.DRAFTING
    assert fresh(letter).inspection.stage == Stage.WRITING
    assert can_change(world.lead, fresh(letter))


def test_what_is_published_is_never_changed(world, letter):
    publish_letter(by=world.lead, letter=signed(world, letter), published_on=SEEN)
    with pytest.raises(InspectionRefused, match="corrected, never changed"):
        make_passage(world, fresh(letter), findings=[])
    assert not can_withdraw(world.signatories["ofsted"], fresh(letter))


@pytest.mark.parametrize("before", list(LetterState))
@pytest.mark.parametrize("after", list(LetterState))
def test_every_cell_of_the_state_table(world, letter, before, after):
    """Each move, tried from each state by those who make it, happens exactly where the table holds it."""
    Letter.objects.filter(pk=letter.pk).update(state=before)
    stage = {LetterState.SIGNED: Stage.SIGNED, LetterState.FROZEN: Stage.SIGNED, LetterState.PUBLISHED: Stage.PUBLISHED}.get(
        before, Stage.CHECKING
    )
    type(world.inspection).objects.filter(pk=world.inspection.pk).update(stage=stage)
    if before == LetterState.FROZEN:  # a made-up letter may be let go ahead of its time
        made = publish(by=world.lead, document=make_document(), area=world.area, public_from=timezone.now() + timedelta(days=2))
        Letter.objects.filter(pk=letter.pk).update(publication=made)
    if before in (LetterState.OFFERED, LetterState.SIGNED, LetterState.FROZEN):
        for code, person in world.signatories.items():
            if before != LetterState.OFFERED or code == "ofsted":
                letter.signatures.create(inspectorate=world.inspectorates[code], person=person, post="Director", version="v")
    row = fresh(letter)
    could = {
        LetterState.DRAFTING: can_withdraw(world.signatories["ofsted"], row),
        LetterState.OFFERED: can_offer(world.lead, row),
        LetterState.SIGNED: can_sign_off(world.signatories["hmicfrs"], row) or can_call_off(world.lead, row),
        LetterState.FROZEN: can_freeze(world.lead, row),
        LetterState.PUBLISHED: can_publish(world.lead, row),
    }[after]
    assert could == (after in LETTER_STATES[before])


def test_outsiders_and_agencies_never_see_a_draft(world, letter):
    elsewhere = make_inspection(letter_framework(), stage=Stage.WRITING)
    for person in (elsewhere.lead, world.coordinators["police"]):
        assert not Letter.objects.visible_to(person).filter(pk=letter.pk).exists()
        assert not can_change(person, letter)
    assert Letter.objects.visible_to(world.signatories["ofsted"]).filter(pk=letter.pk).exists()


def test_a_passage_belongs_to_the_outline_and_to_this_inspection(world, letter):
    elsewhere = make_inspection(letter_framework(), stage=Stage.WRITING)
    foreign = make_one_finding(elsewhere, notes=[make_note(elsewhere)])
    for change, words in (
        ({"section": "annex"}, "no section “annex”"),
        ({"heading": "annex"}, "no heading “annex”"),
        ({"findings": [foreign]}, "its own inspection"),
    ):
        content = {"section": "strengths", "text": "Text.", "findings": [], "heading": ""} | change
        with pytest.raises(LetterError, match=words):
            write_passage(by=world.lead, letter=letter, **content)


def test_a_draft_is_sealed(world, letter):
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM letter_passage")
        assert b"Children" not in b"".join(bytes(value) for (value,) in cursor.fetchall())


def test_a_statement_needs_somebody_to_make_it(world, letter):
    with pytest.raises(LetterError, match="Name the principal authority"):
        determine_statement(by=world.lead, letter=letter, needed=True, principal_authority=" ")


def test_words_that_cannot_be_printed_are_never_offered(world, letter):
    make_passage(world, letter, text="Children said they felt safe 🙂.")
    with pytest.raises(LetterError, match=r"🙂|typeface"):
        offered(world, letter)
    assert fresh(letter).state == LetterState.DRAFTING


@pytest.mark.parametrize(
    ("made_up", "address"), [(True, "statement@inspectorate.example"), (False, "statements@inspectorate.test")]
)
def test_a_made_up_letter_asks_nobody_to_write_to_a_mailbox_that_exists(made_up, address):
    world = make_inspection(replace(letter_framework(), statement_address="statements@inspectorate.test"), stage=Stage.WRITING)
    letter = start_letter(by=world.lead, inspection=world.inspection, addressees=[])
    letter.inspection.made_up = made_up
    assert letter_facts(letter, date(2026, 3, 5))["statement_address"] == address


def test_a_passage_on_a_finding_worded_anew_is_read_again_before_it_is_signed(world, letter):
    passage, finding = letter.passages.get(), world.inspection.findings.get()
    said = {"criterion": finding.criterion, "direction": finding.direction, "sectors": finding.sectors, "text": "Most are seen."}
    move_finding(by=world.lead, finding=finding, to=FindingState.FED_BACK)
    changed = change_finding(by=world.lead, finding=finding, why="Two were not.", notes=list(finding.notes.all()), **said)
    agree_finding(world, changed)
    assert ["Finding 1 has another wording" in gap.sentence for gap in blocking_gaps(checked(world, fresh(letter)))] == [True]
    reword_passage(by=world.lead, passage=passage, text="Most children at risk are seen quickly.")
    assert blocking_gaps(checked(world, fresh(letter))) == []


def test_a_letter_on_a_finding_that_is_not_agreed_is_not_offered(world, letter):
    passage = make_passage(world, letter, findings=[make_one_finding(world)])
    with pytest.raises(LetterHasGaps, match=r"Finding 2 is not agreed\."):
        offered(world, letter)
    agree_finding(world, passage.findings.get())
    assert offered(world, letter).state == LetterState.OFFERED


def test_nobody_signs_over_a_finding_taken_back_since_the_letter_was_offered(world, letter):
    first, last = world.signatories.values()
    sign_off(by=first, letter=offered(world, letter), post="Director")
    finding = move_finding(by=world.lead, finding=world.inspection.findings.get(), to=FindingState.FED_BACK)
    with pytest.raises(LetterHasGaps, match=r"Finding 1 is not agreed\."):
        sign_off(by=last, letter=letter, post="Director")
    assert fresh(letter).state == LetterState.OFFERED
    agree_finding(world, finding)
    sign_off(by=last, letter=letter, post="Director")
    assert fresh(letter).state == LetterState.SIGNED


def test_a_stale_page_signs_nothing_that_was_offered_since(world, letter):
    first = offered(world, letter).version
    reword_passage(by=world.lead, passage=letter.passages.first(), text="Most children at risk are seen quickly.")
    offer_for_signature(by=world.lead, letter=checked(world, letter))
    with pytest.raises(LetterError, match="offered anew, in other words"):
        sign_off(by=world.signatories["ofsted"], letter=letter, post="Director", read=first)
    letter.refresh_from_db()
    sign_off(by=world.signatories["ofsted"], letter=letter, post="Director", read=letter.version)


def test_whoever_signs_for_the_inspectorate_now_can_withdraw_what_was_signed_before_them(world, letter):
    former = world.signatories["ofsted"]
    sign_off(by=former, letter=offered(world, letter), post="Director")
    follower = make_person()
    member = world.inspection.team.get(person=former)
    add_inspectorate_member(by=None, inspectorate=member.inspectorate, person=follower)
    remove_team_member(by=world.lead, member=member, why=Leaving.POSTED)
    add_team_member(
        by=world.lead, inspection=world.inspection, person=follower, role=Role.SIGNATORY, inspectorate=member.inspectorate
    )
    assert can_withdraw(follower, letter)
    assert not can_withdraw(world.signatories["hmicfrs"], letter)
    withdraw_signature(by=follower, letter=letter, why="A fact is wrong.")
    letter.refresh_from_db()
    assert letter.state == LetterState.DRAFTING


def test_a_letter_is_started_once(world, letter):
    with pytest.raises(LetterError, match="started this letter already"):
        start_letter(by=world.lead, inspection=world.inspection, addressees=[])
