"""The assessment says what the framework says, and leaves to people what is theirs to judge."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from joinedup.method.commands import frameworks
from joinedup.method.dpia import OPEN, PAGE, SHOWN, dpia
from joinedup.method.loader import framework_ids, load_framework


def test_the_page_is_as_it_would_be_made() -> None:
    assert PAGE.read_text(encoding="utf-8") == dpia(load_framework(SHOWN))


@pytest.mark.parametrize("id", framework_ids())
def test_every_column_stands_with_its_purpose(id: str) -> None:
    framework, page = load_framework(id), dpia(load_framework(id))
    for spec in framework.lists:
        assert spec.purpose in page
        for column in spec.columns:
            assert f"| {column.header.replace('|', '/')} | {column.purpose.replace('|', '/')} |" in page
    assert framework.retention.rule in page
    assert OPEN in page


def test_the_mode_of_linking_is_told_as_it_is() -> None:
    matched = load_framework(SHOWN)
    assert "Whole lists are matched" in dpia(matched)
    looked_up = dpia(replace(matched, linkage_mode="look_up"))
    assert "Children are looked up" in looked_up
    assert "Whole lists are matched" not in looked_up


def test_the_command_writes_it_whole(tmp_path: Path) -> None:
    out = tmp_path / "dpia.md"
    answer = CliRunner().invoke(frameworks, ["dpia", SHOWN, "--out", str(out)])
    assert (answer.exit_code, out.read_text(encoding="utf-8")) == (0, dpia(load_framework(SHOWN)))
    assert CliRunner().invoke(frameworks, ["dpia", "none-such"]).exit_code == 3
    nowhere = CliRunner().invoke(frameworks, ["dpia", SHOWN, "--out", str(tmp_path / "no" / "dpia.md")])
    assert nowhere.exit_code in (2, 3)
    assert nowhere.stderr.count("\n") == 1
