"""`joinedup demo` as a person runs it: the same seed, the same bytes; stopped at any moment, nothing that looks finished."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

JOINEDUP = [str(Path(sys.executable).with_name("joinedup"))]
SMALL = ["--framework", "targeted-2016-single-agency", "--children", "200"]


def demo(out: Path, *more: str) -> subprocess.CompletedProcess:
    return subprocess.run([*JOINEDUP, "demo", "--out", str(out), *SMALL, *more], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "played"
    done = demo(out, "--seed", "5")
    assert done.returncode == 0, done.stderr
    return out


def test_everything_promised_is_there(played):
    for name in ("links.csv", "sample.json", "summary.json", "truth/people.csv", "truth/events.csv", "truth/planted.json"):
        assert (played / name).stat().st_size > 0
    assert {path.suffix for path in played.glob("letter.*")} == {".html", ".pdf", ".docx", ".json"}
    assert (played / "links.csv").read_text().splitlines()[0] == "list,record_id,child_id,probability"
    assert set(json.loads((played / "sample.json").read_text())) >= {
        "frame_hash",
        "seed",
        "method",
        "strata",
        "shortlist",
        "tracked",
        "sampled",
        "replaced",
    }
    tracked = json.loads((played / "sample.json").read_text())["tracked"]
    assert len(list((played / "chronology").glob("*.html"))) == len(tracked)
    assert list((played / "lists").iterdir())


def test_the_summary_tells_counts_seconds_linkage_and_memory(played):
    summary = json.loads((played / "summary.json").read_text())
    assert summary["made_up"] is True
    assert summary["counts"]["passages"] > 0
    linked = {line.split(",")[2] for line in (played / "links.csv").read_text().splitlines()[1:]}
    assert summary["counts"]["people"] == len(linked)
    assert 0 < summary["counts"]["children"] < len(linked), "adults are people, not children"
    assert summary["peak_memory_mib"] > 0
    assert set(summary["linkage"]) >= {"precision", "recall", "f1"}
    assert summary["seconds"]["total"] > 0


def test_the_same_seed_gives_the_same_bytes(played, tmp_path):
    assert demo(tmp_path / "again", "--seed", "5").returncode == 0
    for name in ("links.csv", "sample.json"):
        assert (tmp_path / "again" / name).read_bytes() == (played / name).read_bytes()


def test_an_unknown_framework_is_one_sentence(tmp_path):
    done = demo(tmp_path / "x", "--framework", "no-such-theme")
    assert done.returncode == 2
    assert done.stderr.startswith("There is no framework 'no-such-theme'.")
    assert "Traceback" not in done.stderr


def test_a_folder_with_other_files_is_refused(tmp_path):
    (tmp_path / "thesis.docx").touch()
    done = demo(tmp_path)
    assert done.returncode == 2
    assert "holds other files" in done.stderr


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killed_at_any_moment_it_leaves_nothing_that_looks_finished(tmp_path, how):
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*JOINEDUP, "demo", "--out", str(out), *SMALL], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path
    )
    time.sleep(random.Random(os.getpid() + how).uniform(1, 6))
    process.send_signal(how)
    process.wait(timeout=60)
    assert not out.exists() or (out / "summary.json").is_file()


def test_help_is_the_manual():
    done = subprocess.run([*JOINEDUP, "demo", "--help"], capture_output=True, text=True, check=True)
    for word in ("links.csv", "sample.json", "letter.html", "summary.json", "--seed", "made up"):
        assert word in done.stdout
