"""The fault harness in short: random faults in a real browser against a real server, and not one word lost or doubled."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FAULTS = 10
STUMBLED = 2  # the harness itself, on a busy machine: it goes on where it stopped, once


def test_not_one_word_is_lost_or_doubled(chromium, tmp_path):
    assert shutil.which("chromium"), "the harness starts Chromium by its name"
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, ROOT / "benchmarks" / "notebook_faults.py", "--faults", str(FAULTS), "--dir", tmp_path]
    played = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if played.returncode == STUMBLED:
        played = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert played.returncode == 0, played.stdout + played.stderr
    counts = json.loads(played.stdout)
    assert counts["faults"] == FAULTS
    assert counts["found"] > FAULTS
    assert (counts["lost"], counts["doubled"], counts["misnamed"]) == (0, 0, 0)
    assert sum(counts["by_fault"].values()) == FAULTS
    assert counts["struck"].get("a page that said “Not saved”", 0) == counts["by_fault"].get("disk full", 0)
