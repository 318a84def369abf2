"""Making accounts and ending them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.db import transaction

from joinedup.audit.actions import Actor, record
from joinedup.people.models import Person
from joinedup.people.signals import account_ended


class EmailTakenError(ValueError):
    """Another account has this email."""


@transaction.atomic
def create_person(
    *, by: Actor | None, email: str, name: str, password: str | None = None, totp_secret: str = "", made_up: bool = False
) -> Person:
    """Make an account. With `totp_secret` (base32) an authenticator app is enrolled; else the person is asked to at first sign-in.

    Without a password the account cannot sign in until one is set. Raises EmailTakenError.
    """
    address = email.strip().lower()
    if Person.objects.filter(email=address).exists():
        raise EmailTakenError(f"There is already an account for {address}.")
    person = Person.objects.create_user(address, password, name=name, made_up=made_up)
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    if totp_secret:
        TOTP.activate(person, totp_secret)
        RecoveryCodes.activate(person)
    detail = {"made_up": made_up, "second_factor": bool(totp_secret)}
    record(by=by, chain="", action="person created", object_kind="person", object_id=str(person.pk), detail=detail)
    return person


@transaction.atomic
def deactivate_person(*, by: Actor, person: Person, why: str) -> None:
    """End an account: it signs in no more, at once; what the person did stays theirs."""
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    Authenticator.objects.filter(user=person).delete()
    ended = _end_sessions(person)
    record(
        by=by,
        chain="",
        action="person deactivated",
        object_kind="person",
        object_id=str(person.pk),
        detail={"sessions": ended},
        why=why,
    )
    account_ended.send(sender=Person, person=person, by=by, why=why)


def _end_sessions(person: Person) -> int:
    """End the person's open sessions and return how many there were."""
    theirs = [session.pk for session in Session.objects.all() if session.get_decoded().get("_auth_user_id") == str(person.pk)]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)
