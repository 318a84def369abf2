"""What an agency can do instead of sending a file, and what it takes away of what it sent."""

import hashlib
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from joinedup.audit.queries import entries
from joinedup.inspections.enums import Stage
from joinedup.intake.actions import ask_agencies, receive_submission
from joinedup.intake.asking.actions import chase, give_time, refuse_time
from joinedup.intake.models import DataRequest, Extension, Submission
from joinedup.intake.questions.actions import ask_question
from tests.factories.inspections import make_inspection
from tests.factories.linkage import POLICE, framework_of_people
from tests.factories.lists import MINUTES, csv_bytes

UNTIL = {"until_day": "7", "until_month": "10", "until_year": "2022"}


@pytest.fixture
def world(db):
    world = make_inspection(replace(framework_of_people(), requests=(MINUTES,)), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


@pytest.fixture
def police(pages_as, world):
    return pages_as(world.coordinators["police"])


def wanted(world, item="police-people") -> DataRequest:
    return DataRequest.objects.get(inspection=world.inspection, item=item)


def page_of(world, item="police-people", name="item"):
    return reverse(f"agency:{name}", args=[world.inspection.pk, wanted(world, item).pk])


def send(world, item="police-people", **more) -> Submission:
    by = world.coordinators["police"]
    return receive_submission(by=by, request=wanted(world, item), filename="people.csv", data=csv_bytes(POLICE), **more)


def test_a_reminder_stands_on_the_page_until_the_list_has_come(police, world):
    chase(by=world.lead, request=wanted(world), words="Please send the list by noon.")
    assert "reminded you of this" in police.get(page_of(world)).text
    assert "Please send the list by noon." in police.get(page_of(world)).text
    everything = reverse("agency:requests", args=[world.inspection.pk])
    assert police.get(everything).text.count("you were reminded of this") == 1
    send(world)
    assert "Please send the list by noon." not in police.get(page_of(world)).text
    assert "you were reminded of this" not in police.get(everything).text


def test_more_time_is_asked_for_and_what_became_of_it_is_told(police, world):
    page = police.post(page_of(world, name="more-time"), {**UNTIL, "reason": "The system is down."})
    assert "until 7 Oct 2022: The system is down. Not decided" in page.text
    assert "We need more time" not in page.text
    refuse_time(by=world.lead, extension=Extension.objects.get(), reason="Fieldwork begins.")
    page = police.get(page_of(world))
    assert f"Not given, {world.lead.name}: Fieldwork begins." in page.text
    give_time(by=world.lead, request=wanted(world), until=wanted(world).due_on.replace(day=6), reason="Two days are fine.")
    assert "Given until 6 Oct 2022" in police.get(page_of(world)).text
    assert "Due by6 October 2022" in police.get(page_of(world)).text


def test_more_time_needs_a_later_day_and_a_reason(police, world):
    page = police.post(page_of(world, name="more-time"), {**UNTIL, "until_day": "4", "reason": "Busy."})
    assert page.links()["More time must end after the day it is due now."] == "#id_until"
    page = police.post(page_of(world, name="more-time"), UNTIL)
    assert "#id_reason" in page.links().values()
    assert not Extension.objects.exists()


def test_a_file_sent_before_answers_another_item(police, world):
    sent = send(world)
    assert "We sent this before" in police.get(page_of(world, "police-minutes")).text
    assert "We sent this before" not in police.get(page_of(world)).text  # there is nothing else it could be
    page = police.post(page_of(world, "police-minutes", "same-as"), {"sent": str(sent.pk)})
    assert page.h1 == "Receipt: Minutes of strategy discussions"
    assert "for People" in page.text
    assert Submission.objects.get(same_as=sent).request == wanted(world, "police-minutes")


def test_a_file_that_holds_no_such_list_is_refused_with_the_reason(police, world):
    minutes = receive_submission(
        by=world.coordinators["police"], request=wanted(world, "police-minutes"), filename="minutes.pdf", data=b"%PDF-1.7"
    )
    page = police.post(page_of(world, name="same-as"), {"sent": str(minutes.pk)})
    assert "#id_sent" in page.links().values()
    assert Submission.objects.count() == 1
    page = police.post(page_of(world, name="same-as"), {"sent": str(world.inspection.pk)})
    assert page.links()["Choose one of the files you sent."] == "#id_sent"


def test_whom_a_list_covers_is_asked_in_the_frameworks_words_and_of_lists_alone(police, world):
    page = police.get(page_of(world))
    assert "Whom does this list cover?" in page.text
    assert "Whom does this list cover?" not in police.get(page_of(world, "police-minutes")).text
    page = police.post(page_of(world), file=SimpleUploadedFile("people.csv", csv_bytes(POLICE)))
    assert page.links()["Say whom the list covers."] == "#id_coverage"
    page = police.post(page_of(world), coverage="wider", hours="2.5", file=SimpleUploadedFile("people.csv", csv_bytes(POLICE)))
    assert "A wider area, such as the whole force or trust" in page.text
    assert (Submission.objects.get().coverage, float(Submission.objects.get().hours)) == ("wider", 2.5)


@pytest.mark.parametrize(("hours", "words"), [("two", "Enter the hours as a number"), ("-1", "cannot be less than none")])
def test_hours_are_a_number(police, world, hours, words):
    page = police.post(page_of(world), coverage="area", hours=hours, file=SimpleUploadedFile("people.csv", csv_bytes(POLICE)))
    assert words in page.text
    assert not Submission.objects.exists()


def test_ten_hours_of_work_read_as_ten(police, world):
    sent = send(world, hours=Decimal(10))
    assert (
        "Hours of work you stated10 (with 1 of 1 file or answer)"
        in police.get(reverse("agency:burden", args=[world.inspection.pk])).text
    )
    receipt = police.client.get(reverse("agency:receipt", args=[world.inspection.pk, sent.pk])).content.decode()
    assert re.search(r"Hours stated: +10\n", receipt)
    asked = ask_question(by=world.lead, inspection=world.inspection, agency=sent.agency, text="Who chairs?", purpose="To know.")
    page = police.post(reverse("agency:question", args=[world.inspection.pk, asked.pk]), {"words": "The head.", "hours": "10"})
    assert "(10 hours of work)" in page.text


def test_the_receipt_and_the_file_are_there_to_take_away(police, world):
    sent = send(world, coverage="area")
    page = police.get(reverse("agency:submission", args=[world.inspection.pk, sent.pk]))
    text = police.client.get(page.links()["Download this receipt"])
    assert text.headers["Content-Disposition"] == f'attachment; filename="receipt-{sent.sha256[:12]}.txt"'
    told = text.content.decode()
    assert all(
        part in told for part in (sent.sha256, sent.sent_by.name, "2 rows: 2 people, 0 events", "This authority’s area alone")
    )
    file = police.client.get(page.links()["Download the file as you sent it"])
    assert hashlib.sha256(file.content).hexdigest() == sent.sha256
    assert file.headers["Content-Disposition"] == f'attachment; filename="police-people-{sent.sha256[:12]}.csv"'
    assert file.headers["Cache-Control"] == "no-store"
    assert [entry.action for entry in entries(str(world.inspection.pk))][-1] == "submission opened"


def test_what_comes_too_late_is_refused_in_words_above_the_page(police, world):
    """The page offered it; the inspection has moved on meanwhile."""
    sent, until = send(world), {**UNTIL, "reason": "The system is down."}
    type(world.inspection).objects.filter(pk=world.inspection.pk).update(stage=Stage.PUBLISHED)
    for name, said in (("more-time", until), ("same-as", {"sent": str(sent.pk)})):
        page = police.post(page_of(world, "police-minutes", name), said)
        assert page.title.startswith("Error: ")
        assert "Nothing more can be sent. This inspection is at the stage “Published”." in page.text
    assert "We need more time" not in page.text


def test_a_receipt_says_what_a_document_or_a_file_sent_before_stands_for(police, world):
    sent = send(world)
    police.post(page_of(world, "police-minutes", "same-as"), {"sent": str(sent.pk)})
    made = Submission.objects.get(same_as=sent)
    told = police.client.get(reverse("agency:receipt", args=[world.inspection.pk, made.pk])).content.decode()
    assert "Sent before:" in told
    assert "for People" in told
    assert "kept as it is, not read" in told
    assert "Issues" not in told
