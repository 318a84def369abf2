"""A note is never overwritten, and only the team writes and sees it."""

import pytest
from django.db import connection

from joinedup.audit.models import Entry
from joinedup.audit.queries import entries
from joinedup.evidence.actions import open_notes, revise_note
from joinedup.evidence.arriving.rows import verifies
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.models import Note
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.evidence import SEEN, make_note
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
CONTENT = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "concern", "seen_on": SEEN}


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def test_a_note_keeps_who_for_whom_and_when(world):
    note = make_note(world)
    assert note.author == world.inspectors["hmicfrs"]
    assert note.inspectorate.code == "hmicfrs"
    assert note.current.seen_on == SEEN
    assert note.current.recorded_at.date() != SEEN
    assert Note.objects.get(pk=note.pk).current.text == "The child was seen the same day."


def test_notes_are_numbered_within_their_inspection(world):
    other = make_inspection(stage=Stage.FIELDWORK)
    assert [make_note(world).number, make_note(other).number, make_note(world).number] == [1, 1, 2]


def test_a_revision_is_added_and_the_first_wording_stays(world):
    note = make_note(world)
    revised = revise_note(by=world.lead, note=note, text="Seen the next day.", **CONTENT)
    first, second = revised.revisions.all()
    assert [first.text, second.text] == ["The child was seen the same day.", "Seen the next day."]
    assert second.parents == [str(first.pk)]
    assert revised.current == second


def test_the_chain_can_be_computed_again(world):
    note = revise_note(by=world.lead, note=make_note(world), text="Seen the next day.", **CONTENT)
    assert [verifies(revision) for revision in note.revisions.all()] == [True, True]


def test_what_was_seen_is_sealed(world):
    make_note(world, text="Heliotrope heliotrope heliotrope")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM evidence_noterevision")
        assert "Heliotrope" not in " ".join(
            str(bytes(value) if isinstance(value, memoryview) else value) for row in cursor.fetchall() for value in row
        )


def test_writing_is_logged_without_a_word_of_it(world):
    note = make_note(world, text="Heliotrope")
    entry = Entry.objects.get(object_id=str(note.pk))
    assert (entry.action, entry.actor) == ("note written", str(note.author.pk))
    assert "Heliotrope" not in str(entry.detail)


def test_outsiders_and_agencies_neither_write_nor_see(world):
    note = make_note(world)
    elsewhere = make_inspection(stage=Stage.FIELDWORK)
    for person in (make_person(), world.coordinators["police"], elsewhere.lead):
        with pytest.raises(InspectionRefused):
            make_note(world, by=person)
        with pytest.raises(InspectionRefused):
            revise_note(by=person, note=note, text="Changed.", **CONTENT)
        assert note not in Note.objects.visible_to(person)
    assert note in Note.objects.visible_to(world.lead)


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.SIGNED, Stage.PUBLISHED])
def test_no_note_before_the_call_or_after_signing(stage):
    with pytest.raises(InspectionRefused, match="Notes can be written"):
        make_note(make_inspection(stage=stage))


def test_nothing_is_left_of_a_note_that_was_refused(world):
    with pytest.raises(EvidenceError):
        make_note(world, source="gossip")
    assert not Note.objects.exists()
    assert not Entry.objects.filter(action="note written").exists()


def test_reading_notes_is_for_the_team_and_is_logged(world):
    note = make_note(world)
    with pytest.raises(InspectionRefused):
        open_notes(by=world.coordinators["police"], inspection=world.inspection, notes=[note], through=note)
    assert open_notes(by=world.lead, inspection=world.inspection, notes=[note], through=note) == [note]
    [entry] = [entry for entry in entries(str(world.inspection.pk)) if entry.reading]
    assert (entry.action, entry.object_id, entry.actor) == ("notes read", str(note.pk), str(world.lead.pk))
    assert entry.detail == '{"children":[],"notes":1}'
