"""How dates, names and the statement are printed."""

from dataclasses import replace
from datetime import date

import pytest

from joinedup.publication.document import Box, Section, Statement
from joinedup.publication.render import words
from tests.factories.documents import make_document


@pytest.mark.parametrize(
    ("first", "last", "printed"),
    [
        (date(2026, 2, 2), date(2026, 2, 6), "2 to 6 February 2026"),
        (date(2026, 3, 30), date(2026, 4, 3), "30 March to 3 April 2026"),
        (date(2025, 12, 29), date(2026, 1, 2), "29 December 2025 to 2 January 2026"),
        (date(2026, 2, 2), date(2026, 2, 2), "2 February 2026"),
        (date(2025, 2, 2), date(2026, 2, 2), "2 February 2025 to 2 February 2026"),
    ],
)
def test_two_days_say_nothing_twice(first, last, printed):
    assert words.span(first, last) == printed


@pytest.mark.parametrize(
    ("statement", "printed"),
    [
        (Statement(True, "Madeupshire Council", date(2026, 6, 12)), "Madeupshire Council, by 12 June 2026"),
        (Statement(True, "Madeupshire Council"), "Madeupshire Council"),
        (Statement(False), "Not needed"),
    ],
)
def test_the_statement_in_a_line(statement, printed):
    assert words.statement(replace(make_document(), statement=statement)) == printed


@pytest.mark.parametrize(
    ("label", "title", "section", "printed"),
    [
        ("Practice study", "Heard", "Practice study", "Heard"),
        ("Practice study", "Heard", "Main findings", "Practice study: Heard"),
        ("", "Heard", "Main findings", "Heard"),
        ("Practice study", "", "Main findings", "Practice study"),
        ("Practice study", "Practice study", "Main findings", "Practice study"),
        ("Case study: area for improvement", "Case study: area for improvement", "Case study: area for improvement", ""),
    ],
)
def test_a_box_says_what_it_is_once(label, title, section, printed):
    box = Box("b", "improvement", label, title, ())
    assert words.box_heading(Section("s", section, "boxes", (box,)), box) == printed


def test_a_name_by_itself_has_no_article_and_a_theme_a_capital():
    named = replace(make_document(), inspectorates=("Ofsted", "the Care Quality Commission"), theme="serious youth violence")
    facts = dict(words.facts(named))
    assert facts["Inspected by"] == "Ofsted, Care Quality Commission"
    assert facts["Theme"] == "Serious youth violence"
