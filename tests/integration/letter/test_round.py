"""Letters of a round side by side, what came of it, and the board of letters with why one slipped."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from joinedup.audit.models import Entry
from joinedup.audit.queries import verify
from joinedup.inspections.actions import add_team_member, move_stage
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.actions import WrittenMeanwhile, offer_for_signature, reword_passage, sign_off
from joinedup.letter.board.actions import open_board, say_why
from joinedup.letter.board.queries import board_of, on_board
from joinedup.letter.board.rules import can_say_why
from joinedup.letter.consistency.actions import WordingError, end_sharing, open_round, settle_wording, share_letter
from joinedup.letter.consistency.queries import (
    letters_beside,
    passages_beside,
    people_to_share_with,
    settled_on,
    shared_with,
)
from joinedup.letter.consistency.rules import can_share
from joinedup.letter.corrections.actions import propose_change, publish_correction, sign_correction
from joinedup.letter.history.queries import standing_id
from joinedup.letter.models import Letter
from joinedup.letter.publishing.actions import publish_letter, withdraw_letter
from joinedup.method.framework import KeyDate
from tests.factories.disclosure import checked
from tests.factories.evidence import SEEN, letter_framework, make_letter, make_passage
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_of_two():
    """Two inspections of one framework, each with a letter of one passage."""
    outline = letter_framework()
    framework = replace(outline, calendar=(*outline.calendar, KeyDate("draft", "Draft letter sent", 30)))
    worlds = [make_inspection(framework, stage=Stage.WRITING) for _ in range(2)]
    letters = [make_letter(world) for world in worlds]
    passages = [make_passage(world, letter) for world, letter in zip(worlds, letters, strict=True)]
    return list(zip(worlds, letters, passages, strict=True))


def test_a_draft_is_read_beside_others_only_by_whom_it_is_shared_with(round_of_two):
    (mine, letter, _), (theirs, other, passage) = round_of_two
    assert letters_beside(mine.lead, mine.inspection) == [letter]
    share_letter(by=theirs.lead, letter=other, person=mine.lead)
    assert open_round(by=mine.lead, inspection=mine.inspection, criterion="c2") == [letter, other]
    assert letters_beside(mine.inspectors["ofsted"], mine.inspection) == [letter]
    assert Entry.objects.filter(chain=str(theirs.inspection.pk), action="letter read beside others").count() == 1
    assert {row.passage for row in passages_beside([other])} == {str(passage.pk)}
    end_sharing(by=theirs.lead, shared=shared_with(other).get())
    assert letters_beside(mine.lead, mine.inspection) == [letter]
    assert verify(str(theirs.inspection.pk)) == []


def test_a_person_on_both_teams_reads_both(round_of_two):
    (mine, letter, _), (theirs, other, _) = round_of_two
    add_team_member(
        by=theirs.lead,
        inspection=theirs.inspection,
        person=mine.lead,
        inspectorate=theirs.inspectorates["ofsted"],
        role="inspector",
    )
    assert letters_beside(mine.lead, mine.inspection) == [letter, other]
    assert mine.lead not in people_to_share_with(other)


def test_only_leads_share_and_only_with_inspectors_of_the_round(round_of_two):
    (mine, _, _), (theirs, other, _) = round_of_two
    assert mine.lead in people_to_share_with(other)
    assert not can_share(theirs.inspectors["ofsted"], other)
    for person in (mine.coordinators["police"], mine.quality_assurer, theirs.inspectors["ofsted"]):
        with pytest.raises(InspectionRefused, match="same round"):
            share_letter(by=theirs.lead, letter=other, person=person)
    share_letter(by=theirs.lead, letter=other, person=mine.lead)
    with pytest.raises(InspectionRefused, match="each once"):
        share_letter(by=theirs.lead, letter=other, person=mine.lead)


def test_nobody_outside_the_team_opens_the_round(round_of_two):
    (mine, _, _), (theirs, _, _) = round_of_two
    with pytest.raises(InspectionRefused):
        open_round(by=theirs.lead, inspection=mine.inspection)


def test_what_came_of_it_is_kept_with_both_wordings(round_of_two):
    (mine, letter, passage), (theirs, other, _) = round_of_two
    share_letter(by=theirs.lead, letter=other, person=mine.lead)
    said = {"by": mine.lead, "passage": passage, "criterion": "c2"}
    kept = settle_wording(**said, text=f" {passage.text} ", why="The others mean the same.")
    assert (kept.outcome, kept.before, kept.after) == ("kept", passage.text, passage.text)
    changed = settle_wording(**said, text="Most children at risk are seen quickly.", why="The other letter says most.")
    passage.refresh_from_db()
    assert (changed.before, changed.after) == ("Children at risk are seen quickly.", passage.text)
    assert changed.beside == [str(other.pk)]
    assert list(settled_on(letter, "c2")) == [changed, kept]
    assert not settled_on(letter, "c1").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"criterion": "none"}, "criterion"), ({"why": " "}, "Say why"), ({"text": " "}, "Write the passage")],
)
def test_a_wording_is_settled_with_a_reason(round_of_two, changes, sentence):
    (mine, _, passage), _ = round_of_two
    said = {"criterion": "c2", "text": "Most are.", "why": "So do others.", **changes}
    with pytest.raises(WordingError, match=sentence):
        settle_wording(by=mine.lead, passage=passage, **said)


def test_the_board_shows_the_letters_of_ones_own_teams(round_of_two):
    (mine, letter, _), (theirs, _, _) = round_of_two
    (row,) = open_board(by=mine.lead)
    assert (row.letter, row.held, row.lacking, row.slip) == (letter, False, (), None)
    assert board_of(mine.coordinators["police"], timezone.localdate()) == []
    assert [one.inspection for one in board_of(theirs.lead, timezone.localdate())] == [theirs.inspection]


def test_the_lead_says_why_a_letter_slipped(round_of_two):
    (mine, _, _), _ = round_of_two
    found = on_board(mine.inspection, timezone.localdate())
    assert found.due.slipped
    assert found.unexplained
    assert found.step
    assert not can_say_why(mine.inspectors["ofsted"], mine.inspection, timezone.localdate())
    with pytest.raises(ValueError, match="Say why"):
        say_why(by=mine.lead, inspection=mine.inspection, why=" ")
    soon = timezone.localdate() + timedelta(days=3)
    say_why(by=mine.lead, inspection=mine.inspection, why="A court asked us to wait.", expected=soon)
    (row,) = open_board(by=mine.lead)
    assert (row.slip.why, row.slip.expected, row.slip.due, row.unexplained) == (
        "A court asked us to wait.",
        soon,
        row.due.on,
        False,
    )
    assert Entry.objects.filter(action="letter slip read").count() == 1
    assert verify(str(mine.inspection.pk)) == []


def test_a_letter_before_its_day_has_not_slipped(round_of_two):
    (mine, _, _), _ = round_of_two
    found = on_board(mine.inspection, date(2022, 10, 20))
    assert not found.due.slipped
    assert not found.unexplained


def test_what_somebody_saved_meanwhile_is_not_written_over(round_of_two):
    [(mine, _, passage), _] = round_of_two
    opened = standing_id(passage)
    reword_passage(by=mine.inspectors["ofsted"], passage=passage, text="Children are seen the same day.")
    with pytest.raises(WrittenMeanwhile):
        settle_wording(by=mine.lead, passage=passage, criterion="c2", text="Most are seen.", why="As others.", based_on=opened)
    passage.refresh_from_db()
    assert passage.text == "Children are seen the same day."


def test_a_published_letter_is_read_beside_as_it_stands_corrected_and_a_withdrawn_one_not(round_of_two):
    (mine, letter, _), (theirs, other, passage) = round_of_two
    move_stage(by=theirs.lead, inspection=theirs.inspection, to=Stage.CHECKING)
    offer_for_signature(by=theirs.lead, letter=checked(theirs, other))
    for person in theirs.signatories.values():
        sign_off(by=person, letter=other, post="Director")
    publish_letter(by=theirs.lead, letter=other, published_on=SEEN)
    other = Letter.objects.get(pk=other.pk)
    correction = propose_change(by=theirs.lead, letter=other, passage=str(passage.pk), text="Most are seen.", why="It said all.")
    for person in theirs.signatories.values():
        sign_correction(by=person, correction=correction, version=correction.version)
    publish_correction(by=theirs.lead, correction=correction)
    [_, beside] = letters_beside(mine.lead, mine.inspection)
    assert [row.text for row in passages_beside([beside])] == ["Most are seen."]
    withdraw_letter(by=theirs.lead, letter=other, why="It was about another area.")
    assert letters_beside(mine.lead, mine.inspection) == [letter]
