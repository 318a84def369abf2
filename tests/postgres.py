"""Run a command against a throw-away PostgreSQL: `python tests/postgres.py pytest …`.

Starts Debian's PostgreSQL in a temporary folder on a free loopback port, sets DATABASE_URL, runs the command, stops and deletes.
Exit code: the command's; 0 with one sentence where there is no PostgreSQL (1 under JOINEDUP_REQUIRE=all).
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, None where there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb")
    return folders[-1].parent if folders else Path(found).resolve().parent if found else None


@contextmanager
def running(bin_folder: Path) -> Iterator[str]:
    """Start a fresh PostgreSQL and yield its DATABASE_URL. PostgreSQL refuses to run as root, so root hands over to `postgres`."""
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="joinedup-postgres-"))
    if user:
        shutil.chown(folder, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program: str, *arguments: str) -> None:
        subprocess.run([str(bin_folder / program), *arguments], user=user, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    data = str(folder / "data")
    quick = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=60"
    run("initdb", "-A", "trust", "-U", "joinedup", "--encoding=UTF8", "--locale=C", "-N", "-D", data)
    run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", quick, "start")
    try:
        yield f"postgresql://joinedup@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run the command against PostgreSQL and return its exit code."""
    bin_folder = programs()
    if bin_folder is None:
        print("PostgreSQL is not installed, so its tests are left out. On Debian: apt-get install postgresql-15")
        return int(os.environ.get("JOINEDUP_REQUIRE") == "all")
    with running(bin_folder) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
