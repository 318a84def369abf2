"""The agencies' door: what is asked and by when, a file sent, a receipt with what to put right, and nobody else's pages."""

from dataclasses import replace
from io import BytesIO

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from joinedup.inspections.enums import Stage
from joinedup.intake.actions import ask_agencies, receive_submission, refuse_submission
from joinedup.intake.core.sheets import EXPLAINING
from joinedup.intake.enums import RequestState, SubmissionState
from joinedup.intake.models import DataRequest, Submission
from joinedup.web.components.dates import day
from tests.factories.inspections import make_inspection
from tests.factories.linkage import POLICE, framework_of_people
from tests.factories.lists import MINUTES, csv_bytes


@pytest.fixture
def world(db):
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


@pytest.fixture
def police(pages_as, world):
    return pages_as(world.coordinators["police"])


def wanted(world, sector="police") -> DataRequest:
    return DataRequest.objects.get(inspection=world.inspection, agency=world.agencies[sector])


def people_wanted(world) -> DataRequest:
    return DataRequest.objects.get(inspection=world.inspection, agency=world.agencies["police"], kind="list")


def item(world, request, name="item"):
    return reverse(f"agency:{name}", args=[world.inspection.pk, request.pk])


def people(rows, name="people.csv"):
    return SimpleUploadedFile(name, csv_bytes(rows), "text/csv")


def test_the_first_page_says_what_is_awaited_and_by_when(police, world):
    page = police.get(reverse("agency:home"))
    assert "1 thing awaited. The next is due by 4 October 2022." in page.text
    page = police.get(page.links()[f"Inspection of {world.area.name}, notified {day(world.inspection.notified_on)}"])
    assert page.h1 == f"Asked of {world.agencies['police'].name}"
    assert page.links()["People"] == item(world, wanted(world))


def test_a_request_says_why_it_is_made_and_what_each_column_is_for(police, world):
    page = police.get(item(world, wanted(world)))
    assert page.title.startswith("People")
    assert "Who is known" in page.text
    assert "SurnameTo link" in page.text  # two cells of one row


def test_a_workbook_to_fill_in_is_offered_beside_a_list(police, world):
    page = police.get(item(world, wanted(world)))
    address = page.links()["Download a workbook to fill in"]
    sent = police.client.get(address)
    assert sent.headers["Content-Disposition"] == 'attachment; filename="police-people.xlsx"'
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(b"".join(sent.streaming_content)))
    assert book.sheet_names == ["People", *EXPLAINING]


def test_a_list_is_sent_and_its_receipt_says_what_was_read_and_what_to_put_right(police, pages_as, world):
    rows = [*POLICE, ["9", "Sam", "Reed", "32/13/2014", ""]]
    page = police.post(item(world, wanted(world)), coverage="area", file=people(rows))
    sent = Submission.objects.get()
    assert page.h1 == "Receipt: People"
    assert sent.sha256 in page.text
    assert "3 rows: 3 people" in page.text
    assert "“DOB” is not a date that can be read." in page.text
    assert "Row 4" in page.text
    assert "Written: “32/13/2014”" in page.text
    for_the_team = pages_as(world.lead).get(reverse("inspectorate:submission", args=[world.inspection.pk, sent.pk]))
    assert "32/13/2014" not in for_the_team.text  # whoever wrote it may see it; for others it stays in the file


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence_and_nothing_is_kept(police, world):
    page = police.post(item(world, wanted(world)), coverage="area", file=SimpleUploadedFile("people.csv", b"\x00\x01\x02"))
    assert page.title.startswith("Error: ")
    assert "#id_file" in page.links().values()
    assert not Submission.objects.exists()


def test_no_file_is_an_error_that_says_what_to_do(police, world):
    page = police.post(item(world, wanted(world)))
    assert page.links()["Choose the file to send."] == "#id_file"


def test_an_agency_says_that_it_does_not_hold_a_list(police, world):
    page = police.post(item(world, wanted(world), "not-held"), {"answer": ""})
    assert "Say why it is not held, or who holds it." in page.text
    page = police.post(item(world, wanted(world), "not-held"), {"answer": "The county force holds it."})
    assert page.h1.startswith("Asked of")
    assert wanted(world).state == RequestState.NOT_HELD


