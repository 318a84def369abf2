"""What stands between a box and the signatures, case by case."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.letter.core.boxes import BoxAsItStands, Read, box_gaps, box_version

READY = BoxAsItStands(
    title="A safer way home",
    version="now",
    about="child",
    agency="Madeupshire Police",
    varied=True,
    pseudonyms=("Ash",),
    words="A safer way home\nAsh told an officer.",
    lesson=True,
    read=Read("now", "clear"),
    agreement="given",
)
SERVICE = replace(READY, about="service", pseudonyms=(), varied=False, agreement="")


def blocking(box: BoxAsItStands) -> list[str]:
    return [gap.sentence.partition("”")[2].lstrip(": ") for gap in box_gaps(box) if gap.blocks]


@pytest.mark.parametrize("box", [READY, SERVICE, replace(SERVICE, agency="", read=None, agreement="given")])
def test_a_box_that_was_read_and_agreed_to_lacks_nothing(box):
    assert box_gaps(box) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"about": ""}, "say whether it is about a child or a service."),
        ({"varied": False}, "is about a child. Vary its details, and say that you did."),
        ({"read": None}, "has not been read by Madeupshire Police. Ask them to."),
        ({"read": Read("now")}, "the answer of Madeupshire Police, who were asked to read it, is awaited."),
        ({"read": Read("before", "clear")}, "has other words since Madeupshire Police was asked to read it. Ask them again."),
        ({"agreement": ""}, "nobody has recorded that the child or the family agrees that it is told."),
    ],
)
def test_what_a_box_about_a_child_lacks(changes, said):
    assert blocking(replace(READY, **changes)) == [said]


@pytest.mark.parametrize("agreement", ["refused", "withdrawn"])
@pytest.mark.parametrize(("box", "who"), [(READY, "the child or the family"), (SERVICE, "the service")])
def test_a_box_somebody_does_not_agree_to_is_not_signed(box, who, agreement):
    (said,) = blocking(replace(box, agreement=agreement))
    assert said.startswith(f"{who} does not agree")


@pytest.mark.parametrize(("box", "why"), [(READY, "could know the child by it"), (SERVICE, "cannot be told like this")])
def test_a_box_an_agency_found_something_in_is_changed_first(box, why):
    (said,) = blocking(replace(box, read=Read("now", "not_clear")))
    assert why in said


def test_a_service_of_nobody_taking_part_agrees_by_what_is_recorded():
    (said,) = blocking(replace(SERVICE, agency="", read=None))
    assert said == "nobody has recorded that the service agrees that it is told."


def test_what_is_worth_a_look_does_not_block():
    unsaid = replace(READY, lesson=False, words="A safer way home\nThe child told an officer.")
    assert [gap.blocks for gap in box_gaps(unsaid)] == [False, False]
    assert box_gaps(replace(READY, lesson=False, effective=False)) == []


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_two_boxes_have_one_version_only_where_every_word_is_the_same(one, other):
    same = box_version("T", one) == box_version("T", other)
    assert same == (one == other)
