"""How the letter reads: hints beside its passages and on a page of their own, for the team, and logged."""

import pytest
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.inspections.enums import Stage
from joinedup.letter.review import blocking_gaps
from joinedup.letter.style.queries import hints_by_passage
from tests.factories.evidence import letter_framework, make_letter, make_passage
from tests.factories.inspections import make_inspection

TEXT = "Partners recognize 40% of children at risk."


@pytest.fixture
def world(db):
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    return make_letter(world)


def address(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def test_the_hints_of_each_passage_stand_with_it_and_lead_to_it(world, letter, pages_as):
    passage = make_passage(world, letter, text=TEXT)
    page = pages_as(world.lead).get(address(world, "letter-style"))
    assert "2 hints" in page.text
    assert "“recognize” is spelt “recognise” in British English." in page.text
    assert "“40%” has no source." in page.text
    assert address(world, "passage-reword", passage.pk) in page.links().values()


def test_a_section_shows_them_beneath_the_passage(world, letter, pages_as):
    make_passage(world, letter, text=TEXT)
    page = pages_as(world.lead).get(address(world, "letter-section", "strengths"))
    assert "“recognize” is spelt “recognise” in British English." in page.text


def test_nothing_to_look_at_is_said_in_so_many_words(world, letter, pages_as):
    make_passage(world, letter)
    page = pages_as(world.lead).get(address(world, "letter-style"))
    assert "No hints" in page.text
    assert "Strengths" in page.text


def test_who_may_not_write_reads_them_without_a_way_to_change(world, letter, pages_as):
    passage = make_passage(world, letter, text=TEXT)
    page = pages_as(world.signatories["hmicfrs"]).get(address(world, "letter-style"))
    assert "2 hints" in page.text
    assert (address(world, "passage-reword", passage.pk) in page.links().values()) is False


def test_reading_them_is_logged_and_holds_nothing_up(world, letter, pages_as):
    make_passage(world, letter, text=TEXT)
    before = [gap.sentence for gap in blocking_gaps(letter)]
    counted = Entry.objects.count()
    pages_as(world.lead).get(address(world, "letter-style"))
    assert Entry.objects.count() > counted
    assert not any("recogn" in sentence or "40%" in sentence for sentence in before)


def test_a_hint_is_dismissed_beside_its_passage_and_brought_back_on_the_hints_page(world, letter, pages_as):
    passage, lead = make_passage(world, letter, text=TEXT), pages_as(world.lead)
    key = next(hint.key for hint in hints_by_passage(letter)[str(passage.pk)] if hint.kind == "spelling")
    page = lead.post(address(world, "passage-hint", passage.pk), {"hint": key, "do": "dismiss", "from": "section"}, follow=True)
    assert "The hint is dismissed." in page.text
    assert "“40%” has no source." in page.text
    assert "“recognize”" not in page.text
    page = lead.get(address(world, "letter-style"))
    assert "1 hint dismissed" in page.text
    assert f"Dismissed by {world.lead.name}" in page.text
    page = lead.post(address(world, "passage-hint", passage.pk), {"hint": key, "do": "back"}, follow=True)
    assert "2 hints" in page.text
    assert "dismissed" not in page.text


def test_a_hint_that_is_gone_is_said_to_be_gone(world, letter, pages_as):
    passage = make_passage(world, letter, text=TEXT)
    page = pages_as(world.lead).post(address(world, "passage-hint", passage.pk), {"hint": "gone"}, follow=True)
    assert "This hint is not there any more" in page.text


def test_who_may_not_write_dismisses_nothing(world, letter, pages_as):
    passage, signatory = make_passage(world, letter, text=TEXT), pages_as(world.signatories["hmicfrs"])
    assert "Dismiss" not in signatory.get(address(world, "letter-style")).text
    [key, _] = [hint.key for hint in hints_by_passage(letter)[str(passage.pk)]]
    signatory.post(address(world, "passage-hint", passage.pk), {"hint": key}, status=403)
    assert len(hints_by_passage(letter)[str(passage.pk)]) == 2
