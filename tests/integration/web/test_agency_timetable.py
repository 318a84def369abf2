"""The fieldwork week at an agency's door: what waits, what it offers, what changed, what clashes, and nobody else's slots."""

from datetime import time

import pytest
from django.urls import reverse

from joinedup.areas.actions import add_agency_member
from joinedup.audit.models import Entry
from joinedup.inspections.enums import Stage
from joinedup.inspections.timetable.actions import call_off, change_slot
from joinedup.inspections.timetable.enums import SlotState
from joinedup.inspections.timetable.models import Place, Slot, SlotTold
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person
from tests.factories.timetable import TUESDAY, make_place, make_slot, wanted

pytestmark = pytest.mark.django_db
OFFER = {"on": "2022-10-17 morning", "begins": "09:30", "ends": "10:30", "roles": "Detective inspector\r\nDuty sergeant"}


@pytest.fixture
def world():
    return make_inspection(stage=Stage.NOTIFIED)


@pytest.fixture
def police(pages_as, world):
    return pages_as(world.coordinators["police"])


def at(world, name="timetable", *more):
    return reverse(f"agency:{name}", args=[world.inspection.pk, *more])


def offer(slot, **more):
    return {"version": slot.version, **OFFER, **more}


def test_before_anything_is_asked_the_page_says_so(police, world):
    page = police.get(at(world))
    assert page.h1 == "Fieldwork week"
    assert "Nothing is asked of you yet." in page.text


def test_what_is_asked_waits_for_an_answer(police, world):
    slot = make_slot(world)
    assert "1 slot waits for your answer" in police.get(at(world, "requests")).text
    page = police.get(police.get(at(world, "requests")).links()["Fieldwork week"])
    assert "1 slot waits for your answer: slot 1." in page.text
    assert "Monday 17 October 2022" in page.text
    assert "9am to 10am" in page.text
    assert "How referrals are shared." in page.text
    assert "Detective inspector" in page.text
    page = police.get(page.links()["slot 1"])
    assert page.h1 == f"Slot {slot.number}: Interview practitioners or managers"
    assert "Agree to it as it stands" not in page.text  # nobody has said where


def test_the_coordinator_fills_in_place_hours_and_roles(police, world):
    slot, place = (
        make_slot(world),
        make_place(world, "The police station", agency=world.agencies["police"], by=world.coordinators["police"]),
    )
    page = police.post(at(world, "timetable-slot", slot.pk), offer(slot, place=str(place.pk), room="Room 2"))
    assert "Your offer for slot 1 has arrived." in "".join(page.tree.itertext())
    assert "The police station, Room 2" in page.text
    slot.refresh_from_db()
    assert (slot.state, slot.begins, slot.ends, slot.room) == (SlotState.OFFERED, time(9, 30), time(10, 30), "Room 2")
    assert slot.agencies.get().roles == ["Detective inspector", "Duty sergeant"]


def test_a_new_place_is_added_with_the_offer_and_stands_in_the_list_afterwards(police, world):
    slot = make_slot(world)
    police.post(at(world, "timetable-slot", slot.pk), offer(slot, new_place="Park Road centre"))
    place = Place.objects.get()
    slot.refresh_from_db()
    assert (slot.place, place.title, place.agency) == (place, "Park Road centre", world.agencies["police"])
    other = make_slot(world, day=TUESDAY)
    assert "Park Road centre" in police.get(at(world, "timetable-slot", other.pk)).text


def test_a_place_is_not_added_twice_where_the_offer_has_to_be_sent_again(police, world):
    slot = make_slot(world)
    page = police.post(at(world, "timetable-slot", slot.pk), offer(slot, new_place="Park Road centre", roles="x" * 81))
    assert "at most 80 letters" in page.text
    place = Place.objects.get()
    chosen = [option.get("value") for option in page.tree.iter("option") if option.get("selected") is not None]
    assert str(place.pk) in chosen


def test_something_online_takes_a_link(police, world):
    slot = make_slot(world)
    police.post(at(world, "timetable-slot", slot.pk), offer(slot, place="online", link="https://meet.example/1"))
    slot.refresh_from_db()
    assert (slot.online, slot.link, slot.place) == (True, "https://meet.example/1", None)


