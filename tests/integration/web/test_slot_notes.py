"""A slot of the timetable opens a note with what it knows, on the server's page and in the notebook; one without a note is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from joinedup.evidence.looking.left import left_to
from joinedup.inspections.enums import Stage
from joinedup.inspections.timetable.actions import call_off
from joinedup.method.framework import SourceKind
from joinedup.web.inspectorate.to_see import still_to_see
from joinedup.web.notebook.pack import pack_for
from tests.factories.evidence import make_note
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import make_inspection
from tests.factories.timetable import MONDAY, make_place, make_slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2022, 10, 17, 11, 0, tzinfo=UTC))
    tiny = tiny_framework()
    interview = SourceKind("staff", "Front-line staff and managers", interview=True)
    return make_inspection(replace(tiny, sources=(*tiny.sources, interview)), Stage.FIELDWORK)


@pytest.fixture
def lead(pages_as, world):
    return pages_as(world.lead)


def form_of(page):
    """What the fields of the page's form hold."""
    boxes = {box.get("name"): box.get("value") for box in page.tree.iter("input") if box.get("type") in ("text", None)}
    chosen = {
        select.get("name"): option.get("value")
        for select in page.tree.iter("select")
        for option in select.iter("option")
        if option.get("selected") is not None
    }
    ticked = [
        box.get("value") for box in page.tree.iter("input") if box.get("name") == "criteria" and box.get("checked") is not None
    ]
    return {**boxes, **chosen, "criteria": ticked}


def new_note(world, slot):
    return f"{reverse('inspectorate:note-new', args=[world.inspection.pk])}?slot={slot.pk}"


def test_a_slot_opens_a_note_with_what_it_knows(lead, world):
    slot = make_slot(world)
    filled = form_of(lead.get(new_note(world, slot)))
    assert (filled["source"], filled["sector"], filled["criteria"]) == ("staff", "police", ["c2"])
    assert [filled[f"seen_on_{part}"] for part in ("day", "month", "year")] == ["17", "10", "2022"]
    assert filled["seen_time"] == "09:00"


def test_the_day_of_a_slot_to_come_is_left_to_whoever_writes(lead, world):
    slot = make_slot(world, day=MONDAY + timedelta(days=1))
    filled = form_of(lead.get(new_note(world, slot)))
    assert filled["sector"] == "police"
    assert not filled["seen_on_day"]


def test_no_slot_and_somebody_elses_fill_in_nothing(lead, world):
    other = make_inspection(stage=Stage.FIELDWORK)
    for slot in (make_slot(other).pk, "no-slot"):
        page = lead.get(reverse("inspectorate:note-new", args=[world.inspection.pk]), slot=str(slot))
        assert not form_of(page)["sector"]


def test_the_notebook_is_sent_the_slots_of_its_person_alone(world):
    slot = make_slot(world, place=make_place(world, "The town hall"))
    call_off(by=world.lead, slot=(off := make_slot(world)), version=off.version, why="The strike.")
    (sent,) = pack_for(world.lead, world.inspection)["slots"]
    assert sent == {
        "id": str(slot.pk),
        "number": 1,
        "title": "Interview practitioners or managers",
        "when": "9am to 10am",
        "where": "The town hall",
        "date": "2022-10-17",
        "begins": "09:00",
        "ends": "10:00",
        "timed": True,
        "source": "staff",
        "sector": "police",
        "criteria": ["c2"],
        "tracked": "",
    }
    other = next(one for one in world.inspectors.values() if one != world.lead)
    assert pack_for(other, world.inspection)["slots"] == []


def test_before_notification_the_notebook_is_sent_no_place(world):
    """Nor the lead's: a notebook leaves the building, and the name of a place would tell the area."""
    planned = make_inspection()
    other = planned.inspectors["hmicfrs"]
    place = make_place(planned, f"{planned.area.name} town hall")
    make_slot(planned, place=place, room=f"{planned.area.name} room", staff={}, inspectors=[planned.lead, other])
    make_slot(planned, online=True, staff={}, inspectors=[other])
    for reader, wheres in ((planned.lead, [""]), (other, ["", "Online"])):
        pack = pack_for(reader, planned.inspection)
        assert sorted(slot["where"] for slot in pack["slots"]) == wheres
        assert planned.area.name not in str(pack)


def test_the_pack_says_how_long_a_notebook_may_stay_open(world):
    pack = pack_for(world.lead, world.inspection)
    assert pack["lock_after_minutes"] <= pack["lock_longest_minutes"] == 60


def test_interviews_without_a_note_are_counted_by_slot(world):
    slot, later = make_slot(world), make_slot(world, begins=time(10), ends=time(11))
    make_slot(world, begins=time(13, 30), ends=time(14), half="afternoon")  # has not ended
    call_off(by=world.lead, slot=(off := make_slot(world)), version=off.version, why="The strike.")
    assert [one.pk for one in left_to(world.lead, world.inspection).unheard] == [slot.pk, later.pk]
    seen = {"seen_on": date(2022, 10, 17), "sector": "police", "source": "staff"}
    make_note(world, **{**seen, "source": "meeting", "seen_at": datetime(2022, 10, 17, 8, 5, tzinfo=UTC)})
    assert len(left_to(world.lead, world.inspection).unheard) == 2
    make_note(world, **seen, seen_at=datetime(2022, 10, 17, 8, 5, tzinfo=UTC))
    assert [one.pk for one in left_to(world.lead, world.inspection).unheard] == [later.pk]
    other = next(one for one in world.inspectors.values() if one != world.lead)
    assert left_to(other, world.inspection).unheard == ()


def test_my_work_left_names_the_slot_and_leads_to_its_note(world):
    slot = make_slot(world)
    said = dict(still_to_see(world.lead, world.inspection))
    sentence = "Slot 1, interview practitioners or managers, Police, 17 October 2022: no note yet"
    assert said[sentence] == new_note(world, slot)
