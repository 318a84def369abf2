"""A finding rests on notes of its own inspection, and moves as its table says."""

import pytest

from joinedup.evidence import queries
from joinedup.evidence.actions import make_finding, move_finding, revise_note
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.enums import FindingState
from joinedup.evidence.models import Finding, FindingNote
from joinedup.evidence.rules import FINDING_STATES, can_make_finding, can_move_finding
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.evidence import SEEN, make_note, make_one_finding
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.JUDGING)


def test_a_finding_pins_the_wording_it_rests_on(world):
    note = make_note(world)
    finding = make_one_finding(world, notes=[note])
    first = note.current
    revise_note(
        by=world.lead, note=note, source="meeting", sector="police", criteria=["c2"], direction="concern", text="No.", seen_on=SEEN
    )
    assert FindingNote.objects.get(finding=finding).revision == first


def test_a_finding_without_notes_is_refused(world):
    with pytest.raises(EvidenceError, match="rests on at least one note"):
        make_finding(
            by=world.lead, inspection=world.inspection, criterion="c2", direction="strength", sectors=[], text="Good.", notes=[]
        )
    assert not Finding.objects.exists()


def test_a_finding_never_rests_on_another_inspections_notes(world):
    elsewhere = make_note(make_inspection(stage=Stage.JUDGING))
    with pytest.raises(EvidenceError, match="its own inspection"):
        make_one_finding(world, notes=[elsewhere])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": " "}, "empty"),
        ({"direction": "good"}, "strength, something to improve"),
        ({"criterion": "c9"}, "not a criterion"),
        ({"sectors": ["fire", "police"]}, "“fire” is not a sector"),
    ],
)
def test_what_the_framework_does_not_hold_is_refused(world, change, words):
    with pytest.raises(EvidenceError, match=words):
        make_one_finding(world, **change)


def test_outsiders_neither_make_nor_see(world):
    finding, elsewhere = make_one_finding(world), make_inspection(stage=Stage.JUDGING)
    for person in (elsewhere.lead, world.coordinators["police"]):
        assert not can_make_finding(person, world.inspection)
        assert finding not in Finding.objects.visible_to(person)
    assert finding in Finding.objects.visible_to(world.lead)


@pytest.mark.parametrize("before", list(FindingState))
@pytest.mark.parametrize("after", list(FindingState))
def test_every_cell_of_the_state_table(world, before, after):
    finding = make_one_finding(world)
    Finding.objects.filter(pk=finding.pk).update(state=before)
    finding.refresh_from_db()
    allowed = after in FINDING_STATES[before]
    assert can_move_finding(world.lead, finding, after) == allowed
    assert not can_move_finding(world.inspectors["hmicfrs"], finding, after)
    if allowed:
        assert move_finding(by=world.lead, finding=finding, to=after).state == after
    else:
        with pytest.raises(InspectionRefused):
            move_finding(by=world.lead, finding=finding, to=after)


def test_a_finding_never_newly_rests_on_a_note_set_aside(world, monkeypatch):
    kept, aside = make_note(world), make_note(world)
    monkeypatch.setattr(queries, "set_aside", lambda *_: {aside.pk: object()})
    with pytest.raises(EvidenceError, match="Set aside since consent was withdrawn: note 2"):
        make_one_finding(world, notes=[kept, aside])
    assert make_one_finding(world, notes=[kept])
