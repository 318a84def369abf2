"""allauth's pages stand in our frame: same title rule, same components, same words."""

import pytest
from django.urls import reverse

from tests.factories.people import make_person


def test_signing_in_asks_for_email_and_password(anyone):
    page = anyone.get(reverse("account_login"))
    assert page.h1 == "Sign in"
    assert "sign up" not in page.text.lower()


def test_a_wrong_password_is_said_in_the_error_summary(anyone):
    person = make_person()
    page = anyone.post(reverse("account_login"), {"login": person.email, "password": "not the password"})
    assert page.title.startswith("Error: Sign in")
    assert "There is a problem" in page.text


def test_an_empty_form_links_each_error_to_its_field(anyone):
    links = anyone.post(reverse("account_login"), {}).links()
    assert links["Enter email."] == "#id_login"
    assert links["Enter password."] == "#id_password"


@pytest.mark.parametrize(
    ("name", "h1"),
    [
        ("account_logout", "Sign out"),
        ("account_change_password", "Change your password"),
        ("account_reauthenticate", "Confirm that it is you"),
        ("mfa_index", "Your account"),
    ],
)
def test_account_pages_stand_in_the_same_frame(pages_as, name, h1):
    page = pages_as(make_person()).get(reverse(name))
    assert page.h1 == h1
