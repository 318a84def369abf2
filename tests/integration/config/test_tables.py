"""The tables of a new installation are there whole or not at all."""

import subprocess
import sys
import time
from pathlib import Path

from tests.integration.config.test_serve_process import environment

ROOT = Path(__file__).parents[3]
CUT_SHORT = """
import django; django.setup()
from unittest.mock import patch
from django.db import connection
from joinedup.rehearsal import tables
with patch.object(tables, "note_as_done", side_effect=KeyboardInterrupt):
    try:
        tables.make_tables()
    except KeyboardInterrupt:
        print(connection.introspection.table_names())
tables.make_tables()
print(len(connection.introspection.table_names()) > 50, tables.no_tables())
"""


def test_setting_up_cut_short_leaves_nothing_and_is_begun_again(tmp_path):
    settings = {"DJANGO_SETTINGS_MODULE": "joinedup.config.settings"}
    told = subprocess.run(
        [sys.executable, "-c", CUT_SHORT],
        env={**environment(tmp_path), **settings},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.splitlines() == ["[]", "True False"], told.stderr


TOLD = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
rows = MigrationRecorder.Migration.objects.values_list("app", "name")
print(len(connection.introspection.table_names()) > 50, len(rows) == len(set(rows)))
"""
AT_ONCE = f"""
import sys, time
import django; django.setup()
from joinedup.rehearsal import tables
while time.time() < float(sys.argv[1]): pass
tables.make_tables()
{TOLD}
"""


def test_two_who_set_up_at_once_make_the_tables_once(tmp_path):
    command = [sys.executable, "-c", AT_ONCE, str(time.time() + 3)]
    settings = {"DJANGO_SETTINGS_MODULE": "joinedup.config.settings"}
    options = {"env": {**environment(tmp_path), **settings}, "cwd": ROOT, "text": True}
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options) for _ in range(2)]
    told = [one.communicate() for one in both]
    assert [(one.returncode, out.splitlines()) for one, (out, _) in zip(both, told, strict=True)] == [(0, ["True True"])] * 2, told
