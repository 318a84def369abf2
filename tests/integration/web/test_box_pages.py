"""A box through its pages: whom it tells of, read at an agency's door, agreed to, what others can learn."""

import pytest
from django.urls import reverse

from joinedup.inspections.enums import Stage
from joinedup.letter.boxes.actions import ask_to_read, describe_box
from joinedup.letter.boxes.models import BoxReading
from joinedup.letter.boxes.queries import agreement_of, story_of
from tests.factories.boxes import make_box, make_child_told_of, told_of_service
from tests.factories.evidence import letter_framework, make_letter
from tests.factories.inspections import make_inspection


@pytest.fixture
def world(db):
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def box(world):
    return make_box(world, make_letter(world))


def address(box, name="box", *more):
    return reverse(f"inspectorate:{name}", args=[box.inspection_id, box.pk, *more])


def at_door(reading):
    return reverse("agency:box-reading", args=[reading.inspection_id, reading.pk])


DAY = {"on_day": "20", "on_month": "10", "on_year": "2022"}


def test_a_box_is_brought_from_nothing_said_to_nothing_lacking(pages_as, world, box):
    lead, police = pages_as(world.lead), pages_as(world.coordinators["police"])
    letter = lead.get(reverse("inspectorate:letter", args=[world.inspection.pk]))
    page = lead.get(letter.links()[f"Whom this box is about, and who read it: {box.title}"])
    assert "say whether it is about a child or a service" in page.text
    said = {"about": "service", "agency": str(world.agencies["police"].pk)}
    page = lead.post(page.links()["Say whom it tells of"], said)
    assert f"has not been read by {world.agencies['police'].name}" in page.text
    lead.post(page.links()["Write what others can learn"], {"text": "Ask twice.", "findings": _findings(box)})
    assert "is asked to read it" in lead.post(address(box, "box-ask")).text
    home = police.get(reverse("agency:home"))
    page = police.get(home.links()["A box of the letter waits to be read by you"])
    assert "What others can learn: Ask twice." in page.text
    page = police.post(at_door(BoxReading.objects.get()), {"answer": "clear", "words": "It is so."})
    assert "Your answer has arrived" in page.text
    page = lead.get(address(box))
    assert "This box lacks nothing." in page.text
    assert "It is so." in page.text


def _findings(box):
    return [str(one.pk) for passage in box.passages.all() for one in passage.findings.all()]


def test_a_box_about_a_child_says_what_was_varied_and_who_agreed(pages_as):
    child, world = make_child_told_of()
    box = make_box(world, make_letter(world), tracked=child)
    holding = next(agency for agency in world.agencies.values() if any(row.startswith(f"{agency.key}:") for row in child.records))
    lead = pages_as(world.lead)
    said = {"about": "child", "tracked": str(child.pk), "agency": str(holding.pk), "pseudonyms": "Ash\nBo\n", "varied": "on"}
    page = lead.post(address(box, "box-describe"), said)
    assert "Ash and Bo" in page.text
    assert story_of(box).pseudonyms == ["Ash", "Bo"]
    page = lead.post(address(box, "box-agreement"), {"to": "given", "whose": "parent", "how": "By telephone.", **DAY})
    assert "a parent, agreed. By telephone." in page.text
    page = lead.post(address(box, "box-agreement"), {"to": "withdrawn", "whose": "parent", "how": "She rang.", **DAY})
    assert "does not agree that it is told" in page.text
    assert agreement_of(box) == "withdrawn"
    lead.post(address(box, "box-ask"))
    reading = BoxReading.objects.get()
    told = pages_as(world.coordinators[holding.sector]).get(at_door(reading)).text
    assert f"it is {child.code}" in told
    assert "could be known by it" in told


def test_what_is_wrong_is_said_on_the_form(pages_as, world, box):
    lead = pages_as(world.lead)
    assert "Say whether it tells of a child or a service." in lead.post(address(box, "box-describe"), {}).text
    assert "which agency knows the child" in lead.post(address(box, "box-describe"), {"about": "child"}).text
    for name in ("box-lesson", "box-agreement"):  # first it is said whom the box tells of
        assert lead.client.get(address(box, name)).headers["Location"] == address(box, "box-describe")
    told_of_service(world, box)
    assert "Say what others can learn." in lead.post(address(box, "box-lesson"), {}).text
    page = lead.post(address(box, "box-agreement"), {})
    assert "Choose what was said." in page.text
    reading = ask_to_read(by=world.lead, box=box)
    police = pages_as(world.coordinators["police"])
    assert "Choose an answer." in police.post(at_door(reading), {}).text
    assert "could be known by, or what is wrong" in police.post(at_door(reading), {"answer": "not_clear"}).text
    assert "exactly these words" in lead.post(address(box, "box-ask"), status=403).text


def test_what_was_taken_back_is_read_no_more(pages_as, world, box):
    told_of_service(world, box)
    reading = ask_to_read(by=world.lead, box=box)
    page = pages_as(world.lead).post(address(box, "box-take-back", reading.pk))
    assert "is not asked any more" in page.text
    assert "You are not asked to read this any more." in pages_as(world.coordinators["police"]).get(at_door(reading)).text


def test_nobody_else_reads_a_box_at_the_door(pages_as, world, box):
    told_of_service(world, box)
    reading = ask_to_read(by=world.lead, box=box)
    for person in (world.coordinators["local_authority"], world.lead, make_inspection().coordinators["police"]):
        pages_as(person).get(at_door(reading), status=404)


def test_a_signatory_reads_what_is_said_of_a_box_and_says_nothing(pages_as, world, box):
    describe_box(by=world.lead, box=box, about="service", agency=world.agencies["police"])
    signatory = pages_as(world.signatories["ofsted"])
    assert "Change this" not in signatory.get(address(box)).links()
    signatory.get(address(box, "box-describe"), status=403)
    signatory.post(address(box, "box-ask"), status=403)
