"""The letter is checked: read from outside the team, sent to each agency's door under embargo, decided and answered."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from joinedup.areas.actions import add_agency_member
from joinedup.audit.queries import entries
from joinedup.inspections.actions import move_stage
from joinedup.inspections.enums import Stage
from joinedup.letter.accuracy.models import AccuracyPoint, AccuracyReply, Proof
from joinedup.letter.models import Letter
from joinedup.letter.quality.models import QualityQuery, QualityReader
from tests.factories.checking import a_point, a_query, no_comments, outside_reader, reply_of, send_out
from tests.factories.disclosure import checked
from tests.factories.evidence import letter_framework, make_letter, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


@pytest.fixture
def letter(world):
    letter = make_letter(world)
    make_passage(world, letter)
    move_stage(by=world.lead, inspection=world.inspection, to=Stage.CHECKING)
    return Letter.objects.select_related("inspection").get(pk=checked(world, letter).pk)


@pytest.fixture
def reader(world, letter):
    return outside_reader(world)


@pytest.fixture
def reply(world, letter):
    return reply_of(world, send_out(world, letter, "Please say what is wrong in it."))


def at(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def door(reply, name, *more):
    return reverse(f"agency:{name}", args=[reply.inspection_id, reply.pk, *more])


def test_a_lead_appoints_a_reader_and_ends_the_reading(world, letter, pages_as):
    person, lead = outside_reader(world), pages_as(world.lead)
    row = QualityReader.objects.get()
    page = lead.post(at(world, "letter-quality-end", row.pk))
    assert f"{person.name} sees the draft no more" in page.text
    page = lead.post(at(world, "letter-quality-appoint"), {"person": str(person.pk)})
    assert f"{person.name} can read the draft now." in page.text
    page = lead.post(at(world, "letter-quality-appoint"), {"person": ""}, follow=False)
    assert "Choose who reads the draft." in page.text
    pages_as(world.inspectors["hmicfrs"]).post(at(world, "letter-quality-appoint"), {"person": str(person.pk)}, status=403)


def test_the_reader_sees_the_draft_and_no_other_page_of_the_inspection(world, letter, reader, pages_as):
    pages = pages_as(reader)
    home = pages.get(reverse("inspectorate:home"))
    assert "The draft letter:" in home.text
    page = pages.get(at(world, "letter-reading"))
    assert letter.passages.get().text in page.text
    for name in ("inspection", "letter", "letter-quality", "letter-accuracy", "findings", "notes", "children"):
        pages.get(at(world, name), status=404)
    last = [entry for entry in entries(str(world.inspection.pk)) if entry.actor == str(reader.pk)]
    assert last[-1].action == "draft read for its quality"


def test_nobody_else_reads_it_there(world, letter, reader, pages_as):
    for person in (world.lead, world.signatories["ofsted"], world.coordinators["police"], make_person()):
        pages_as(person).get(at(world, "letter-reading"), status=404)


def test_a_query_goes_from_reader_to_team_and_back_until_it_is_closed(world, letter, reader, pages_as):
    passage = letter.passages.get()
    outside, inside = pages_as(reader), pages_as(world.inspectors["hmicfrs"])
    page = outside.post(at(world, "letter-query-new", passage.pk), {"words": ""}, follow=False)
    assert "Write what you ask." in page.text
    page = outside.post(at(world, "letter-query-new", passage.pk), {"words": "Which week was it?"})
    assert "Quality query 1 is raised." in page.text
    query = QualityQuery.objects.get()
    page = inside.get(at(world, "letter-quality"))
    assert "Quality query 1" in page.text
    page = inside.post(at(world, "letter-query-move", query.pk, "answer"), {"words": "The second of May."})
    assert "The second of May." in page.text
    page = outside.post(at(world, "letter-query-move", query.pk, "again"), {"words": "Of which year?"})
    inside.post(at(world, "letter-query-move", query.pk, "answer"), {"words": "2022."})
    page = outside.post(at(world, "letter-query-move", query.pk, "close"), {"words": ""})
    assert "Closed" in page.text
    inside.post(at(world, "letter-query-move", query.pk, "answer"), {"words": "More."}, status=200, follow=False)
    assert QualityQuery.objects.get().state == "closed"
    inside.get(at(world, "letter-query-move", query.pk, "burn"), status=404)


def test_a_query_on_the_whole_and_a_reading_said_to_be_done(world, letter, reader, pages_as):
    pages = pages_as(reader)
    pages.post(at(world, "letter-query-whole"), {"words": "Why is it so short?"})
    assert QualityQuery.objects.get().passage_id is None
    page = pages.get(at(world, "letter-reading"))
    version = next(node.get("value") for node in page.tree.iter("input") if node.get("name") == "version")
    page = pages.post(at(world, "letter-reading-done"), {"version": version})
    assert "You said that you have read this version" in page.text
    pages.post(at(world, "letter-reading-done"), {"version": "another"}, status=403)


def test_the_lead_sends_the_draft_and_sees_who_is_awaited(world, letter, pages_as):
    lead = pages_as(world.lead)
    assert "has not been sent yet" in lead.get(at(world, "letter-accuracy")).text
    assert "word for word as it stands now" in lead.get(at(world, "letter-accuracy-send")).text
    page = lead.post(at(world, "letter-accuracy-send"), {"words": ""})
    assert "Draft 1 is sent to" in page.text
    assert page.text.count("Awaited") == len(world.agencies)
    pages_as(world.inspectors["hmicfrs"]).get(at(world, "letter-accuracy-send"), status=403)


def test_what_keeps_it_back_is_said_where_it_would_be_sent(world, letter, reader, pages_as):
    a_query(reader, letter)
    page = pages_as(world.lead).post(at(world, "letter-accuracy-send"), {"words": "Kept words."}, follow=False)
    assert "Quality query 1 is open" in page.text
    assert "Kept words." in page.text


def test_an_agency_reads_comments_proves_and_replies_once(world, letter, reply, pages_as):
    police, passage = world.coordinators["police"], letter.passages.get()
    pages = pages_as(police)
    assert "The draft letter awaits your comments" in pages.get(reverse("agency:home")).text
    page = pages.get(door(reply, "draft"))
    assert passage.text in page.text
    assert police.name in page.text
    assert len([node for node in page.tree.iter() if node.get("class") == "app-watermark"]) == 1
    page = pages.post(door(reply, "draft-comment-on", passage.pk), {"text": ""}, follow=False)
    assert "Write your comment." in page.text
    page = pages.post(door(reply, "draft-comment-on", passage.pk), {"text": "It was a Tuesday."})
    point = AccuracyPoint.objects.get()
    file = io.BytesIO(b"Tuesday")
    file.name = "log.txt"
    pages.post(door(reply, "draft-prove", point.pk), {"file": file})
    proof = Proof.objects.get()
    assert pages.client.get(door(reply, "draft-proof", proof.pk)).content == b"Tuesday"
    pages.post(door(reply, "draft-comment"), {"text": "Too long altogether."})
    other = AccuracyPoint.objects.get(number=2)
    pages.post(door(reply, "draft-point", other.pk), {"text": "Too short altogether."})
    assert "Too short altogether." in pages.get(door(reply, "draft")).text
    pages.post(door(reply, "draft-take-out", other.pk))
    page = pages.post(door(reply, "draft-send"), {})
    assert "Your agency’s reply has arrived." in page.text
    assert "Send your agency" not in page.text
    page = pages.post(door(reply, "draft-send"), {}, follow=False)
    assert "has sent its reply" in page.text
    pages.get(door(reply, "draft-comment"), status=404)
    assert "The draft letter awaits" not in pages.get(reverse("agency:home")).text


def test_an_agency_says_that_it_has_no_comments(world, letter, reply, pages_as):
    page = pages_as(world.coordinators["police"]).post(door(reply, "draft-send"), {"none": "yes"})
    assert "No comments" in page.text
    assert AccuracyReply.objects.get(pk=reply.pk).state == "no_comments"


def test_the_pdf_bears_its_readers_name(world, letter, reply, pages_as):
    answer = pages_as(world.coordinators["police"]).client.get(door(reply, "draft-pdf"))
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    text = " ".join(pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_bounded().split())
    assert f"Read by {world.coordinators['police'].name}" in text


def test_no_other_agency_and_no_contributor_reads_it(world, letter, reply, pages_as):
    contributor = make_person()
    add_agency_member(by=None, agency=world.agencies["police"], person=contributor, role="contributor")
    point = a_point(world, reply)
    for person in (contributor, world.coordinators["local_authority"], world.lead, make_person()):
        pages = pages_as(person)
        for name, more in (("draft", ()), ("draft-pdf", ()), ("draft-comment", ()), ("draft-point", (point.pk,))):
            pages.get(door(reply, name, *more), status=404)


def test_once_published_the_draft_is_shown_no_more_but_the_answer_is(world, letter, reply, pages_as):
    Letter.objects.filter(pk=letter.pk).update(state="published")
    pages = pages_as(world.coordinators["police"])
    page = pages.get(door(reply, "draft"))
    assert "its draft is shown no more" in page.text
    assert letter.passages.get().text not in page.text
    pages.get(door(reply, "draft-pdf"), status=404)


def test_the_lead_decides_each_point_and_answers_all_at_once(world, letter, reply, pages_as):
    lead, council = pages_as(world.lead), pages_as(world.coordinators["local_authority"])
    point = a_point(world, reply, "It was a Tuesday, says our log.")
    police = pages_as(world.coordinators["police"])
    police.post(door(reply, "draft-send"), {})
    no_comments(world, reply.check_of)
    page = lead.get(at(world, "letter-accuracy"))
    assert "To decide" in page.text
    page = lead.post(at(world, "letter-accuracy-point", point.pk), {"decision": "not_accepted", "reason": ""}, follow=False)
    assert "Give the reason" in page.text
    said = {"decision": "not_accepted", "reason": "The log we saw says Monday."}
    page = lead.post(at(world, "letter-accuracy-point", point.pk), said)
    assert "is decided" in page.text
    assert "The log we saw" not in police.get(door(reply, "draft")).text  # told when all are told
    assert "The log we saw" in lead.get(at(world, "letter-accuracy-answer")).text
    lead.post(at(world, "letter-accuracy-answer"), {"words": "Thank you for reading closely."})
    assert "The log we saw" in police.get(door(reply, "draft")).text
    other = AccuracyReply.objects.get(check_of=reply.check_of, agency=world.agencies["local_authority"])
    page = council.get(door(other, "draft"))
    assert "Thank you for reading closely." in page.text
    assert "The log we saw" in page.text
    assert "says our log" not in page.text  # never another agency's words


def test_an_agency_is_given_longer(world, letter, reply, pages_as):
    lead, later = pages_as(world.lead), reply.due_on + timedelta(days=7)
    parts = {"until_day": str(later.day), "until_month": str(later.month), "until_year": str(later.year)}
    page = lead.post(at(world, "letter-accuracy-longer", reply.pk), {**parts, "why": "Half-term."})
    assert "has longer to comment" in page.text
    page = lead.post(at(world, "letter-accuracy-longer", reply.pk), {**parts, "why": "Again."}, follow=False)
    assert "a day after the one it has now" in page.text
    assert AccuracyReply.objects.get(pk=reply.pk).due_on == later > timezone.localdate()
