"""The tables of a new installation are there whole or not at all."""

import subprocess
import sys
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
