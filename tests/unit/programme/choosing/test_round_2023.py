"""The 2023–24 round planned again: the page says what the benchmark finds, and names no council but the six that were published."""

import re
from pathlib import Path

import pytest

from benchmarks.round_2023 import PUBLISHED, Before, known_before, lines, measured
from joinedup.areas.core.register import load_register

PAGE = Path(__file__).resolve().parents[4] / "docs" / "explanation" / "the-2023-round-again.md"


@pytest.fixture(scope="module")
def before(shared_data: Path) -> Before:
    return known_before(shared_data)


@pytest.mark.data
def test_the_page_says_what_is_found(before: Before) -> None:
    found = measured(before, seed=2023, draws=2)
    page = PAGE.read_text(encoding="utf-8")
    assert found["inputs_hash"] in page
    assert f"**{found['areas_with_a_week_open']} of {found['areas']}** areas have a week open" in page
    assert [row["area"] for row in found["published"]] == sorted(PUBLISHED)
    for row in found["published"]:
        assert f"| {row['area']} | {row['weeks_open']} |" in page
        assert row["open_by_the_rule"] in (True, None)
    for row in found["apart"].values():
        assert f"| {row['published']} | {row['drawn']} |" in page


@pytest.mark.data
def test_no_council_but_the_six_is_printed(before: Before) -> None:
    printed = "\n".join(lines(measured(before, seed=7, draws=1)))
    for text in (printed, PAGE.read_text(encoding="utf-8")):
        others = [one.name for one in load_register() if one.name not in PUBLISHED]
        assert not [name for name in others if re.search(rf"\b{re.escape(name)}\b", text)]
