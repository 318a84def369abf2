"""How a database connection is set up."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_a_connection_loses_nothing_it_acknowledged_and_sqlite_overwrites_what_is_deleted():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone()[0] == "on"
        return
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "secure_delete")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
