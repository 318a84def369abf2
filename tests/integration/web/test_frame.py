"""What every page shares: its frame, its title, its errors in words."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.inspections import make_inspection
from tests.factories.people import make_person


@pytest.mark.parametrize(
    ("name", "h1"), [("cookies", "Cookies"), ("accessibility", "Accessibility statement"), ("public:letters", "Published letters")]
)
def test_everyone_may_read_the_open_pages(anyone, name, h1):
    assert anyone.get(reverse(name)).h1 == h1


def test_a_page_that_does_not_exist_says_so_in_the_same_frame(anyone):
    page = anyone.get("/nowhere/", status=404)
    assert page.h1 == "Page not found"
    assert page.links()["Go to the first page"] == "/"


def test_a_form_without_its_token_is_refused_in_words(db):
    response = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "a@b.example"})
    assert response.status_code == 403
    assert "The form was open too long" in response.content.decode()


def test_the_first_page_sends_everyone_to_their_own_door(anyone, pages_as):
    world = make_inspection()
    assert anyone.client.get("/").url == reverse("public:letters")
    assert pages_as(world.lead).client.get("/").url == reverse("inspectorate:home")
    assert pages_as(world.coordinators["police"]).client.get("/").url == reverse("agency:home")
    assert pages_as(make_person()).client.get("/").url == reverse("public:letters")


def test_the_policy_lets_only_our_own_script_run(anyone):
    response = anyone.get(reverse("cookies")).response
    nonce = response.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert f'<script nonce="{nonce}">' in response.content.decode()
    assert "https://" not in response.content.decode()
