"""Key files: made once, whole, readable by their owner alone."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def read_or_make(path: Path, make: bytes) -> bytes:
    """Return the file's bytes; where there is none, write `make` to it, readable by its owner alone.

    Two processes starting at once agree: the file appears whole, and whoever comes second reads the first one's.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(make)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, path)
        except FileExistsError:
            pass  # another process was first: its key counts
        finally:
            beside.unlink()
    return path.read_bytes()


def make_master_key(path: Path, *, keys_exist: bool) -> None:
    """Make the master key where there is none. Raises ImproperlyConfigured where a lost one sealed what the database holds."""
    if path.exists():
        return
    if keys_exist:
        raise ImproperlyConfigured(
            f"The master key {path} is missing, but the database holds inspections sealed with it. Put the key back from your "
            "separate backup of it; a new key would open nothing."
        )
    read_or_make(path, secrets.token_bytes(32))
