"""What a device sends is never lost: placed once, or kept aside whole, in whatever order and however often it comes."""

import copy
import uuid
from datetime import UTC, datetime

import pytest
from django.db import DataError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.audit.queries import entries
from joinedup.evidence.actions import join_branches, open_notes, revise_note
from joinedup.evidence.arriving.actions import receive_revisions
from joinedup.evidence.arriving.queries import arrived_since, as_sent, not_held
from joinedup.evidence.arriving.rows import minute, row_of, verifies
from joinedup.evidence.aside.actions import open_aside, settle, take_in
from joinedup.evidence.core.revisions import EvidenceError, hash_of
from joinedup.evidence.devices.actions import register_device, revoke_device, send_arrivals
from joinedup.evidence.models import Arrival, KeptAside, Note, NoteRevision
from joinedup.evidence.rules import can_write_note
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.inspections.rules import InspectionRefused
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection
from tests.factories.notebook import SAID, make_device, sent
from tests.factories.tracking import make_tracking

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


@pytest.fixture
def inspector(world):
    return world.inspectors["hmicfrs"]


@pytest.fixture
def device(inspector):
    return make_device(inspector)


def receive(world, device, *revisions):
    return receive_revisions(by=device.person, inspection=world.inspection, device=device, revisions=list(revisions))


def history(world):
    """Return everything that follows from the set of revisions, whatever the order in which they came."""
    notes = Note.objects.filter(inspection=world.inspection)
    return {
        str(note.pk): (
            note.heads,
            str(note.current_id),
            note.usable,
            note.restricted,
            sorted((row.hash, tuple(row.parents), row.text) for row in note.revisions.all()),
        )
        for note in notes
    }


def test_a_batch_becomes_notes_with_numbers_and_is_logged_without_a_word(world, device):
    one, other = sent(text="Heliotrope."), sent(device=str(device.pk))
    got = receive(world, device, one, other)
    assert set(got.received) == {one["id"], other["id"]}
    assert not got.aside
    assert [note.number for note in Note.objects.order_by("number")] == [1, 2]
    assert [row.number for row in Arrival.objects.order_by("number")] == [1, 2]
    note = Note.objects.get(pk=one["note"])
    assert (note.author, note.inspectorate.code, note.usable, note.current.text) == (device.person, "hmicfrs", True, "Heliotrope.")
    assert all(verifies(row) for row in NoteRevision.objects.all())
    [entry] = [entry for entry in entries(str(world.inspection.pk)) if entry.action == "notes received"]
    assert one["hash"] in entry.detail
    assert "Heliotrope" not in entry.detail


def test_what_was_written_comes_back_as_it_was(world, device):
    one = sent(
        device=str(device.pk), child_words="“Nobody asked.”", period_from="2022-01-01", period_to="2022-03-01", eyes="restricted"
    )
    receive(world, device, one)
    [row] = arrived_since(device.person, world.inspection, 0).rows
    travelled = as_sent(row)
    assert {name: travelled[name] for name in one} == one
    assert (travelled["number"], travelled["by"], travelled["inspectorate"]) == (1, str(device.person.pk), "hmicfrs")


def test_what_was_written_before_notebooks_travels_too(world, device):
    note = make_note(world)
    [row] = arrived_since(world.lead, world.inspection, 0).rows
    assert hash_of({key: value for key, value in as_sent(row).items() if key in sent()}) == as_sent(row)["hash"]
    assert as_sent(row)["content"]["text"] == note.current.text


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_any_duplication_any_batching_gives_the_same_history(world, device, data):
    root = sent(device=str(device.pk))
    left = sent(root["note"], parents=(root["id"],), text="Left.", at="2022-10-18T10:00:00.000Z")
    right = sent(root["note"], parents=(root["id"],), text="Right.", eyes="restricted")
    joined = sent(root["note"], parents=(left["id"], right["id"]), text="Joined.", at="2022-10-19T10:00:00.000Z")
    loose, alone = sent(root["note"], parents=(right["id"],), text="Beside."), sent(text="", source="")
    all_of_it = [root, left, right, joined, loose, alone]
    straight = make_inspection(stage=Stage.FIELDWORK)
    for_straight = make_device(straight.inspectors["hmicfrs"])
    again = copy.deepcopy(all_of_it)
    fresh = {one["id"]: str(uuid.uuid4()) for one in again} | {one["note"]: str(uuid.uuid4()) for one in again}
    for one in again:  # the same history under other ids, for another inspection
        one |= {"id": fresh[one["id"]], "note": fresh[one["note"]], "parents": sorted(fresh[parent] for parent in one["parents"])}
        one["hash"] = hash_of(one)
    receive(straight, for_straight, *again)
    queue = data.draw(st.permutations(all_of_it + data.draw(st.lists(st.sampled_from(all_of_it), max_size=4))))
    here = make_inspection(stage=Stage.FIELDWORK)
    mine = make_device(here.inspectors["hmicfrs"])
    while queue:
        size = data.draw(st.integers(1, len(queue)))
        batch, queue = queue[:size], queue[size:]
        got = receive(here, mine, *batch)
        assert set(got.received) == {one["id"] for one in batch}
    back = {value: key for key, value in fresh.items()}
    expected = {
        back[key]: (sorted(back[head] for head in heads), back[shown], usable, restricted, sorted(words for *_, words in rows))
        for key, (heads, shown, usable, restricted, rows) in history(straight).items()
    }
    found = {
        key: (heads, shown, usable, restricted, sorted(words for *_, words in rows))
        for key, (heads, shown, usable, restricted, rows) in history(here).items()
    }
    assert found == expected
    _forget(here)


