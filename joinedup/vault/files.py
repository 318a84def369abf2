"""Sealed files: written and on the disk for certain before any row speaks of them."""

import hashlib
import os
from pathlib import Path
from uuid import UUID

from joinedup.vault import crypto
from joinedup.vault.keys import key_of
from joinedup.vault.models import SealedFile, folder_of


class FileBroken(ValueError):
    """A sealed file is missing or is not what was written."""


def store(*, scope: UUID, kind: str, data: bytes) -> SealedFile:
    """Seal `data`, put it on the disk, then insert and return its pointer row. Called inside an action's transaction.

    If the transaction fails afterwards the file is left without a row; `joinedup doctor` finds and sweeps it.
    Raises KeyDestroyed or KeyMissing.
    """
    plain_hash = hashlib.sha256(data).hexdigest()
    sealed = crypto.seal(key_of(scope), data, _bound(scope, kind, plain_hash))
    name = hashlib.sha256(sealed).hexdigest()
    write_durably(folder_of(scope) / name, sealed)
    return SealedFile.objects.create(scope=scope, kind=kind, sha256=plain_hash, sealed_sha256=name, size=len(data))


def read(sealed_file: SealedFile) -> bytes:
    """Return the plain bytes. Raises KeyDestroyed, and FileBroken where the file is gone or changed."""
    key = key_of(sealed_file.scope)
    try:
        sealed = sealed_file.path.read_bytes()
    except FileNotFoundError:
        raise FileBroken(f"The sealed file of “{sealed_file}” is missing. Restore it from a backup.") from None
    try:
        data = crypto.unseal(key, sealed, _bound(sealed_file.scope, sealed_file.kind, sealed_file.sha256))
    except crypto.SealBroken:
        raise FileBroken(f"The sealed file of “{sealed_file}” is not what was written. Restore it from a backup.") from None
    if hashlib.sha256(data).hexdigest() != sealed_file.sha256:
        raise FileBroken(f"The content of “{sealed_file}” does not match its hash.")
    return data


def write_durably(path: Path, data: bytes) -> None:
    """Write a file so that it is whole or absent, whatever happens: beside, fsync, rename, fsync the folder."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _fsync_folder(path.parent)


def _fsync_folder(folder: Path) -> None:
    """Make the folder's own entry for the new name durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _bound(scope: UUID, kind: str, sha256: str) -> str:
    """Return what a sealed file is bound to."""
    return f"file|{scope}|{kind}|{sha256}"
