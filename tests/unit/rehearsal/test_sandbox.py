"""A folder appears whole or not at all, and nothing of anybody else's is overwritten."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from joinedup.records.outputs import CannotWriteError
from joinedup.rehearsal.commands import demo
from joinedup.rehearsal.sandbox import FINISHED, FolderInUse, check_can_write_to, whole_folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_folder_appears_when_all_is_written(tmp_path):
    out = tmp_path / "demo"
    with whole_folder(out) as folder:
        (folder / FINISHED).write_text("{}")
        assert not out.exists()
    assert names(out) == [FINISHED]
    assert names(tmp_path) == ["demo"]


def test_a_fault_leaves_nothing(tmp_path):
    out = tmp_path / "demo"
    with pytest.raises(RuntimeError), whole_folder(out) as folder:
        (folder / "links.csv").write_text("half")
        raise RuntimeError
    assert names(tmp_path) == []


def test_an_earlier_outcome_is_replaced_whole(tmp_path):
    out = tmp_path / "demo"
    for round_ in ("first", "second"):
        with whole_folder(out) as folder:
            (folder / round_).touch()
            (folder / FINISHED).touch()
    assert names(out) == ["second", FINISHED]
    assert names(tmp_path) == ["demo"]


def test_a_fault_leaves_an_earlier_outcome_as_it_was(tmp_path):
    out = tmp_path / "demo"
    with whole_folder(out) as folder:
        (folder / FINISHED).touch()
    with pytest.raises(RuntimeError), whole_folder(out):
        raise RuntimeError
    assert names(out) == [FINISHED]


def test_an_absent_an_empty_and_an_earlier_folder_may_be_written(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "earlier").mkdir()
    (tmp_path / "earlier" / FINISHED).touch()
    for name in ("absent", "empty", "earlier"):
        assert check_can_write_to(tmp_path / name) is None


def test_a_folder_with_other_files_is_refused(tmp_path):
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(FolderInUse, match="holds other files"):
        check_can_write_to(tmp_path)


def test_a_file_is_refused(tmp_path):
    path = tmp_path / "notes.txt"
    path.touch()
    with pytest.raises(FolderInUse):
        check_can_write_to(path)


def test_a_folder_that_cannot_be_made_is_refused_before_the_play(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CannotWriteError, match="is a file, not a folder"):
        check_can_write_to(tmp_path / "file" / "demo")
    check_can_write_to(tmp_path / "new" / "demo")
    assert names(tmp_path) == ["file"]


def test_the_command_says_where_it_cannot_write(tmp_path):
    for options in (["--out", str(tmp_path / "demo"), "--json", str(tmp_path / "none" / "s.json")], ["--out", "/proc/demo"]):
        if options[1].startswith("/proc") and not Path("/proc/self").is_dir():
            continue
        answer = CliRunner().invoke(demo, options)
        assert answer.exit_code == 2
        assert answer.stderr.count("\n") == 1
        assert "cannot be written" in answer.stderr
    assert names(tmp_path) == []