def _forget(world):
    """Take an example's rows out of the test's database again, so that the next example may use the same ids."""
    with connection.cursor() as cursor:
        key = world.inspection.pk.hex if connection.vendor == "sqlite" else str(world.inspection.pk)
        cursor.execute("UPDATE evidence_note SET current_id = NULL WHERE inspection_id = %s", [key])
        for table in ("arrival", "noterevision", "note"):
            cursor.execute(f"DELETE FROM evidence_{table} WHERE inspection_id = %s", [key])


def test_a_revision_whose_parent_has_not_arrived_is_taken_and_the_author_is_whoever_wrote_the_first(world, device):
    root = sent(device=str(device.pk))
    later = sent(root["note"], parents=(root["id"],), text="Later.")
    receive(world, make_device(world.lead), later)
    assert Note.objects.get().author == world.lead
    receive(world, device, root)
    note = Note.objects.get()
    assert (note.author, note.current.text, note.heads) == (device.person, "Later.", [later["id"]])
    receive(world, make_device(world.lead), sent(root["note"], at="1970-01-01T00:00:00.000Z"))
    assert Note.objects.get().author == device.person  # a second first wording makes nobody else the author


def test_two_devices_make_branches_that_somebody_joins(world, device):
    root = sent(device=str(device.pk))
    one, other = (sent(root["note"], parents=(root["id"],), text=text) for text in ("One.", "Other."))
    receive(world, device, root, one)
    receive(world, make_device(world.lead), other)
    note = Note.objects.get()
    assert note.branched
    assert not note.usable
    said = {**SAID, "criteria": ["c2"], "text": "Both."}
    del said["seen_at"]
    with pytest.raises(EvidenceError, match="moved on"):
        join_branches(by=world.lead, note=note, heads=[one["id"]], **said)
    joined = join_branches(by=world.lead, note=note, heads=note.heads, **said)
    assert (joined.branched, joined.usable, joined.current.text) == (False, True, "Both.")
    assert sorted(joined.current.parents) == sorted([one["id"], other["id"]])
    with pytest.raises(EvidenceError, match="moved on"):
        join_branches(by=world.lead, note=note, heads=note.heads, **said)


def test_a_wording_from_a_page_whose_note_moved_on_is_a_branch(world):
    note = make_note(world)
    said = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "concern"}
    revise_note(by=world.lead, note=note, based_on=str(note.current_id), text="First to save.", **said)
    moved = revise_note(by=world.inspectors["hmicfrs"], note=note, based_on=str(note.current_id), text="Second to save.", **said)
    assert len(moved.heads) == 2
    assert {row.text for row in NoteRevision.objects.filter(pk__in=moved.heads)} == {"First to save.", "Second to save."}
    with pytest.raises(EvidenceError, match="not one of this note"):
        revise_note(by=world.lead, note=note, based_on=str(uuid.uuid4()), text="x", **said)


