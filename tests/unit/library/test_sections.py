"""Sections, subheads, boxes and findings, from lines as both generations print them."""

import pytest

from joinedup.library.core.findings import read_groups, read_priority
from joinedup.library.core.letter import Letter
from joinedup.library.core.phrases import load_phrases
from joinedup.library.core.reading import from_pages
from joinedup.library.core.unusable import UnusableLetterError
from tests.factories.letters import Printed


def letter(printed: Printed) -> Letter:
    return from_pages(printed.done(), "made-up.pdf")


def opened() -> Printed:
    printed = (
        Printed().line("5 April 2016").gap().line("Ann Bee, Chief Constable, Easton Police").gap().line("Dear local partnership")
    )
    return printed.heading("Joint targeted area inspection of Madeup").line("Between 22 and 26 February 2016 we came.")


def improving(read: Letter) -> list[tuple[str | None, list[str]]]:
    return [(group.heading, [finding.text for finding in group.findings]) for group in read.needs_to_improve]


def test_sections_in_the_order_printed_whatever_it_is():
    printed = opened().heading("Areas for priority actions").bullet("Act.").heading("Areas for improvement").bullet("Mend.")
    read = letter(printed.heading("Key Strengths", size=14).bullet("Good.").heading("Next steps").line("Send it."))
    assert [(section.kind, section.heading) for section in read.sections] == [
        ("priority", "Areas for priority actions"),
        ("improve", "Areas for improvement"),
        ("strengths", "Key Strengths"),
        ("next", "Next steps"),
    ]


def test_findings_stand_under_the_subheads_of_their_section():
    printed = opened().heading("Key strengths").heading("Multi-agency strengths").bullet("Good.").heading("Areas for improvement")
    printed.heading("Leadership").bullet("One.").bullet("Two.").heading("The LSCB", x=89).bullet("Three.").heading("Next steps")
    read = letter(printed)
    assert improving(read) == [("Leadership", ["One.", "Two."]), ("The LSCB", ["Three."])]
    assert [section.kind for section in read.sections] == ["strengths", "improve", "next"]


def test_plain_lines_over_bullets_divide_them_and_one_that_leads_in_does_not():
    divided = opened().heading("Key strengths").bullet("Good.").heading("Areas for improvement")
    divided.line("Leaders").bullet("One.").line("Front line").bullet("Two.").heading("Next steps")
    assert improving(letter(divided)) == [("Leaders", ["One."]), ("Front line", ["Two."])]
    led = opened().heading("Key strengths").bullet("Good.").heading("Areas for improvement")
    led.line("The partnership should improve:").bullet("One.").bullet("Two.").heading("Next steps")
    assert improving(letter(led)) == [(None, ["One.", "Two."])]


def test_findings_without_bullets_are_paragraphs_and_a_person_is_asked_to_look():
    printed = opened().heading("Key strengths").line("Good at night.").gap().line("Good by day.")
    read = letter(printed.heading("Areas for improvement").line("Slow.").heading("Next steps").line("Send it."))
    assert read.strengths is not None
    assert [finding.text for group in read.strengths for finding in group.findings] == ["Good at night.", "Good by day."]
    assert sum("paragraphs and no bullets" in issue for issue in read.issues) == 2


def test_a_letter_without_strengths_has_none_known_rather_than_zero():
    printed = opened().heading("Headline findings").line("Fine.").heading("What needs to improve?").bullet("One.")
    read = letter(
        printed.heading("Madeup Partnership (MP)").line("It works.").heading("Main findings").line("So.").heading("Next steps")
    )
    assert read.strengths is None
    assert [section.kind for section in read.sections] == ["headline", "improve", "other", "main", "next"]
    assert read.headline_words.value == 1


