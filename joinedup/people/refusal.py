"""How every rule says no. Rules come in pairs: `check_can_x` raises a sentence a person can read, `can_x` asks whether it would."""

from collections.abc import Callable
from typing import Any


class Refused(PermissionError):
    """Somebody may not do this, or not now; the message says why. Each room has its own kind."""


def passes(check: Callable[..., None], *parts: Any) -> bool:
    """Return whether a check lets these through."""
    try:
        check(*parts)
    except Refused:
        return False
    return True
