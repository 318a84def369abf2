"""The disclosure check through its pages: what was found in its place, a decision with its reason, and offering."""

import pytest
from django.urls import reverse

from joinedup.inspections.enums import Stage
from joinedup.letter.disclosure.actions import decide
from joinedup.letter.disclosure.models import DisclosureCheck, DisclosureHit
from joinedup.letter.publishing.actions import publish_letter
from joinedup.web.inspectorate.waiting import work_left
from tests.factories.evidence import SEEN, letter_framework, make_letter, make_passage, make_signed
from tests.factories.inspections import make_inspection


@pytest.fixture
def world(db):
    return make_inspection(letter_framework(), stage=Stage.WRITING)


def address(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def test_a_letter_is_checked_and_what_was_found_is_decided(pages_as, world):
    make_passage(world, make_letter(world), text="It was so for three children of one school.")
    pages, home = pages_as(world.lead), address(world, "letter-disclosure")
    assert pages.get(address(world, "letter")).links()["Disclosure check"] == home
    assert "has not been checked yet" in pages.get(home).text
    assert "1 thing to decide" in pages.post(address(world, "letter-disclosure-check")).text
    hit = DisclosureHit.objects.get()
    page = pages.get(home)
    assert "To decide (1)" in page.text and "Counts fewer than ten people" in page.text
    one = address(world, "letter-disclosure-hit", hit.pk)
    assert "Say why it may stand" in pages.post(one, {"decision": "stand"}).text
    assert "Your decision is kept for 1 place" in pages.post(one, {"decision": "stand", "reason": "All schools of a county."}).text
    page = pages.get(home)
    assert "May stand (1)" in page.text and "All schools of a county." in page.text
    assert "All schools of a county." in pages.get(one).text


def test_where_the_same_words_stand_twice_one_decision_is_made_for_both(pages_as, world):
    letter = make_letter(world)
    for text in ("It was so for three children there.", "Later it was so for three children here."):
        make_passage(world, letter, text=text)
    pages = pages_as(world.lead)
    pages.post(address(world, "letter-disclosure-check"))
    one, other = DisclosureHit.objects.all()
    page = pages.get(address(world, "letter-disclosure-hit", one.pk))
    assert "The same words stand here too" in page.text and "wherever these words stand" not in page.text
    pages.post(address(world, "letter-disclosure-hit", one.pk), {"decision": "change", "also": [str(other.pk)]})
    assert "To be changed (2)" in pages.get(address(world, "letter-disclosure")).text


def test_a_changed_letter_says_that_it_is_to_be_checked_again(pages_as, world):
    letter = make_letter(world)
    pages = pages_as(world.lead)
    pages.post(address(world, "letter-disclosure-check"))
    assert "Nothing was found." in pages.get(address(world, "letter-disclosure")).text
    make_passage(world, letter)
    assert "has changed since it was checked" in pages.get(address(world, "letter-disclosure")).text


def test_offering_has_the_letter_checked_first_and_keeps_what_was_found(pages_as, world):
    make_passage(world, make_letter(world), text="It was so for three children of one school.")
    world.move_to(Stage.CHECKING)
    refused = pages_as(world.lead).post(address(world, "letter-offer"), status=403)
    assert "One thing in the letter may tell who somebody is" in refused.text
    assert DisclosureCheck.objects.count() == 1 and DisclosureHit.objects.get().stands


def test_a_signatory_reads_and_decides_nothing(pages_as, world):
    make_passage(world, make_letter(world), text="It was so for three children of one school.")
    pages_as(world.lead).post(address(world, "letter-disclosure-check"))
    pages = pages_as(world.signatories["ofsted"])
    assert "Check the letter now" not in pages.get(address(world, "letter-disclosure")).text
    hit = DisclosureHit.objects.get()
    assert "What becomes of it?" not in pages.get(address(world, "letter-disclosure-hit", hit.pk)).text
    refusal = pages.post(address(world, "letter-disclosure-hit", hit.pk), {"decision": "change"}, status=403)
    assert "Only an inspector of this inspection" in refusal.text


def test_what_is_open_is_work_left_to_the_team(pages_as, world):
    make_passage(world, make_letter(world), text="It was so for three children of one school.")
    pages_as(world.lead).post(address(world, "letter-disclosure-check"))
    said = "Decide on 1 thing by which the letter may tell who somebody is"
    assert said in [item.sentence for item in work_left(world.inspectors["ofsted"], world.inspection)]
    assert said not in [item.sentence for item in work_left(world.signatories["ofsted"], world.inspection)]
    hit = DisclosureHit.objects.get()
    decide(by=world.lead, hit=hit, decision="stand", reason="All schools of a county.")
    assert said not in [item.sentence for item in work_left(world.lead, world.inspection)]


def test_a_correction_with_something_open_says_so_and_offers_no_signature(pages_as, world):
    letter = make_signed(world)
    publish_letter(by=world.lead, letter=letter, published_on=SEEN)
    passage = letter.passages.get()
    said = {"passage": passage.pk, "text": "It was so for three children of one school.", "why": "It said all."}
    pages_as(world.lead).post(address(world, "letter-correct"), said)
    page = pages_as(world.signatories["ofsted"]).get(address(world, "letter-corrections"))
    assert "may tell who somebody is" in page.text
    assert "Sign this correction" not in page.response.content.decode()
    assert "Correction: Strengths" in pages_as(world.lead).get(address(world, "letter-disclosure")).text
