"""Contacts, setting up, meetings with agencies and what is outstanding, as people meet them at both doors."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from joinedup.audit.queries import entries
from joinedup.inspections.contacts.actions import Details
from joinedup.inspections.contacts.queries import gaps
from joinedup.inspections.enums import Stage
from joinedup.inspections.keeping_in_touch.actions import say_view
from joinedup.inspections.keeping_in_touch.enums import TalkKind, ViewKind
from joinedup.inspections.keeping_in_touch.models import FollowUp, Talk
from joinedup.inspections.keeping_in_touch.queries import points_of
from joinedup.inspections.setting_up.models import SetUpItem
from joinedup.inspections.timetable.actions import call_off
from joinedup.method.loader import load_framework
from joinedup.web.inspectorate.outstanding import outstanding_in
from joinedup.web.inspectorate.parts import parts
from joinedup.web.inspectorate.waiting.week import week_left
from tests.factories.inspections import make_inspection
from tests.factories.setting_up import make_contact, make_follow_up, make_talk, set_up
from tests.factories.timetable import TUESDAY, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.LISTS)


def at(door, name, world, *more):
    return reverse(f"{door}:{name}", args=[world.inspection.pk, *more])


def named(**other):
    day = {"from_day_day": "13", "from_day_month": "7", "from_day_year": "2022"}
    return {"post": "Duty inspector", "telephone": "01632 960 001", **day, **other}


def test_what_is_missing_stands_first_and_leads_to_its_form(world, pages_as):
    page = pages_as(world.lead).get(at("inspectorate", "contacts", world))
    sentence = f"No out-of-hours contact for {world.agencies['police'].name} yet"
    assert sentence in page.text
    form = pages_as(world.lead).get(page.links()[sentence])
    assert form.h1 == f"Out-of-hours contact, {world.agencies['police'].name}"


def test_a_coordinator_names_somebody_and_inspectors_find_the_number(world, pages_as):
    police = pages_as(world.coordinators["police"])
    address = at("agency", "contact-new", world, world.agencies["police"].pk, "duty-manager")
    done = police.post(address, named())
    assert "Saved: duty manager" in done.text and "01632 960 001" in done.text
    book = pages_as(world.signatories["ofsted"]).get(at("inspectorate", "contacts", world))
    assert "Duty inspector" in book.text
    assert book.links()["01632 960 001"] == "tel:01632960001"
    assert "Name somebody" not in book.text  # a signatory reads
    concern = pages_as(world.lead).get(at("inspectorate", "concern-new", world) + "?route=immediate-risk")
    assert "Duty inspector: 01632 960 001" in concern.text
    assert "Nobody is named yet" in concern.text
    said = [entry.action for entry in entries(str(world.inspection.pk))]
    assert said.count("contacts opened") >= 2


def test_half_a_contact_is_given_back_with_what_lacks(world, pages_as):
    address = at("inspectorate", "contact-new", world, world.agencies["police"].pk, "duty-manager")
    page = pages_as(world.lead).post(address, named(telephone=""))
    assert page.title.startswith("Error: ") and "Enter a telephone number or an email address." in page.text
    page = pages_as(world.lead).post(address, named(post=""))
    assert "Enter what they are called there" in page.text
    pages_as(world.lead).get(at("inspectorate", "contact-new", world, world.agencies["police"].pk, "no-such"), status=404)


def test_there_is_no_such_post_is_said_on_the_same_page(world, pages_as):
    before = len(gaps(world.inspection))
    address = at("agency", "contact-new", world, world.agencies["police"].pk, "business-support")
    page = pages_as(world.coordinators["police"]).post(address, {"do": "no-post", "instead": "The coordinator does it."})
    assert "has no such post" in page.text
    assert len(gaps(world.inspection)) == before - 1


def test_a_contact_is_changed_ended_and_every_wording_read(world, pages_as):
    contact = make_contact(world)
    address = at("agency", "contact", world, contact.pk)
    police = pages_as(world.coordinators["police"])
    page = police.post(address, named(had="1"))
    assert "Changed." in page.text and "01632 960 017" in page.text and "01632 960 001" in page.text
    stale = pages_as(world.lead).post(at("inspectorate", "contact", world, contact.pk), named(had="1", telephone="999"))
    assert "Somebody changed this contact meanwhile" in stale.text
    end = {"do": "end", "why": "Retired.", "had": "2", "ends_day": "14", "ends_month": "7", "ends_year": "2022"}
    assert "This contact has ended" in police.post(address, end).text
    assert "Contacts that no longer hold" in pages_as(world.lead).get(at("inspectorate", "contacts", world)).text


def test_a_wording_to_come_stands_beside_the_one_that_holds(world, pages_as):
    make_contact(world, "duty-manager", details=Details("Duty inspector", telephone="01632 960 001"))
    contact, day = make_contact(world), timezone.localdate() + timedelta(days=7)
    police, address = pages_as(world.coordinators["police"]), at("agency", "contact", world, contact.pk)
    from_day = {"from_day_day": day.day, "from_day_month": day.month, "from_day_year": day.year}
    page = police.post(address, named(had="1", telephone="01632 960 999", **from_day))
    assert "Still to come" in page.text and "01632 960 017" in page.text.split("Still to come")[0]
    for door, who in (("agency", world.coordinators["police"]), ("inspectorate", world.lead)):
        book = pages_as(who).get(at(door, "contacts", world))
        assert "01632 960 017" in book.links() and "01632 960 999" not in book.links()
        assert f"From {day.day} {day:%B %Y}: Duty inspector: 01632 960 999" in book.text
    concern = pages_as(world.lead).get(at("inspectorate", "concern-new", world) + "?route=immediate-risk")
    assert f"01632 960 017 (6pm to 8am); from {day.day} {day:%B %Y}: Duty inspector: 01632 960 999" in concern.text
    ended = {"do": "end", "why": "Retires.", "had": "2", "ends_day": day.day, "ends_month": day.month, "ends_year": day.year}
    police.post(address, ended)
    assert "01632 960 017" in pages_as(world.lead).get(at("inspectorate", "contacts", world)).links()


def test_an_agency_finds_its_own_alone(world, pages_as):
    make_contact(world, "duty-manager", "local_authority", details=Details("Duty manager", telephone="01632 960 055"))
    contact = make_contact(world)
    council = pages_as(world.coordinators["local_authority"])
    council.get(at("agency", "contact", world, contact.pk), status=404)
    book = council.get(at("agency", "contacts", world))
    assert "01632 960 055" in book.text and "01632 960 017" not in book.text
    council.get(at("agency", "set-up-thing", world, set_up(world).pk), status=404)


def test_the_lead_asks_once_and_an_agency_answers_at_its_door(world, pages_as):
    lead = pages_as(world.lead)
    page = lead.post(at("inspectorate", "setting-up-ask", world))
    assert "They answer at their own door." in page.text and "Rooms" in page.text
    rooms = SetUpItem.objects.get(agency=world.agencies["police"], item="rooms")
    police = pages_as(world.coordinators["police"])
    form = police.get(at("agency", "set-up-thing", world, rooms.pk))
    assert "A lockable room" in form.text and "Not needed" not in form.text  # inspectors say that
    empty = police.post(at("agency", "set-up-thing", world, rooms.pk), {"to": "not_possible", "had": "1"})
    assert "Say why it is not possible" in empty.text
    said = {"to": "arranged", "words": "Room 3.14.", "who": "Estates manager", "had": "1"}
    assert "Rooms: arranged." in police.post(at("agency", "set-up-thing", world, rooms.pk), said).text
    page = lead.get(at("inspectorate", "setting-up", world))
    assert "Room 3.14." in page.text and "Estates manager" in page.text
    assert "1 arranged" in page.text


def test_inspectors_ask_for_something_else(world, pages_as):
    lead = pages_as(world.lead)
    address = at("inspectorate", "setting-up-own", world)
    assert "Choose the agency." in lead.post(address, {"title": "A printer"}).text
    page = lead.post(address, {"title": "A printer", "agency": str(world.agencies["police"].pk)})
    assert "is asked: A printer." in page.text


def late_rooms(world):
    """Ask every agency; only rooms are past their day."""
    set_up(world)
    SetUpItem.objects.update(by_when=timezone.localdate() + timedelta(days=9))
    SetUpItem.objects.filter(item="rooms").update(by_when=timezone.localdate() - timedelta(days=1))


def filled(world, **other):
    held = {
        "on_day": "13",
        "on_month": "10",
        "on_year": "2022",
        "clock": "9:30",
        "team": "Lead inspector",
        "others": "Chief officer",
    }
    said = {"topic-going": "Diaries are tight.", "agreed": "Two visits move.\nOne is dropped.", "disputed": "Who said so."}
    return {**held, **said, "agencies": [str(world.agencies["police"].pk)], **other}


def test_a_meeting_is_written_down_read_at_the_door_and_seen_differently(world, pages_as):
    lead, police = pages_as(world.lead), pages_as(world.coordinators["police"])
    page = lead.post(at("inspectorate", "talk-new", world) + "?kind=keep_in_touch", filled(world))
    assert page.h1 == "Keep-in-touch meeting 1, 13 October 2022 at 9:30am"
    talk = Talk.objects.get()
    assert [said.point.kind for said in points_of(talk)] == ["said", "agreed", "agreed", "disputed"]
    assert "How the week goes" in page.text and "has said nothing of it yet" in page.text
    read = police.get(at("agency", "talk", world, talk.pk))
    assert "Diaries are tight." in read.text and "Put right" not in read.text
    assert "Write how you saw it." in police.post(at("agency", "talk-view", world, talk.pk), {"kind": "differently"}).text
    said = police.post(at("agency", "talk-view", world, talk.pk), {"kind": "differently", "words": "We offered Tuesday."})
    assert "We offered Tuesday." in said.text and "Diaries are tight." in said.text
    assert "Seen differently" in lead.get(at("inspectorate", "talks", world)).text
    pages_as(world.coordinators["local_authority"]).get(at("agency", "talk", world, talk.pk), status=404)


def test_a_set_up_discussion_has_its_own_agenda(world, pages_as):
    page = pages_as(world.lead).get(at("inspectorate", "talk-new", world) + "?kind=set_up")
    assert page.h1 == "Write down a set-up discussion" and "What the inspection looks at" in page.text
    assert "How the week goes" not in page.text


def test_half_a_record_says_what_lacks(world, pages_as):
    address = at("inspectorate", "talk-new", world)
    page = pages_as(world.lead).post(address, filled(world, agencies=[], clock="half nine"))
    assert "Choose the agencies that were there." in page.text and "hours and minutes" in page.text
    page = pages_as(world.lead).post(address, filled(world, others=""))
    assert "Say who was there, by post" in page.text


def test_a_childs_name_is_shown_back_before_the_agencies_read_it(world, pages_as, monkeypatch):
    names = [{"given": "Tamsin-Rae", "middle": None, "family": "O’Dowd"}]
    monkeypatch.setattr("joinedup.web.inspectorate.name_hint.names_of_children", lambda inspection: names)
    address, words = at("inspectorate", "talk-new", world), "Tamsin’s visit moves; the tamsin row stays."
    page = pages_as(world.lead).post(address, filled(world, agreed=words))
    assert "“Tamsin’s”: the lists hold a child of such a name" in page.text and Talk.objects.count() == 0
    page = pages_as(world.lead).post(address, filled(world, agreed=words, named="on"))
    assert "is written down" in page.text


def test_a_point_is_put_right_beside_what_it_said(world, pages_as):
    talk = make_talk(world)
    point = points_of(talk)[0].point
    address = at("inspectorate", "talk-point", world, talk.pk, point.pk)
    lead = pages_as(world.lead)
    assert "Diaries are tight." in lead.get(address).text
    page = lead.post(address, {"kind": "said", "topic": "going", "words": "Diaries are full."})
    assert "Diaries are full." in page.text and "Diaries are tight." in page.text
    assert "Diaries are tight." in pages_as(world.coordinators["police"]).get(at("agency", "talk", world, talk.pk)).text
    page = lead.post(at("inspectorate", "talk-add", world, talk.pk), {"kind": "agreed", "words": "Lunch is at one."})
    assert "Lunch is at one." in page.text


def test_what_is_to_be_done_is_said_by_whose_it_is(world, pages_as):
    talk = make_talk(world)
    lead, police = pages_as(world.lead), pages_as(world.coordinators["police"])
    tomorrow = timezone.localdate() + timedelta(days=1)
    due = {"due_on_day": tomorrow.day, "due_on_month": tomorrow.month, "due_on_year": tomorrow.year}
    given = {"what": "Send the rota.", "whose": str(world.agencies["police"].pk), "who": "Diary keeper", **due}
    assert (
        "Choose whose it is to do." in lead.post(at("inspectorate", "talk-follow-up", world, talk.pk), {**given, "whose": ""}).text
    )
    lead.post(at("inspectorate", "talk-follow-up", world, talk.pk), given)
    row = FollowUp.objects.get()
    assert "Send the rota." in police.get(at("agency", "talks", world)).text
    address = at("agency", "talk-follow-up-say", world, talk.pk, row.pk)
    assert "Say how it stands." in police.post(address, {}).text
    police.post(address, {f"f{row.number}-to": "done", f"f{row.number}-had": "0"})
    row.refresh_from_db()
    assert row.state == "done"
    late = {f"f{row.number}-to": "open", f"f{row.number}-words": "A later day.", f"f{row.number}-had": "0"}
    page = lead.post(at("inspectorate", "talk-follow-up-say", world, talk.pk, row.pk), late)
    assert "Somebody said something meanwhile" in page.text
    row.refresh_from_db()
    assert row.state == "done"


def test_a_record_that_changed_since_is_marked_at_both_doors(world, pages_as):
    talk = make_talk(world)
    lead, police = pages_as(world.lead), pages_as(world.coordinators["police"])
    police.post(at("agency", "talk-view", world, talk.pk), {"kind": "read", "shown": "2"})
    assert "Changed since" not in police.get(at("agency", "talks", world)).text
    lead.post(at("inspectorate", "talk-add", world, talk.pk), {"kind": "agreed", "words": "Lunch is at one."})
    assert "Changed since you read it" in police.get(at("agency", "talks", world)).text
    read = police.get(at("agency", "talk", world, talk.pk)).text
    assert "Changed since you read it" in read and read.count("Since you read it") == 1
    name = world.agencies["police"].name
    assert f"Changed since it was read by {name}" in lead.get(at("inspectorate", "talks", world)).text
    assert "the record has changed since" in lead.get(at("inspectorate", "talk", world, talk.pk)).text
    police.post(at("agency", "talk-view", world, talk.pk), {"kind": "read", "shown": "3"})
    assert "Changed since" not in police.get(at("agency", "talk", world, talk.pk)).text


def test_an_agency_reads_nothing_of_what_others_are_to_do(world, pages_as):
    talk, lead = make_talk(world, "police", "local_authority"), pages_as(world.lead)
    for what, whose, more in (
        ("Said to the team alone.", "team", {}),
        ("Said to all.", "team", {"for_all": "on"}),
        ("The council’s rota.", str(world.agencies["local_authority"].pk), {}),
    ):
        due = {"due_on_day": "6", "due_on_month": "10", "due_on_year": "2032"}
        given = {"what": what, "whose": whose, "who": "Head", **due, **more}
        lead.post(at("inspectorate", "talk-follow-up", world, talk.pk), given)
    council, row = pages_as(world.coordinators["local_authority"]), FollowUp.objects.get(number=3)
    address = at("agency", "talk-follow-up-say", world, talk.pk, row.pk)
    short = {"f3-to": "open", "f3-words": "We are short of staff.", "f3-had": "0"}
    assert "We are short of staff." in council.post(address, short).text
    police = pages_as(world.coordinators["police"])
    read = police.get(at("agency", "talk", world, talk.pk)).text
    assert "Said to all." in read and not [words for words in ("alone", "rota", "short of staff") if words in read]
    police.post(address, {"f3-to": "done", "f3-had": "1"}, status=404)


@pytest.mark.parametrize("door", ["inspectorate", "agency"])
def test_the_list_of_meetings_asks_the_database_as_often_for_many(world, pages_as, door):
    asked = pages_as(world.lead if door == "inspectorate" else world.coordinators["police"])
    counts = []
    for _ in range(3):
        make_talk(world)
        with CaptureQueriesContext(connection) as queries:
            asked.get(at(door, "talks", world))
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_one_page_says_what_each_agency_has_outstanding(world, pages_as):
    late_rooms(world)
    make_follow_up(world, make_talk(world), days=-1)
    page = pages_as(world.lead).get(at("inspectorate", "outstanding", world))
    assert "Rooms: to be arranged, was due" in page.text
    assert "1 thing to be done after a meeting, 1 past its day" in page.text
    assert "Nobody named yet: " in page.text
    police = next(row for row in outstanding_in(world.inspection, world.lead) if row.agency == world.agencies["police"])
    assert police.overdue == 2


def test_a_slot_that_waits_for_an_answer_is_outstanding(world, pages_as):
    make_slot(world)
    page = pages_as(world.lead).get(at("inspectorate", "outstanding", world))
    sentence = "1 slot of the week to answer, the first on 17 Oct 2022"
    assert page.links()[sentence] == at("inspectorate", "timetable", world)


def test_the_overview_counts_slots_as_the_timetable_does(world):
    make_slot(world)
    slot = make_slot(world, day=TUESDAY)
    call_off(by=world.lead, slot=slot, version=slot.version, why="The team does not need it.")
    timetable = next(part for part in parts(world.inspection) if part.title == "Timetable")
    assert timetable.status == "2 slots, 1 called off"


def test_the_agencys_very_first_page_tells_everything_its_inspection_page_does(world, pages_as):
    police = pages_as(world.coordinators["police"])
    set_up(world)
    make_talk(world)
    make_slot(world)
    said = {
        "Fieldwork week": "1 slot waits for your answer",
        "Meetings with inspectors": "1 record new to you",
        "Your contacts": "nobody is named yet for",
        "Setting up the week": "not settled",
    }
    page = police.get(reverse("agency:home"))
    assert "Nothing is awaited from you" not in page.text
    for link, words in said.items():
        assert f"{link}: " in page.text and words in page.text
        assert page.links()[link] == police.get(at("agency", "requests", world)).links()[link]


def test_the_lead_is_reminded_of_what_the_week_would_stumble_over(world):
    before = {one.sentence for one in week_left(world.inspection)}
    assert "Ask the agencies to set up the week" in before
    assert any("nobody is named yet for" in sentence for sentence in before)
    late_rooms(world)
    talk = make_talk(world)
    make_follow_up(world, talk, "", days=-1)
    say_view(
        by=world.coordinators["police"], talk=talk, agency=world.agencies["police"], kind=ViewKind.DIFFERENTLY, shown=2, words="No."
    )
    said = {one.sentence for one in week_left(world.inspection)}
    police = world.agencies["police"].name
    assert f"{police}: 1 thing not set up in time" in said
    assert f"{police} saw keep-in-touch meeting 1 differently: read it" in said
    assert "Keep-in-touch meeting 1: something to be done by the team is past its day" in said
    assert "Ask the agencies to set up the week" not in said


def test_the_agencys_first_page_leads_to_all_three(world, pages_as):
    set_up(world)
    make_talk(world)
    page = pages_as(world.coordinators["police"]).get(at("agency", "requests", world))
    assert {"Your contacts", "Setting up the week", "Meetings with inspectors"} <= set(page.links())
    assert "1 record new to you" in page.text


def test_a_single_agency_inspection_names_no_absent_agency(pages_as):
    world = make_inspection(load_framework("targeted-2016-single-agency"), Stage.LISTS)
    set_up(world, sector="board")
    make_talk(world, "board", kind=TalkKind.SET_UP)
    for name in ("contacts", "setting-up", "talks", "outstanding"):
        text = pages_as(world.lead).get(at("inspectorate", name, world)).text.lower()
        assert not [absent for absent in ("police", "health", "probation") if absent in text]
