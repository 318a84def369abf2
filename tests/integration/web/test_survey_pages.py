"""The survey at each door, and what was answered as page and as files."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from joinedup.areas.actions import add_agency_member
from joinedup.inspections.enums import Stage
from joinedup.inspections.survey.actions import answer_survey, open_survey
from joinedup.inspections.survey.models import InspectionSurvey, SurveyAnswer
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person
from tests.integration.web.two_inspections import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_inspection(stage=Stage.PUBLISHED)
    open_survey(by=world.lead, inspection=world.inspection)
    return world


def close(world):
    InspectionSurvey.objects.filter(inspection=world.inspection).update(closes_at=timezone.now() - timedelta(minutes=1))


def text(response) -> str:
    return response.content.decode()


def test_somebody_of_an_agency_says_as_what_they_answer_saves_and_returns(world):
    by, page = browser(world.coordinators["police"]), reverse("agency:survey", args=[world.inspection.pk])
    assert page in text(by.get(reverse("agency:requests", args=[world.inspection.pk])))
    assert "You answer as" in text(by.get(page))
    asked = text(by.get(page, {"group": "staff"}))
    assert "Was it clear why" in asked
    assert "Did the criteria" not in asked
    assert "not from a backup made before" in asked
    sent = {"group": "staff", "choice-asked": "partly", "words-change": "Ring before noon."}
    assert by.post(page, sent).headers["Location"] == page
    again = text(by.get(page))
    assert "What you said so far is filled in." in again
    assert "Ring before noon." in again
    assert "Choose" not in again
    leaders = text(by.get(page, {"as": "leaders"}))
    assert "Did the criteria" in leaders
    assert by.post(page, {"group": "leaders", "choice-asked": "yes"}).status_code == 302
    assert [answer.group for answer in SurveyAnswer.objects.all()] == ["leaders"]
    assert by.post(page, {"group": "leaders"}).status_code == 302  # emptied: taken back
    assert not SurveyAnswer.objects.exists()
    assert "Answer at least one question" in text(by.post(page, {"group": "leaders"}))
    wrong = text(by.post(page, {"group": "staff", "choice-asked": "ten"}))
    assert "Select a valid choice" in wrong
    close(world)
    assert "The survey closed" in text(by.get(page))
    assert page not in text(by.get(reverse("agency:requests", args=[world.inspection.pk])))


def test_before_publication_the_page_says_when_it_opens():
    early = make_inspection(stage=Stage.FIELDWORK)
    for person, door in ((early.lead, "inspectorate"), (early.coordinators["police"], "agency")):
        page = text(browser(person).get(reverse(f"{door}:survey", args=[early.inspection.pk])))
        assert "opens when the letter is published" in page


def test_results_stand_with_their_clauses_and_leave_small_groups_out(world):
    for _ in range(5):
        person = make_person()
        add_agency_member(by=None, agency=world.agencies["police"], person=person, role="contributor")
        said = {"notice": {"choice": "no"}, "change": {"words": "Ring <before> noon."}}
        answer_survey(by=person, inspection=world.inspection, group="staff", said=said)
    answer_survey(by=world.coordinators["police"], inspection=world.inspection, group="leaders", said={"notice": {"choice": "yes"}})
    by, here = browser(world.inspectors["hmicfrs"]), [world.inspection.pk]
    refused = by.get(reverse("inspectorate:survey-results", args=here))
    assert (refused.status_code, "when the survey has closed" in text(refused)) == (403, True)
    close(world)
    assert "What was answered" in text(by.get(reverse("inspectorate:survey", args=here)))
    page = text(by.get(reverse("inspectorate:survey-results", args=here)))
    assert 'aria-label="Staff of agencies: Yes 0, Partly 0, No 5, I cannot say 0"' in page
    assert "calendar:notification" in page
    assert "Fewer than 5 answered: not shown." in page
    assert page.count("Ring &lt;before&gt; noon.") == 5
    told = by.get(reverse("inspectorate:survey-json", args=here))
    rows = json.loads(told.content)["answers"]
    [no] = [row for row in rows if (row["question"], row["group"], row["choice"]) == ("notice", "staff", "no")]
    assert (no["count"], no["answered"], no["clauses"]) == (5, 5, ["calendar:notification", "calendar:lists"])
    assert no["framework_sha256"] == world.inspection.framework_sha256
    assert {row["count"] for row in rows if row["group"] != "staff"} == {None}
    for name in (world.area.name, world.inspection.code_word, str(world.inspection.pk)):
        assert name not in text(told)
    table = list(csv.DictReader(io.StringIO(text(by.get(reverse("inspectorate:survey-csv", args=here))))))
    assert len(table) == len(rows)
    assert {row["count"] for row in table if row["group"] == "leaders"} == {""}
