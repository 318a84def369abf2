"""Lines, bullets and headings, whole across line ends and pages."""

import pytest

from joinedup.library.core.blocks import Kind, join, read_blocks
from joinedup.library.core.lines import read_lines
from joinedup.library.core.phrases import load_phrases
from joinedup.library.core.words import Word
from tests.factories.letters import Printed


def blocks(printed: Printed) -> list[tuple[Kind, str]]:
    text = read_lines(printed.done())
    return [(block.kind, block.text) for block in read_blocks(text, text.lines, load_phrases())]


def test_a_bullet_across_a_page_break_is_one():
    printed = Printed().bullet("It begins here", "and goes on").line("1", x=520)
    printed.pages[-1][-1:] = [Word("1", 520, 526, 30, 12, False, False)]
    printed.page().line("on the next page.", x=89).bullet("Another.")
    assert blocks(printed) == [(Kind.BULLET, "It begins here and goes on on the next page."), (Kind.BULLET, "Another.")]


@pytest.mark.parametrize("mark", ["•", "◼", "▪", "\uf0a7", "■"])
def test_every_mark_of_the_years_is_a_bullet(mark):
    assert blocks(Printed().bullet("One", mark=mark).bullet("Two", mark=mark)) == [(Kind.BULLET, "One"), (Kind.BULLET, "Two")]


def test_a_dash_within_running_text_is_no_bullet():
    printed = Printed().line("They face much").line("– they said so – and more.")
    assert blocks(printed) == [(Kind.TEXT, "They face much – they said so – and more.")]


def test_a_bullet_set_further_in_belongs_to_the_one_above():
    printed = Printed().bullet("Leaders should:").bullet("listen", x=95, mark="−").bullet("act.", x=95, mark="−").bullet("Next.")
    assert blocks(printed) == [(Kind.BULLET, "Leaders should: listen act."), (Kind.BULLET, "Next.")]


def test_a_heading_that_wraps_is_one_and_two_headings_are_two():
    printed = (
        Printed().heading("Areas for improvement").heading("Leadership and management and", "the Safeguarding Board").line("Text.")
    )
    assert blocks(printed)[:2] == [
        (Kind.HEADING, "Areas for improvement"),
        (Kind.HEADING, "Leadership and management and the Safeguarding Board"),
    ]


def test_a_known_heading_that_is_not_bold_is_a_heading():
    assert blocks(Printed().line("It ends.").gap().line("Next steps").gap().line("They begin."))[1] == (Kind.HEADING, "Next steps")


def test_a_subhead_at_the_indent_of_a_bullet_ends_it_and_a_bold_bullet_that_wraps_does_not():
    assert [kind for kind, _ in blocks(Printed().bullet("One").heading("The LSCB", x=89))] == [Kind.BULLET, Kind.HEADING]
    bold = Printed()
    bold.pages[-1].append(Word("•", 71, 77, bold.y, 12, False, True))
    bold.line("All of it", x=89, bold=True).line("is bold.", x=89, bold=True)
    assert blocks(bold) == [(Kind.BULLET, "All of it is bold.")]


def test_paragraphs_are_told_by_the_space_between_and_go_on_over_a_page():
    printed = Printed().line("One ends.").gap().line("Two goes on").page().line("here.")
    assert blocks(printed) == [(Kind.TEXT, "One ends."), (Kind.TEXT, "Two goes on here.")]


def test_footnotes_their_marks_page_numbers_and_running_heads_are_left_out():
    printed = Printed()
    for number in range(1, 4):
        printed.pages[-1].append(Word(f"{number}", 300, 306, 40, 12, False, False))
        printed.pages[-1].append(Word("Inspectorate", 71, 150, 810, 12, False, False))
        printed.pages[-1].append(Word("1", 136, 140, printed.y + 5, 6.5, False, False))
        printed.line(f"Text {'abc'[number - 1]} is longer than its footnote by far.").gap(500).line(
            "1 A footnote set small.", size=9
        )
        if number < 3:
            printed.page()
    assert [text for _, text in blocks(printed)] == [f"Text {name} is longer than its footnote by far." for name in "abc"]


def test_a_word_printed_twice_at_one_place_is_one():
    printed = Printed().line("Strategic Board")
    printed.pages[-1].append(printed.pages[-1][-1])
    assert blocks(printed) == [(Kind.TEXT, "Strategic Board")]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("multi-", "agency work", "multi-agency work"),
        ("pan-", "Madeup criteria", "pan-Madeup criteria"),
        ("joint-", "or single-agency", "joint- or single-agency"),
        ("resources –", "we found", "resources – we found"),
        ("one", "two", "one two"),
    ],
)
def test_hyphens_at_line_ends(first, second, whole):
    assert join(first, second) == whole
