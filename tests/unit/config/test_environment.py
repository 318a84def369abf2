"""Environment variables into settings."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from joinedup.config.environment import database, flag, words


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("", "sqlite3", "/srv/var/joinedup.sqlite3"),
        ("sqlite:////data/a%20b.sqlite3", "sqlite3", "/data/a b.sqlite3"),
        ("sqlite:///here.sqlite3", "sqlite3", "here.sqlite3"),
        ("postgresql://ann:p%40ss@db.example:5433/jtai", "postgresql", "jtai"),
        ("postgres://db/jtai", "postgresql", "jtai"),
    ],
)
def test_database_addresses(url, engine, name):
    made = database(url, Path("/srv/var"))
    assert made["ENGINE"].endswith(engine)
    assert made["NAME"] == name


def test_a_postgresql_address_is_taken_apart():
    made = database("postgresql://ann:p%40ss@db.example:5433/jtai?sslmode=require", Path())
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"]) == ("ann", "p@ss", "db.example", 5433)
    assert made["OPTIONS"] == {"sslmode": "require"}


def test_sqlite_takes_the_write_lock_at_once_and_loses_nothing():
    options = database("", Path("/srv/var"))["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        assert pragma in options["init_command"]


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://db.example", "nonsense"])
def test_an_address_of_another_kind_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must read"):
        database(url, Path())


@pytest.mark.parametrize(("value", "on"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False), ("no", False)])
def test_flags(monkeypatch, value, on):
    monkeypatch.setenv("JOINEDUP_X", value)
    assert flag("JOINEDUP_X") is on


def test_words(monkeypatch):
    monkeypatch.setenv("JOINEDUP_X", " a.example, ,b.example ")
    assert words("JOINEDUP_X") == ["a.example", "b.example"]
    monkeypatch.delenv("JOINEDUP_X")
    assert words("JOINEDUP_X") == []
