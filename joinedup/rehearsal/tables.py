"""The tables of a database that has no past, made from the models at once."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The lock of PostgreSQL under which tables are made and changed: any number that is ours alone.
LOCK = 0x4A54_4149


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time make or change tables; others wait. PostgreSQL keeps the lock itself, SQLite has a file for it."""
    from django.conf import settings  # noqa: PLC0415  Django is set up once the settings point to the right folder
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        return
    descriptor = os.open(Path(settings.VAR) / "tables.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def no_tables() -> bool:
    """Say whether the database holds nothing yet, not even the tables of an installation whose setting up was cut short."""
    from django.db import connection  # noqa: PLC0415  Django is set up once the settings point to the right folder

    return not connection.introspection.table_names()


def make_tables() -> None:
    """Make our tables as the models say and note our migrations as done: a few seconds' work, all of it or nothing.

    Walking through each migration ends at the same tables, which `tests/upgrade` holds them to, after half a minute: Django builds
    every model anew for each step. The libraries' tables come by their own migrations. Only for a database without tables: where
    another process has made them meanwhile, nothing is done.
    """
    from django.apps import apps  # noqa: PLC0415  as above
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    ours = {app.label: None for app in apps.get_app_configs() if app.name.startswith("joinedup.")}
    # SQLite lets tables be made in one transaction only where foreign keys are not looked after meanwhile.
    with alone(), connection.constraint_checks_disabled(), transaction.atomic():
        if not no_tables():
            return
        kept = settings.MIGRATION_MODULES
        settings.MIGRATION_MODULES = kept | ours
        try:
            call_command("migrate", "auth", verbosity=0, interactive=False)  # what our accounts point to
            call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
        finally:
            settings.MIGRATION_MODULES = kept
        note_as_done(set(ours))


def note_as_done(labels: set[str]) -> None:
    """Write down every migration of these apps as done, where it is not written down already."""
    from django.db import connection  # noqa: PLC0415  as above
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415

    recorder = MigrationRecorder(connection)
    written = recorder.applied_migrations()
    for label, name in MigrationLoader(None).disk_migrations:
        if label in labels and (label, name) not in written:
            recorder.record_applied(label, name)
