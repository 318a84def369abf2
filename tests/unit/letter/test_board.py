"""Where a letter stands against its calendar."""

from datetime import date

import pytest

from joinedup.letter.core.board import due

CALENDAR = {"draft": date(2026, 3, 2), "accuracy": date(2026, 3, 9), "embargo": date(2026, 3, 16), "publication": date(2026, 3, 18)}
TODAY = date(2026, 3, 11)  # a Wednesday


@pytest.mark.parametrize(
    ("state", "stage", "step", "past"),
    [
        ("", "fieldwork", "draft", 7),
        ("drafting", "judging", "draft", 7),
        ("drafting", "writing", "draft", 7),
        ("drafting", "checking", "accuracy", 2),
        ("offered", "checking", "embargo", -3),
        ("signed", "signed", "publication", -5),
        ("frozen", "signed", "publication", -5),
    ],
)
def test_what_a_letter_works_towards(state, stage, step, past):
    found = due(state, stage, CALENDAR, TODAY)
    assert (found.step, found.on, found.past) == (step, CALENDAR[step], past)
    assert found.slipped == (past > 0)


def test_a_published_letter_works_towards_nothing():
    assert due("published", "published", CALENDAR, TODAY) is None


def test_a_calendar_without_a_step_counts_the_next_it_has():
    assert due("drafting", "checking", {"publication": CALENDAR["publication"]}, TODAY).step == "publication"
    assert due("drafting", "checking", {}, TODAY) is None
