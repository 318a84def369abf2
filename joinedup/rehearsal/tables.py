"""The tables of a database that has no past, made from the models at once."""


def no_tables() -> bool:
    """Say whether the database holds nothing yet, not even the tables of an installation whose setting up was cut short."""
    from django.db import connection  # noqa: PLC0415  Django is set up once the settings point to the right folder

    return not connection.introspection.table_names()


def make_tables() -> None:
    """Make our tables as the models say and note our migrations as done: a few seconds' work, all of it or nothing.

    Walking through each migration ends at the same tables, which `tests/upgrade` holds them to, after half a minute: Django builds
    every model anew for each step. The libraries' tables come by their own migrations. Only for a database without tables.
    """
    from django.apps import apps  # noqa: PLC0415  as above
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    kept = settings.MIGRATION_MODULES
    ours = {app.label: None for app in apps.get_app_configs() if app.name.startswith("joinedup.")}
    # SQLite lets tables be made in one transaction only where foreign keys are not looked after meanwhile.
    with connection.constraint_checks_disabled(), transaction.atomic():
        settings.MIGRATION_MODULES = kept | ours
        try:
            call_command("migrate", "auth", verbosity=0, interactive=False)  # what our accounts point to
            call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
        finally:
            settings.MIGRATION_MODULES = kept
        note_as_done(set(ours))


def note_as_done(labels: set[str]) -> None:
    """Write down every migration of these apps as done."""
    from django.db import connection  # noqa: PLC0415  as above
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415

    recorder = MigrationRecorder(connection)
    for label, name in MigrationLoader(None).disk_migrations:
        if label in labels:
            recorder.record_applied(label, name)
