"""What the vault holds, for `joinedup doctor`."""

import hashlib
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings

from joinedup.audit.master import derive
from joinedup.vault import crypto
from joinedup.vault.models import Key, SealedFile

#: Seconds. A younger file without a row may belong to a transaction still under way.
YOUNG = 3600.0


@dataclass
class Stock:
    """Sealed files as rows and folders have them: how many rows, rows whose file is wrong, files without a row."""

    count: int = 0
    faults: list[tuple[SealedFile, str]] = field(default_factory=list)  # (row, "missing" | "changed")
    orphans: list[Path] = field(default_factory=list)


def any_key() -> bool:
    """Return whether any scope's key is held."""
    return Key.objects.filter(wrapped__isnull=False).exists()


def unopenable_keys() -> tuple[list[UUID], int]:
    """Return the scopes whose key does not open with this machine's master key, and how many keys there are."""
    broken, held = [], Key.objects.filter(wrapped__isnull=False)
    for key in held:
        try:
            crypto.unseal(derive("vault"), bytes(key.wrapped or b""), f"key|{key.scope}")
        except crypto.SealBroken:
            broken.append(key.scope)
    return broken, len(held)


def stock() -> Stock:
    """Compare rows and files, reading every file: its name is the hash of its bytes. Scopes with a destroyed key have no files."""
    held = Stock()
    known: set[Path] = set()
    destroyed = Key.objects.filter(wrapped__isnull=True).values("scope")
    for row in SealedFile.objects.exclude(scope__in=destroyed).iterator():
        known.add(row.path)
        held.count += 1
        if not row.path.is_file():
            held.faults.append((row, "missing"))
        elif hashlib.sha256(row.path.read_bytes()).hexdigest() != row.sealed_sha256:
            held.faults.append((row, "changed"))
    present = Path(settings.VAULT_FOLDER).glob("*/*")
    held.orphans = sorted(path for path in present if path not in known and time.time() - path.stat().st_mtime > YOUNG)
    return held


def sweep_orphans(held: Stock) -> int:
    """Remove the files without a row and return how many there were."""
    for path in held.orphans:
        path.unlink(missing_ok=True)
    return len(held.orphans)
