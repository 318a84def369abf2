"""What sealed files promise."""

import hashlib
import os
import uuid
from pathlib import Path

import pytest

from joinedup.vault import files
from joinedup.vault.actions import create_key, destroy_key
from joinedup.vault.files import FileBroken, read, store
from joinedup.vault.keys import KeyDestroyed
from joinedup.vault.models import SealedFile, folder_of
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
DATA = b"record_id,family_name\n1,Surname\n" * 50


@pytest.fixture
def scope() -> uuid.UUID:
    scope = uuid.uuid4()
    create_key(by=None, scope=scope)
    return scope


def test_a_file_comes_back_as_stored_and_lies_sealed_under_its_hash(scope):
    sealed = store(scope=scope, kind="submission", data=DATA)
    assert read(SealedFile.objects.get(pk=sealed.pk)) == DATA
    assert sealed.sha256 == hashlib.sha256(DATA).hexdigest()
    lying = sealed.path.read_bytes()
    assert sealed.path.name == hashlib.sha256(lying).hexdigest()
    assert b"Surname" not in lying
    assert sealed.path.stat().st_mode & 0o077 == 0


def test_the_file_is_on_the_disk_before_its_row(scope, monkeypatch):
    steps = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: steps.append("fsync"))
    monkeypatch.setattr(SealedFile.objects, "create", lambda **_: steps.append("row"))
    store(scope=scope, kind="submission", data=DATA)
    assert steps == ["fsync", "fsync", "row"]


def test_a_failed_write_leaves_neither_row_nor_half_a_file(scope, monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        store(scope=scope, kind="submission", data=DATA)
    assert not SealedFile.objects.exists()
    assert all(path.suffix == ".tmp" for path in folder_of(scope).iterdir())


@pytest.mark.parametrize("harm", ["missing", "changed", "swapped"])
def test_a_harmed_file_is_told_in_a_sentence(scope, harm):
    sealed = store(scope=scope, kind="submission", data=DATA)
    if harm == "missing":
        sealed.path.unlink()
    elif harm == "changed":
        sealed.path.write_bytes(sealed.path.read_bytes()[:-1] + b"x")
    else:
        sealed.path.write_bytes(store(scope=scope, kind="submission", data=b"other").path.read_bytes())
    with pytest.raises(FileBroken, match="Restore it from a backup"):
        read(sealed)


def test_destruction_takes_the_files_with_it(scope):
    sealed = store(scope=scope, kind="submission", data=DATA)
    destroy_key(by=make_person(), scope=scope, why="retention")
    with pytest.raises(KeyDestroyed):
        read(sealed)
    assert SealedFile.objects.filter(pk=sealed.pk).exists()  # what was held stays known


@pytest.mark.django_db(transaction=True)
def test_after_commit_neither_files_nor_wrapped_key_are_left_on_the_disk():
    from django.db import connection

    from joinedup.vault.models import Key

    scope = uuid.uuid4()
    wrapped = bytes(create_key(by=None, scope=scope).wrapped)
    store(scope=scope, kind="submission", data=DATA)
    destroy_key(by=make_person(), scope=scope, why="retention")
    assert not folder_of(scope).exists()
    assert Key.objects.get(scope=scope).wrapped is None
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        parts = [database, database.with_name(f"{database.name}-wal")]
        assert not any(wrapped in part.read_bytes() for part in parts if part.exists())