def test_what_was_sent_back_is_asked_again_with_the_reason(police, pages_as, world):
    police.post(item(world, wanted(world)), coverage="area", file=people(POLICE))
    sent = Submission.objects.get()
    back = reverse("inspectorate:send-back", args=[world.inspection.pk, sent.pk])
    lead = pages_as(world.lead)
    assert "Say what the agency should send instead." in lead.post(back, {"reason": " "}).text
    lead.post(back, {"reason": "Please send this year's."})
    page = police.get(item(world, wanted(world)))
    assert "Please send this year's." in page.text
    assert "Where it standsSent back" in page.text
    assert ": sent back." in page.text
    assert "Where it standsSent back" in police.get(reverse("agency:submission", args=[world.inspection.pk, sent.pk])).text
    assert "Sent back" in lead.get(reverse("inspectorate:lists", args=[world.inspection.pk])).text


def test_what_was_sent_back_comes_first_among_what_is_awaited(pages_as):
    world = make_inspection(replace(framework_of_people(), requests=(MINUTES, replace(MINUTES, id="earlier", due=1))), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    sent = receive_submission(
        by=world.coordinators["police"], request=people_wanted(world), filename="p.csv", data=csv_bytes(POLICE)
    )
    refuse_submission(by=world.lead, submission=sent, reason="Please send this year's.")
    page = pages_as(world.coordinators["police"]).get(reverse("agency:requests", args=[world.inspection.pk]))
    assert next(text for text, href in page.links().items() if "/requests/" in href) == "People"


def test_documents_and_whoever_is_asked_for_nothing_else_count_as_awaited(pages_as):
    world = make_inspection(replace(framework_of_people(), requests=(MINUTES,)), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    police = world.agencies["police"].name
    page = pages_as(world.lead).get(reverse("inspectorate:inspection", args=[world.inspection.pk]))
    assert f"{police}: 2 things awaited" in page.text
    page = pages_as(world.lead).get(reverse("inspectorate:lists", args=[world.inspection.pk]))
    rows = page.response.content.decode().count('<th scope="row"')
    assert f"{rows} things asked for: 0 accepted, 0 to decide on, 0 not held, {rows} awaited." in page.text


def test_the_team_accepts_what_came_and_sees_it_counted(police, pages_as, world):
    police.post(item(world, wanted(world)), coverage="area", file=people(POLICE))
    sent, lead = Submission.objects.get(), pages_as(world.lead)
    lists = reverse("inspectorate:lists", args=[world.inspection.pk])
    page = lead.get(lead.get(lists).links()["People"])
    assert "2 rows: 2 people" in page.text
    page = lead.post(reverse("inspectorate:accept", args=[world.inspection.pk, sent.pk]))
    assert "2 things asked for: 1 accepted, 0 to decide on, 0 not held, 1 awaited." in page.text
    sent.refresh_from_db()
    assert sent.state == SubmissionState.ACCEPTED


def test_the_lead_asks_the_agencies_from_the_page(pages_as):
    world = make_inspection(framework_of_people(), Stage.NOTIFIED)
    page = pages_as(world.lead).get(reverse("inspectorate:lists", args=[world.inspection.pk]))
    assert "Ask the agencies" in page.text
    page = pages_as(world.lead).post(reverse("inspectorate:ask", args=[world.inspection.pk]))
    assert "2 requests were made." in page.text
    assert "Ask the agencies" not in page.text  # everything has been asked for
    refusal = pages_as(world.inspectors["ofsted"]).post(reverse("inspectorate:ask", args=[world.inspection.pk]), status=403)
    assert "Only a lead inspector" in refusal.text


def test_another_agencys_pages_do_not_exist(pages_as, police, world):
    police.post(item(world, wanted(world)), coverage="area", file=people(POLICE))
    sent = Submission.objects.get()
    council = pages_as(world.coordinators["local_authority"])
    council.get(item(world, wanted(world)), status=404)
    council.get(reverse("agency:submission", args=[world.inspection.pk, sent.pk]), status=404)
    council.post(item(world, wanted(world)), coverage="area", file=people(POLICE), status=404)
    pages_as(world.lead).get(item(world, wanted(world)), status=404)
    police.get(reverse("inspectorate:submission", args=[world.inspection.pk, sent.pk]), status=404)


def test_before_notification_an_agency_sees_nothing(pages_as):
    world = make_inspection(framework_of_people())
    pages = pages_as(world.coordinators["police"])
    assert "No inspection asks anything of your agency" in pages.get(reverse("agency:home")).text
    pages.get(reverse("agency:requests", args=[world.inspection.pk]), status=404)
