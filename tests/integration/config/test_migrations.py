"""Models, migrations and Django's own checks agree."""

import io

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db
OURS = (
    "areas",
    "audit",
    "cases",
    "evidence",
    "improvement",
    "inspections",
    "intake",
    "letter",
    "linkage",
    "people",
    "publication",
    "vault",
)


def test_every_change_of_a_model_has_its_migration(settings):
    from django.apps import apps

    settings.MIGRATION_MODULES = {}  # the tests' own database has none
    installed = [label for label in OURS if apps.is_installed(f"joinedup.{label}")]
    output = io.StringIO()
    try:
        call_command("makemigrations", *installed, check=True, dry_run=True, stdout=output)
    except SystemExit:
        pytest.fail(output.getvalue())


def test_djangos_checks_find_nothing():
    call_command("check", fail_level="WARNING")


#: Parts of another row, or the words it is found by, never cited by an id of their own;
#: and the end of a chain of the log, whose key is the chain's name.
NEVER_CITED = {"About", "Addressee", "AreaFacts", "FindingNote", "Head", "PublishedText", "SpanRest"}


def test_every_key_that_leaves_the_server_is_a_uuid():
    from django.apps import apps
    from django.db.models import UUIDField

    ours = [model for config in apps.get_app_configs() if config.name.startswith("joinedup.") for model in config.get_models()]
    counted = {model.__name__ for model in ours if not isinstance(model._meta.pk, UUIDField)}
    assert counted <= NEVER_CITED
