"""A section is taken to write: visibly, for a while, and nobody else writes in it; it can be taken over with a reason."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.actions import remove_passage, reword_passage
from joinedup.letter.history.actions import restore
from joinedup.letter.history.models import PassageVersion
from joinedup.letter.locks.actions import give_back, take_section
from joinedup.letter.locks.keeping import HELD_FOR
from joinedup.letter.locks.queries import hold_on, holds_of
from joinedup.letter.locks.rules import SectionHeld, section_free
from joinedup.letter.models import SectionHold
from joinedup.letter.placing import move_passage, move_to_section
from joinedup.letter.spans.actions import link_words, take_link_away
from tests.factories.evidence import letter_framework, make_letter, make_passage
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    return make_letter(world)


@pytest.fixture
def other(world):
    return world.inspectors["hmicfrs"]


def lapse(hold):
    SectionHold.objects.filter(pk=hold.pk).update(until=timezone.now() - timedelta(seconds=1))


def test_a_section_is_held_visibly_and_given_back(world, letter, other):
    hold = take_section(by=world.lead, letter=letter, section="strengths")
    assert holds_of(letter) == {"strengths": hold}
    assert hold.until - timezone.now() > HELD_FOR - timedelta(minutes=1)
    assert section_free(world.lead, letter, "strengths")
    assert not section_free(other, letter, "strengths")
    assert section_free(other, letter, "improve")
    give_back(by=other, letter=letter, section="strengths")  # not theirs to give
    assert hold_on(letter, "strengths") == hold
    give_back(by=world.lead, letter=letter, section="strengths")
    assert holds_of(letter) == {}


def test_nobody_needs_to_hold_a_section_to_write_in_it(world, letter, other):
    make_passage(world, letter, findings=[])
    assert holds_of(letter) == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda by, passage, finding: reword_passage(by=by, passage=passage, text="Other words."),
        lambda by, passage, finding: remove_passage(by=by, passage=passage),
        lambda by, passage, finding: move_passage(by=by, passage=passage, up=True),
        lambda by, passage, finding: move_to_section(by=by, passage=passage, section="improve"),
        lambda by, passage, finding: link_words(by=by, passage=passage, start=0, end=8, findings=[finding]),
        lambda by, passage, finding: take_link_away(by=by, span=passage.spans.get()),
        lambda by, passage, finding: restore(by=by, version=PassageVersion.objects.get()),
    ],
    ids=["reword", "remove", "move", "to section", "link", "unlink", "restore"],
)
def test_nobody_else_changes_anything_in_a_section_that_is_held(world, letter, other, change):
    passage = make_passage(world, letter)
    take_section(by=world.lead, letter=letter, section="strengths")
    with pytest.raises(SectionHeld, match=f"{world.lead.name} is writing this section just now"):
        change(other, passage, passage.findings.get())
    assert PassageVersion.objects.count() == 1


def test_a_passage_is_not_moved_into_a_section_somebody_holds(world, letter, other):
    passage = make_passage(world, letter)
    take_section(by=other, letter=letter, section="improve")
    with pytest.raises(SectionHeld):
        move_to_section(by=world.lead, passage=passage, section="improve")


def test_a_hold_lapses_and_runs_anew_with_every_saving(world, letter, other):
    passage = make_passage(world, letter)
    hold = take_section(by=world.lead, letter=letter, section="strengths")
    lapse(hold)
    assert holds_of(letter) == {}
    assert section_free(other, letter, "strengths")
    reword_passage(by=world.lead, passage=passage, text="Nobody took it meanwhile.")
    assert hold_on(letter, "strengths") == hold
    lapse(hold)
    theirs = take_section(by=other, letter=letter, section="strengths")
    hold.refresh_from_db()
    assert (hold.ended_at, hold.taken_over_by, hold_on(letter, "strengths")) == (hold.until, None, theirs)


def test_a_section_is_taken_over_by_saying_why(world, letter, other):
    hold = take_section(by=world.lead, letter=letter, section="strengths")
    with pytest.raises(SectionHeld):
        take_section(by=other, letter=letter, section="strengths", why="  ")
    assert hold_on(letter, "strengths") == hold
    theirs = take_section(by=other, letter=letter, section="strengths", why="She has gone home.")
    hold.refresh_from_db()
    assert (hold.taken_over_by, hold.why, hold_on(letter, "strengths")) == (other, "She has gone home.", theirs)
    assert not section_free(world.lead, letter, "strengths")


def test_taking_what_one_holds_lengthens_it(world, letter):
    hold = take_section(by=world.lead, letter=letter, section="strengths")
    again = take_section(by=world.lead, letter=letter, section="strengths")
    assert (again.pk, again.until > hold.until) == (hold.pk, True)


def test_only_those_who_write_take_a_section_of_the_outline(world, letter):
    with pytest.raises(InspectionRefused):
        take_section(by=world.signatories["ofsted"], letter=letter, section="strengths")
    with pytest.raises(InspectionRefused, match="no section"):
        take_section(by=world.lead, letter=letter, section="annex")


def test_two_holds_never_stand_on_one_section(world, letter, other):
    take_section(by=world.lead, letter=letter, section="strengths")
    with pytest.raises(IntegrityError):
        SectionHold.objects.create(inspection=world.inspection, letter=letter, section="strengths", by=other, until=timezone.now())
