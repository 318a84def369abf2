"""What `joinedup setup` does before the worked example. Every step may be repeated."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from joinedup.audit.keyfiles import make_master_key
from joinedup.rehearsal.tables import alone, make_tables, no_tables
from joinedup.vault.queries import any_key


def prepare() -> None:
    """Bring the database up to date, make the master key where there is none, collect the static files."""
    folder = Path(settings.VAR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # On PostgreSQL a library's table comes out otherwise than by its migrations: there they are walked through, once and slowly.
    if connection.vendor == "sqlite" and no_tables():
        make_tables()
    with alone():
        call_command("migrate", verbosity=0, interactive=False)
    make_master_key(Path(settings.MASTER_KEY_FILE), keys_exist=any_key())
    call_command("collectstatic", verbosity=0, interactive=False)
    connection.close()
