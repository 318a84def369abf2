"""AES-256-GCM as the vault uses it: one version byte, a random 12-byte nonce, then the sealed bytes and their tag."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ALGORITHM = "AES-256-GCM/1"
_VERSION = b"\x01"
_NONCE = 12


class SealBroken(ValueError):
    """Sealed bytes do not open: changed, moved from where they were written, or sealed with another key."""


def seal(key: bytes, plain: bytes, bound: str) -> bytes:
    """Return `plain` sealed. `bound` says where it belongs; it opens only there."""
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, bound.encode())


def unseal(key: bytes, sealed: bytes, bound: str) -> bytes:
    """Return the plain bytes. Raises SealBroken where they were changed or do not belong at `bound`."""
    if sealed[:1] != _VERSION or len(sealed) <= _NONCE:
        raise SealBroken("This was not sealed by this version of the vault.")
    try:
        return AESGCM(key).decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], bound.encode())
    except InvalidTag:
        raise SealBroken("A sealed value does not open: it was changed, or moved from where it was written.") from None
