"""Only the published weights are used; where they are installed, they read as their makers say."""

import hashlib
from pathlib import Path

import pytest

from joinedup.topics import meaning
from joinedup.topics.meaning import PUBLISHED, TOKENS, WEIGHTS, MeaningError
from tests.conftest import missing


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_bytes(b"other weights")
    (tmp_path / TOKENS).write_bytes(b"{}")
    with pytest.raises(MeaningError, match="sha256 differs"):
        meaning.load(tmp_path)


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(MeaningError, match="is not there"):
        meaning.check(tmp_path)


def test_published_weights_are_let_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PUBLISHED:
        (tmp_path / name).write_bytes(name.encode())
        monkeypatch.setitem(PUBLISHED, name, hashlib.sha256(name.encode()).hexdigest())
    meaning.check(tmp_path)


def test_without_the_extra_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    meaning.encoder.cache_clear()
    monkeypatch.setattr(meaning, "find_spec", lambda name: None)
    assert not meaning.installed()
    with pytest.raises(MeaningError, match="not installed"):
        meaning.encoder()


def test_the_published_example() -> None:
    """The three sentences and their likeness as the makers of sentence-transformers print them in their guide."""
    if not meaning.installed():
        missing("The MiniLM weights are not installed, so reading by meaning is not tried. Add them with: make meaning")
    rows = meaning.encoder().encode(["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."])
    likeness = rows @ rows.T
    assert [likeness[0, 1], likeness[0, 2], likeness[1, 2]] == pytest.approx([0.6660, 0.1046, 0.1411], abs=1e-4)
