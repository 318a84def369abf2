"""The timetable through the inspectors' pages."""

from datetime import time

import pytest
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.cases.consent.actions import ask_consent, move_consent
from joinedup.cases.slots.actions import plan_slot
from joinedup.inspections.enums import Stage
from joinedup.inspections.timetable import actions
from joinedup.inspections.timetable.enums import SlotState
from joinedup.inspections.timetable.models import Place, Slot
from joinedup.method.loader import load_framework
from joinedup.web.inspectorate.waiting import work_left
from tests.factories.inspections import make_inspection
from tests.factories.timetable import MONDAY, TUESDAY, make_place, make_slot, wanted
from tests.factories.tracking import make_tracking

#: A slot as the form sends it without more.
PLAIN = {"staff": {}, "activity": "read", "begins": None, "ends": None, "sector": "", "criteria": [], "what": ""}

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def at(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def form_for(world, **given):
    """Return a slot as the form sends it: the lead reads on Monday morning."""
    usual = {
        "activity": "read",
        "day_day": "17",
        "day_month": "10",
        "day_year": "2022",
        "half": "morning",
        "inspectors": [str(world.lead.pk)],
    }
    return {**usual, **given}


def staff(world):
    return f"staff_{world.agencies['police'].key}"


def begun_with(page):
    """Return what a page's form sends back untouched."""
    form = page.tree.find(".//main").find(".//form")
    sent = {}
    for box in (one for one in form.iter() if one.tag in ("input", "select", "textarea")):
        if box.get("type") in ("checkbox", "radio") and box.get("checked") is None:
            continue
        value = box.text or "" if box.tag == "textarea" else box.get("value")
        if box.tag == "select":
            value = next((one.get("value") for one in box.iter("option") if one.get("selected") is not None), "")
        sent.setdefault(box.get("name"), []).append((value or "").strip())
    return sent


@pytest.mark.parametrize("roles", [["Head of service, early help"], [], [f"Practitioner {'x' * 60} {n}" for n in range(6)]])
def test_what_an_agency_is_asked_or_offered_outlives_another_change(pages_as, world, roles):
    slot = make_slot(world, staff={world.agencies["police"]: roles})
    pages = pages_as(world.lead)
    sent = begun_with(pages.get(at(world, "slot-change", slot.pk)))
    pages.post(at(world, "slot-change", slot.pk), {**sent, "room": "2"})
    kept = Slot.objects.get()
    assert (kept.version, kept.room) == (2, "2")
    assert [(asked.agency, asked.roles) for asked in kept.agencies.all()] == [(world.agencies["police"], roles)]


def test_roles_of_an_agency_that_is_not_asked_are_questioned(pages_as, world):
    page = pages_as(world.lead).post(at(world, "slot-new"), form_for(world, **{staff(world): "Sergeant"}))
    assert "Tick it as asked, or remove the roles." in page.text and not Slot.objects.exists()


def test_every_page_that_tells_of_a_child_leaves_a_line(pages_as, world):
    place = make_place(world)
    slot = make_slot(world, place=place, activity="meet", child="Child 4", what="At home.")
    pages, had = pages_as(world.lead), {"had": "9"}
    change, place_page = at(world, "slot-change", slot.pk), at(world, "timetable-place", place.pk)
    reads = (
        lambda: pages.get(change),
        lambda: pages.post(change, form_for(world, day_day="")),
        lambda: pages.post(change, form_for(world, **had)),  # what both changed
        lambda: pages.get(at(world, "slot-new")),
        lambda: pages.get(at(world, "timetable-places")),
        lambda: pages.get(place_page),
    )
    for number, read in enumerate(reads, 1):
        read()
        assert Entry.objects.filter(action="timetable read").count() == number
    assert "Child 4" in Entry.objects.filter(action="timetable read").first().detail


def test_an_empty_timetable_says_what_to_do(pages_as, world):
    page = pages_as(world.lead).get(at(world, "timetable"))
    assert "Nothing is planned yet" in page.text
    assert at(world, "slot-new") in page.links().values()
    assert page.response.headers["Cache-Control"] == "no-store"
    assert Entry.objects.get(action="timetable read").detail == '{"children":[]}'


def test_a_slot_is_planned_and_stands_in_the_grid_by_inspector_and_half_day(pages_as, world):
    pages = pages_as(world.lead)
    police = f"staff_{world.agencies['police'].key}"
    sent = form_for(world, begins="9", ends="10.30am", sector="police", asked=[police], **{police: "Sergeant\r\ncustody officer"})
    page = pages.post(at(world, "slot-new"), sent)
    assert page.h1 == "Slot 1: Read a child’s records"
    slot = Slot.objects.get()
    assert (slot.begins, slot.ends, slot.state) == (time(9), time(10, 30), SlotState.WANTED)
    assert [one.roles for one in slot.agencies.all()] == [["Sergeant", "custody officer"]]
    page = pages.get(at(world, "timetable"), week="2022-10-17")
    table = page.tree.find(".//div[@class='app-week app-scroll']/table")
    assert [head.get("scope") for head in table.find("thead").iter("th")] == ["col", *["colgroup"] * 5, *["col"] * 10]
    rows = ["".join(row.find("th").itertext()) for row in table.find("tbody").iter("tr")]
    assert sorted(rows) == sorted([world.lead.name, *(person.name for person in world.inspectors.values())])
    assert "9am to 10:30am: Read a child’s records" in page.text and "1 slot: 1 asked for. Nothing clashes." in page.text


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(pages_as, world):
    page = pages_as(world.lead).post(at(world, "slot-new"), form_for(world, begins="14", room="2.04"))
    assert "It begins in the afternoon" in page.text
    assert page.tree.find(".//input[@id='id_room']").get("value") == "2.04"
    for begins in ("later", "25", "13am", "9:75"):
        page = pages_as(world.lead).post(at(world, "slot-new"), form_for(world, begins=begins))
        assert "must be an hour" in page.text
    page = pages_as(world.lead).post(at(world, "slot-new"), form_for(world, asked=[staff(world)], **{staff(world): "x" * 90}))
    assert "at most 80 letters" in page.text
    assert not Slot.objects.exists()


def test_a_day_outside_the_fieldwork_is_questioned_and_marked(pages_as, world):
    pages, sent = pages_as(world.lead), form_for(world, day_day="25", day_month="12")
    page = pages.post(at(world, "slot-new"), sent)
    assert "is no working day in England. Is it what you mean?" in page.text and not Slot.objects.exists()
    assert page.tree.find(".//input[@name='although']") is not None
    page = pages.post(at(world, "slot-new"), {**sent, "although": "on"})
    assert "is outside the fieldwork. Move it into the fieldwork" in page.text


def test_the_hours_people_write_are_understood(pages_as, world):
    for begins, ends in (("2", "midday"), ("1:30pm", "3pm"), ("14.15", "16")):
        half = "afternoon"
        page = pages_as(world.lead).post(at(world, "slot-new"), form_for(world, half=half, begins=begins, ends=ends))
        assert page.h1.startswith("Slot") == (ends != "midday")
    assert set(Slot.objects.values_list("begins", "ends")) == {(time(13, 30), time(15)), (time(14, 15), time(16))}


def test_clashes_are_marked_in_the_grid_and_told_with_what_to_do(pages_as, world):
    make_slot(world)
    make_slot(world, begins=time(9, 30), staff={}, inspectors=[world.lead, world.inspectors["hmicfrs"]])
    pages = pages_as(world.lead)
    page = pages.get(at(world, "timetable"), week="2022-10-17")
    assert page.text.count("Clash: Two at once") == 2  # in the lead's row alone: the other inspector is in one slot
    assert f"Monday 17 October: {world.lead.name} is in two slots at once" in page.text
    assert "Change the hours of one, or give one to another inspector." in page.text
    assert "2 slots of 2." in pages.get(at(world, "timetable-list"), state="clash").text
    assert "Two at once" in pages.get(at(world, "timetable-day"), day="2022-10-17").text
    assert "is in two slots at once" in pages.get(at(world, "slot", Slot.objects.first().pk)).text


def test_a_way_of_unknown_length_is_said_in_one_quiet_line_and_is_no_clash(pages_as, world):
    make_slot(world, place=make_place(world))
    make_slot(world, begins=time(10), ends=time(11), staff={})
    page = pages_as(world.lead).get(at(world, "timetable"), week="2022-10-17")
    assert "Travel not known: nobody has said where one of them is, between slots 1 and 2." in page.text
    assert "Nothing clashes." in page.text


def test_by_day_shows_everybodys_or_mine_and_the_way_to_the_next_day(pages_as, world):
    make_slot(world)
    make_slot(
        world, inspectors=[world.inspectors["hmicfrs"]], staff={}, activity="observe", half="afternoon", begins=None, ends=None
    )
    pages = pages_as(world.lead)
    page = pages.get(at(world, "timetable-day"), day="2022-10-17")
    assert page.h1 == "Timetable: Monday 17 October"
    assert "9am to 10am: Interview practitioners or managers" in page.text and "Afternoon: Observe practice" in page.text
    mine = pages.get(at(world, "timetable-day"), day="2022-10-17", whose="mine")
    assert "Interview" in mine.text and "Observe" not in mine.text and "Nothing planned for you." in mine.text
    assert any(href.endswith("day=2022-10-18") for href in page.links().values())
    assert pages.get(at(world, "timetable-day"), day="nonsense").h1.startswith("Timetable: ")


def test_the_list_is_narrowed_by_inspector_and_state(pages_as, world):
    make_slot(world)
    make_slot(world, staff={}, inspectors=[world.inspectors["hmicfrs"]], day=TUESDAY)
    pages = pages_as(world.signatories["ofsted"])
    assert "2 slots." in pages.get(at(world, "timetable-list")).text
    assert "1 slot of 2." in pages.get(at(world, "timetable-list"), state="agreed").text
    assert "1 slot of 2." in pages.get(at(world, "timetable-list"), who=str(world.lead.pk)).text
    assert "No slot of 2." in pages.get(at(world, "timetable-list"), who=str(world.lead.pk), state="done").text


def test_the_week_is_printed_whole_and_for_one_person(pages_as, world):
    make_slot(world)
    off = make_slot(world, staff={}, activity="observe", inspectors=[world.inspectors["hmicfrs"]])
    actions.call_off(by=world.lead, slot=off, version=1, why="No time.")
    pages = pages_as(world.lead)
    page = pages.get(at(world, "timetable-print"))
    assert "Detective inspector" in page.text and "Observe" not in page.text
    alone = pages.get(at(world, "timetable-print"), who=str(world.inspectors["hmicfrs"].pk))
    assert "Nothing is planned for" in alone.text


def test_what_has_no_slot_is_listed_with_a_way_to_add_one(pages_as, world):
    make_slot(world)
    pages = pages_as(world.lead)
    page = pages.get(at(world, "timetable-coverage"))
    assert "No slot Children are seen." in page.text and "No slot Local authority" in page.text
    assert "Agencies talk to each other. slot 1" in page.text
    [href] = [href for href in page.links().values() if "criteria=c1" in href]
    form = pages.get(href)
    assert form.tree.find(".//input[@name='criteria'][@value='c1']").get("checked") is not None
    reader = pages_as(world.signatories["ofsted"]).get(at(world, "timetable-coverage"))
    assert "Add a slot for it" not in reader.text


def test_changes_since_i_last_looked_are_seen_once_said_so(pages_as, world):
    officer = world.inspectors["hmicfrs"]
    slot = make_slot(world, inspectors=[officer])
    actions.change_slot(by=world.lead, slot=slot, version=1, details=wanted(world, inspectors=[officer], day=TUESDAY))
    assert "1 slot of yours was changed in the timetable" in [item.sentence for item in work_left(officer, world.inspection)]
    pages = pages_as(officer)
    assert "1 slot was changed since you last looked" in pages.get(at(world, "timetable")).text
    page = pages.get(at(world, "timetable-changes"))
    assert "Day: Tuesday 18 October, before: Monday 17 October" in page.text
    until = page.tree.find(".//input[@name='until']").get("value")
    page = pages.post(at(world, "timetable-seen"), {"until": until})
    assert "Nothing you have not marked as seen." in page.text and "Slot 1: changed" in page.text
    assert "saw it" in pages_as(world.lead).get(at(world, "slot", slot.pk)).text
    assert not [item for item in work_left(officer, world.inspection) if "timetable" in item.sentence]


@pytest.mark.parametrize("until", ["", "soon", "2022-13-45T00:00:00+00:00", "2099-10-05T00:00:00"])
def test_without_the_moment_the_page_was_read_nothing_is_marked_as_seen(pages_as, world, until):
    officer = world.inspectors["hmicfrs"]
    make_slot(world, inspectors=[officer])
    page = pages_as(officer).post(at(world, "timetable-seen"), {"until": until})
    assert "Nothing was marked as seen" in "".join(page.tree.itertext())
    assert work_left(officer, world.inspection) and "1 slot was changed" in pages_as(officer).get(at(world, "timetable")).text


def test_of_two_who_change_a_slot_at_once_both_changes_are_shown_and_kept(pages_as, world):
    slot = make_slot(world, **PLAIN)
    pages = pages_as(world.lead)
    form = pages.get(at(world, "slot-change", slot.pk))
    had = form.tree.find(".//input[@name='had']").get("value")
    theirs = wanted(
        world, staff={}, activity="read", begins=None, ends=None, sector="", criteria=[], what="", day=TUESDAY, room="1"
    )
    actions.change_slot(by=world.inspectors["hmicfrs"], slot=slot, version=1, details=theirs)
    page = pages.post(at(world, "slot-change", slot.pk), form_for(world, had=had, room="2", what="The plan."))
    assert Slot.objects.get().version == 2  # nothing kept yet
    assert f"{world.inspectors['hmicfrs'].name} changed this slot" in page.text
    assert (
        "Room (both changed it) nothing 1 2" in page.text
        and "Day Monday 17 October Tuesday 18 October Monday 17 October" in page.text
    )
    value = {name: page.tree.find(f".//*[@name='{name}']").get("value") for name in ("had", "day_day", "room")}
    assert value == {"had": "2", "day_day": "18", "room": "2"}
    pages.post(at(world, "slot-change", slot.pk), form_for(world, had="2", day_day="18", room="2", what="The plan."))
    kept = Slot.objects.get()
    assert (kept.version, kept.day, kept.room, kept.what) == (3, TUESDAY, "2", "The plan.")


def test_a_change_without_a_difference_says_so(pages_as, world):
    slot = make_slot(world, **PLAIN)
    page = pages_as(world.lead).post(at(world, "slot-change", slot.pk), form_for(world, had="1"))
    assert "Nothing is different from before." in page.text


def test_a_slot_is_agreed_called_off_with_why_and_taken_up_again(pages_as, world):
    slot = make_slot(world)
    pages, address = pages_as(world.lead), at(world, "slot-move", slot.pk)
    assert "Slot 1 is agreed." in pages.post(address, {"to": "agree", "had": "1"}).text
    page = pages.post(address, {"to": "off", "had": "2", "words": ""})
    assert "Say why it is called off" in page.text
    assert "is called off" in pages.post(address, {"to": "off", "had": "2", "words": "The chair is ill."}).text
    page = pages.post(address, {"to": "again", "had": "3"})
    assert "stands in the timetable again" in page.text and "The chair is ill." in page.text
    pages.post(address, {"to": "agree", "had": "4"})
    assert "took place" in pages.post(address, {"to": "done", "had": "5"}).text
    pages.post(address, {"to": "dance", "had": "6"}, status=404)
    assert "was changed by somebody else" in pages.post(address, {"to": "again", "had": "1"}, status=403).text


def test_a_slot_agreed_for_an_agency_says_that_it_never_answered(pages_as, world):
    slot = make_slot(world)
    actions.agree(by=world.lead, slot=slot, version=1)
    name = world.agencies["police"].name
    pages = pages_as(world.lead)
    for page in ("timetable-list", "timetable", "timetable-print"):
        assert (
            f"not answered by {name}" in pages.get(at(world, page), **({"week": "2022-10-17"} if page == "timetable" else {})).text
        )
    assert "Has not answered what is asked now." in pages.get(at(world, "slot", slot.pk)).text


def test_who_only_reads_is_offered_nothing_to_do(pages_as, world):
    slot = make_slot(world)
    pages = pages_as(world.signatories["ofsted"])
    page = pages.get(at(world, "slot", slot.pk))
    assert page.tree.find(".//form[@method='post']") is None and "Change it" not in page.text
    pages.get(at(world, "slot-new"), status=403)
    pages.get(at(world, "slot-change", slot.pk), status=403)
    assert page.tree.find(".//main//a[@role='button']") is None


def test_places_are_added_and_put_right(pages_as, world):
    pages = pages_as(world.lead)
    page = pages.post(at(world, "timetable-places"), {"title": "The town hall", "minutes": "20"})
    assert "The town hall" in page.text and "20 minutes to any other place · no slot there yet" in page.text
    place = Place.objects.get()
    had = pages.get(at(world, "timetable-place", place.pk)).tree.find(".//input[@name='had']").get("value")
    slot = make_slot(world, place=place)
    sent = {"title": "The old town hall", "minutes": "25", "had": had}
    pages.post(at(world, "timetable-place", place.pk), sent)
    assert "Place: The old town hall, before: The town hall" in pages.get(at(world, "slot", slot.pk)).text
    page = pages.post(at(world, "timetable-place", place.pk), {**sent, "title": "The annexe"})
    assert "Somebody changed this place after you opened it" in page.text
    assert page.tree.find(".//input[@name='title']").get("value") == "The annexe"
    assert page.tree.find(".//input[@name='had']").get("value") != had
    page = pages.get(at(world, "timetable-places"))
    assert "25 minutes to any other place · 1 slot" in page.text
    assert "Enter a whole number." in pages.post(at(world, "timetable-places"), {"title": "x", "minutes": "soon"}).text
    assert "Say what it is called." in pages.post(at(world, "timetable-places"), {"title": ""}).text
    reader = pages_as(world.signatories["ofsted"])
    assert "Add the place" not in reader.get(at(world, "timetable-places")).text
    reader.get(at(world, "timetable-place", place.pk), status=403)


def test_offers_wait_for_the_lead(pages_as, world):
    slot = make_slot(world)
    police, clerk = world.agencies["police"], world.coordinators["police"]
    actions.offer(
        by=clerk, slot=slot, agency=police, version=1, roles=["Sergeant"], place=make_place(world, by=clerk, agency=police)
    )
    [item] = [item for item in work_left(world.lead, world.inspection) if "Agree to 1 slot" in item.sentence]
    assert "Sergeant" in pages_as(world.lead).get(item.href.partition("?")[0], state="offered").text
    page = pages_as(world.lead).get(reverse("inspectorate:inspection", args=[world.inspection.pk]))
    assert "1 slot, 1 to agree" in page.text


def test_a_meeting_with_a_child_warns_until_consent_stands(pages_as):
    there = make_tracking()
    world, child = there.world, there.child
    details = wanted(world, activity="meet", staff={}, criteria=[], sector="", inspectors=[there.hers])
    slot = plan_slot(by=there.hers, inspection=there.inspection, details=details, tracked=child)
    pages = pages_as(there.hers)
    page = pages.get(at(world, "slot", slot.pk))
    assert "Nobody is recorded as asked" in page.text and "Child 1: who consents to what" in page.links()
    assert "Consent" in pages.get(at(world, "timetable-day"), day="2022-10-17").text
    consent = ask_consent(
        by=there.hers, tracked=child, whose="child", on=MONDAY, worker="Social worker", how="At home.", purposes=["meet"]
    )
    assert "no answer yet" in pages.get(at(world, "slot", slot.pk)).text
    move_consent(by=there.hers, consent=consent, to="given", on=MONDAY, worker="Social worker", how="Yes.", purposes=["meet"])
    page = pages.get(at(world, "slot", slot.pk))
    assert page.tree.find(".//div[@class='govuk-warning-text']") is None
    consent.refresh_from_db()
    move_consent(by=there.hers, consent=consent, to="withdrawn", on=MONDAY, worker="Social worker", how="No.", purposes=[])
    assert "They do not agree to be met" in pages.get(at(world, "slot", slot.pk)).text


def test_a_child_is_chosen_by_code_and_the_slot_remembers_which(pages_as):
    there = make_tracking()
    pages = pages_as(there.hers)
    page = pages.post(at(there.world, "slot-new"), form_for(there.world, activity="meet", inspectors=[str(there.hers.pk)]))
    assert "Say which child it is, by code" in page.text
    slot = Slot.objects.get()
    sent = form_for(there.world, activity="meet", inspectors=[str(there.hers.pk)], had="1", tracked=there.child.code)
    pages.post(at(there.world, "slot-change", slot.pk), sent)
    slot.refresh_from_db()
    assert slot.child == "Child 1" and slot.about.tracked == there.child
    pages.post(at(there.world, "slot-change", slot.pk), {**sent, "had": "2", "tracked": ""})
    assert not hasattr(Slot.objects.get(), "about")
    assert "No slot Child 1" in pages.get(at(there.world, "timetable-coverage")).text


def test_the_week_costs_the_same_queries_however_full_it_is(pages_as, world, django_assert_max_num_queries):
    pages = pages_as(world.lead)
    address = at(world, "timetable")
    make_slot(world, place=make_place(world))
    pages.get(address)
    with django_assert_max_num_queries(45) as few:
        pages.get(address)
    for number in range(12):
        make_slot(
            world, place=make_place(world, f"Place {number}"), inspectors=list(world.inspectors.values()), begins=None, ends=None
        )
    with django_assert_max_num_queries(len(few.captured_queries)):
        pages.get(address)


def test_a_single_agency_inspection_has_the_same_pages(pages_as):
    world = make_inspection(load_framework("targeted-2016-single-agency"), Stage.FIELDWORK)
    sector = next(iter(world.agencies))
    framework = world.inspection.framework
    make_slot(
        world,
        staff={world.agencies[sector]: ["Team manager"]},
        sector=sector,
        criteria=[framework.criteria[0].id],
        day=world.inspection.fieldwork_from,
    )
    pages = pages_as(world.lead)
    for name in (
        "timetable",
        "timetable-day",
        "timetable-list",
        "timetable-coverage",
        "timetable-changes",
        "timetable-print",
        "slot-new",
    ):
        page = pages.get(at(world, name))
        assert "police" not in page.text.lower()
