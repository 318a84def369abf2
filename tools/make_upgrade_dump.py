"""Keep a small installation of this version for later versions to be tried on.

    python tools/make_upgrade_dump.py 0.1                                        SQLite
    python tests/postgres.py .venv/bin/python tools/make_upgrade_dump.py 0.1     PostgreSQL

Plays a small made-up inspection into a temporary installation and writes tests/upgrade/VERSION/<database>.tar.gz: the
database as SQL, the sealed files, and the master key that opens them (everything in it is made up). tests/upgrade migrates
each forward.
"""

import gzip
import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRAMEWORK, CHILDREN, SEED = "targeted-2016-single-agency", 150, 1


def play(var: Path) -> None:
    """Play a small inspection into a fresh installation in `var`."""
    os.environ["JOINEDUP_VAR"] = str(var)
    os.environ["DJANGO_SETTINGS_MODULE"] = "joinedup.config.settings"
    import django  # noqa: PLC0415  reads its settings from the environment above

    django.setup()
    from joinedup.config.preparing import prepare  # noqa: PLC0415
    from joinedup.method.loader import load_framework  # noqa: PLC0415
    from joinedup.rehearsal.play import play as play_inspection  # noqa: PLC0415

    prepare()
    with tempfile.TemporaryDirectory() as lists:
        play_inspection(load_framework(FRAMEWORK), children=CHILDREN, seed=SEED, folder=Path(lists))


def database_as_sql() -> tuple[str, bytes]:
    """Return the database's name and its content as SQL."""
    from django.db import connection  # noqa: PLC0415  Django is set up by now

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        return "sqlite", "\n".join(connection.connection.iterdump()).encode()
    command = ["pg_dump", "--no-owner", "--no-privileges", "--inserts", os.environ["DATABASE_URL"]]
    return "postgresql", subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603


def pack(database: str, sql: bytes, var: Path, folder: Path) -> Path:
    """Write the archive, whole or not at all, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{database}.tar.gz"
    beside = path.with_suffix(".tmp")
    with gzip.open(beside, "wb") as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("database.sql")
        entry.size = len(sql)
        archive.addfile(entry, io.BytesIO(sql))
        archive.add(var / "master.key", "var/master.key")
        for name in ("vault", "publications"):
            archive.add(var / name, f"var/{name}")
    beside.replace(path)
    return path


def main(version: str) -> None:
    """Make the archive of one version for the database DATABASE_URL names."""
    with tempfile.TemporaryDirectory() as name:
        var = Path(name)
        play(var)
        path = pack(*database_as_sql(), var, ROOT / "tests" / "upgrade" / version)
        print(f"{path} ({path.stat().st_size // 1024} KiB)")


if __name__ == "__main__":
    main(sys.argv[1])