@pytest.mark.parametrize(
    "words",
    [
        "There are no areas for priority action",
        "None.",
        "No areas for priority action were identified during this inspection.",
        "None were identified at this inspection.",
        "Inspectors did not identify any areas for priority action.",
        "This inspection has not identified any areas that require priority action.",
        "There are none.",
    ],
)
@pytest.mark.parametrize("bullet", [True, False])
def test_a_heading_that_only_says_there_is_none_gives_no_priority_action(words, bullet):
    printed = opened().heading("Key strengths").bullet("There are no backlogs in the hub.").heading("Areas for priority action")
    (printed.bullet if bullet else printed.line)(words)
    read = letter(printed.heading("Areas for improvement").bullet("There is no system to record it.").heading("Next steps"))
    assert read.priority_actions == ()
    assert "Areas for priority action" in [section.heading for section in read.sections]
    assert improving(read) == [(None, ["There is no system to record it."])]
    assert read.strengths is not None
    assert len(read.strengths[0].findings) == 1


@pytest.mark.parametrize(
    "words",
    ["There is no senior oversight of children who go missing.", "No area of the hub is staffed at night.", "Too few are seen."],
)
def test_what_sounds_like_nothing_and_is_an_action_is_kept(words):
    printed = opened().heading("Areas for priority action").line("Urgent action is required to:").bullet(words)
    read = letter(printed.heading("Areas for improvement").bullet("One.").heading("Next steps"))
    assert [finding.text for finding in read.priority_actions] == [words]


def test_a_box_ends_with_its_frame_and_goes_on_over_a_page():
    printed = opened().heading("Key strengths").bullet("Good.")
    printed.framed("A child was heard.", heading="Case study: Effective practice").page().framed("She was safer.").bullet("Better.")
    read = letter(printed.heading("Areas for improvement").bullet("One.").heading("Next steps"))
    assert [(box.kind, box.heading, box.first_words) for box in read.practice_studies] == [
        ("effective practice", "Case study: Effective practice", "A child was heard.")
    ]
    assert read.strengths is not None
    assert [finding.text for finding in read.strengths[0].findings] == ["Good.", "Better."]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Practice study: highly effective practice", "highly effective practice"),
        ("Case study: area(s) for improvement", "area for improvement"),
        ("Case study: areas for priority action and improvement", "area for priority action"),
        ("Places and Spaces: highly effective practice", "highly effective practice"),
        ("Practice study", None),
    ],
)
def test_a_box_without_a_frame_ends_where_the_text_steps_back(heading, kind):
    printed = (
        opened().heading("Key strengths").bullet("Good.").heading(heading, x=85).line("A child.", x=85).gap().bullet("Better.")
    )
    read = letter(printed.heading("Areas for improvement").bullet("One.").heading("Next steps"))
    assert [(box.kind, box.first_words) for box in read.practice_studies] == [(kind, "A child.")]
    assert read.strengths is not None
    assert len(read.strengths[0].findings) == 2


def test_a_page_without_a_word_is_pointed_out_but_for_a_blank_last_one():
    printed = opened().heading("Key strengths").bullet("Good.").page().page().heading("Areas for improvement").bullet("One.").page()
    assert [issue for issue in letter(printed.heading("Next steps").page()).issues if "no word" in issue] == [
        "no word could be read from page 2"
    ]


def test_no_section_gives_no_finding():
    assert read_groups([]) == ()
    assert read_priority([], load_phrases()) == ()


def test_a_letter_of_one_inspectorate_alone_is_refused_though_its_headings_are_the_same():
    printed = (
        Printed()
        .line("5 April 2023")
        .gap()
        .line("Dear director")
        .heading("Focused visit to Madeup")
        .line("We looked at the front door.")
    )
    printed.heading("Headline findings").line("Fine.").heading("What needs to improve?").bullet("One.").heading("Main findings")
    with pytest.raises(UnusableLetterError, match="is not a joint inspection letter"):
        letter(printed.line("So."))


def test_pages_without_the_headings_of_a_letter_are_refused_with_a_sentence():
    with pytest.raises(UnusableLetterError, match=r"^made-up\.pdf is not a joint inspection letter: .*\.$"):
        letter(Printed().line("Dear neighbour").line("Thank you for the cake.").heading("Next steps"))
