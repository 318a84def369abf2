"""Reading accounts."""

from django.db.models import QuerySet

from joinedup.people.models import Person


def made_up_accounts() -> QuerySet[Person]:
    """Return the worked example's accounts that can still sign in."""
    return Person.objects.filter(made_up=True, is_active=True)
