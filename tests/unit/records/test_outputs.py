"""A path that cannot be written is refused in a sentence before any work."""

from pathlib import Path

import pytest

from joinedup.records.outputs import CannotWriteError, check_can_write


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
