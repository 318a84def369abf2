"""The chronology as a page: narrowed by its address, printed, followed to its sources, added to by hand."""

import re

import pytest
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.evidence.added.models import AddedEvent
from joinedup.evidence.models import Note
from tests.factories.chronology import follow_one
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection

NEW_NOTE = {
    "text": "The log has an entry.",
    "criterion": "c2",
    "direction": "context",
    "seen_on_day": "18",
    "seen_on_month": "10",
    "seen_on_year": "2022",
}


@pytest.fixture
def following(db, monkeypatch):
    return follow_one(monkeypatch)


def at(following, name, *more):
    world, child = following
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, child.pk, *more])


def event(following, **changes):
    world, _ = following
    said = {"agency": world.agencies["police"].key, "kind": "police_incident", "words": "At the station.", "when": "August 2022"}
    return {**said, **NEW_NOTE, **changes}


def rows(page):
    return [int(number) for number in re.findall(r'<tr id="event-(\d+)"', page.response.content.decode())]


def test_zoom_and_choice_are_in_the_address_and_picture_and_table_follow(pages_as, following):
    lead, page = pages_as(following[0].lead), at(following, "chronology")
    everything = lead.get(page)
    assert rows(everything) == [1, 2]
    drawn = [node.get("value") for node in everything.tree.iter("input") if node.get("name") == "agency"]
    assert drawn == [following[0].agencies[sector].key for sector in ("local_authority", "police")]  # as the lanes stand
    assert "move it sideways" in everything.response.content.decode()
    printed = lead.client.get(at(following, "chronology-print")).content.decode()
    assert '<link rel="icon"' in printed
    assert "2 events are shown" not in everything.text
    police = following[0].agencies["police"].key
    assert rows(lead.get(f"{page}?agency={police}")) == [1]
    assert rows(lead.get(f"{page}?kind=referral")) == [2]
    assert rows(lead.get(f"{page}?whose=adults")) == []
    assert "0 of 2 events are shown" in lead.get(f"{page}?whose=adults").text
    assert rows(lead.get(f"{page}?from=2022-09&until=2022-09")) == [1, 2]
    assert rows(lead.get(f"{page}?from=2022-10")) == []
    month = everything.links()["A month"]
    assert month == "?from=2022-09&until=2022-09"  # notified on 3 October: a month of three days would tell nothing
    zoomed = lead.get(page + month)
    assert zoomed.links()["Earlier"] == "?from=2022-08&until=2022-08"
    assert zoomed.links()["Later"] == "?from=2022-10&until=2022-10"
    assert "Later" not in lead.get(page + zoomed.links()["Later"]).links()
    assert everything.links()["A quarter"] == "?from=2022-08&until=2022-10"
    assert lead.get(page + everything.links()["Whole story"]).response.status_code == 200


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("from=soon", "Select a valid choice"),
        ("from=2022-10-03", "Select a valid choice"),
        ("from=2022-13", "Select a valid choice"),
        ("from=2022-05&until=2022-04", "“Until” must not be before “From”."),
        ("agency=nobody", "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_picture_still_shown(pages_as, following, asked, said):
    page = pages_as(following[0].lead).get(f"{at(following, 'chronology')}?{asked}")
    assert page.title.startswith("Error: ")
    assert said in page.text
    assert rows(page)


def test_the_page_to_print_stands_alone_and_says_who_printed_it(pages_as, following):
    lead = following[0].lead
    response = pages_as(lead).client.get(at(following, "chronology-print"))
    text = response.content.decode()
    assert text.count("OFFICIAL-SENSITIVE") >= 3  # head, foot, and every printed sheet
    assert f"Printed by {lead.name or lead.email}" in text
    assert text.count("<link") == text.count('<link rel="icon" href="data:,">') == 1  # no browser asks for an icon elsewhere
    assert not re.search(r'<script|src=|style=|href="(?!#|data:,")', text)
    nonce = re.search(r'<style nonce="([^"]+)">', text).group(1)
    assert nonce in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"
    assert Entry.objects.filter(action="child printed", object_id=str(following[1].pk)).count() == 1


def test_an_event_leads_to_its_source_and_one_that_is_not_the_childs_is_not_there(pages_as, following):
    lead = pages_as(following[0].lead)
    page = lead.get(at(following, "chronology-event", "e6"))
    assert page.h1 == "Child 1: source of event 2"
    assert "cannot be shown" in page.text  # nobody sent this made-up row
    lead.get(at(following, "chronology-event", "e1"), status=404)
    pages_as(make_inspection().lead).get(at(following, "chronology-event", "e6"), status=404)


def test_an_event_is_added_with_its_note_and_withdrawn_with_a_reason(pages_as, following):
    world, child = following
    lead = pages_as(world.lead)
    page = lead.post(at(following, "chronology-add"), event(following))
    added = AddedEvent.objects.get()
    assert "Its source" in page.text
    assert "The log has an entry." in page.text
    assert Note.objects.get().current.tracked == child
    chronology = lead.get(at(following, "chronology"))
    assert rows(chronology) == [1, 2, 3]
    assert "day not known" in chronology.text
    assert "Added by hand from case files" in chronology.text
    assert lead.post(at(following, "chronology-withdraw", added.pk), {"why": ""}).title.startswith("Error: ")
    gone = lead.post(at(following, "chronology-withdraw", added.pk), {"why": "Another child's file."})
    assert rows(gone) == [1, 2]
    assert "Another child's file." in gone.text
    lead.get(at(following, "chronology-event", str(added.pk)), status=404)


def test_who_opens_the_page_to_withdraw_an_event_is_logged_each_time_it_is_shown(pages_as, following):
    world, child = following
    lead = pages_as(world.lead)
    lead.post(at(following, "chronology-add"), event(following))
    to_withdraw = at(following, "chronology-withdraw", AddedEvent.objects.get().pk)
    read = Entry.objects.filter(action="withdrawing an event read")
    assert not read.exists()
    shown = lead.get(to_withdraw)
    assert "no-store" in shown.response["Cache-Control"]
    lead.post(to_withdraw, {"why": ""})
    assert [(line.actor, line.reading, line.object_id) for line in read] == [(str(world.lead.pk), True, str(child.pk))] * 2
    pages_as(make_inspection().lead).get(to_withdraw, status=404)
    lead.post(to_withdraw, {"why": "Another child's file."})
    assert read.count() == 2
    written = "".join(line.detail + line.why for line in read)
    assert "At the station" not in written


def test_a_note_about_the_child_may_be_its_source(pages_as, following):
    world, child = following
    note = make_note(world, tracked=child)
    pages_as(world.lead).post(at(following, "chronology-add"), event(following, note=str(note.pk), text=""))
    assert AddedEvent.objects.get().note == note


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"when": "one day"}, "This date could not be read."),
        ({"when": "1 2 2031"}, "The chronology ends on the day of notification."),
        ({"ended": "3 9 2022"}, "happens at one moment and has no end"),
        ({"kind": "custody", "when": "3 9 2022", "ended": "1 9 2022"}, "It cannot have ended before it began."),
        ({"when": "3 9 2022", "when_latest": "1 9 2022"}, "The later of the two dates lies before the earlier."),
        ({"when": "", "when_latest": "1 9 2022"}, "Enter the earlier of the two dates here."),
        ({"text": ""}, "Write what the case file says, or choose a note that says it."),
        ({"seen_on_year": "2099"}, "today or in the past"),
    ],
)
def test_what_cannot_be_added_is_said_beside_its_field(pages_as, following, changes, said):
    page = pages_as(following[0].lead).post(at(following, "chronology-add"), event(following, **changes))
    assert page.title.startswith("Error: ")
    assert said in page.text
    assert not AddedEvent.objects.exists()
    assert not Note.objects.exists()
