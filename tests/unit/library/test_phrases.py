"""What the words of letters mean: headings of every year, boxes, areas, inspectorates, principal authorities."""

import pytest

from joinedup.library.core.letter import Letter
from joinedup.library.core.opening import named_in
from joinedup.library.core.phrases import load_phrases
from joinedup.library.core.reading import from_pages
from tests.factories.letters import Printed


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Key Strengths", "strengths"),
        ("Strengths", "strengths"),
        ("Early help strengths", "strengths"),
        ("Areas for improvement", "improve"),
        ("What needs to improve?", "improve"),
        ("What needs to improve in the area’s work with children?", "improve"),
        ("Areas for priority actions", "priority"),
        ("Area for priority action:", "priority"),
        ("Immediate priority action", "priority"),
        ("Headline findings", "headline"),
        ("Main findings ", "main"),
        ("Context", "context"),
        ("Next steps", "next"),
        ("NEXT STEPS", "next"),
        ("Leadership and management", None),
        ("The strengths and weaknesses of the hub were known to all its leaders", None),
        ("Case study: area for improvement", None),
        ("Identifying and managing risk of harm at the ‘front door’", None),
    ],
)
def test_the_kind_of_section_a_heading_opens(heading, kind):
    assert load_phrases().section_of(heading) == kind


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("Case study: effective practice", True),
        ("Practice study", True),
        ("Places and Spaces: highly effective practice", True),
        ("Case studies were used in training across the partnership.", False),
        ("Practice study groups meet each month: they are well attended.", False),
    ],
)
def test_a_plain_line_that_opens_a_box(line, opens):
    assert load_phrases().is_box_heading(line) is opens


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Ofsted, the Care Quality Commission (CQC), HMI Constabulary (HMIC) and HMI Probation (HMIP)",
            ("Ofsted", "CQC", "HMICFRS", "HMI Probation"),
        ),
        ("His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services", ("HMICFRS",)),
        ("Chief Inspector of Primary Medical Services and Integrated Care", ("CQC",)),
        ("His Majesty’s Chief Inspector of Probation", ("HMI Probation",)),
        ("National Director, Social Care", ("Ofsted",)),
        ("the police and the probation service", ()),
    ],
)
def test_inspectorates_under_the_names_they_have_had(text, names):
    assert named_in(text, load_phrases()) == names


def letter(title: list[str], *, steps: str = "Send it.", scope: str = "We came.") -> Letter:
    printed = Printed().line("5 April 2016").gap().line("Dear local partnership").heading(*title).line(scope)
    printed.heading("Headline findings").line("Fine.").heading("What needs to improve?").line("One.").heading("Next steps").line(
        steps
    )
    return from_pages(printed.done(), "made-up.pdf")


@pytest.mark.parametrize(
    ("title", "area"),
    [
        (
            ["Joint targeted area inspection of the multi-agency response to abuse and", "neglect in the London Borough of Madeup"],
            "Madeup",
        ),
        (
            ["Joint targeted area inspection of the multi-agency response to sexual", "abuse in the family in Bracknell Wood"],
            "Bracknell Wood",
        ),
        (["Joint targeted area inspection of Royal Borough of North and", "South Madeup"], "North and South Madeup"),
        (["Joint targeted area inspection of Madeup."], "Madeup"),
        (
            ["Joint targeted area inspection of the multi-agency response to neglect in Madeup Metropolitan District Council"],
            "Madeup",
        ),
        (["Joint targeted area inspection of services for children in Madeup City"], "Madeup"),
        (["Joint targeted area inspection"], None),
    ],
)
def test_the_area_of_a_title(title, area):
    assert letter(title).area.value == area


@pytest.mark.parametrize(
    ("steps", "name"),
    [
        ("We have determined that Madeup Council is the principal authority and should prepare a statement.", "Madeup Council"),
        ("We have determined that the BSCP chair is the principal authority.", "BSCP chair"),
        ("The principal authority is the Madeup Board.", "Madeup Board"),
        ("The principal authority, Madeup Board, should prepare it.", "Madeup Board"),
        (
            "35. We have determined that An Example, Chair of the Board, is the principal authority.",
            "An Example, Chair of the Board",
        ),
        ("Madeup Council should prepare a written statement.", None),
        ("A principal authority will be named.", None),
    ],
)
def test_a_principal_authority_is_read_only_where_the_words_are_printed(steps, name):
    assert letter(["Joint targeted area inspection of Madeup"], steps=steps).principal_authority.value == name


@pytest.mark.parametrize(
    ("scope", "theme"),
    [
        ("The multi-agency response to serious youth violence in Madeup.", "serious youth violence"),
        ("The multi-agency response to children and families in Madeup who need help.", "children and families who need help"),
        ("The multi-agency response to children who are carers in Madeup.", "children who are carers"),
        ("A ‘deep dive’ focus on the response to children living with domestic abuse.", "children living with domestic abuse"),
        ("The multi-agency response to abuse and neglect in Madeup.", None),
    ],
)
def test_a_theme_under_its_usual_name_or_in_the_letters_words(scope, theme):
    assert letter(["Joint targeted area inspection of Madeup"], scope=scope).theme.value == theme


def test_in_a_later_letter_a_heading_over_text_and_bullets_divides_a_list_and_one_over_text_alone_ends_it():
    printed = Printed().line("5 April 2023").gap().line("Dear partnership").heading("Joint targeted area inspection of Madeup")
    printed.heading("Headline findings").line("Fine.").heading("What needs to improve?").heading("The hub").line(
        "It should mend:"
    ).bullet("One.")
    read = from_pages(printed.heading("The board").line("It meets.").heading("Next steps").line("Send it.").done(), "made-up.pdf")
    assert [(group.heading, len(group.findings)) for group in read.needs_to_improve] == [("The hub", 1)]
    assert [section.kind for section in read.sections] == ["headline", "improve", "other", "next"]
