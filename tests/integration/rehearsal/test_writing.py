"""The made-up inspectors work on a section as real ones do, and leave the letter's words as they were written."""

import pytest

from joinedup.inspections.enums import Stage
from joinedup.letter.history.queries import taken_out, versions_of
from joinedup.letter.models import PassageSpan, SectionHold
from joinedup.letter.queries import passages_of
from joinedup.letter.review import blocking_gaps
from joinedup.letter.spans.queries import links_of
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.writing import work_on_section
from tests.factories.evidence import letter_framework, make_letter, make_passage
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db

LONG = "Children are seen quickly. Schools are told the same day. Nobody waits."


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


def cast_of(world) -> Cast:
    return Cast(world.lead, world.area, inspectors={code: [person] for code, person in world.inspectors.items()})


def test_a_section_is_worked_on_and_reads_as_before(world):
    letter = make_letter(world)
    short, long = make_passage(world, letter, text="Staff listen."), make_passage(world, letter, text=LONG)
    work_on_section(cast_of(world), letter)
    assert [row.text for row in passages_of(letter)] == [short.text, LONG]
    assert [row.change for row in versions_of(letter, long.pk)] == ["written", "linked", "linked", "linked", "reworded", "restored"]
    assert [row.words for row in _words(long)] == ["Children are seen quickly.", "Schools are told the same day.", "Nobody waits."]
    assert [row.said["text"] for row in taken_out(letter)] == [LONG]
    assert SectionHold.objects.get().ended_at is not None
    assert not [gap for gap in blocking_gaps(letter) if gap.passage]


def test_a_letter_of_short_passages_is_left_alone(world):
    letter = make_letter(world)
    work_on_section(cast_of(world), letter)
    assert not passages_of(letter).exists()
    make_passage(world, letter, text="Staff listen.", findings=[])
    work_on_section(cast_of(world), letter)
    assert [row.text for row in passages_of(letter)] == ["Staff listen."]


def _words(passage):
    assert not PassageSpan.objects.filter(passage=passage, broken=True).exists()
    return links_of(passage)
