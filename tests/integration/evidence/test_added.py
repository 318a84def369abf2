"""Events added by hand: they rest on a note, count like any other, and are withdrawn but never deleted."""

import pytest

from joinedup.audit.models import Entry
from joinedup.cases.actions import open_child
from joinedup.cases.core.drawing.page import chronology_body
from joinedup.cases.queries import story_of
from joinedup.evidence.added.actions import add_event, add_event_and_note, withdraw_event
from joinedup.evidence.added.enums import MOVES, AddedState
from joinedup.evidence.added.models import AddedEvent
from joinedup.evidence.added.queries import added_seen_by, added_to, every_added
from joinedup.evidence.added.rules import can_add, can_withdraw
from joinedup.evidence.core.dated import read_between
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.models import Note
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from tests.factories.chronology import follow_one
from tests.factories.evidence import SEEN, make_note
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
SAID = {
    "sector": "local_authority",
    "criteria": ["c2"],
    "direction": "context",
    "text": "The file has a decision.",
    "seen_on": SEEN,
}


@pytest.fixture
def following(monkeypatch):
    return follow_one(monkeypatch)


def add(following, *, note=None, by=None, kind="referral_decision", when="26/09/2022", end=None, agency="local_authority", **more):
    world, child = following
    event = {"agency": world.agencies[agency], "kind": kind, "start": read_between(when), "words": "Decided on the day."}
    event |= {"end": read_between(end) if end else None, **more}
    if note is None:
        return add_event_and_note(by=by or world.lead, tracked=child, said=SAID, **event)
    return add_event(by=by or world.lead, tracked=child, note=note, **event)


def day_after_the_referral(child):
    return f"{story_of(child).chronology.filter(kind='referral')['start_latest'][0]:%d/%m/%Y}"


def test_an_added_event_stands_in_its_place_and_answers_a_timescale(following):
    _, child = following
    before = story_of(child)
    assert before.timescales["state"].to_list() == ["unknown"]
    made = add(following, when=day_after_the_referral(child))
    story = story_of(child, added_to(child))
    assert story.timescales["state"].to_list() == ["met"]
    assert story.timescales["finish_event"].to_list() == [str(made.pk)]
    assert story.chronology.height == before.chronology.height + 1
    assert story.chronology["start_earliest"].is_sorted()
    assert "Decided on the day." in chronology_body(story)
    assert "Added by hand." in chronology_body(story)


def test_the_note_written_with_it_comes_from_the_case_file_and_is_about_the_child(following):
    _, child = following
    made = add(following)
    assert made.note.current.tracked == child
    about_child = {source.id for source in child.inspection.framework.sources if source.about_child}
    assert made.note.current.source in about_child
    assert made.revision == made.note.current


def test_what_is_refused_leaves_no_note_behind(following):
    for wrong in ({"kind": "no_such"}, {"words": " "}, {"when": "01/01/2030"}, {"end": "27/09/2022"}, {"via": "sibling"}):
        with pytest.raises(EvidenceError):
            add(following, **wrong)
    assert not Note.objects.exists()
    assert not AddedEvent.objects.exists()


def test_an_end_stands_only_where_something_lasts_and_not_before_its_beginning(following):
    made = add(following, kind="assessment", when="September 2022", end="03/10/2022")
    line = added_to(made.tracked).row(0, named=True)
    assert (line["precision"], line["end_precision"], line["list"]) == ("month", "day", None)
    with pytest.raises(EvidenceError, match="ended before it began"):
        add(following, kind="assessment", when="03/10/2022", end="01/09/2022")


def test_its_note_is_about_the_child_itself(following):
    world, child = following
    other = make_note(world)
    with pytest.raises(InspectionRefused, match="not about Child 1"):
        add(following, note=other)
    assert add(following, note=make_note(world, tracked=child)).note.current.tracked == child


def test_only_the_team_adds_and_sees_and_only_while_evidence_is_gathered(following):
    world, child = following
    stranger = make_person()
    made = add(following)
    assert not can_add(stranger, child)
    with pytest.raises(InspectionRefused):
        add(following, by=stranger)
    assert not added_seen_by(stranger, child).exists()
    assert not added_seen_by(make_inspection().lead, child).exists()
    assert added_seen_by(world.lead, child).get() == made
    Inspection.objects.filter(pk=world.inspection.pk).update(stage="published")
    child.inspection.refresh_from_db()
    assert not can_add(world.lead, child)
    assert not can_withdraw(world.lead, every_added(child).get())


def test_withdrawn_it_counts_no_more_and_stays_with_its_reason(following):
    world, child = following
    made = add(following, when=day_after_the_referral(child))
    with pytest.raises(InspectionRefused, match="Say why"):
        withdraw_event(by=world.lead, event=made, why=" ")
    gone = withdraw_event(by=world.lead, event=made, why="It was a sister's file.")
    assert added_to(child).is_empty()
    assert story_of(child, added_to(child)).timescales["state"].to_list() == ["unknown"]
    kept = every_added(child).get()
    assert (kept.state, kept.withdrawn_why, kept.withdrawn_by) == (AddedState.WITHDRAWN, "It was a sister's file.", world.lead)
    with pytest.raises(InspectionRefused, match="withdrawn already"):
        withdraw_event(by=world.lead, event=gone, why="Again.")


@pytest.mark.parametrize("state", AddedState)
def test_the_table_of_states_is_what_can_be_done(following, state):
    world, _ = following
    made = add(following)
    made.state = state
    assert can_withdraw(world.lead, made) is (AddedState.WITHDRAWN in MOVES[state])


def test_what_is_said_is_sealed_and_what_is_done_is_logged(following):
    from django.db import connection

    world, child = following
    made = add(following)
    withdraw_event(by=world.lead, event=made, why="A mistake.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM evidence_addedevent")
        raw = b"".join(bytes(value) for row in cursor.fetchall() for value in row if isinstance(value, bytes | memoryview))
    assert b"referral_decision" not in raw
    assert b"Decided" not in raw
    told = Entry.objects.filter(object_id=str(made.pk)).order_by("seq").values_list("action", flat=True)
    assert list(told) == ["event added by hand", "event added by hand withdrawn"]
    open_child(by=world.lead, tracked=child, added=added_to(child), printed=True)
    assert Entry.objects.filter(action="child printed").exists()