def changed(one, **change):
    other = copy.deepcopy(one)
    for name, value in change.items():
        (other["content"] if name in other["content"] else other)[name] = value
    other["hash"] = hash_of(other)
    return other


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda one: "only text", "not a note"),
        (lambda one: {**one, "hash": "0" * 64}, "own hash"),
        (lambda one: changed(one, source="gossip"), "kind of source"),
        (lambda one: changed(one, criteria=["c9"]), "not a criterion"),
        (lambda one: changed(one, tracked=str(uuid.uuid4())), "not tracked"),
        (lambda one: changed(one, question=str(uuid.uuid4())), "was not put"),
        (lambda one: changed(one, parents=[one["id"]]), "follows itself"),
    ],
)
def test_what_cannot_be_placed_is_kept_aside_whole_once_and_never_dropped(world, device, spoil, why):
    spoilt, good = spoil(sent(text="Heliotrope.")), sent()
    for _ in range(2):
        got = receive(world, device, spoilt, good)
        assert list(got.received) == [good["id"]]
        [(_, reason)] = got.aside
        assert why in reason
    kept = KeptAside.objects.get()
    assert kept.sent == spoilt
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM evidence_keptaside")
        assert "Heliotrope" not in str(cursor.fetchall())


def test_the_same_id_with_other_words_is_kept_aside_and_the_first_stays(world, device):
    one = sent()
    receive(world, device, one)
    other = changed(one, text="Other words.")
    got = receive(world, device, other)
    assert [key for key, _ in got.aside] == [one["id"]]
    assert NoteRevision.objects.get().text == SAID["text"]
    assert KeptAside.objects.get().sent == other


def test_another_inspections_note_is_not_added_to(world, device):
    note = make_note(make_inspection(stage=Stage.FIELDWORK))
    got = receive(world, device, sent(str(note.pk), text="Mine."))
    assert "another inspection" in got.aside[0][1]
    assert note.revisions.count() == 1


def test_after_signing_and_off_the_team_it_is_kept_aside_and_taken_in_once_nothing_is_in_the_way(world, device):
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.SIGNED)
    late = sent()
    assert "until the letter is signed" in receive(world, device, late).aside[0][1]
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.WRITING)
    membership = TeamMember.objects.filter(person=device.person)
    rows = list(membership)
    membership.delete()
    assert "Only an inspector" in receive(world, device, sent()).aside[0][1]
    [kept, _] = open_aside(by=world.lead, inspection=world.inspection)
    with pytest.raises(InspectionRefused, match="not on this inspection’s team"):
        take_in(by=world.lead, kept=kept)
    TeamMember.objects.bulk_create(rows)
    taken = take_in(by=world.lead, kept=kept)
    assert (taken.state, Note.objects.get().author) == ("taken", device.person)
    with pytest.raises(InspectionRefused, match="decided already"):
        take_in(by=world.lead, kept=kept)


def test_a_revoked_device_reads_nothing_and_what_it_sends_is_kept_aside(world, device):
    revoke_device(by=world.lead, device=device, why="Left on a train.")
    device.refresh_from_db()
    assert "revoked" in receive(world, device, sent()).aside[0][1]
    assert not Note.objects.exists()


def test_a_device_that_forgot_its_name_keeps_the_one_it_has(device):
    assert register_device(by=device.person, device_id=device.pk, name=" ").name == device.name
    assert register_device(by=device.person, device_id=device.pk, name="Work tablet").name == "Work tablet"


def test_what_cannot_be_placed_is_settled_by_its_sender_or_the_lead_with_words(world, device):
    receive(world, device, changed(sent(), source="gossip"))
    [kept] = open_aside(by=world.lead, inspection=world.inspection)
    with pytest.raises(InspectionRefused, match="kind of source"):
        take_in(by=world.lead, kept=kept)
    with pytest.raises(InspectionRefused, match="what became"):
        settle(by=world.lead, kept=kept, why=" ")
    with pytest.raises(InspectionRefused, match="Only an inspector"):
        settle(by=world.signatories["hmicfrs"], kept=kept, why="x")
    assert settle(by=device.person, kept=kept, why="Written anew.").settled_why == "Written anew."
    assert open_aside(by=world.signatories["hmicfrs"], inspection=world.inspection) == []


def test_what_was_kept_aside_for_restricted_eyes_is_its_senders_only(world, device):
    receive(world, device, changed(sent(), source="gossip", eyes="restricted"))
    others = world.inspectors[next(code for code in world.inspectors if code != "hmicfrs")]
    assert open_aside(by=world.lead, inspection=world.inspection) == []
    assert open_aside(by=others, inspection=world.inspection) == []
    assert len(open_aside(by=device.person, inspection=world.inspection)) == 1


def test_somebody_elses_device_sends_nothing(world, device):
    with pytest.raises(InspectionRefused, match="somebody else"):
        receive_revisions(by=world.lead, inspection=world.inspection, device=device, revisions=[sent()])


