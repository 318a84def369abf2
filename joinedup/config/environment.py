"""What this machine decides: environment variables, read once, with a sentence where one is wrong."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]


def flag(name: str) -> bool:
    """Return whether the environment variable is set to 1, true, yes or on."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    """Return a comma-separated environment variable as a list, empty when unset."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def var_folder() -> Path:
    """Return the folder this service keeps its keys, sealed files and (with SQLite) database in: JOINEDUP_VAR, else ./var."""
    return Path(os.environ.get("JOINEDUP_VAR") or "var").resolve()


#: SQLite, on every connection: readers never wait for the writer, nothing acknowledged is lost on a power cut,
#: and deleted bytes (a destroyed key) are overwritten.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"


def database(url: str, var: Path) -> dict[str, Any]:
    """Return Django's database settings for a DATABASE_URL; empty means SQLite in the var folder.

    Raises ImproperlyConfigured for an address that is neither sqlite:///path nor postgresql://user:word@host:port/name.
    """
    parts = urlsplit(url or f"sqlite:///{var / 'joinedup.sqlite3'}")
    if parts.scheme == "sqlite":
        return _sqlite(parts.path)
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": parts.port or "",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ImproperlyConfigured("DATABASE_URL must read sqlite:////path/to/file or postgresql://user:word@host:port/name.")


def _sqlite(path: str) -> dict[str, Any]:
    """Return settings for a SQLite file. IMMEDIATE: a transaction asks for the lock at its start, not half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": unquote(path[1:]),  # sqlite:////full/path or sqlite:///path/from/here
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }
