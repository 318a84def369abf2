"""The real commands in real processes: set up an empty folder, serve it, end it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

ROOT = Path(__file__).parents[3]


def joinedup(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from joinedup.cli import main; main()", *arguments]


def environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**kept, "JOINEDUP_VAR": str(var)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(url: str, within: float = 20.0) -> int:
    deadline = time.monotonic() + within
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return int(answer.status)
        except (URLError, ConnectionError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    folder = tmp_path_factory.mktemp("joinedup") / "var"
    subprocess.run(joinedup("setup", "--no-example"), env=environment(folder), cwd=ROOT, check=True)
    return folder


def test_set_up_then_serve_then_end(var):
    assert (var / "master.key").stat().st_mode & 0o077 == 0
    assert (var / "joinedup.sqlite3").stat().st_mode & 0o077 == 0
    port = free_port()
    server = subprocess.Popen(joinedup("serve", "--port", str(port)), env=environment(var), cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert fetch(f"http://127.0.0.1:{port}/account/login/") == 200
        second = subprocess.run(
            joinedup("serve", "--port", str(free_port())),
            env=environment(var),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 3
        assert "Another `joinedup serve` is running" in second.stderr
        assert second.stdout == ""
        assert "Traceback" not in second.stderr
    finally:
        server.send_signal(signal.SIGTERM)
        output = server.communicate(timeout=30)[0]
    assert server.returncode == 0
    assert f"http://localhost:{port}/".encode() in output
    with pytest.raises(URLError):
        fetch(f"http://127.0.0.1:{port}/", within=0)


def test_a_public_address_is_refused_without_hosts(var):
    refused = subprocess.run(
        joinedup("serve", "--host", "0.0.0.0"), env=environment(var), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert refused.returncode == 3
    assert "JOINEDUP_HOSTS" in refused.stderr


def test_setting_up_twice_keeps_the_key(var):
    before = (var / "master.key").read_bytes()
    subprocess.run(joinedup("setup", "--no-example"), env=environment(var), cwd=ROOT, check=True)
    assert (var / "master.key").read_bytes() == before


def test_a_database_that_does_not_answer_is_told_in_a_sentence(var):
    elsewhere = {**environment(var), "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}
    told = subprocess.run(joinedup("doctor"), env=elsewhere, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "WRONG database: The database does not answer" in told.stdout
    for url, sentence in (("mysql://x", "DATABASE_URL must read"), (elsewhere["DATABASE_URL"], "Check DATABASE_URL")):
        without = {**elsewhere, "DATABASE_URL": url}
        told = subprocess.run(joinedup("setup"), env=without, cwd=ROOT, capture_output=True, text=True, check=False)
        assert told.returncode == 3
        assert sentence in told.stderr
        assert "Traceback" not in told.stderr
