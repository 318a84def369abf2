"""What the doctor finds."""

import json
import os
import time
import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection
from django.utils import timezone

from joinedup.audit.master import _derive
from joinedup.config import commands
from joinedup.config.examining import examine
from joinedup.inspections.enums import Stage
from joinedup.inspections.survey.actions import count_out_closed, open_survey
from joinedup.inspections.survey.models import InspectionSurvey
from joinedup.vault.actions import create_key, destroy_key
from joinedup.vault.files import store
from joinedup.vault.models import folder_of
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path):
    settings.VAULT_FOLDER = tmp_path / "vault"
    Path(settings.MASTER_KEY_FILE).chmod(0o600)


@pytest.fixture
def sealed():
    scope = uuid.uuid4()
    create_key(by=None, scope=scope)
    return store(scope=scope, kind="submission", data=b"data")


def wrong(subject: str) -> list[str]:
    return [finding.sentence for finding in examine() if finding.subject == subject and not finding.ok]


def test_a_sound_service_has_nothing_wrong(sealed):
    found = examine()
    assert [finding for finding in found if not finding.ok and finding.subject != "front end"] == []
    said = {finding.subject: finding.sentence for finding in found}
    assert (said["keys"], said["stored files"]) == ("1 key opens.", "1 sealed file lies as it was written.")


def test_missing_and_changed_files_are_named(sealed):
    other = store(scope=sealed.scope, kind="records", data=b"more")
    sealed.path.unlink()
    other.path.write_bytes(b"changed")
    assert sorted(sentence.split(" is ")[1].split(".")[0] for sentence in wrong("stored files")) == ["changed", "missing"]


def test_old_files_without_a_row_are_found_and_swept_young_ones_left(sealed):
    old, young = (folder_of(sealed.scope) / name for name in ("old", "young.tmp"))
    for path in (old, young):
        path.write_bytes(b"x")
    os.utime(old, (time.time() - 7200,) * 2)
    assert wrong("stored files") == ["1 file has no row (a write that failed). Run: joinedup doctor --sweep"]
    examine(sweep=True)
    assert (old.exists(), young.exists(), sealed.path.exists()) == (False, True, True)


def test_a_destroyed_inspection_misses_no_file(sealed):
    destroy_key(by=make_person(), scope=sealed.scope, why="retention")
    sealed.path.unlink()
    assert wrong("stored files") == []


def test_a_key_readable_by_others_or_of_the_wrong_machine_is_told(sealed, settings, tmp_path):
    Path(settings.MASTER_KEY_FILE).chmod(0o644)
    assert "can be read by others" in wrong("master key")[0]
    other = tmp_path / "other.key"
    other.write_bytes(b"o" * 32)
    other.chmod(0o600)
    settings.MASTER_KEY_FILE = str(other)
    assert wrong("keys")[0].startswith("This master key opens 0 of 1 key.")
    short = tmp_path / "short.key"
    short.write_bytes(b"o")
    settings.MASTER_KEY_FILE = str(short)
    assert "must be 32" in wrong("master key")[0]
    _derive.cache_clear()


def test_a_meddled_log_is_told(sealed):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET action = 'x' WHERE chain = %s", [str(sealed.scope)])
    assert "does not say what it said" in wrong("log")[0]


def test_the_command_prints_json_and_exits_1_where_something_is_wrong(sealed, tmp_path):
    sealed.path.unlink()
    path = tmp_path / "out.json"
    result = CliRunner().invoke(commands.doctor, ["--json", str(path)])
    assert result.exit_code == 1
    assert "WRONG stored files" in result.output
    found = json.loads(path.read_text())
    assert {"subject", "ok", "sentence"} == set(found[0])
    assert str(settings.VAULT_FOLDER) in result.output


def test_a_place_that_cannot_be_written_is_wrong_use(tmp_path):
    done = CliRunner().invoke(commands.doctor, ["--json", str(tmp_path / "none" / "found.json")])
    assert done.exit_code == 2
    assert "there is no folder" in done.stderr
    assert done.stdout == ""


def test_a_closed_survey_nobody_counted_out_is_named():
    world = make_inspection(stage=Stage.PUBLISHED)
    open_survey(by=world.lead, inspection=world.inspection)
    assert wrong("surveys") == []
    InspectionSurvey.objects.update(closes_at=timezone.now())
    assert ["joinedup serve" in sentence for sentence in wrong("surveys")] == [True]
    count_out_closed()
    assert wrong("surveys") == []
