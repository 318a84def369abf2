"""Signing in, as a browser does it: password, then the authenticator app; guessing is locked out."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.people import PASSWORD, make_person, totp_code

pytestmark = pytest.mark.django_db
LOGIN, CODE, SET_UP = "/account/login/", "/account/2fa/authenticate/", "/account/2fa/totp/activate/"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post(LOGIN, {"login": email, "password": password})


def test_password_then_code_opens_the_door():
    person, client = make_person(totp=True), Client()
    assert sign_in(client, person.email).headers["Location"] == CODE
    assert "_auth_user_id" not in client.session
    assert client.post(CODE, {"code": totp_code()}).status_code == 302
    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("code", ["", "not digits", "ten minutes old"])
def test_a_wrong_code_does_not(code):
    person, client = make_person(totp=True), Client()
    sign_in(client, person.email)
    given = totp_code(steps=-20) if code == "ten minutes old" else code
    assert client.post(CODE, {"code": given}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_code_works_once():
    person, code = make_person(totp=True), totp_code()
    for client, expected in ((Client(), True), (Client(), False)):
        sign_in(client, person.email)
        client.post(CODE, {"code": code})
        assert ("_auth_user_id" in client.session) is expected


def test_without_an_authenticator_app_every_page_leads_to_setting_one_up():
    person, client = make_person(signs_in=True), Client()
    sign_in(client, person.email)
    assert client.get("/").headers["Location"] == SET_UP
    assert client.get("/inspectorate/").headers["Location"] == SET_UP
    assert client.get("/account/password/change/").headers["Location"] == SET_UP


def test_guessing_a_password_locks_the_account_for_a_while():
    person, client = make_person(totp=True), Client()
    for _ in range(8):
        sign_in(client, person.email, "not the password")
        cache.clear()  # allauth's own limit counts in the cache; the lock is in the database
    assert "Location" not in sign_in(client, person.email).headers
    other = make_person(totp=True)
    assert sign_in(Client(), other.email).headers["Location"] == CODE


def test_nobody_signs_themselves_up():
    response = Client().post("/account/signup/", {"email": "new@example.test", "password1": PASSWORD, "password2": PASSWORD})
    assert "_auth_user_id" not in response.client.session
    from joinedup.people.models import Person

    assert not Person.objects.filter(email="new@example.test").exists()


def test_every_response_carries_a_policy_with_a_fresh_nonce_and_the_other_headers():
    first, second = (Client().get(LOGIN) for _ in range(2))
    policy = first.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert policy != second.headers["Content-Security-Policy"]
    assert first.headers["X-Frame-Options"] == "DENY"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Referrer-Policy"] == "same-origin"


def test_a_signed_in_page_is_not_kept_by_the_browser():
    person, client = make_person(totp=True), Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "no-store" in client.get("/cookies/").headers["Cache-Control"]


def test_setting_up_an_authenticator_app_opens_the_door():
    person, client = make_person(signs_in=True), Client()
    sign_in(client, person.email)
    assert client.get(SET_UP).status_code == 200
    secret = client.session["mfa.totp.secret"]
    client.post(SET_UP, {"code": "000000"})
    assert client.get("/").headers["Location"] == SET_UP
    assert client.post(SET_UP, {"code": totp_code(secret)}).status_code == 302
    assert client.get("/cookies/").status_code == 200


def test_nobody_turns_the_second_factor_off():
    person, client = make_person(totp=True), Client()
    sign_in(client, person.email)
    client.post(CODE, {"code": totp_code()})
    client.post("/account/2fa/totp/deactivate/")
    from allauth.mfa.utils import is_mfa_enabled

    assert is_mfa_enabled(person, types=["totp"])
