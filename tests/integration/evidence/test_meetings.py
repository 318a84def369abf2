"""Team meetings: who holds one, what is new to it, what it decides, and what is kept of it."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from joinedup.audit.kept import KeptError
from joinedup.evidence.actions import revise_note
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.meetings.actions import close_meeting, decide
from joinedup.evidence.meetings.enums import MEETING_MOVES, MeetingState
from joinedup.evidence.meetings.models import TeamDecision, TeamMeeting
from joinedup.evidence.meetings.queries import decisions_in, held_now, meetings_seen_by, new_from, new_notes, new_to
from joinedup.evidence.meetings.rules import can_close, can_decide, can_hold
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection
from tests.factories.looking import hold, see

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def test_before_any_meeting_new_is_what_came_since_yesterday_began(world):
    now = datetime(2022, 7, 20, 6, 30, tzinfo=UTC)
    assert new_from(world.inspection, now) == datetime(2022, 7, 18, 23, tzinfo=UTC)  # midnight in London, summer time


def test_after_a_meeting_new_is_what_came_since_it_closed(world):
    meeting = hold(world)
    first = make_note(world)
    assert list(new_notes(world.lead, world.inspection, meeting.since)) == [first]
    closed = close_meeting(by=world.lead, meeting=meeting, there=[world.lead])
    second = make_note(world)
    since = new_from(world.inspection, timezone.now())
    assert since == closed.closed_at
    assert list(new_notes(world.lead, world.inspection, since)) == [second]
    assert list(new_notes(world.lead, world.inspection, closed.since, closed.closed_at)) == [first]


def test_what_was_new_to_a_closed_meeting_does_not_change_when_a_note_is_reworded(world):
    meeting = hold(world)
    note, hidden = make_note(world), make_note(world, eyes="restricted")
    closed = close_meeting(by=world.lead, meeting=meeting, there=[world.lead])
    said = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "strength", "seen_on": date(2022, 10, 18)}
    revise_note(by=world.inspectors["hmicfrs"], note=note, text="Reworded.", **said)
    assert list(new_to(world.inspectors["hmicfrs"], closed)) == [note, hidden]
    assert list(new_to(world.lead, closed)) == [note]
    TeamMeeting.objects.filter(pk=closed.pk).update(new_to_it=None)  # as one that closed before notes were kept
    closed.refresh_from_db()
    assert list(new_to(world.lead, closed)) == []


def test_a_note_for_restricted_eyes_is_not_new_to_whoever_may_not_read_it(world):
    make_note(world, eyes="restricted")
    since = timezone.now() - timedelta(hours=1)
    assert len(new_notes(world.inspectors["hmicfrs"], world.inspection, since)) == 1
    assert len(new_notes(world.lead, world.inspection, since)) == 0


def test_no_words_are_fetched_for_the_list_of_new_notes(world):
    make_note(world)
    [note] = new_notes(world.lead, world.inspection, timezone.now() - timedelta(hours=1))
    assert {"text", "role", "child_words"} <= note.current.get_deferred_fields()


def test_a_meeting_is_held_decides_and_closes_with_who_was_there(world):
    meeting = hold(world)
    assert held_now(world.inspection) == meeting
    decide(by=world.inspectors["hmicfrs"], meeting=meeting, words=" Read three more files. ")
    see(world, "c1 local_authority tracking strength")
    closed = close_meeting(by=world.lead, meeting=meeting, there=[world.lead, world.signatories["ofsted"]])
    assert [one.words for one in decisions_in(closed)] == ["Read three more files."]
    assert set(closed.there.all()) == {world.lead, world.signatories["ofsted"]}
    assert set(closed.absent.all()) == set(world.inspectors.values()) - {world.lead}
    assert closed.stood == [["c1", "local_authority", "thin"], ["c2", "local_authority", "empty"], ["c2", "police", "empty"]]
    assert held_now(world.inspection) is None
    assert hold(world).number == 2


def test_how_gaps_stood_tells_nothing_of_notes_for_restricted_eyes(world):
    make_note(world, eyes="restricted")
    closed = close_meeting(by=world.inspectors["hmicfrs"], meeting=hold(world), there=[world.lead])
    assert ["c2", "police", "empty"] in closed.stood


def test_what_was_decided_is_never_changed(world):
    meeting = hold(world)
    with pytest.raises(EvidenceError, match="what was decided"):
        decide(by=world.lead, meeting=meeting, words="  ")
    decide(by=world.lead, meeting=meeting, words="Read on.")
    with pytest.raises(KeptError):
        TeamDecision.objects.all().delete()


def test_one_meeting_is_held_at_a_time_and_only_inspectors_hold_it(world):
    meeting = hold(world)
    with pytest.raises(InspectionRefused, match="Close it first"):
        hold(world)
    outside = (world.quality_assurer, *world.signatories.values(), *world.coordinators.values())
    for person in outside:
        assert not can_decide(person, meeting) and not can_close(person, meeting)
    close_meeting(by=world.lead, meeting=meeting, there=[world.lead])
    assert not any(can_hold(person, world.inspection) for person in outside)
    with pytest.raises(InspectionRefused, match="next one"):
        decide(by=world.lead, meeting=meeting, words="Too late.")


@pytest.mark.parametrize(("before", "to"), list(product(MeetingState, [MeetingState.CLOSED])))
def test_every_cell_of_the_table_of_meetings(world, before, to):
    meeting = hold(world)
    TeamMeeting.objects.filter(pk=meeting.pk).update(state=before)
    meeting.refresh_from_db()
    assert can_close(world.lead, meeting) == ((before, to) in MEETING_MOVES)


def test_somebody_of_the_team_was_there(world):
    meeting = hold(world)
    with pytest.raises(InspectionRefused, match="who was there"):
        close_meeting(by=world.lead, meeting=meeting, there=[])
    with pytest.raises(InspectionRefused, match="not on this inspection"):
        close_meeting(by=world.lead, meeting=meeting, there=[world.coordinators["police"]])


def test_no_meeting_once_the_letter_is_signed(world):
    world.inspection.stage = Stage.SIGNED
    world.inspection.save()
    with pytest.raises(InspectionRefused, match="until the letter is signed"):
        hold(world)


def test_once_the_letter_is_signed_a_meeting_decides_nothing_and_still_closes(world):
    meeting = hold(world)
    world.inspection.stage = Stage.SIGNED
    world.inspection.save()
    with pytest.raises(InspectionRefused, match="letter is signed"):
        decide(by=world.lead, meeting=meeting, words="After all.")
    assert close_meeting(by=world.lead, meeting=meeting, there=[world.lead]).state == MeetingState.CLOSED


def test_meetings_are_seen_by_the_team_alone(world):
    meeting = hold(world)
    assert list(meetings_seen_by(world.quality_assurer, world.inspection)) == [meeting]
    assert not meetings_seen_by(world.coordinators["police"], world.inspection)


def test_closing_a_meeting_waits_for_notes_that_are_arriving(world):
    """Each note arrives under the lock of its inspection: the meeting takes it before it says when it ended."""
    meeting = hold(world)
    with CaptureQueriesContext(connection) as asked:
        close_meeting(by=world.lead, meeting=meeting, there=[world.lead])
    tables = [query["sql"].split(" FROM ")[1].split()[0].strip('"') for query in asked if " FROM " in query["sql"]]
    assert tables.index("inspections_inspection") < tables.index("evidence_teammeeting")
