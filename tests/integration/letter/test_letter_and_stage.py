"""Letter and stage go together: no move by hand leaves one without the other, and nothing is published past a hold."""

from datetime import date

import pytest

from joinedup.inspections.actions import move_stage
from joinedup.inspections.complaints.actions import hold_publication, take
from joinedup.inspections.enums import MOVES, THROUGH_LETTER, Stage
from joinedup.inspections.models import Inspection, KeyDate
from joinedup.inspections.rules import HELD, InspectionRefused, can_move
from joinedup.letter.actions import (
    LetterError,
    offer_for_signature,
    reword_passage,
    send_back,
    sign_off,
    withdraw_signature,
)
from joinedup.letter.basis import basis_of
from joinedup.letter.enums import LetterState
from joinedup.letter.models import Letter
from joinedup.letter.publishing.actions import publish_letter
from joinedup.letter.queries import standing_signatures
from joinedup.letter.review import FORM, blocking_gaps, current_version, is_current
from joinedup.web.inspectorate import stages
from tests.factories.complaints import complain, outsider
from tests.factories.disclosure import checked
from tests.factories.evidence import SEEN, letter_framework, make_letter, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.interruptions import agree, decide

pytestmark = pytest.mark.django_db

#: Stages at which a letter in a state may stand.
TOGETHER = {
    LetterState.DRAFTING: {Stage.JUDGING, Stage.FIELDWORK, Stage.WRITING, Stage.CHECKING},
    LetterState.OFFERED: {Stage.CHECKING},
    LetterState.SIGNED: {Stage.SIGNED},
}


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    """A letter offered for signature."""
    letter = make_letter(world)
    make_passage(world, letter)
    move_stage(by=world.lead, inspection=world.inspection, to=Stage.CHECKING)
    return offer_for_signature(by=world.lead, letter=checked(world, letter))


def fresh(letter) -> Letter:
    return Letter.objects.select_related("inspection").get(pk=letter.pk)


def signed(world, letter) -> Letter:
    for person in world.signatories.values():
        sign_off(by=person, letter=fresh(letter), post="Director")
    return fresh(letter)


def everybody(world):
    return [world.lead, world.quality_assurer, *world.signatories.values()]


@pytest.mark.parametrize("all_signed", [False, True])
def test_no_move_by_hand_leaves_letter_and_stage_apart(world, letter, all_signed):
    letter = signed(world, letter) if all_signed else letter
    here = fresh(letter).inspection.stage
    for person in everybody(world):
        for to in Stage:
            if (here, to) in MOVES:
                with pytest.raises(InspectionRefused):
                    move_stage(by=person, inspection=world.inspection, to=to)
                assert not can_move(person, fresh(letter).inspection, to)
    now = fresh(letter)
    assert now.inspection.stage in TOGETHER[LetterState(now.state)]


def test_at_signed_nobody_is_offered_writing_by_hand(world, letter):
    inspection = signed(world, letter).inspection
    assert [stages.moves(person, inspection) for person in everybody(world)] == [[]] * len(everybody(world))


def test_sent_back_by_the_quality_assurer_the_letter_is_a_draft_and_what_was_signed_is_void(world, letter):
    sign_off(by=next(iter(world.signatories.values())), letter=letter, post="Director")
    assert [way.to for way in stages.moves(world.quality_assurer, fresh(letter).inspection)] == [Stage.WRITING]
    send_back(by=world.quality_assurer, inspection=fresh(letter).inspection, why="A figure is wrong.")
    now = fresh(letter)
    assert (now.state, now.inspection.stage) == (LetterState.DRAFTING, Stage.WRITING)
    assert not standing_signatures(now)
    with pytest.raises(InspectionRefused, match="Only what is being checked"):
        send_back(by=world.lead, inspection=now.inspection)


def test_only_who_may_sends_back(world, letter):
    for person in (*world.signatories.values(), world.inspectors["ofsted"]):
        with pytest.raises(InspectionRefused, match="Only a lead inspector or a quality assurer"):
            send_back(by=person, inspection=fresh(letter).inspection)
    assert fresh(letter).state == LetterState.OFFERED


def test_a_signed_letter_whose_inspection_stands_at_writing_already_is_opened_by_withdrawing(world, letter):
    signed(world, letter)
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.WRITING)  # as moves by hand left it before
    withdraw_signature(by=world.signatories["ofsted"], letter=fresh(letter), why="A figure is wrong.")
    now = fresh(letter)
    assert (now.state, now.inspection.stage) == (LetterState.DRAFTING, Stage.WRITING)
    assert reword_passage(by=world.lead, passage=now.passages.get(), text="Anew.").text == "Anew."


def test_nothing_is_published_past_a_hold_or_without_its_letter(world, letter):
    inspection = signed(world, letter).inspection
    with pytest.raises(InspectionRefused, match="The letter itself moves"):
        move_stage(by=world.lead, inspection=inspection, to=Stage.PUBLISHED)
    reader = outsider(world)
    hold_publication(by=reader, complaint=take(by=reader, complaint=complain(world)), why="A date is wrong.")
    with pytest.raises(InspectionRefused) as told:
        move_stage(by=world.lead, inspection=inspection, to=Stage.PUBLISHED, with_letter=True)
    assert str(told.value) == HELD
    assert fresh(letter).inspection.stage == Stage.SIGNED


def test_every_move_to_signed_published_or_back_from_there_is_the_letters():
    ends = {Stage.SIGNED, Stage.PUBLISHED}
    assert {pair for pair in MOVES if pair[1] in ends or pair[0] == Stage.SIGNED} <= THROUGH_LETTER <= set(MOVES)


def test_a_letter_is_not_published_with_other_fieldwork_days_than_were_signed(world, letter):
    ready = signed(world, letter)
    assert ready.version.startswith(FORM)
    KeyDate.objects.filter(inspection=world.inspection, step="fieldwork").update(computed=SEEN)
    Inspection.objects.filter(pk=world.inspection.pk).update(fieldwork_from=SEEN, fieldwork_to=SEEN)
    assert not is_current(fresh(ready))
    with pytest.raises(LetterError, match="these exact words"):
        publish_letter(by=world.lead, letter=fresh(ready), published_on=SEEN)


def test_what_was_signed_before_the_days_were_covered_stays_signed(world, letter):
    ready = signed(world, letter)
    old = current_version(ready, form="")
    assert not old.startswith(FORM)
    Letter.objects.filter(pk=ready.pk).update(version=old)
    ready.signatures.update(version=old)
    assert is_current(fresh(ready))
    publish_letter(by=world.lead, letter=fresh(ready), published_on=SEEN)
    assert fresh(ready).state == LetterState.PUBLISHED


def test_additional_evidence_without_a_last_day_blocks_the_letter_until_it_has_one(world):
    letter = make_letter(world)
    make_passage(world, letter)
    more = agree(world, "additional_evidence", begins=date(2022, 10, 24), until=None)
    assert [gap.sentence for gap in blocking_gaps(fresh(letter)) if "no last day yet" in gap.sentence]
    decide(world, more, "ended", until=date(2022, 10, 26))
    assert not [gap.sentence for gap in blocking_gaps(fresh(letter)) if "no last day yet" in gap.sentence]
    assert "26 October 2022" in basis_of(world.inspection)
