"""A statement is half-filled from its letter: every point numbered, the prose's own weaknesses beside the bullets."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from joinedup.improvement.core.content import Agency
from joinedup.improvement.core.half_filled import points_of, suggested
from joinedup.publication.document import Section
from tests.factories.documents import make_document, make_passage
from tests.factories.improvement import letter_with_prose


def test_every_point_is_numbered_and_the_prose_is_pulled_out_beside_the_bullets():
    points = points_of(letter_with_prose())
    assert [(one.number, one.kind, one.likely_same) for one in points] == [
        ("1", "improve", ""),
        ("2", "improve", ""),
        ("M1", "prose", "1"),
        ("M2", "prose", ""),
        ("M3", "prose", ""),
    ]
    assert points[3].text == "Health staff are seldom there."
    assert (points[2].section, points[2].heading) == ("Main findings", "The front door")


def test_priority_action_comes_first_whether_it_is_prose_or_bullets():
    document = letter_with_prose()
    urgent = replace(make_passage(9, "Act today."), direction="priority")
    for kind in ("prose", "bullets"):
        section = Section("priority", "Areas for priority action", kind, (urgent,))
        points = points_of(replace(document, sections=(*document.sections[:2], section, *document.sections[2:])))
        assert [one.number for one in points] == ["P1", "1", "2", "M1", "M2", "M3"]
        assert points[0].text == "Act today."


def test_a_summary_before_the_bullets_makes_no_points():
    document = letter_with_prose()
    headline = replace(document.sections[2], blocks=(replace(make_passage(1, "Slow."), direction="improve"),))
    points = points_of(replace(document, sections=(*document.sections[:2], headline, *document.sections[3:])))
    assert "Slow." not in [one.text for one in points]


def test_a_strength_is_no_point():
    strengths = replace(make_document().sections[3], blocks=(replace(make_passage(2, "Quick."), direction="strength"),))
    assert points_of(replace(make_document(), sections=(strengths,))) == ()


def test_agencies_of_the_points_sectors_are_suggested():
    agencies = (Agency("trust", "The trust", "health"), Agency("force", "The force", "police"))
    by_number = {one.number: one for one in points_of(letter_with_prose())}
    assert [one.key for one in suggested(by_number["M2"], agencies)] == ["trust"]
    assert suggested(replace(by_number["M2"], sectors=()), agencies) == ()


@given(st.lists(st.sampled_from(["strength", "improve", "priority"]), max_size=12))
def test_no_weakness_of_a_list_is_lost_and_no_number_stands_twice(directions):
    passages = tuple(replace(make_passage(n, f"Text {n}.", item=True), direction=one) for n, one in enumerate(directions))
    section = Section("improve", "What needs to improve?", "bullets", passages)
    points = points_of(replace(make_document(), sections=(section,)))
    assert {one.text for one in points} == {one.text for one in passages if one.direction != "strength"}
    assert len({one.number for one in points}) == len(points)


def test_a_box_about_priority_action_is_a_point_as_one_about_improvement_is():
    document = letter_with_prose()
    main = document.sections[4]
    blocks = tuple(
        replace(one, kind="priority_action") if one.type == "box" and one.kind == "improvement" else one for one in main.blocks
    )
    urgent = replace(document, sections=(*document.sections[:4], replace(main, blocks=blocks), *document.sections[5:]))
    assert [(one.number, one.text) for one in points_of(urgent)] == [(one.number, one.text) for one in points_of(document)]
    assert "Nobody rang." in [one.text for one in points_of(urgent)]
