"""Design: no child's name, address, postcode or own id stands outside the vault, in the database or in any file."""

import re
from itertools import chain
from pathlib import Path

import pytest
from django.db import connection

from joinedup.method.loader import load_framework
from joinedup.records.artefacts import from_parquet
from joinedup.rehearsal.play import play
from joinedup.vault.files import read
from joinedup.vault.models import SealedFile

pytestmark = pytest.mark.django_db
HEXADECIMAL = re.compile(r"[0-9a-f]+")
SHORTEST = 6  # characters: shorter ids and names occur by chance in hashes and words


def what_is_known_of_people() -> set[str]:
    """Return full names, addresses, postcodes and own ids of every record in the vault."""
    known: set[str] = set()
    for sealed in SealedFile.objects.filter(kind="records"):
        for row in from_parquet(read(sealed)).iter_rows(named=True):
            whole = [name for name in row["names"] or [] if name["given"] and name["family"]]
            known |= {f"{name['given']} {name['family']}" for name in whole}
            known |= {value for value in (row["own_id"], row["address"], row["postcode"]) if value}
    return {value.casefold() for value in known if len(value) >= SHORTEST}


def everything_in_the_database() -> str:
    """Return every value of every row as text; bytes as they lie there."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    values = chain.from_iterable(rows)
    return "\n".join(bytes(v).decode(errors="ignore") if isinstance(v, bytes | memoryview) else str(v) for v in values).casefold()


def found(known: set[str], text: str) -> list[str]:
    """Return what is known of people that stands in a text. A number within a longer hexadecimal one is there by chance."""
    standing = [value for value in known if value in text]
    return [
        value for value in standing if not HEXADECIMAL.fullmatch(value) or re.search(rf"(?<![0-9a-f]){value}(?![0-9a-f])", text)
    ]


def test_nothing_about_a_child_stands_outside_the_vault(tmp_path, settings):
    settings.VAR = tmp_path
    settings.VAULT_FOLDER = tmp_path / "vault"
    lists = tmp_path.with_name(f"{tmp_path.name}-lists")
    lists.mkdir()
    play(load_framework("jtai-2016-sexual-exploitation-missing"), children=120, seed=3, folder=lists)
    known = what_is_known_of_people()
    assert len(known) > 200
    text = everything_in_the_database()
    assert "inspection opened" in text
    assert found(known, text) == []
    files = [path for path in Path(tmp_path).rglob("*") if path.is_file()]
    assert len(files) > 20
    inside = "\n".join(path.read_bytes().decode(errors="ignore") for path in files).casefold()
    assert found(known, inside) == []
