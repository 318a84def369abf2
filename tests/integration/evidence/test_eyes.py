"""A note for restricted eyes does not exist for anybody else, until its author opens it and says why."""

import pytest

from joinedup.evidence.actions import open_notes
from joinedup.evidence.arriving.actions import receive_revisions
from joinedup.evidence.arriving.queries import arrived_since, withdrawn_from
from joinedup.evidence.eyes.actions import lift_restriction, name_readers
from joinedup.evidence.models import Arrival, Note, NoteRevision
from joinedup.evidence.queries import notes_for_team, notes_seen_by
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection
from tests.factories.notebook import SAID, make_device, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


@pytest.fixture
def author(world):
    return world.inspectors["hmicfrs"]


@pytest.fixture
def other(world):
    return world.inspectors[next(code for code in world.inspectors if code != "hmicfrs")]


def readers(world, note):
    """Return who of everybody may read a note, through every way to ask."""
    everybody = {"lead": world.lead, **world.inspectors, "qa": world.quality_assurer}
    everybody |= {f"signs {code}": person for code, person in world.signatories.items()} | world.coordinators
    found = {name for name, person in everybody.items() if Note.objects.visible_to(person).filter(pk=note.pk).exists()}
    for name, person in everybody.items():
        assert NoteRevision.objects.all().visible_to(person).filter(note=note).exists() == (name in found)
        assert (note in notes_seen_by(person, world.inspection)) == (name in found)
        assert any(row.revision.note_id == note.pk for row in arrived_since(person, world.inspection, 0).rows) == (name in found)
    return found


def opened_eyes(note):
    """Return whose eyes the next small edit of a note says it is for: those of the wording it is typed over."""
    return Note.objects.get(pk=note.pk).current.eyes


def test_only_the_authors_inspectors_read_it(world, author):
    note = make_note(world, eyes="restricted", text="Surveillance until Friday.")
    assert note.restricted
    expected = {"hmicfrs"} | ({"lead"} if world.lead.team_memberships.first().inspectorate.code == "hmicfrs" else set())
    assert readers(world, note) == expected
    assert note not in notes_for_team(world.inspection)
    plain = make_note(world)
    assert {"lead", "qa", "hmicfrs"} <= readers(world, plain)


def test_a_page_leaves_it_out_whoever_asked_for_it(world, other):
    note = make_note(world, eyes="restricted")
    assert open_notes(by=other, inspection=world.inspection, notes=[note], through=world.inspection) == []


def test_whoever_is_named_reads_it_and_it_arrives_on_their_devices(world, author, other):
    note = make_note(world, eyes="restricted")
    seen = Arrival.objects.count()
    assert arrived_since(other, world.inspection, seen).rows == ()
    with pytest.raises(InspectionRefused, match="Only its author"):
        name_readers(by=other, note=note, people=[other])
    with pytest.raises(InspectionRefused, match="not on this inspection"):
        name_readers(by=author, note=note, people=[world.coordinators["police"]])
    name_readers(by=author, note=note, people=[other])
    assert name_readers(by=author, note=note, people=[other]) == []
    assert "hmicfrs" in readers(world, note)
    assert [row.revision.note for row in arrived_since(other, world.inspection, seen).rows] == [note]


def test_it_is_opened_with_a_reason_and_closed_again_by_a_wording_nobody_had_seen(world, author, other):
    device = make_device(author)
    root = sent(eyes="restricted")
    receive_revisions(by=author, inspection=world.inspection, device=device, revisions=[root])
    note = Note.objects.get()
    for why, match in ((" ", "Say why"),):
        with pytest.raises(InspectionRefused, match=match):
            lift_restriction(by=author, note=note, why=why)
    with pytest.raises(InspectionRefused, match="Only its author"):
        lift_restriction(by=other, note=note, why="I want to.")
    cursor = arrived_since(other, world.inspection, 0).cursor
    assert not lift_restriction(by=author, note=note, why="The arrests are made.").restricted
    assert len(arrived_since(other, world.inspection, cursor).rows) == 2
    edit = sent(
        root["note"], parents=tuple(Note.objects.get().heads), **{**SAID, "eyes": opened_eyes(note), "text": "A word more."}
    )
    receive_revisions(by=author, inspection=world.inspection, device=device, revisions=[edit])
    assert not Note.objects.get().restricted
    assert withdrawn_from(other, world.inspection) == []
    with pytest.raises(InspectionRefused, match="open to the whole team"):
        lift_restriction(by=author, note=note, why="Again.")
    more = sent(root["note"], parents=(root["id"],), eyes="restricted", text="Not over yet.")
    receive_revisions(by=author, inspection=world.inspection, device=device, revisions=[more])
    note.refresh_from_db()
    assert note.restricted
    assert withdrawn_from(other, world.inspection) == [root["note"]]


def test_a_note_that_was_open_is_withdrawn_from_devices_and_one_that_never_was_is_not_told_of(world, author, other):
    device = make_device(author)
    opened = sent()
    receive_revisions(by=author, inspection=world.inspection, device=device, revisions=[opened, sent(eyes="restricted")])
    assert withdrawn_from(other, world.inspection) == []
    closing = sent(opened["note"], parents=(opened["id"],), eyes="restricted")
    receive_revisions(by=author, inspection=world.inspection, device=device, revisions=[closing])
    assert withdrawn_from(other, world.inspection) == [opened["note"]]
    assert withdrawn_from(author, world.inspection) == []


def test_nobody_rewords_a_note_that_is_not_for_their_eyes_through_their_device(world, author, other):
    root = sent(eyes="restricted", text="Surveillance until Friday.")
    receive_revisions(by=author, inspection=world.inspection, device=make_device(author), revisions=[root])
    over = sent(root["note"], parents=(root["id"],), text="Nothing here.", eyes="restricted")
    got = receive_revisions(by=other, inspection=world.inspection, device=make_device(other), revisions=[over])
    assert not got.received
    assert "not for you to reword" in got.aside[0][1]
    note = Note.objects.get()
    assert (note.current.text, note.author) == ("Surveillance until Friday.", author)
    name_readers(by=author, note=note, people=[other])
    again = sent(root["note"], parents=(root["id"],), text="Until Saturday.", eyes="restricted")
    assert receive_revisions(by=other, inspection=world.inspection, device=make_device(other), revisions=[again]).received
