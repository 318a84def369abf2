"""What lies beneath a passage is counted by child and direction, from notes whose words stay sealed."""

import pytest

from joinedup.audit.models import Entry
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.actions import LetterError, reword_passage
from joinedup.letter.core.style.quantifiers import Beneath
from joinedup.letter.queries import draft_passages
from joinedup.letter.review import current_version
from joinedup.letter.style.actions import bring_hint_back, dismiss_hint
from joinedup.letter.style.queries import _ground, dismissed_hints, hints_by_passage, sizes_of_letter
from tests.factories.evidence import letter_framework, make_letter, make_note, make_one_finding, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.judging import agree_finding
from tests.factories.tracking import make_tracking

pytestmark = pytest.mark.django_db
MOST = "Most children are seen quickly."


def finding_on(world, *notes, **changes):
    return agree_finding(world, make_one_finding(world, notes=list(notes), **changes))


def beneath(letter):
    rows = draft_passages(letter)
    return _ground(letter, rows).beneath[rows[0].id]


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


def test_notes_about_no_child_are_the_wider_ground(world):
    letter = make_letter(world)
    make_passage(world, letter, text=MOST, findings=[finding_on(world, make_note(world), make_note(world))])
    assert beneath(letter) == Beneath(0, 0, 2)
    assert hints_by_passage(letter) == {}


def test_passages_on_one_finding_are_compared(world):
    letter, finding = make_letter(world), finding_on(world, make_note(world))
    make_passage(world, letter, text=MOST, findings=[finding])
    other = make_passage(world, letter, text="Some children are seen quickly.", findings=[finding])
    [(passage, [hint])] = hints_by_passage(letter).items()
    assert passage == str(other.pk)
    assert hint.sentence.startswith(f"Finding {finding.number} is told of “Most children”")


def test_each_section_is_told_with_its_words(world):
    letter = make_letter(world)
    make_passage(world, letter, text=MOST)
    [strengths] = sizes_of_letter(letter)
    assert (strengths.title, strengths.words, strengths.items) == ("Strengths", 5, 1)


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (["strength"], Beneath(1, 0, 0)),
        (["concern"], Beneath(0, 1, 0)),
        (["strength", "concern"], Beneath(0, 1, 0)),  # one child, seen both ways, does not bear it out
        (["context"], Beneath(0, 0, 0)),
    ],
)
def test_a_child_is_counted_once_and_by_what_was_seen(ways, expected):
    tracking = make_tracking()
    world = tracking.world
    source = next(source.id for source in tracking.inspection.framework.sources if source.about_child)
    notes = [make_note(world, tracked=tracking.child, direction=way, source=source) for way in ways]
    finding = make_one_finding(world, notes=notes)
    world.move_to(Stage.WRITING)
    letter = make_letter(world)
    section = next(section.id for section in tracking.inspection.framework.letter if section.kind in ("bullets", "prose"))
    make_passage(world, letter, text=MOST, findings=[finding], section=section)
    assert beneath(letter) == expected


SPELT = "Partners recognize children at risk."


def told(letter, passage):
    return hints_by_passage(letter).get(str(passage.pk), [])


def test_a_dismissed_hint_stays_away_until_it_says_another_thing(world):
    letter = make_letter(world)
    passage = make_passage(world, letter, text=SPELT)
    [hint] = told(letter, passage)
    dismiss_hint(by=world.lead, passage=passage, hint=hint.key)
    assert told(letter, passage) == []
    assert [(one, row.by) for one, row in dismissed_hints(letter)] == [(hint, world.lead)]
    reword_passage(by=world.lead, passage=passage, text=f"{SPELT} They analyze it.")
    assert [one.sentence for one in told(letter, passage)] == ["“analyze” is spelt “analyse” in British English."]


def test_a_dismissed_hint_can_be_brought_back_and_dismissed_again(world):
    letter = make_letter(world)
    passage = make_passage(world, letter, text=SPELT)
    [hint] = told(letter, passage)
    for _ in range(2):
        dismiss_hint(by=world.lead, passage=passage, hint=hint.key)
        bring_hint_back(by=world.lead, passage=passage, hint=hint.key)
        assert told(letter, passage) == [hint]
    assert letter.hints_dismissed.exclude(brought_back_by=world.lead).count() == 0
    said = Entry.objects.filter(action__startswith="hint ").order_by("seq").values_list("action", flat=True)
    assert list(said) == ["hint dismissed", "hint brought back"] * 2


def test_dismissing_is_the_writers_and_only_of_what_is_hinted_at(world):
    letter = make_letter(world)
    passage, other = make_passage(world, letter, text=SPELT), make_passage(world, letter, text="Plans are on file.")
    [hint] = told(letter, passage)
    with pytest.raises(InspectionRefused):
        dismiss_hint(by=world.signatories["hmicfrs"], passage=passage, hint=hint.key)
    with pytest.raises(LetterError, match="not there any more"):
        dismiss_hint(by=world.lead, passage=other, hint=hint.key)
    with pytest.raises(LetterError, match="not dismissed any more"):
        bring_hint_back(by=world.lead, passage=passage, hint=hint.key)
    dismiss_hint(by=world.lead, passage=passage, hint=hint.key)
    with pytest.raises(LetterError, match="a colleague dismissed it"):
        dismiss_hint(by=world.lead, passage=passage, hint=hint.key)


def test_dismissing_voids_no_signature(world):
    letter = make_letter(world)
    passage = make_passage(world, letter, text=SPELT)
    before = current_version(letter)
    dismiss_hint(by=world.lead, passage=passage, hint=told(letter, passage)[0].key)
    assert current_version(letter) == before
