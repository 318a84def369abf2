"""A note's whole history on its page, joining, restricted eyes, devices and what was kept aside."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from joinedup.evidence.actions import revise_note
from joinedup.evidence.arriving.actions import receive_revisions
from joinedup.evidence.models import Device, KeptAside, Note
from joinedup.inspections.enums import Stage
from tests.factories.evidence import letter_framework, make_letter, make_note, make_one_finding, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.notebook import make_device, sent

SAID = {
    "text": "Both say so.",
    "child_words": "“Nobody asked me.”",
    "seen_on_day": "18",
    "seen_on_month": "10",
    "seen_on_year": "2022",
    "seen_time": "14:05",
    "source": "meeting",
    "role": "Duty sergeant",
    "sector": "police",
    "criteria": ["c1", "c2"],
    "direction": "concern",
}


@pytest.fixture
def world(db):
    return make_inspection(stage=Stage.FIELDWORK)


@pytest.fixture
def inspector(pages_as, world):
    return pages_as(world.inspectors["hmicfrs"])


@pytest.fixture
def stranger(pages_as, world):
    return pages_as(world.inspectors[next(code for code in world.inspectors if code != "hmicfrs")])


def at(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def branched(world):
    note = make_note(world, text="The first.")
    said = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "concern"}
    read = str(note.current_id)
    revise_note(by=world.lead, note=note, based_on=read, text="The lead’s.", **said)
    return revise_note(by=world.inspectors["hmicfrs"], note=note, based_on=read, text="The inspector’s.", **said)


def test_everything_a_note_can_say_is_written_and_shown(inspector, world):
    page = inspector.post(
        at(world, "note-new"), {**SAID, "period_from_day": "1", "period_from_month": "9", "period_from_year": "2022"}
    )
    assert "In the child’s own words" in page.text
    assert "“Nobody asked me.”" in page.text
    assert "18 October 2022 at 2:05pm" in page.text
    assert "Duty sergeant" in page.text
    assert Note.objects.get().current.criteria == ["c1", "c2"]
    form = inspector.get(page.links()["Reword this note"])
    assert 'value="14:05"' in form.response.content.decode()


def test_a_note_entered_on_a_later_day_shows_both_times(inspector, world, monkeypatch):
    at_desk = datetime(2022, 10, 20, 8, 10, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: at_desk)
    late = inspector.post(at(world, "note-new"), SAID)
    both = "seen 18 October 2022 at 2:05pm, written down 20 October 2022 at 9:10am"
    assert "Seen18 October 2022 at 2:05pm" in late.text
    assert "Written down20 October 2022 at 9:10am, on a later day than it was seen" in late.text
    assert both in inspector.get(at(world, "notes")).text
    same_day = inspector.post(at(world, "note-new"), {**SAID, "seen_on_day": "20", "seen_time": "09:00"})
    assert "later day" not in same_day.text
    assert inspector.get(at(world, "notes")).text.count("written down") == 1


def test_a_note_that_waited_on_a_device_for_a_network_is_not_called_late(inspector, world):
    writer = world.inspectors["hmicfrs"]
    told = sent(device=str(make_device(writer).pk), at="2022-10-18T13:30:00.000Z", seen_at="2022-10-18T13:05Z")
    receive_revisions(by=writer, inspection=world.inspection, device=Device.objects.get(), revisions=[told])
    page = inspector.get(at(world, "note", Note.objects.get().pk))
    assert "Written down18 October 2022 at 2:30pm" in page.text
    assert "later day" not in page.text
    assert "On the server" in page.text


def test_a_time_that_has_not_come_yet_is_refused(inspector, world, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2022, 10, 18, 9, 0, tzinfo=UTC))
    assert "has not come yet" in inspector.post(at(world, "note-new"), SAID).text
    assert not Note.objects.exists()


def test_a_period_that_ends_before_it_begins_is_said(inspector, world):
    period = {"period_from_day": "3", "period_from_month": "10", "period_from_year": "2022"}
    period |= {"period_to_day": "2", "period_to_month": "10", "period_to_year": "2022"}
    assert "cannot lie before the first" in inspector.post(at(world, "note-new"), {**SAID, **period}).text


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(inspector, world):
    note = make_note(world)
    before = str(note.current_id)
    said = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "concern"}
    revise_note(by=world.lead, note=note, text="Quicker.", **said)
    page = inspector.post(at(world, "note-revise", note.pk), {**SAID, "parents": before})
    assert "Both stand side by side" in page.text.replace("both stand", "Both stand")
    assert "Quicker." in page.text
    assert "Both say so." in page.text


def test_branches_stand_side_by_side_and_are_joined(inspector, world):
    note = branched(world)
    page = inspector.get(at(world, "note", note.pk))
    assert "It stands in 2 wordings" in page.text
    assert "The lead’s." in page.text
    assert "The inspector’s." in page.text
    assert "2 wordings" in inspector.get(at(world, "notes"), state="branched").text
    form = inspector.get(at(world, "note-join", note.pk))
    assert "The lead’s." in form.text
    page = inspector.post(at(world, "note-join", note.pk), {**SAID, "parents": " ".join(note.heads)})
    assert "The wordings are joined in one." in page.text
    assert "joins wordings 2 and 3" in page.text
    again = inspector.post(at(world, "note-join", note.pk), {**SAID, "parents": " ".join(note.heads)})
    assert "has moved on" in again.text


def test_the_list_is_narrowed_by_what_was_chosen(inspector, world):
    make_note(world, text="Strong.", criteria=["c1"])
    make_note(world, text="Weak.", direction="concern")
    for asked, shown, hidden in (
        ({"criterion": "c1"}, "Strong.", "Weak."),
        ({"direction": "concern"}, "Weak.", "Strong."),
        ({"state": "mine"}, "Weak.", None),
        ({"state": "unfinished"}, None, "Weak."),
        ({"inspectorate": "hmicfrs"}, "Strong.", None),
        ({"source": "meeting", "child": "x"}, None, "Strong."),
    ):
        text = inspector.get(at(world, "notes"), **asked).text
        assert shown is None or shown in text
        assert hidden is None or hidden not in text


def test_a_note_for_restricted_eyes_is_hidden_named_for_and_opened(inspector, stranger, world):
    note = make_note(world, eyes="restricted", text="Surveillance.")
    make_note(world)
    stranger.get(at(world, "note", note.pk), status=404)
    stranger.get(at(world, "note-revise", note.pk), status=404)
    assert "Surveillance" not in stranger.get(at(world, "notes")).text
    assert "1 note" in stranger.get(at(world, "notes")).text
    page = inspector.get(at(world, "note", note.pk))
    assert "For restricted eyes." in page.text
    eyes = page.links()["Change who reads it"]
    assert "Choose who else reads it" in inspector.post(eyes, {}).text
    assert "Say why the whole team" in inspector.post(eyes, {"lift": "1"}).text
    named = str(stranger.get(at(world, "notes")).response.wsgi_request.user.pk)
    assert "They read it now." in inspector.post(eyes, {"people": [named]}).text
    assert "Surveillance." in stranger.get(at(world, "note", note.pk)).text
    page = inspector.post(eyes, {"lift": "1", "why": "The arrests are made."})
    assert "The arrests are made." in page.text


def test_only_who_does_not_read_a_restricted_note_yet_is_offered_as_its_reader(pages_as, world):
    note = make_note(world, by=world.lead, eyes="restricted")
    assert f"{world.lead.name} and inspectors of Ofsted read it;" in pages_as(world.lead).get(at(world, "note", note.pk)).text
    page = pages_as(world.lead).get(at(world, "note-eyes", note.pk))
    assert f"{world.inspectors['hmicfrs'].name}, HMICFRS" in page.text
    assert f"{world.inspectors['ofsted'].name}, Ofsted" not in page.text
    assert f"{world.lead.name}, Ofsted" not in page.text


@pytest.mark.parametrize("page", ["finding", "passage", "findings"])
def test_what_rests_on_a_note_for_restricted_eyes_shows_its_text_to_nobody_else(pages_as, page):
    world = make_inspection(letter_framework(), Stage.JUDGING)
    author = world.inspectors["hmicfrs"]
    note = make_note(world, eyes="restricted", text="Surveillance.", child_words="“They watch us.”")
    finding = make_one_finding(world, by=author, notes=[make_note(world, text="Anybody may read this."), note])
    passage = make_passage(world, make_letter(world), findings=[finding])
    where = at(world, page, *{"finding": [finding.pk], "passage": [passage.pk], "findings": []}[page])
    for person in {world.lead, *world.inspectors.values()} - {author}:
        shown = pages_as(person).get(where)
        assert not [told for told in ("Surveillance", "They watch us", f"Note {note.number}") if told in shown.text]
        assert str(note.pk) not in shown.response.content.decode()
        assert page == "findings" or "a note for restricted eyes" in shown.text.lower()
        assert page == "findings" or "Anybody may read this." in shown.text
    assert page == "findings" or "Surveillance." in pages_as(author).get(where).text


def test_a_device_is_listed_and_revoked_by_its_owner_or_the_lead(inspector, stranger, pages_as, world):
    device = make_device(world.inspectors["hmicfrs"], "Blue tablet")
    assert "Blue tablet" in inspector.get(at(world, "devices")).text
    assert "Blue tablet" not in stranger.get(at(world, "devices")).text
    stranger.get(at(world, "device-revoke", device.pk), status=404)
    lead = pages_as(world.lead)
    assert "Say why" in lead.post(at(world, "device-revoke", device.pk), {}).text
    assert "Left on a train." in lead.post(at(world, "device-revoke", device.pk), {"why": "Left on a train."}).text
    assert Device.objects.get().revoked
    inspector.get(at(world, "device-revoke", device.pk), status=403)


def test_what_was_kept_aside_is_read_taken_in_or_settled(inspector, stranger, pages_as, world):
    writer = world.inspectors["hmicfrs"]
    device = make_device(writer)
    things = [sent(source="gossip", text="From the street."), "no note at all"]
    receive_revisions(by=writer, inspection=world.inspection, device=device, revisions=things)
    page = inspector.get(at(world, "kept-aside"))
    assert "From the street." in page.text
    assert "no note at all" in page.text
    assert "as a lead inspector" not in page.text
    assert "as a lead inspector" in pages_as(world.lead).get(at(world, "kept-aside")).text
    assert "Nothing is kept aside." in stranger.get(at(world, "kept-aside")).text
    kept = KeptAside.objects.exclude(claimed="").get()
    assert "not a kind of source" in inspector.post(at(world, "kept-aside-take-in", kept.pk), status=403).text
    assert "Say why." in inspector.post(at(world, "kept-aside-settle", kept.pk), {}).text
    assert (
        "Written anew as note 2."
        in inspector.post(at(world, "kept-aside-settle", kept.pk), {"why": "Written anew as note 2."}).text
    )
