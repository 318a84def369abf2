"""A draft laid out along the outline: what a section prints that holds nothing."""

from dataclasses import replace
from datetime import date

from joinedup.letter.core.layout import Draft, lay_out
from joinedup.method.framework import DatedText, LetterSection, StandardSentence
from joinedup.publication.document import Standard
from tests.factories.evidence import letter_framework

DRAFT = Draft((), (), date(2022, 10, 18), {"area": "Madeupshire"})


def outline_of(**changes):
    section = LetterSection("priority", "Areas for priority action", "bullets", required=False, directions=("priority",))
    sentence = StandardSentence("none", (DatedText("There are no areas for priority action in {area}."),))
    return replace(letter_framework(), letter=(replace(section, **changes),), sentences=(sentence,))


def test_a_section_that_holds_nothing_is_left_out():
    assert lay_out(outline_of(), DRAFT) == ()


def test_a_section_says_that_it_holds_nothing_where_the_framework_has_it_say_so():
    (section,) = lay_out(outline_of(none="none"), DRAFT)
    assert section.title == "Areas for priority action"
    assert section.blocks == (Standard("none", "There are no areas for priority action in Madeupshire."),)
