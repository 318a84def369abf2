"""Notifying an area through the pages, from the circle to the call; and what its agencies find afterwards."""

from datetime import date

import pytest
from django.urls import reverse

from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection, KeyDate, NotificationCall
from joinedup.inspections.notifying.actions import make_pack
from joinedup.method.loader import load_framework
from tests.factories.inspections import make_inspection
from tests.factories.notifying import notify

pytestmark = pytest.mark.django_db
DAY = {"day_day": "3", "day_month": "10", "day_year": "2022"}


@pytest.fixture
def world():
    return make_inspection()


@pytest.fixture
def lead(pages_as, world):
    return pages_as(world.lead)


def at(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def called(world, **changes):
    said = {"reached": "yes", "post": "Director", "called_by": str(world.lead.pk), "minute": "9:04", "said": "All of it."}
    return {**said, **DAY, **changes}


def test_the_lead_prepares_and_calls_and_the_area_is_notified(lead, world):
    page = lead.get(at(world, "inspection"))
    assert page.links()["Notify the area"] == at(world, "notifying")
    assert "Make the notification pack" in lead.get(at(world, "notifying")).text
    assert "Make the notification pack before you telephone" in lead.get(at(world, "call"), status=403).text
    page = lead.post(at(world, "pack-make"))
    assert page.h1 == "Notification pack 1"
    assert world.area.name in page.text
    page = lead.post(at(world, "call"), called(world, reached="no", said="", minute="8:58"))
    assert "The area is not notified yet." in page.text
    page = lead.post(at(world, "call"), called(world, asked="Passes?"))
    assert page.h1 == world.area.name
    assert Inspection.objects.get(pk=world.inspection.pk).stage == Stage.NOTIFIED
    page = lead.get(at(world, "notifying"))
    assert "3 October 2022 at 9:04am" in page.text
    assert "3 October 2022 at 8:58am" in page.text
    assert "Passes?" in page.text


def test_the_button_to_move_on_leads_to_the_door_of_notification(lead, world):
    response = lead.client.post(at(world, "move"), {"to": "notified"})
    assert response.headers["Location"] == at(world, "notifying")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minute": "9"}, "Enter hours and minutes"),
        ({"said": " "}, "Write down what was said."),
        ({"day_year": "2921"}, "The call lies in the future"),
        ({"day_day": "4"}, "Set the day of notification first"),
        ({"reached": ""}, "Say whether you reached them."),
    ],
)
def test_what_is_missing_of_a_call_is_said_beside_its_field(lead, world, changes, sentence):
    make_pack(by=world.lead, inspection=world.inspection)
    page = lead.post(at(world, "call"), called(world, **changes))
    assert page.title.startswith("Error: ")
    assert sentence in page.text
    assert not NotificationCall.objects.filter(inspection=world.inspection).exists()


def test_a_weekend_is_questioned_and_taken_when_meant(lead, world):
    said = {"day_day": "8", "day_month": "10", "day_year": "2022", "why": "A weekend shift reads them."}
    page = lead.post(at(world, "set-day", "lists"), said)
    assert "Saturday 8 October 2022 is no working day in England. Is it what you mean?" in page.text
    page = lead.post(at(world, "set-day", "lists"), {**said, "asked": "1", "although": "on"})
    assert "8 October 2022" in page.text
    assert KeyDate.objects.get(inspection=world.inspection, step="lists").printed.day == 8
    lead.post(at(world, "day-as-counted", "lists"))
    assert KeyDate.objects.get(inspection=world.inspection, step="lists").printed is None
    page = lead.post(at(world, "set-day", "notification"), {**said, "asked": "1", "although": "on"})
    assert "must be a working day" in page.text


def test_somebody_is_named_into_the_circle_and_taken_out(lead, world, pages_as):
    outside = world.inspectors["hmicfrs"]
    theirs = pages_as(outside)
    assert "opens when the area is notified" in theirs.get(at(world, "area"), status=403).text
    page = lead.post(at(world, "circle"), {"person": str(outside.pk), "why": "Books the rooms."})
    assert f"{outside.name} sees which area it is from now on." in page.text
    assert world.area.name in theirs.get(at(world, "area")).text
    row = world.inspection.needs_name.get()
    lead.post(at(world, "leave-circle", row.pk))
    theirs.get(at(world, "area"), status=403)
    assert "Taken out" in lead.get(at(world, "circle")).text


def test_agencies_find_the_pack_without_the_script(pages_as, world):
    police = pages_as(world.coordinators["police"])
    here = [world.inspection.pk]
    police.get(reverse("agency:pack", args=here), status=404)
    world.move_to(Stage.NOTIFIED)
    page = police.get(reverse("agency:pack", args=here))
    assert "Letter of notification" in page.text
    assert "Call script" not in page.text
    sent = police.client.get(reverse("agency:pack-file", args=[*here, "pdf"]))
    assert sent.headers["Content-Disposition"] == f'attachment; filename="{world.inspection.code_word}-notification.pdf"'
    assert police.client.get(reverse("agency:pack-file", args=[*here, "odt"])).status_code == 404
    link = "Letter of notification, privacy notice and key dates"
    assert police.get(reverse("agency:requests", args=here)).links()[link] == reverse("agency:pack", args=here)


def test_the_lead_puts_a_day_right_after_the_call_and_the_agencies_are_told(lead, world, pages_as):
    notify(world.lead, world.inspection)
    page = lead.get(at(world, "notifying"))
    assert at(world, "set-day", "lists") in page.links().values()
    assert at(world, "set-day", "notification") not in page.links().values()
    assert lead.get(at(world, "set-day", "lists")).h1 == "Put a day right"
    said = {"day_day": "6", "day_month": "10", "day_year": "2022", "why": "The deferral was mistyped."}
    page = lead.post(at(world, "set-day", "lists"), said)
    assert "Days set by hand" in page.text and "The deferral was mistyped." in page.text
    police = pages_as(world.coordinators["police"])
    told = police.get(reverse("agency:requests", args=[world.inspection.pk])).text
    assert "A key date was put right" in told and "6 October 2022" in told and "mistyped" not in told
    lead.post(at(world, "day-as-counted", "lists"))
    assert KeyDate.objects.get(inspection=world.inspection, step="lists").printed is None
    lead.get(at(world, "set-day", "notification"), status=403)
    other = pages_as(world.inspectors["hmicfrs"])
    assert "Put right" not in other.get(at(world, "notifying")).text
    other.get(at(world, "set-day", "lists"), status=403)


def test_a_day_counted_in_calendar_days_is_questioned_and_taken_when_meant(pages_as):
    world = make_inspection(load_framework("jtai-2022-front-door"))
    lead = pages_as(world.lead)
    said = {"day_day": "2", "day_month": "12", "day_year": "2022", "why": "Ready sooner."}
    page = lead.post(at(world, "set-day", "embargo"), said)
    assert "Friday 2 December 2022 is 8 calendar days after Thursday 24 November 2022." in page.text
    assert "8 working days end on Tuesday 6 December 2022. Is it what you mean?" in page.text
    lead.post(at(world, "set-day", "embargo"), {**said, "asked": "1", "although": "on"})
    assert KeyDate.objects.get(inspection=world.inspection, step="embargo").printed == date(2022, 12, 2)
