"""No published letter would be held back by the check for grades, nor by that for counts of children."""

from pathlib import Path

import pytest

from benchmarks.letters_style import LETTERS, held_back, passages


def test_no_published_letter_is_held_back() -> None:
    files = sorted(Path(LETTERS).glob("*.pdf"))
    if not files:
        pytest.skip("The published letters are not on this computer.")
    assert len(files) == 41
    assert {path.name: found for path in files if (found := held_back(list(passages(path))))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "Leadership was judged good.",
        "Overall effectiveness: requires improvement.",
        "The service is rated as outstanding.",
        "Six of the tracked children had been seen.",
    ],
)
def test_what_holds_a_letter_back(text: str) -> None:
    assert held_back([text])


@pytest.mark.parametrize(
    "text", ["Good practice is shared.", "Outstanding actions are carried over.", "Some tracked children wait."]
)
def test_good_alone_holds_nothing_back(text: str) -> None:
    assert held_back([text]) == []
