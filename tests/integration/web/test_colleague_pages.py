"""Who answers for an agency, and that somebody leaves it, at its own door."""

import pytest
from django.urls import reverse

from joinedup.areas.actions import add_agency_member
from joinedup.areas.models import AgencyMember
from joinedup.inspections.enums import Stage
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.LISTS)


@pytest.fixture
def helper(world):
    person = make_person()
    add_agency_member(by=world.coordinators["police"], agency=world.agencies["police"], person=person, role="contributor")
    return AgencyMember.objects.get(person=person)


def test_a_coordinator_takes_out_somebody_who_leaves(pages_as, world, helper):
    police = pages_as(world.coordinators["police"])
    assert reverse("agency:colleagues") in police.get(reverse("agency:home")).links().values()
    page = police.get(reverse("agency:colleagues"))
    assert helper.person.name in page.text and "contributor" in page.text and "Somebody leaves" in page.text
    assert world.coordinators["local_authority"].name not in page.text
    theirs = pages_as(helper.person)
    theirs.get(reverse("agency:requests", args=[world.inspection.pk]))
    page = police.post(reverse("agency:colleagues"), {"leaves": str(helper.pk), "why": " "})
    assert "Say why they leave." in page.text
    page = police.post(reverse("agency:colleagues"), {"leaves": str(helper.pk), "why": "Another post."})
    assert f"{helper.person.name} answers for {world.agencies['police'].name} no more." in page.text
    assert not AgencyMember.objects.filter(pk=helper.pk).exists()
    theirs.get(reverse("agency:requests", args=[world.inspection.pk]), status=404)
    assert theirs.get(reverse("agency:colleagues"), status=404).text


def test_a_coordinator_who_leaves_is_led_to_a_page_of_their_own(pages_as, world):
    him = world.coordinators["police"]
    own = AgencyMember.objects.get(person=him)
    page = pages_as(him).post(reverse("agency:colleagues"), {"leaves": str(own.pk), "why": "Retires."})
    assert page.h1 == "What is asked of you" and "No inspection asks anything" in page.text


def test_a_contributor_reads_and_takes_nobody_out(pages_as, world, helper):
    theirs, him = pages_as(helper.person), AgencyMember.objects.get(person=world.coordinators["police"])
    page = theirs.get(reverse("agency:colleagues"))
    assert him.person.name in page.text and "Somebody leaves" not in page.text
    response = theirs.client.post(reverse("agency:colleagues"), {"leaves": str(him.pk), "why": "No."})
    assert response.status_code == 404
    assert AgencyMember.objects.filter(pk=him.pk).exists()


def test_nobody_of_another_agency_is_taken_out(pages_as, world):
    other = AgencyMember.objects.get(person=world.coordinators["local_authority"])
    page = pages_as(world.coordinators["police"]).post(reverse("agency:colleagues"), {"leaves": str(other.pk), "why": "No."})
    assert "Select a valid choice" in page.text
    assert AgencyMember.objects.filter(pk=other.pk).exists()
