"""A deferral asked for at an agency's own door, and how it stands there."""

from datetime import date

import pytest
from django.urls import reverse

from joinedup.inspections.enums import Stage
from joinedup.inspections.interruptions.models import Interruption
from tests.factories.inspections import make_inspection
from tests.factories.interruptions import ask, decide

pytestmark = pytest.mark.django_db


def day(name: str, value: date) -> dict[str, int]:
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


@pytest.fixture
def world():
    return make_inspection(stage=Stage.LISTS)


@pytest.fixture
def police(pages_as, world):
    return pages_as(world.coordinators["police"])


def at(world, name, *more):
    return reverse(f"agency:{name}", args=[world.inspection.pk, *more])


def asked(world, **changes):
    said = {"asker": str(world.agencies["police"].pk), "post": "Chief constable", "grounds": "A siege."}
    soon = world.inspection.notified_on
    return (
        said | day("begins", soon.replace(day=10)) | day("until", soon.replace(day=13)) | {"asked": "1", "although": "on"} | changes
    )


def test_a_coordinator_asks_and_reads_how_it_stands(police, world, pages_as):
    first = police.get(reverse("agency:requests", args=[world.inspection.pk]))
    assert first.links()["Deferral and pause"] == at(world, "interruptions")
    page = police.get(at(world, "interruptions"))
    assert at(world, "interruption-ask", "deferral") in page.links().values()
    form = police.get(at(world, "interruption-ask", "deferral"))
    assert b"asked_on_day" not in form.response.content and "Until then everything goes on as planned." in form.text
    page = police.post(at(world, "interruption-ask", "deferral"), asked(world))
    one = Interruption.objects.get()
    assert (one.agency, one.post, one.grounds) == (world.agencies["police"], "Chief constable", "A siege.")
    assert "Deferral: asked for." in page.text and "Chief constable" in page.text and "siege" not in page.text
    assert at(world, "interruption-ask", "deferral") not in page.links().values()
    assert "Chief constable" not in pages_as(world.coordinators["local_authority"]).get(at(world, "interruptions")).text
    assert "Deferral 1" in pages_as(world.lead).get(reverse("inspectorate:interruptions", args=[world.inspection.pk])).text
    decide(world, one, "refused", words="The notice stands.")
    page = police.get(at(world, "interruptions"))
    assert "Deferral: refused." in page.text and "The notice stands" not in page.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"grounds": " "}, "Say on what grounds."),
        ({"post": ""}, "Say who asks, by post."),
        ({"until_day": 9}, "over before it begins"),
        ({"asked": "", "although": ""}, "Is it what you mean?"),
    ],
)
def test_what_is_missing_or_looks_wrong_is_said(police, world, changes, sentence):
    page = police.post(at(world, "interruption-ask", "deferral"), asked(world, **changes))
    assert page.title.startswith("Error: ") and sentence in page.text
    assert not Interruption.objects.exists()


def test_what_the_area_cannot_ask_for_is_not_there(police, world, pages_as):
    for kind in ("incomplete", "no-such-kind"):
        assert police.get(at(world, "interruption-ask", kind), status=404).text
    other = make_inspection(stage=Stage.LISTS)
    assert police.get(at(other, "interruptions"), status=404).text
    posted = asked(world, asker=str(world.agencies["local_authority"].pk))
    assert "Select a valid choice" in police.post(at(world, "interruption-ask", "deferral"), posted).text
    ask(world, "deferral")
    assert at(world, "interruption-ask", "deferral") not in police.get(at(world, "interruptions")).links().values()
    assert police.get(at(world, "interruption-ask", "deferral"), status=404).text
