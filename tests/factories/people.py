"""People, made through the real action."""

import base64
import hashlib
import hmac
import struct
import time
from itertools import count

from joinedup.people.actions import create_person
from joinedup.people.models import Person

PASSWORD = "a long enough password"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = count(1)


def make_person(name: str = "", *, totp: bool = False, signs_in: bool = False) -> Person:
    """Return a new person; with `totp` their authenticator app holds TOTP_SECRET.

    Who has no app has a password only with `signs_in`: keeping one is slow by design, and most people of a test never sign in.
    """
    number = next(_numbers)
    return create_person(
        by=None,
        email=f"person{number}@example.test",
        name=name or f"Person {number}",
        password=PASSWORD if totp or signs_in else None,
        totp_secret=TOTP_SECRET if totp else "",
        made_up=True,
    )


def totp_code(secret: str = TOTP_SECRET, steps: int = 0) -> str:
    """Return the six digits an authenticator app shows now, or `steps` half-minutes from now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"
