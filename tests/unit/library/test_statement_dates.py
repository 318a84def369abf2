"""The statement dates of published letters: those the page docs/explanation/statement-dates.md tells, and each one explained."""

from pathlib import Path

import pytest

from benchmarks.statement_dates import read, tally

OWN = "the letter's date"


@pytest.fixture(scope="module")
def rows(shared_data: Path):
    return [read(path) for path in sorted((shared_data / "letters").glob("*.pdf"))]


@pytest.mark.data
def test_every_letter_prints_a_day_and_every_day_is_equal_or_explained(rows):
    assert len(rows) == 41
    assert all(row and row.fits for row in rows)
    first = dict(tally(rows))
    assert first == {
        "working days from the letter's date": 21,
        "working days from the making of its file": 4,
        "working days from another day": 10,
        "weekdays, bank holidays counted as worked": 3,
        "some bank holidays counted as worked": 2,
        "calendar days": 1,
    }


@pytest.mark.data
def test_the_page_tells_every_letter_not_counted_from_its_own_date(rows):
    page = (Path(__file__).resolve().parents[3] / "docs/explanation/statement-dates.md").read_text("utf-8")
    told = [line for line in page.splitlines() if line.startswith("| ") and line.count("|") == 7][1:]
    others = [row for row in rows if row.counted_from != "the letter's date"]
    days = [f"| {_day(row.known[OWN])} | {_day(row.printed)} | {_day(row.computed)} |" for row in others]
    assert len(told) == len(days) == 20
    assert all(day in line for day, line in zip(days, told, strict=True))


def _day(day) -> str:
    return f"{day.day} {day:%b %Y}"