def test_another_half_day_is_offered(police, world):
    slot = make_slot(world)
    page = police.get(at(world, "timetable-slot", slot.pk))
    assert "Tuesday 18 October 2022, afternoon" in page.text
    page = police.post(
        at(world, "timetable-slot", slot.pk),
        offer(slot, on="2022-10-18 afternoon", begins="14:00", ends="", place="online"),
    )
    slot.refresh_from_db()
    assert (slot.day, slot.half, slot.begins, slot.ends) == (TUESDAY, "afternoon", time(14), None)
    assert "Day: Tuesday 18 October, before: Monday 17 October" in police.get(at(world, "timetable-slot", slot.pk)).text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"place": ""}, "Say where it is"),
        ({"place": "online", "new_place": "Park Road"}, "not both"),
        ({"place": "online", "roles": " "}, "Say who comes, by role."),
        ({"place": "online", "begins": "14:00"}, "It begins in the afternoon."),
        ({"place": "online", "begins": "10:00", "ends": "09:30"}, "It must end after it begins."),
        ({"place": "online", "begins": "half past"}, "Write the hour such as 09:30."),
        ({"place": "online", "on": "2022-12-25 morning"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(police, world, said, sentence):
    slot = make_slot(world)
    page = police.post(at(world, "timetable-slot", slot.pk), offer(slot, **said))
    assert sentence in page.text
    assert page.title.startswith("Error: ")
    slot.refresh_from_db()
    assert slot.state == SlotState.WANTED


def test_what_inspectors_changed_meanwhile_is_told_and_what_was_typed_is_kept(police, world):
    slot = make_slot(world)
    seen = slot.version
    change_slot(by=world.lead, slot=slot, version=seen, details=wanted(world, what="Something else."))
    page = police.post(at(world, "timetable-slot", slot.pk), offer(slot, version=seen, place="online", words="Ask at the desk."))
    assert "changed by somebody else" in page.text
    assert "Ask at the desk." in page.text
    hidden = next(box.get("value") for box in page.tree.iter("input") if box.get("name") == "version")
    assert int(hidden) > seen
    police.post(at(world, "timetable-slot", slot.pk), offer(slot, version=hidden, place="online"))
    slot.refresh_from_db()
    assert slot.state == SlotState.OFFERED


def test_a_slot_that_says_where_is_agreed_as_it_stands(police, world):
    slot = make_slot(world, place=make_place(world))
    page = police.get(at(world, "timetable-slot", slot.pk))
    assert "Agree to it as it stands" in "".join(page.tree.itertext())
    police.post(at(world, "timetable-agree", slot.pk), {"version": slot.version})
    slot.refresh_from_db()
    assert slot.state == SlotState.AGREED
    page = police.post(at(world, "timetable-agree", slot.pk), {"version": slot.version})
    assert "has answered what is asked now." in "".join(page.tree.itertext())


def test_changes_stand_dated_until_they_are_marked_as_seen(police, world):
    slot = make_slot(world)
    call_off(by=world.lead, slot=slot, version=slot.version, why="The officer is ill.")
    page = police.get(at(world))
    assert "Changes you have not marked as seen" in page.text
    assert "The officer is ill." in page.text
    until = next(box.get("value") for box in page.tree.iter("input") if box.get("name") == "until")
    police.post(at(world, "timetable-seen"), {"agency": str(world.agencies["police"].pk), "until": until})
    told = SlotTold.objects.filter(agency=world.agencies["police"])
    assert all(one.seen_by == world.coordinators["police"] for one in told)
    assert "not marked as seen" not in police.get(at(world)).text


def test_what_came_after_the_page_was_read_is_not_marked_as_seen(police, world):
    slot = make_slot(world)
    slot = change_slot(by=world.lead, slot=slot, version=1, details=wanted(world, day=TUESDAY))
    page = police.get(at(world))
    until = next(box.get("value") for box in page.tree.iter("input") if box.get("name") == "until")
    call_off(by=world.lead, slot=slot, version=slot.version, why="The officer is ill.")
    police.post(at(world, "timetable-seen"), {"agency": str(world.agencies["police"].pk), "until": until})
    assert "The officer is ill." in police.get(at(world)).text


def test_a_new_slot_is_listed_once_as_one_that_waits(police, world):
    make_slot(world)
    page = police.get(at(world))
    assert "1 slot waits for your answer" in page.text and "Changes you have not marked as seen" not in page.text
    assert "not marked as seen" not in police.get(at(world, "requests")).text


@pytest.mark.parametrize("until", ["", "soon", "2022-13-45T00:00:00+00:00", "2099-10-05T00:00:00"])
def test_without_the_moment_the_page_was_read_nothing_is_marked_as_seen(police, world, until):
    make_slot(world)
    page = police.post(at(world, "timetable-seen"), {"agency": str(world.agencies["police"].pk), "until": until})
    assert "Nothing was marked as seen" in "".join(page.tree.itertext())
    assert not SlotTold.objects.exclude(seen_at=None).exists()


def test_a_contributor_reads_and_a_coordinator_answers(pages_as, world):
    contributor = make_person()
    add_agency_member(by=None, agency=world.agencies["police"], person=contributor, role="contributor")
    slot = make_slot(world, place=make_place(world))
    pages = pages_as(contributor)
    page = pages.get(at(world, "timetable-slot", slot.pk))
    assert "What was done, and when" in page.text
    buttons = ["".join(button.itertext()) for button in page.tree.find(".//main").iter("button")]
    assert buttons == []
    page = pages.post(at(world, "timetable-agree", slot.pk), {"version": "1"})
    assert "Only a coordinator of" in "".join(page.tree.itertext())
    assert Slot.objects.get().version == 1


def test_what_another_agency_was_asked_and_said_is_on_no_page(police, world):
    council = world.agencies["local_authority"]
    slot = make_slot(world, staff={council: ["Named nurse"]}, what="For the other alone.")
    details = wanted(world, what="Thresholds.")
    slot = change_slot(by=world.lead, slot=slot, version=1, details=details, words="The council refused.")
    call_off(by=world.lead, slot=slot, version=2, why="The officer is ill.")
    for page in (police.get(at(world)), police.get(at(world, "timetable-slot", slot.pk))):
        assert "The officer is ill." in page.text and "Asked of you" in page.text
        for kept_back in ("Named nurse", "For the other alone", "refused"):
            assert kept_back not in page.text


def test_people_of_ones_own_asked_twice_are_told_and_not_those_of_others(police, pages_as, world):
    make_slot(world)
    other = next(one for one in world.inspectors.values() if one != world.lead)
    make_slot(world, inspectors=[other])
    said = "asked for the same role, detective inspector, twice at once"
    assert said in police.get(at(world)).text
    council = pages_as(world.coordinators["local_authority"])
    make_slot(world, inspectors=[other], staff={world.agencies["local_authority"]: ["Social worker"]}, day=TUESDAY)
    assert said not in council.get(at(world)).text


def test_slots_of_others_do_not_exist(police, world):
    slot = make_slot(world, staff={world.agencies["local_authority"]: ["Social worker"]})
    assert "Nothing is asked of you yet." in police.get(at(world)).text
    assert police.get(at(world, "timetable-slot", slot.pk), status=404)
    assert Slot.objects.get().state == SlotState.WANTED


def test_before_notification_the_week_does_not_exist_at_this_door(pages_as):
    world = make_inspection(stage=Stage.PLANNED)
    make_slot(world)
    assert pages_as(world.coordinators["police"]).get(at(world), status=404)


def test_somebody_of_two_agencies_answers_for_each(pages_as, world):
    both = world.coordinators["police"]
    add_agency_member(by=None, agency=world.agencies["local_authority"], person=both, role="coordinator")
    council, police = world.agencies["local_authority"], world.agencies["police"]
    slot = make_slot(world, place=make_place(world), staff={police: ["Detective inspector"], council: ["Social worker"]})
    pages = pages_as(both)
    page = pages.get(f"{at(world, 'timetable-slot', slot.pk)}?agency={council.pk}")
    assert f"Asked of {council.name}" in page.text
    pages.post(f"{at(world, 'timetable-agree', slot.pk)}?agency={council.pk}", {"version": slot.version})
    slot.refresh_from_db()
    assert slot.state == SlotState.WANTED  # the police have not answered
    pages.post(f"{at(world, 'timetable-agree', slot.pk)}?agency={police.pk}", {"version": slot.version})
    slot.refresh_from_db()
    assert slot.state == SlotState.AGREED


def test_reading_the_week_is_logged_with_the_children_it_tells_of(police, world):
    make_slot(world, child="Child 4")
    police.get(at(world))
    entry = Entry.objects.filter(action="timetable read at an agency").last()
    assert "Child 4" in entry.detail
    assert entry.reading


def test_the_week_goes_into_ones_own_calendar(police, world):
    make_slot(world)
    page = police.get(at(world, "timetable-calendar"))
    answer = police.client.get(page.links()["Download your slots (iCalendar)"])
    assert answer["Content-Disposition"].endswith('-fieldwork.ics"')
    assert b"BEGIN:VEVENT" in answer.content
    page = police.post(at(world, "timetable-calendar"), {"do": "make"})
    address = next(text for text in page.text.split() if "/calendar/" in text)
    assert "No calendar has read it yet." in page.text
    assert police.client.get(address.removeprefix("http://testserver")).status_code == 200
    assert address not in police.get(at(world, "timetable-calendar")).text
    police.post(at(world, "timetable-calendar"), {"do": "stop"})
    assert police.client.get(address.removeprefix("http://testserver")).status_code == 404
    page = police.post(at(world, "timetable-calendar"), {"do": "stop"})
    assert "No calendar address is in use." in page.text
