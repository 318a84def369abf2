"""What a letter says that cannot be so is kept as printed, and a person is asked to look."""

import pytest

from joinedup.library.core.letter import Letter, Sureness
from joinedup.library.core.reading import from_pages
from tests.factories.letters import Printed, day


def letter(*, scope: str, due: str = "by 23 August 2024", dated: str = "16 May 2024", dear: bool = True) -> Letter:
    printed = Printed().line(dated).gap()
    if dear:
        printed.line("Dear partnership")
    printed.heading("Joint targeted area inspection of Madeup").line(scope).heading("Headline findings").line("Fine.")
    printed.heading("What needs to improve?").bullet("One.").heading("Strengths").bullet("Two.").heading("Next steps")
    return from_pages(printed.line(f"Send the written statement to a@example.org {due}.").done(), "made-up.pdf")


@pytest.mark.parametrize(
    ("scope", "why"),
    [
        ("It took place from 5 to 9 February 2022.", "does not fit the letter's date"),
        ("It took place from 1 to 5 July 2024.", "does not fit the letter's date"),
        ("It took place from 5 February to 9 April 2024.", "lasts 65 days"),
    ],
)
def test_fieldwork_that_does_not_fit(scope, why):
    read = letter(scope=scope)
    assert read.fieldwork_start.value is not None
    assert read.fieldwork_start.sureness is Sureness.DOUBTFUL
    assert any(why in issue for issue in read.issues)


@pytest.mark.parametrize("due", ["by 23 August 2023", "by 23 August 2026"])
def test_a_day_due_that_does_not_fit(due):
    read = letter(scope="It took place from 5 to 9 February 2024.", due=due)
    assert read.statement_due.sureness is Sureness.DOUBTFUL
    assert any("the day the statement is due" in issue for issue in read.issues)


def test_a_year_without_its_century_is_worked_out():
    read = letter(scope="It took place from 5 to 9 February 2024.", due="by 23 August 24")
    assert (read.statement_due.value, read.statement_due.sureness) == (day("2024-08-23"), Sureness.WORKED_OUT)


def test_a_letter_that_salutes_nobody_begins_at_its_title():
    read = letter(scope="It took place from 5 to 9 February 2024.", dear=False)
    assert (read.publication_date.value, read.area.value) == (day("2024-05-16"), "Madeup")


def test_what_is_missing_is_named():
    issues = letter(scope="We came.", due="soon", dated="Sometime").issues
    for what in (
        "the letter's date",
        "the days of fieldwork",
        "the theme",
        "who inspected",
        "the day the written statement is due",
        "no addressee",
    ):
        assert any(what in issue for issue in issues), what


def test_a_date_behind_a_word_is_the_letters_own():
    assert letter(scope="We came.", dated="Date: 16 May 2024").publication_date.value == day("2024-05-16")
