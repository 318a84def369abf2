"""What worked elsewhere comes from other letters: the same criterion first, then the same sectors; boxes before passages."""

from dataclasses import replace

from joinedup.improvement.core.elsewhere import worked_elsewhere
from joinedup.improvement.core.half_filled import points_of
from tests.factories.documents import make_document
from tests.factories.improvement import letter_with_prose

POINT = points_of(letter_with_prose())[0]


def test_the_same_criterion_comes_before_the_same_sector_and_a_box_before_a_passage():
    near = make_document()
    far = replace(near, area="Farshire", framework=replace(near.framework, id="other"))
    found = worked_elsewhere(POINT, near.framework.id, [("far", far), ("near", near)], most=20)
    assert [one.same_criterion for one in found] == sorted((one.same_criterion for one in found), reverse=True)
    assert (found[0].area, found[0].title) == ("Madeupshire", "A night away from home")
    assert {one.area for one in found} == {"Madeupshire", "Farshire"}


def test_what_is_to_improve_elsewhere_is_not_what_worked():
    texts = [one.text for one in worked_elsewhere(POINT, "tiny", [("a", letter_with_prose())], most=99)]
    assert not any("timeliness" in text or "seldom" in text for text in texts)


def test_other_sectors_and_criteria_are_left_out():
    point = replace(POINT, sectors=("education",), criteria=("c9",))
    assert worked_elsewhere(point, "tiny", [("a", make_document())]) == []
