"""Making and ending accounts."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings

from joinedup.audit.queries import of_object
from joinedup.people.actions import EmailTakenError, create_person, deactivate_person
from joinedup.people.models import Person
from tests.factories.people import PASSWORD, TOTP_SECRET, make_person, totp_code

pytestmark = pytest.mark.django_db


def test_an_account_has_a_random_id_a_lower_case_email_and_a_line_in_the_log():
    by = make_person()
    person = create_person(by=by, email="  Ann.Lee@Example.TEST ", name="Ann Lee", password=PASSWORD)
    assert person.email == "ann.lee@example.test"
    assert Person.objects.get_by_natural_key("ANN.LEE@example.test") == person
    (line,) = of_object("person", str(person.pk))
    assert (line.actor, line.action) == (str(by.pk), "person created")
    assert "ann" not in line.detail.lower()


def test_an_email_has_one_account():
    make_person()
    taken = Person.objects.get()
    with pytest.raises(EmailTakenError, match="already an account"):
        create_person(by=None, email=taken.email.upper(), name="Somebody else")


def test_without_a_password_nobody_signs_in():
    person = create_person(by=None, email="a@example.test", name="A")
    assert not person.has_usable_password()


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])
def test_passwords_are_hashed_with_argon2():
    assert make_person(signs_in=True).password.startswith("argon2")


def test_the_authenticator_secret_is_sealed_in_the_database():
    person = make_person(totp=True)
    stored = [row.data for row in Authenticator.objects.filter(user=person)]
    assert len(stored) == 2
    assert TOTP_SECRET not in str(stored)
    assert Authenticator.objects.get(user=person, type="totp").wrap().validate_code(totp_code())


def test_a_deactivated_person_is_signed_out_at_once():
    person = make_person(totp=True)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    deactivate_person(by=make_person(), person=person, why="left")
    assert "_auth_user_id" not in client.session
    person.refresh_from_db()
    assert not person.is_active
    assert not Authenticator.objects.filter(user=person).exists()
    assert of_object("person", str(person.pk)).last().why == "left"
