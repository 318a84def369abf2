"""A path that cannot be written, or would cost another file, is refused in a sentence before any work."""

import os
import stat
from pathlib import Path

import pytest

from joinedup.records.outputs import CannotWriteError, check_can_write, write_whole


def test_what_can_be_written_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "held.json").write_text("{}")
    check_can_write(tmp_path / "new.json", str(tmp_path / "held.json"), "-", None)
    assert [path.name for path in tmp_path.iterdir()] == ["held.json"]


@pytest.mark.parametrize(
    ("path", "said"),
    [("missing/out.json", "there is no folder"), ("held.json/out.json", "there is no folder"), ("folder", "it is a folder")],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, path: str, said: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "held.json").write_text("{}")
    with pytest.raises(CannotWriteError, match=said):
        check_can_write(tmp_path / path)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that takes no files, whoever asks")
def test_a_folder_that_takes_no_files_is_found_out() -> None:
    with pytest.raises(CannotWriteError, match="takes no files"):
        check_can_write(Path("/proc/out.json"))


@pytest.mark.parametrize("named", ["list.csv", "folder/../list.csv", "link.csv", "twin.csv"])
def test_what_is_read_is_not_written_over(tmp_path: Path, named: str) -> None:
    (tmp_path / "folder").mkdir()
    held = tmp_path / "list.csv"
    held.write_text("a")
    (tmp_path / "link.csv").symlink_to(held)
    (tmp_path / "twin.csv").hardlink_to(held)
    with pytest.raises(CannotWriteError, match="it is read too"):
        check_can_write(tmp_path / "other.csv", tmp_path / named, inputs=[held, None])


@pytest.mark.parametrize("exists", [True, False])
def test_two_outputs_are_two_files(tmp_path: Path, exists: bool) -> None:
    if exists:
        (tmp_path / "new").write_text("a")
    with pytest.raises(CannotWriteError, match="written twice"):
        check_can_write(tmp_path / "new", None, str(tmp_path / "." / "new"))
    check_can_write("-", "-", tmp_path / "new", tmp_path / "newer")


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    check_can_write(pipe, pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"one ")
        write_whole(link, b"two")
        assert os.read(reader, 100) == b"one two"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["link", "pipe"]


def test_a_link_stays_and_what_it_points_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder" / "held")
    write_whole(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "held").read_bytes() == b"x"


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path, b"x")
    assert list(tmp_path.iterdir()) == []
    assert [each for each in tmp_path.parent.iterdir() if each.name.endswith(".part")] == []
