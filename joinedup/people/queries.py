"""Reading accounts."""

from django.db.models import QuerySet

from joinedup.people.models import Person


def by_email(email: str) -> Person | None:
    """Return who signs in with an address, however its capitals are written; none for an ended account."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True).first()


def made_up_accounts() -> QuerySet[Person]:
    """Return the worked example's accounts that can still sign in."""
    return Person.objects.filter(made_up=True, is_active=True)
