"""The command: exit codes, one sentence on stderr, JSON whole or not at all."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from joinedup.method.canonical import from_json, sha256
from joinedup.method.commands import frameworks
from joinedup.method.loader import framework_ids, load_framework


def run(*arguments: str) -> Result:
    return CliRunner().invoke(frameworks, arguments)


def test_all_packaged_frameworks_are_sound() -> None:
    answer = run("check")
    assert answer.exit_code == 0
    assert answer.stdout.splitlines() == [f"{name}: sound" for name in framework_ids()]


def test_a_spoilt_framework_is_an_issue_and_names_file_key_and_reason(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_FRAMEWORKS", str(tiny.parent))
    path = tiny / "framework.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("age_to = 17", "age_to = -1"), encoding="utf-8")
    answer = run("check", "tiny", "jtai-2022-front-door")
    assert answer.exit_code == 1
    assert "tiny: faults: 1" in answer.stdout
    assert "framework.toml: selection.age_to: The oldest age" in answer.stdout
    assert "jtai-2022-front-door: sound" in answer.stdout


def test_check_as_json(tmp_path: Path) -> None:
    answer = run("check", "jtai-2022-front-door", "--json", str(tmp_path / "out.json"))
    assert answer.exit_code == 0
    (held,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["frameworks"]
    assert held == {
        "id": "jtai-2022-front-door",
        "sound": True,
        "faults": [],
        "sha256": sha256(load_framework("jtai-2022-front-door")),
    }
    assert list(tmp_path.iterdir()) == [tmp_path / "out.json"]


def test_show_writes_the_canonical_json() -> None:
    answer = run("show", "jtai-2022-front-door", "--json", "-")
    assert from_json(answer.stdout) == load_framework("jtai-2022-front-door")


def test_show_in_words() -> None:
    text = run("show", "jtai-2016-sexual-exploitation-missing").stdout
    assert "Her Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS): Police" in text
    assert "Return home interview within 72 hours" in text
    assert "Open value retention.months" in text


@pytest.mark.parametrize("arguments", [("show", "nowhere"), ("check", "nowhere")])
def test_an_unknown_framework_is_unusable_input(arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)
    assert answer.exit_code == 3
    assert answer.stderr.startswith("There is no framework 'nowhere'.")
    assert answer.stdout == ""


def test_showing_a_spoilt_framework_is_unusable_input(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_FRAMEWORKS", str(tiny.parent))
    (tiny / "letter.toml").unlink()
    answer = run("show", "tiny")
    assert answer.exit_code == 3
    assert "letter: This key is missing." in answer.stderr


def test_wrong_use() -> None:
    assert run("show").exit_code == 2
    assert run("polish").exit_code == 2


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    answer = run("check", "--json", str(tmp_path / "none" / "out.json"))
    assert answer.exit_code == 2
    assert "cannot be written" in answer.stderr
    assert answer.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [("check",), ("show", "jtai-2022-front-door")])
def test_a_folder_of_frameworks_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("JOINEDUP_FRAMEWORKS", str(tmp_path / "nowhere"))
    answer = run(*arguments)
    assert answer.exit_code == 2
    assert answer.stdout == ""
    assert answer.stderr == f"JOINEDUP_FRAMEWORKS names what is not a folder: {tmp_path / 'nowhere'}. Put the name right.\n"
