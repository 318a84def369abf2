"""Notes that speak to a line of enquiry, and what a closing rests on."""

from datetime import datetime

import pytest

from joinedup.cases.enquiries.actions import assign
from joinedup.cases.enquiries.actions import reopen as reopen_line
from joinedup.cases.enquiries.enums import EnquiryState, Found
from joinedup.cases.enquiries.models import Enquiry
from joinedup.cases.enquiries.queries import enquiries_of, waiting
from joinedup.evidence import queries as evidence_queries
from joinedup.evidence.actions import revise_note
from joinedup.evidence.added.actions import add_event, withdraw_event
from joinedup.evidence.core.dated import Between
from joinedup.evidence.enquiring.actions import close_line, link_notes, write_note_for
from joinedup.evidence.enquiring.models import ClosingNote, EnquiryNote
from joinedup.evidence.enquiring.queries import closed_on, lines_of, noted, notes_for, notes_to_link
from joinedup.evidence.enquiring.rules import can_link, rests
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.enquiries import line_by_hand, make_following, plain_child
from tests.factories.evidence import SEEN, make_note
from tests.factories.inspections import make_inspection

SAID = {"source": "tracking", "sector": "police", "criteria": ["c2"], "direction": "strength", "seen_on": SEEN}


@pytest.fixture
def world(db):
    return make_inspection(stage=Stage.FIELDWORK)


@pytest.fixture
def child(world):
    return plain_child(world, 1)


@pytest.fixture
def line(world, child):
    made = line_by_hand(world, child)
    assign(by=world.lead, enquiry=made, people=[world.inspectors["hmicfrs"]])
    return made


def test_a_note_is_linked_once_in_the_wording_it_had(world, line):
    note = make_note(world)
    [link] = link_notes(by=world.inspectors["hmicfrs"], enquiry=line, notes=[note])
    assert link.revision == note.current
    assert link_notes(by=world.lead, enquiry=line, notes=[note]) == []
    assert list(notes_for(line, world.lead)) == [note]
    assert lines_of(note) == [line]
    assert noted(enquiries_of(world.inspection)) == {line.pk}


def test_a_note_is_written_for_a_line(world, child, line):
    note = write_note_for(by=world.lead, enquiry=line, text="The officer rang at once.", tracked=child, **SAID)
    assert list(notes_for(line, world.lead)) == [note]


def test_what_could_be_linked_is_about_the_same_child_or_about_none(world, child, line):
    about, other, general = (make_note(world, tracked=who, source="tracking") for who in (child, plain_child(world, 2), None))
    assert list(notes_to_link(line, world.lead)) == [about]
    assert can_link(world.lead, line, general)
    with pytest.raises(InspectionRefused, match="another child"):
        link_notes(by=world.lead, enquiry=line, notes=[about, other])
    assert not EnquiryNote.objects.exists()
    cohort = line_by_hand(world, None)
    assert len(notes_to_link(cohort, world.lead)) == 3


def test_another_inspections_note_and_somebody_outside(world, line):
    other = make_inspection(stage=Stage.FIELDWORK)
    with pytest.raises(InspectionRefused, match="own inspection"):
        link_notes(by=world.lead, enquiry=line, notes=[make_note(other)])
    with pytest.raises(InspectionRefused):
        link_notes(by=world.coordinators["police"], enquiry=line, notes=[make_note(world)])
    assert not EnquiryNote.objects.all().visible_to(other.lead)


@pytest.mark.parametrize("found", [Found.BORNE_OUT, Found.NOT_BORNE_OUT, Found.RECORDING])
def test_what_was_found_rests_on_a_note(world, line, found):
    by = world.inspectors["hmicfrs"]
    with pytest.raises(InspectionRefused, match="at least one note"):
        close_line(by=by, enquiry=line, found=found, words="Seen the same day.")
    note = make_note(world)
    closing = close_line(by=by, enquiry=line, found=found, words="Seen the same day.", notes=[note])
    assert Enquiry.objects.get(pk=line.pk).state == EnquiryState.CLOSED
    assert [link.note for link in closed_on(line, world.lead)[closing.pk]] == [note]
    assert list(notes_for(line, world.lead)) == [note]
    assert not ClosingNote.objects.all().visible_to(world.coordinators["police"])
    assert ClosingNote.objects.all().visible_to(by).count() == 1


def test_a_line_is_not_closed_on_a_note_set_aside_since_consent_was_withdrawn(world, line, monkeypatch):
    kept, aside = make_note(world), make_note(world)
    monkeypatch.setattr(evidence_queries, "set_aside", lambda *_: {aside.pk: object()})
    with pytest.raises(InspectionRefused, match="Set aside since consent was withdrawn: note 2"):
        close_line(by=world.lead, enquiry=line, found="borne_out", words="Seen.", notes=[kept, aside])
    assert Enquiry.objects.get(pk=line.pk).state == EnquiryState.FOLLOWED
    assert close_line(by=world.lead, enquiry=line, found="borne_out", words="Seen.", notes=[kept])


def test_that_nothing_could_be_established_needs_none(world, line):
    assert rests(Found.NOT_ESTABLISHED, [])
    closing = close_line(by=world.lead, enquiry=line, found="not_established", words="The file was lost.")
    assert closed_on(line, world.lead).get(closing.pk) is None


def test_a_closing_keeps_the_wording_it_rested_on(world, line):
    note = make_note(world, text="Seen the same day.")
    closing = close_line(by=world.lead, enquiry=line, found="not_borne_out", words="He was seen.", notes=[note])
    before = note.current
    revise_note(by=world.lead, note=note, text="Seen the next day.", **(SAID | {"source": "meeting"}))
    reopen_line(by=world.lead, enquiry=line, reason="The note was mended.")
    [link] = closed_on(line, world.lead)[closing.pk]
    assert (link.revision, link.revision.text) == (before, "Seen the same day.")


def test_an_event_added_by_hand_is_read_at_once_and_so_is_its_withdrawal(db):
    following = make_following()
    child, by = following.tracked[0], following.inspector
    [one, *_] = waiting(following.inspection).filter(tracked=child, kind="outside_timescale")
    note = make_note(following.world, tracked=child, source="tracking")
    began = Between(*(datetime.fromisoformat(one.rests_on[0][edge]) for edge in ("start_earliest", "start_latest")), "day")
    added = add_event(
        by=by,
        tracked=child,
        note=note,
        agency=following.world.agencies["local_authority"],
        kind="referral_decision",
        start=began,
        words="Decided the same day.",
    )
    assert one not in waiting(following.inspection)
    withdraw_event(by=by, event=added, why="It was another child’s file.")
    assert one in waiting(following.inspection)
