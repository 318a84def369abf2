"""Handing out a scope's key to whoever seals or opens with it."""

import os
import time
from uuid import UUID

from joinedup.audit.master import derive
from joinedup.vault import crypto
from joinedup.vault.models import Key

#: Seconds an opened key is remembered in this process. A page of 300 notes then costs one look-up; a key destroyed by
#: another process is forgotten here soon after.
REMEMBER = 3.0
_opened: dict[UUID, tuple[bytes, float]] = {}


class KeyDestroyed(LookupError):
    """What was sealed with this key is gone for good."""

    def __init__(self, when: str = "") -> None:
        super().__init__(
            f"The child-level data of this inspection was destroyed{when}. Nothing can bring it back; what was published remains."
        )


class KeyMissing(LookupError):
    """A scope has no key."""

    def __init__(self) -> None:
        super().__init__("This inspection has no key in the vault, so nothing can be sealed or opened. Run `joinedup doctor`.")


def new_wrapped(scope: UUID) -> bytes:
    """Return a fresh random key for the scope, wrapped by the master key and bound to the scope."""
    return crypto.seal(derive("vault"), os.urandom(32), f"key|{scope}")


def key_of(scope: UUID) -> bytes:
    """Return the scope's key. Raises KeyDestroyed or KeyMissing."""
    remembered = _opened.get(scope)
    if remembered and time.monotonic() - remembered[1] < REMEMBER:
        return remembered[0]
    row = Key.objects.filter(scope=scope).first()
    if row is None:
        raise KeyMissing
    if row.wrapped is None:
        forget(scope)
        raise KeyDestroyed(f" on {row.destroyed_at:%-d %B %Y}" if row.destroyed_at else "")
    key = crypto.unseal(derive("vault"), bytes(row.wrapped), f"key|{scope}")
    _opened[scope] = (key, time.monotonic())
    return key


def forget(scope: UUID) -> None:
    """Drop the scope's key from this process's memory."""
    _opened.pop(scope, None)
