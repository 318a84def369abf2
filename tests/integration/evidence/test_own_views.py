"""An own view is its inspectorate's alone until all open together; what was opened is never changed in place."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from joinedup.audit.models import Entry
from joinedup.cases.core.versions import VersionError, standing
from joinedup.evidence.actions import revise_note
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.eyes.actions import name_readers
from joinedup.evidence.models import Note
from joinedup.evidence.own_views import queries
from joinedup.evidence.own_views.actions import open_now, read_own, read_views, save_view, set_hour
from joinedup.evidence.own_views.enums import Standing
from joinedup.evidence.own_views.models import OwnViewVersion
from joinedup.evidence.own_views.rules import can_open_views, can_write_view
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.evidence import SEEN, make_note
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import make_inspection
from tests.factories.judging import open_views, write_view

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NOTED = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "strength", "seen_on": SEEN}


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def everybody(world):
    return [world.lead, world.quality_assurer, *world.inspectors.values(), *world.signatories.values()]


def test_until_the_opening_only_the_own_inspectorate_reads_a_view(world):
    view = write_view(world, world.inspectors["hmicfrs"])
    readers = {person for person in everybody(world) if view in OwnViewVersion.objects.visible_to(person)}
    assert readers == {world.inspectors["hmicfrs"], world.signatories["hmicfrs"]}
    assert view not in OwnViewVersion.objects.visible_to(world.coordinators["police"])


def test_the_lead_inspector_is_told_that_it_is_written_and_no_more(world):
    write_view(world, world.inspectors["hmicfrs"])
    places = {(place.inspectorate.code, place.criterion.id): place.standing for place in queries.places(world.inspection)}
    assert places["hmicfrs", "c2"] == Standing.WRITTEN
    assert places["ofsted", "c2"] == Standing.AWAITED
    assert places["hmicfrs", "c1"] == Standing.NOT_ASKED
    [mine] = read_views(by=world.lead, inspection=world.inspection)["c2"]
    assert (mine.inspectorate.code, mine.opened) == ("ofsted", ())
    assert read_own(by=world.lead, inspection=world.inspection, criterion="c2") == ()


def test_at_the_hour_every_view_opens_to_the_whole_team_and_to_nobody_else(world, monkeypatch):
    view = write_view(world, world.inspectors["hmicfrs"])
    set_hour(by=world.lead, inspection=world.inspection, opens_at=timezone.now() + HOUR)
    assert not opening_of(world.inspection).is_open
    later = timezone.now() + 2 * HOUR
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert opening_of(world.inspection).is_open
    assert all(view in OwnViewVersion.objects.visible_to(person) for person in everybody(world))
    assert view not in OwnViewVersion.objects.visible_to(world.coordinators["police"])
    assert view not in OwnViewVersion.objects.visible_to(make_inspection(stage=Stage.FIELDWORK).lead)


def test_whoever_left_reads_nothing_even_after_the_opening(world):
    view = write_view(world, world.inspectors["hmicfrs"])
    open_views(world)
    world.lead.is_active = False
    assert view not in OwnViewVersion.objects.visible_to(world.lead)


def test_the_last_hour_set_holds_and_one_that_passed_is_not_moved(world, monkeypatch):
    for hours in (1, 3):
        set_hour(by=world.lead, inspection=world.inspection, opens_at=timezone.now() + hours * HOUR)
    later = timezone.now() + 2 * HOUR
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert not opening_of(world.inspection).is_open
    monkeypatch.setattr("django.utils.timezone.now", lambda: later + HOUR)
    assert opening_of(world.inspection).is_open
    with pytest.raises(InspectionRefused, match="open already"):
        set_hour(by=world.lead, inspection=world.inspection, opens_at=later + 2 * HOUR)


def test_an_hour_that_has_passed_is_refused(world):
    with pytest.raises(InspectionRefused, match="still to come"):
        set_hour(by=world.lead, inspection=world.inspection, opens_at=timezone.now() - HOUR)


def test_the_lead_opens_at_once_only_with_a_reason_and_who_has_not_written_is_named(world):
    with pytest.raises(EvidenceError, match="why"):
        open_now(by=world.lead, inspection=world.inspection, why=" ")
    open_now(by=world.lead, inspection=world.inspection, why="The police leave at noon.")
    views = {view.inspectorate.code: view for view in read_views(by=world.lead, inspection=world.inspection)["c2"]}
    assert set(views) == {"ofsted", "hmicfrs"}
    assert {place.inspectorate.code for place in queries.awaited(world.inspection)} == {"ofsted", "hmicfrs"}
    assert not can_open_views(world.lead, world.inspection)


@pytest.mark.parametrize("stage", list(Stage))
def test_who_writes_and_who_opens_at_each_stage(stage):
    world = make_inspection(stage=stage)
    judging = stage in (Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING)
    writers = {world.lead, *world.inspectors.values()}
    assert {person for person in everybody(world) if can_write_view(person, world.inspection)} == (writers if judging else set())
    opening = {person for person in everybody(world) if can_open_views(person, world.inspection)}
    assert opening == ({world.lead} if judging else set())
    outsiders = (*world.coordinators.values(), make_inspection().lead)
    assert not any(can_write_view(person, world.inspection) for person in outsiders)


def test_two_colleagues_who_write_at_once_are_both_kept(world):
    first = write_view(world, world.lead, words="Seen at once.")
    second = write_view(world, world.inspectors["ofsted"], words="Seen late.", leaning="improve")
    versions = read_own(by=world.lead, inspection=world.inspection, criterion="c2")
    assert {version.said["words"] for version in versions} == {"Seen at once.", "Seen late."}
    joined = write_view(world, world.lead, words="Both.", leaning="both", parents=[str(first.pk), str(second.pk)])
    [view] = read_views(by=world.lead, inspection=world.inspection)["c2"]
    assert [version.id for version in view.opened] == [str(joined.pk)]


def test_after_the_opening_a_change_of_mind_stands_after_what_was_opened(world):
    police = world.inspectors["hmicfrs"]
    first = write_view(world, police)
    open_views(world)
    write_view(world, police, words="We have seen more.", leaning="both", parents=[str(first.pk)])
    view = next(one for one in read_views(by=world.lead, inspection=world.inspection)["c2"] if one.inspectorate.code == "hmicfrs")
    assert [version.said["words"] for version in view.opened] == ["Children are seen at once."]
    assert [version.said["words"] for version in view.later] == ["We have seen more."]
    assert view.later[0].at > view.opened[0].at
    assert view.held.leanings == ("both",)


def test_a_colleague_who_may_not_read_a_note_leaves_it_under_the_view(world):
    """The view rests on what it rested on, in the wording used, whoever rewords it."""
    note, author = make_note(world, eyes="restricted"), world.inspectors["hmicfrs"]
    name_readers(by=author, note=note, people=[world.lead])
    first = write_view(world, world.lead, notes=[note])
    write_view(world, world.inspectors["ofsted"], words="Children are seen the same day.", parents=[str(first.pk)])
    [now] = standing(queries.own_versions(world.lead, world.inspection, "c2"))
    assert now.said["words"] == "Children are seen the same day."
    assert queries.notes_in(now) == [(str(note.pk), str(note.current_id))]


def test_a_view_is_reworded_though_one_of_its_notes_waits_to_be_joined(world):
    """What it was used in stays under it; a new note in two wordings cannot be rested on."""
    note, by = make_note(world), world.lead
    used = note.current_id
    first = write_view(world, by, notes=[note])
    for words in ("Seen at once.", "Seen on the day."):
        revise_note(by=note.author, note=note, based_on=str(used), **NOTED, text=words)
    note = Note.objects.get()
    assert not note.usable
    write_view(world, by, words="Children are seen quickly.", notes=[note], parents=[str(first.pk)])
    [now] = standing(queries.own_versions(by, world.inspection, "c2"))
    assert queries.notes_in(now) == [(str(note.pk), str(used))]
    with pytest.raises(EvidenceError):
        write_view(world, by, criterion="c1", notes=[note])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"words": " "}, EvidenceError),
        ({"leaning": "good"}, EvidenceError),
        ({"leaning": "4"}, EvidenceError),
        ({"words": "Rated 2 out of 4: inadequate."}, EvidenceError),
        ({"criterion": "c9"}, InspectionRefused),
        ({"parents": ["00000000-0000-0000-0000-000000000000"]}, VersionError),
    ],
)
def test_what_says_nothing_is_refused_and_nothing_is_kept(world, change, fault):
    said = {"criterion": "c2", "leaning": "strength", "words": "Seen."} | change
    with pytest.raises(fault):
        save_view(by=world.lead, inspection=world.inspection, **said)
    assert not OwnViewVersion.objects.exists()


def test_the_log_tells_that_and_not_what(world):
    write_view(world, world.inspectors["hmicfrs"], words="PLANTED words", leaning="not_enough")
    read_own(by=world.inspectors["hmicfrs"], inspection=world.inspection, criterion="c2")
    told = " ".join(f"{entry.action} {entry.detail} {entry.why}" for entry in Entry.objects.filter(chain=str(world.inspection.pk)))
    assert "own view written" in told
    assert not [word for word in ("PLANTED", "not_enough", "leaning", "notes") if word in told]


def test_where_the_framework_switches_it_off_views_are_open_from_the_beginning():
    world = make_inspection(replace(tiny_framework(), own_view_first=False), Stage.FIELDWORK)
    first = write_view(world, world.inspectors["hmicfrs"])
    write_view(world, world.inspectors["hmicfrs"], words="Better seen.", parents=[str(first.pk)])
    assert first in OwnViewVersion.objects.visible_to(world.lead)
    view = next(one for one in read_views(by=world.lead, inspection=world.inspection)["c2"] if one.inspectorate.code == "hmicfrs")
    assert ([version.said["words"] for version in view.opened], view.later) == (["Better seen."], ())
    with pytest.raises(InspectionRefused, match="from the beginning"):
        open_now(by=world.lead, inspection=world.inspection, why="Now.")
