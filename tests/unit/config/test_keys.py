"""Keys made on first start."""

import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from joinedup.audit.keyfiles import make_master_key, read_or_make
from joinedup.config.keys import secret_key


def test_the_master_key_is_made_once_readable_by_its_owner_alone(tmp_path):
    path = tmp_path / "var" / "master.key"
    make_master_key(path, keys_exist=False)
    first = path.read_bytes()
    make_master_key(path, keys_exist=True)
    assert (len(first), path.read_bytes()) == (32, first)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_lost_master_key_is_not_replaced_behind_ones_back(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="Put the key back"):
        make_master_key(tmp_path / "master.key", keys_exist=True)
    assert list(tmp_path.iterdir()) == []


def test_whoever_comes_second_reads_the_first_ones_key(tmp_path, monkeypatch):
    path = tmp_path / "key"
    assert read_or_make(path, b"first") == b"first"
    monkeypatch.setattr(type(path), "exists", lambda self: False)  # as for a process that looked just before
    assert read_or_make(path, b"second") == b"first"
    assert [left.name for left in tmp_path.iterdir()] == ["key"]


def test_the_secret_key_comes_from_the_environment_or_the_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("JOINEDUP_SECRET_KEY", raising=False)
    made = secret_key(tmp_path)
    assert len(made) >= 50
    assert secret_key(tmp_path) == made
    monkeypatch.setenv("JOINEDUP_SECRET_KEY", "given")
    assert secret_key(tmp_path) == "given"
