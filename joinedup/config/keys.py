"""Django's secret key. (The master key is made by `audit.keyfiles`, in the lowest room that needs one.)"""

import os
import secrets
from pathlib import Path

from joinedup.audit.keyfiles import read_or_make


def secret_key(var: Path) -> str:
    """Return Django's secret key (signs sessions and forms), made on first start. Losing it only signs people out."""
    given = os.environ.get("JOINEDUP_SECRET_KEY")
    return given or read_or_make(var / "secret.key", secrets.token_urlsafe(48).encode()).decode().strip()
