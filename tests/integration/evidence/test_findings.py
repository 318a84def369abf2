"""A finding rests on notes of its own inspection, keeps every wording, and moves as its table says."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from joinedup.audit.kept import KeptError
from joinedup.evidence import queries
from joinedup.evidence.actions import revise_note
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.core.wordings import Wording
from joinedup.evidence.enums import FindingState
from joinedup.evidence.findings.actions import change_finding, feed_back, make_finding, move_finding
from joinedup.evidence.findings.models import FindingVersion
from joinedup.evidence.findings.queries import fed_back_of, versions_of
from joinedup.evidence.findings.resting import lost
from joinedup.evidence.findings.rules import FINDING_MOVES, can_change_finding, can_make_finding, can_move_finding
from joinedup.evidence.models import Finding, FindingNote, Note
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from tests.factories.evidence import SEEN, make_note, make_one_finding
from tests.factories.inspections import as_if_real, make_inspection
from tests.factories.judging import agree_all, open_views

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.JUDGING)


def same(finding, **changes):
    """Return what changes a finding, with all it says otherwise."""
    said = {"text": finding.text, "direction": finding.direction, "sectors": finding.sectors, "criterion": finding.criterion}
    return {"why": "Read again.", "notes": list(finding.notes.all()), **said, **changes}


def test_a_finding_pins_the_wording_it_rests_on(world):
    note = make_note(world)
    finding = make_one_finding(world, notes=[note])
    first = note.current
    revise_note(
        by=world.lead, note=note, source="meeting", sector="police", criteria=["c2"], direction="concern", text="No.", seen_on=SEEN
    )
    assert FindingNote.objects.get(finding=finding).revision == first


def test_no_finding_is_made_before_the_own_views_are_open(world):
    note = make_note(world)
    said = {"criterion": "c2", "direction": "strength", "sectors": [], "text": "Good.", "notes": [note]}
    with pytest.raises(InspectionRefused, match="not open yet"):
        make_finding(by=world.lead, inspection=world.inspection, **said)
    open_views(world)
    assert make_finding(by=world.lead, inspection=world.inspection, **said).number == 1


def test_a_finding_without_notes_is_refused(world):
    open_views(world)
    with pytest.raises(EvidenceError, match="rests on at least one note"):
        make_finding(
            by=world.lead, inspection=world.inspection, criterion="c2", direction="strength", sectors=[], text="Good.", notes=[]
        )
    assert not Finding.objects.exists()


def test_a_finding_never_rests_on_another_inspections_notes(world):
    elsewhere = make_note(make_inspection(stage=Stage.JUDGING))
    with pytest.raises(EvidenceError, match="its own inspection"):
        make_one_finding(world, notes=[elsewhere])


TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": " "}, "empty"),
        ({"direction": "good"}, "strength, something to improve"),
        ({"known_to_leaders": "2"}, "whether leaders knew"),
        ({"criterion": "c9"}, "not a criterion"),
        ({"also": ["c9"]}, "not a criterion"),
        ({"sectors": ["fire", "police"]}, "“fire” is not a sector"),
        ({"acted_on": date(2022, 10, 18)}, "Say what was done"),
        ({"acted_during": "Rang.", "acted_on": TOMORROW}, "today or in the past"),
        ({"acted_during": "Rang.", "acted_seen_by": "the duty officer"}, "Choose the inspectorate"),
    ],
)
def test_what_cannot_be_said_is_refused(world, change, words):
    with pytest.raises(EvidenceError, match=words):
        make_one_finding(world, **change)
    assert not Finding.objects.exists()


def test_a_finding_names_agencies_that_take_part_and_no_others(world):
    finding = make_one_finding(world, agencies=[world.agencies["police"]], also=["c1", "c2"])
    assert [agency.key for agency in finding.agencies.all()] == [world.agencies["police"].key]
    assert finding.also == ["c1"]  # its own criterion is not said twice
    elsewhere = make_inspection(stage=Stage.JUDGING).agencies["police"]
    with pytest.raises(EvidenceError, match="does not take part"):
        make_one_finding(world, agencies=[elsewhere])


def test_outsiders_neither_make_nor_see_and_signatories_do_not_make(world):
    finding, elsewhere = make_one_finding(world), make_inspection(stage=Stage.JUDGING)
    for person in (elsewhere.lead, world.coordinators["police"]):
        assert not can_make_finding(person, world.inspection)
        assert finding not in Finding.objects.visible_to(person)
    assert finding in Finding.objects.visible_to(world.lead)
    assert not can_make_finding(world.signatories["ofsted"], world.inspection)
    assert not can_make_finding(world.quality_assurer, world.inspection)


@pytest.mark.parametrize("before", list(FindingState))
@pytest.mark.parametrize("after", list(FindingState))
def test_every_cell_of_the_state_table(world, before, after):
    """Who may make each move, at which stages; and that nothing else can be done."""
    finding = make_one_finding(world)
    agree_all(world)
    Finding.objects.filter(pk=finding.pk).update(state=before)
    finding.refresh_from_db()
    who = FINDING_MOVES.get((before, after), frozenset())
    people = {
        world.lead: Role.LEAD,
        world.inspectors["hmicfrs"]: Role.INSPECTOR,
        world.quality_assurer: Role.QUALITY_ASSURER,
        world.signatories["ofsted"]: Role.SIGNATORY,
        world.coordinators["police"]: None,
    }
    judging = (Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING)
    for stage in Stage:
        Inspection.objects.filter(pk=world.inspection.pk).update(stage=stage)
        finding.inspection.refresh_from_db()
        may = {person for person in people if can_move_finding(person, finding, after)}
        assert may == {person for person, role in people.items() if role in who and stage in judging}, stage
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.JUDGING)
    if (before, after) == (FindingState.PROVISIONAL, FindingState.FED_BACK):
        with pytest.raises(EvidenceError, match="which day"):
            move_finding(by=world.lead, finding=finding, to=after)
        assert feed_back(by=world.lead, finding=finding, on=SEEN, meeting="The last one").state == after
    elif who:
        assert move_finding(by=world.lead, finding=finding, to=after).state == after
    else:
        with pytest.raises(InspectionRefused):
            move_finding(by=world.lead, finding=finding, to=after)


def test_a_finding_is_agreed_only_when_every_inspectorate_said_so(world):
    finding = make_one_finding(world)
    feed_back(by=world.lead, finding=finding, on=SEEN, meeting="The last feedback meeting")
    with pytest.raises(InspectionRefused, match="Awaited: Ofsted, HMICFRS"):
        move_finding(by=world.lead, finding=finding, to=FindingState.AGREED)
    agree_all(world)
    assert move_finding(by=world.lead, finding=finding, to=FindingState.AGREED).state == FindingState.AGREED


def test_feeding_back_records_the_day_the_meeting_and_the_wording(world):
    as_if_real(world)
    finding = make_one_finding(world)
    with pytest.raises(EvidenceError, match="which meeting"):
        feed_back(by=world.lead, finding=finding, on=SEEN, meeting=" ")
    with pytest.raises(EvidenceError, match="past"):
        feed_back(by=world.lead, finding=finding, on=TOMORROW, meeting="The last one")
    finding = feed_back(by=world.lead, finding=finding, on=SEEN, meeting="The last feedback meeting")
    [row] = fed_back_of(finding)
    assert (row.on, row.meeting, row.version.number, finding.state) == (SEEN, "The last feedback meeting", 1, "fed_back")
    change_finding(by=world.lead, finding=finding, **same(finding, text="Most children are seen quickly."))
    finding.refresh_from_db()
    assert finding.state == FindingState.PROVISIONAL
    assert fed_back_of(finding).get().version.number == 1


def test_every_wording_stays_with_who_when_and_why(world):
    finding = make_one_finding(world)
    inspector = world.inspectors["hmicfrs"]
    change_finding(by=inspector, finding=finding, **same(finding, text="Most children are seen.", why="Two were not."))
    first, second = versions_of(finding)
    assert [Wording.from_json(row.said).text for row in (first, second)] == [
        "Children are seen quickly.",
        "Most children are seen.",
    ]
    assert (second.by, second.why, second.at >= first.at) == (inspector, "Two were not.", True)
    with pytest.raises(KeptError):
        FindingVersion.objects.filter(pk=first.pk).update(number=9)
    with pytest.raises(KeptError):
        first.delete()


def test_a_finding_made_before_wordings_were_kept_keeps_what_stood(world):
    finding = make_one_finding(world)
    with connection.cursor() as cursor:  # a version is never removed: an old finding is made by hand
        cursor.execute("delete from evidence_findingversion")
    change_finding(by=world.lead, finding=finding, **same(finding, text="Most are."))
    assert [Wording.from_json(row.said).text for row in versions_of(finding)] == ["Children are seen quickly.", "Most are."]


@pytest.mark.parametrize(("change", "words"), [({"why": " "}, "why"), ({}, "Nothing is changed"), ({"notes": []}, "at least one")])
def test_a_change_that_says_nothing_is_refused_and_nothing_is_kept(world, change, words):
    finding = make_one_finding(world)
    with pytest.raises(EvidenceError, match=words):
        change_finding(by=world.lead, finding=finding, **same(finding, **change))
    assert versions_of(finding).count() == 1


def test_a_note_kept_stays_in_the_wording_it_was_used_in(world):
    note, other = make_note(world), make_note(world)
    finding, first = make_one_finding(world, notes=[note]), note.current
    revise_note(
        by=world.lead, note=note, source="meeting", sector="police", criteria=["c2"], direction="concern", text="No.", seen_on=SEEN
    )
    change_finding(by=world.lead, finding=finding, **same(finding, notes=[Note.objects.get(pk=note.pk), other]))
    pins = dict(FindingNote.objects.filter(finding=finding).values_list("note", "revision"))
    assert pins == {note.pk: first.pk, other.pk: other.current.pk}


def test_an_agreed_finding_is_changed_only_after_it_is_taken_back(world):
    finding = make_one_finding(world)
    Finding.objects.filter(pk=finding.pk).update(state=FindingState.AGREED)
    finding.refresh_from_db()
    assert not can_change_finding(world.lead, finding)
    with pytest.raises(InspectionRefused, match="takes it back"):
        change_finding(by=world.lead, finding=finding, **same(finding, text="Other."))


def test_a_finding_never_newly_rests_on_a_note_set_aside_and_one_that_did_is_marked(world, monkeypatch):
    kept, aside = make_note(world), make_note(world)
    before = make_one_finding(world, notes=[aside])
    assert lost(before) == []
    monkeypatch.setattr(queries, "set_aside", lambda *_: {aside.pk: object()})
    with pytest.raises(EvidenceError, match="Set aside since consent was withdrawn: note 2"):
        make_one_finding(world, notes=[kept, aside])
    assert make_one_finding(world, notes=[kept])
    assert [(one.note, one.why) for one in lost(before)] == [(aside, "set aside since consent was withdrawn")]


@pytest.mark.parametrize(
    ("state", "why"), [({"heads": ["a", "b"], "usable": False}, "two wordings"), ({"usable": False}, "finished")]
)
def test_a_note_in_two_wordings_or_unfinished_carries_nothing(world, state, why):
    note, free = make_note(world), make_note(world)
    finding = make_one_finding(world, notes=[note])
    Note.objects.filter(pk__in=[note.pk, free.pk]).update(**state)
    [one] = lost(finding)
    assert why in one.why
    with pytest.raises(EvidenceError, match="note 2"):
        make_one_finding(world, notes=[Note.objects.get(pk=free.pk)])
