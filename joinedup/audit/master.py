"""The machine's master key, and the keys derived from it for one purpose each.

It stands in the lowest room that needs it: the log signs its chains with one derived key,
the vault wraps inspections' keys with another.
"""

from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class MasterKeyError(RuntimeError):
    """The master key cannot be used: missing, or not 32 bytes."""


def derive(purpose: str) -> bytes:
    """Return the 32-byte key for one purpose ("audit", "vault", "mfa"). Raises MasterKeyError where there is no master key."""
    return _derive(str(settings.MASTER_KEY_FILE), purpose)


@lru_cache(maxsize=32)
def _derive(path: str, purpose: str) -> bytes:
    """Return the derived key (HKDF-SHA256), remembered: reading it costs a file each time."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"joinedup/{purpose}".encode()).derive(_read(Path(path)))


def _read(path: Path) -> bytes:
    """Return the master key's 32 bytes."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        raise MasterKeyError(f"There is no master key at {path}. Run `joinedup setup` once, or put the key back.") from None
    if len(key) != 32:
        raise MasterKeyError(f"The master key at {path} is {len(key)} bytes long; it must be 32. Put the right file back.")
    return key
