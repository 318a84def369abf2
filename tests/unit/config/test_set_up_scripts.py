"""What `make` says where something is missing."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SH = shutil.which("sh")


def make_venv(path: Path, *, python: str | None) -> subprocess.CompletedProcess[str]:
    """Run the script with nothing on the PATH but, where given, a python3 of these lines."""
    tools = path / "tools"
    tools.mkdir()
    if python:
        (tools / "python3").write_text(f"#!{SH}\n{python}\n")
        (tools / "python3").chmod(0o755)
    command = [SH, str(ROOT / "tools" / "make-venv.sh"), str(path / "venv")]
    return subprocess.run(command, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("python", [None, "exit 1"])
def test_without_a_python_new_enough_it_says_what_to_install(tmp_path, python):
    ended = make_venv(tmp_path, python=python)
    assert ended.returncode == 1
    assert "needs Python 3.11 or newer" in ended.stderr
    assert not (tmp_path / "venv").exists()


def test_without_venv_it_says_what_to_install(tmp_path):
    ended = make_venv(tmp_path, python='case "$*" in *ensurepip*) exit 1;; *) exit 0;; esac')
    assert ended.returncode == 1
    assert "apt-get install python3-venv" in ended.stderr
