"""An installation of each earlier version comes forward to this one, whole: the doctor finds nothing wrong with it."""

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from tests.upgrade.tables import tables_at

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NEW = "joinedup_upgrade"


def restore_sqlite(sql: Path, folder: Path) -> str:
    """Make a SQLite database of the dump and return its address."""
    path = folder / "database.sqlite3"
    with sqlite3.connect(path) as database:
        database.executescript(sql.read_text())
    database.close()
    return f"sqlite:///{path}"


def restore_postgresql(sql: Path, folder: Path) -> str:
    """Make a PostgreSQL database of the dump beside the tests' own and return its address."""
    address = new_postgresql()
    psql(address, "-f", str(sql))
    return address


def new_postgresql() -> str:
    base = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    name = f"{NEW}_{uuid4().hex}"
    psql(f"{base}/postgres", "-c", f'CREATE DATABASE "{name}"')
    return f"{base}/{name}"


def psql(address: str, *arguments: str) -> None:
    command = ["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", address, *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def joinedup_at(address: str, var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on the database at an address."""
    environment = {**os.environ, "JOINEDUP_VAR": str(var), "DATABASE_URL": address}
    environment["DJANGO_SETTINGS_MODULE"] = "joinedup.config.settings"
    command = [sys.executable, "-c", "from joinedup.cli import main; main()", *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def new_tables(tmp_path_factory):
    """The tables of an installation set up today, which never saw a migration."""
    folder = tmp_path_factory.mktemp("new")
    address = f"sqlite:///{folder}/database.sqlite3" if connection.vendor == "sqlite" else new_postgresql()
    assert joinedup_at(address, folder / "var", "setup", "--no-example").returncode == 0
    return tables_at(address)


@pytest.mark.parametrize("version", sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name[0].isdigit()))
def test_an_earlier_installation_comes_forward(version, new_tables, tmp_path):
    with tarfile.open(HERE / version / f"{connection.vendor}.tar.gz") as archive:
        archive.extractall(tmp_path)
    (tmp_path / "var" / "master.key").chmod(0o600)
    restore = restore_sqlite if connection.vendor == "sqlite" else restore_postgresql
    address = restore(tmp_path / "database.sql", tmp_path)
    run = partial(joinedup_at, address, tmp_path / "var")
    assert run("setup", "--no-example").returncode == 0
    found = json.loads(run("doctor", "--json", "-").stdout)
    wrong = [finding["sentence"] for finding in found if not finding["ok"] and finding["subject"] != "front end"]
    assert wrong == []
    keys = next(finding["sentence"] for finding in found if finding["subject"] == "keys")
    assert keys == "1 key opens."
    assert tables_at(address) == new_tables
