"""People, made through the real action."""

from itertools import count

from joinedup.people.actions import create_person
from joinedup.people.models import Person

PASSWORD = "a long enough password"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = count(1)


def make_person(name: str = "", *, totp: bool = False) -> Person:
    """Return a new person; with `totp` their authenticator app holds TOTP_SECRET."""
    number = next(_numbers)
    return create_person(
        by=None,
        email=f"person{number}@example.test",
        name=name or f"Person {number}",
        password=PASSWORD,
        totp_secret=TOTP_SECRET if totp else "",
        made_up=True,
    )
