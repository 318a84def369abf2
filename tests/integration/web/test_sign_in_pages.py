"""allauth's pages stand in our frame: same title rule, same components, same words."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
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
    assert "The email or the password is wrong. Check both and try again." in page.text


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
    page = pages_as(make_person(signs_in=True)).get(reverse(name))
    assert page.h1 == h1


def test_nobody_makes_an_account_and_the_page_says_who_does(anyone):
    assert anyone.get(reverse("account_signup")).h1 == "Accounts are made for people"


def test_an_authenticator_app_that_is_set_up_is_in_use(pages_as):
    person = make_person()
    assert "Authenticator appNot set up" in pages_as(person).get(reverse("mfa_index")).text
    TOTP.activate(person, generate_totp_secret())
    assert "Authenticator appIn use" in pages_as(person).get(reverse("mfa_index")).text


def test_people_are_asked_to_tell_only_where_there_is_somebody_to_tell(anyone, settings):
    settings.CONTACT = ""
    assert "Tell us" not in anyone.get(reverse("cookies")).response.content.decode()
    settings.CONTACT = "jtai@ofsted.example"
    assert "unclear or wrong: jtai@ofsted.example." in anyone.get(reverse("cookies")).response.content.decode()


def test_a_new_password_is_offered_by_mail_only_where_mail_is_sent(anyone, settings):
    settings.EMAIL_HOST = ""
    page = anyone.get(reverse("account_reset_password"))
    assert page.h1 == "Set a new password"
    assert "This service sends no mail." in page.text
    settings.EMAIL_HOST = "mail.example"
    assert "Send the link" in anyone.get(reverse("account_reset_password")).text


def test_the_page_to_change_the_email_is_closed(pages_as):
    answer = pages_as(make_person()).client.get(reverse("account_email"))
    assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))