def test_an_unfinished_note_is_taken_and_shown_but_not_usable(world, device):
    receive(world, device, sent(text="Ring back", source="", sector="", criteria=(), direction="", seen_at=""))
    note = Note.objects.get()
    assert not note.usable
    assert open_notes(by=world.lead, inspection=world.inspection, notes=[note], through=note) == [note]


@pytest.mark.parametrize("order", [(0, 1), (1, 0), None])
def test_all_kept_aside_of_a_note_is_for_restricted_eyes_once_any_of_it_is(world, device, order):
    first = changed(sent(), source="gossip", text="Before it was shut.")
    shut = changed(sent(first["note"], parents=(first["id"],)), source="gossip", eyes="restricted")
    apart = changed(sent(), source="gossip")
    batches = [[first, shut]] if order is None else [[[first, shut][at]] for at in order]
    for batch in batches:
        receive(world, device, *batch)
    receive(world, device, apart)
    assert [one.sent for one in open_aside(by=world.lead, inspection=world.inspection)] == [apart]
    kept = next(one for one in open_aside(by=device.person, inspection=world.inspection) if one.sent == first)
    with pytest.raises(InspectionRefused, match="Only whoever sent it"):
        settle(by=world.lead, kept=kept, why="Read.")


def test_what_was_kept_aside_is_for_restricted_eyes_once_its_note_is_placed_so(world, device):
    first = changed(sent(), source="gossip")
    receive(world, device, first)
    assert len(open_aside(by=world.lead, inspection=world.inspection)) == 1
    receive(world, device, sent(first["note"], parents=(first["id"],), eyes="restricted"))
    assert open_aside(by=world.lead, inspection=world.inspection) == []
    assert len(open_aside(by=device.person, inspection=world.inspection)) == 1


def test_what_a_signatory_or_quality_assurer_sends_is_kept_aside(world):
    for reader in (world.signatories["hmicfrs"], world.quality_assurer):
        one = sent()
        got = receive(world, make_device(reader), one)
        assert "Only an inspector" in got.aside[0][1]
        assert not can_write_note(reader, world.inspection)
    assert not Note.objects.exists()


@pytest.mark.parametrize("seen_at", ["0001-01-01T00:00Z", "0002-02-21T14:05Z", "9999-12-31T23:59Z", "0002-02-21"])
def test_a_year_half_typed_is_kept_aside_and_stops_nothing(world, device, seen_at):
    half, good = sent(seen_at=seen_at), sent()
    got = receive(world, device, half, good)
    assert list(got.received) == [good["id"]]
    assert "when it was seen" in got.aside[0][1]
    assert KeptAside.objects.get().sent == half


def test_a_minute_long_ago_is_written_with_four_digits_of_its_year():
    assert minute(datetime(2, 2, 21, 14, 5, tzinfo=UTC)) == "0002-02-21T14:05Z"


def test_a_row_changed_in_the_database_does_not_travel_as_if_it_were_whole(world, device):
    one = sent(direction="strength")
    receive(world, device, one)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE evidence_noterevision SET direction = 'concern'")
    [row] = arrived_since(device.person, world.inspection, 0).rows
    travelled = as_sent(row)
    assert not verifies(row.revision)
    assert travelled["hash"] == one["hash"] != hash_of({key: travelled[key] for key in one})


def test_what_the_database_will_not_have_is_kept_aside_and_stops_nothing_else(world, device, monkeypatch):
    bad, good, more = sent(text="Heliotrope."), sent(), sent()

    def row(revision, **told):
        if revision.id == bad["id"]:
            raise DataError("out of range")
        return row_of(revision, **told)

    monkeypatch.setattr("joinedup.evidence.arriving.store.row_of", row)
    got = receive(world, device, good, bad, more)
    assert set(got.received) == {good["id"], more["id"]}
    assert [key for key, _ in got.aside] == [bad["id"]]
    assert KeptAside.objects.get().sent == bad
    assert Note.objects.count() == 2
    assert not_held(device.person, world.inspection, [one["hash"] for one in (good, bad, more)]) == []


def test_what_a_device_is_sent_is_logged_with_the_childrens_codes():
    told = make_tracking()
    make_note(told.world, by=told.hers, tracked=told.child, criteria=[told.inspection.framework.criteria[0].id])
    send_arrivals(by=told.his, inspection=told.inspection, device=make_device(told.his), since=0)
    [entry] = [entry for entry in entries(str(told.inspection.pk)) if entry.action == "notes sent to a device"]
    assert told.child.code in entry.detail
