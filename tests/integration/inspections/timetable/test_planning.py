"""Planning the week: what is kept, who is told, what is refused, and that of two who write at once neither is overwritten."""

from datetime import date, time
from itertools import product

import pytest
from django.utils import timezone

from joinedup.audit.kept import KeptError
from joinedup.audit.models import Entry
from joinedup.audit.queries import verify
from joinedup.inspections.core import timetable as core
from joinedup.inspections.core.clashes import clashes
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.timetable import actions, queries, rules
from joinedup.inspections.timetable.actions import ChangedMeanwhile
from joinedup.inspections.timetable.details import SlotDayQuestioned, TimetableError
from joinedup.inspections.timetable.enums import SLOT_MOVES, STILL_PLANNED, Side, SlotState, after_a_change
from joinedup.inspections.timetable.models import Place, Slot, SlotEntry, SlotTold
from joinedup.inspections.timetable.reading import clashes_at
from joinedup.method.fieldwork import fieldwork_of
from tests.factories.inspections import as_if_real, make_inspection
from tests.factories.timetable import MONDAY, TUESDAY, make_place, make_slot, wanted

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def offer(world, slot, **given):
    usual = {"by": world.coordinators["police"], "agency": world.agencies["police"], "version": slot.version}
    usual |= {"roles": ["Detective sergeant"], "online": True, "link": "https://meet.example/1"}
    return actions.offer(slot=slot, **{**usual, **given})


def told(slot):
    rows = SlotTold.objects.filter(entry__slot=slot).order_by("entry__version")
    return [(row.entry.version, row.person or row.agency) for row in rows]


def test_the_states_are_those_of_the_core():
    assert {state.value for state in SlotState} == {state.value for state in core.SlotState}


def test_a_slot_is_asked_for_offered_agreed_and_takes_place(world):
    slot = make_slot(world)
    assert (slot.number, slot.version, slot.state) == (1, 1, SlotState.WANTED)
    place = make_place(world, by=world.coordinators["police"], agency=world.agencies["police"], minutes=15)
    slot = offer(world, slot, place=place, online=False, link="", room="2.04", begins=time(9, 30), ends=time(10, 30))
    assert (slot.version, slot.state, slot.place, slot.room, slot.begins) == (2, SlotState.OFFERED, place, "2.04", time(9, 30))
    assert [one.roles for one in slot.agencies.all()] == [["Detective sergeant"]]
    slot = actions.agree(by=world.inspectors["hmicfrs"], slot=slot, version=2)
    assert slot.state == SlotState.AGREED
    slot = actions.mark_done(by=world.lead, slot=slot, version=3)
    assert (slot.version, slot.state) == (4, SlotState.DONE)
    assert verify(str(world.inspection.pk)) == []
    done = Entry.objects.filter(object_kind="slot").values_list("action", flat=True)
    assert list(done) == ["slot planned", "slot offered", "slot agreed", "slot took place"]


def test_a_slot_that_asks_no_agency_is_agreed_at_once_and_stays_so(world):
    slot = make_slot(world, activity="read", staff={})
    assert slot.state == SlotState.AGREED
    slot = actions.change_slot(by=world.lead, slot=slot, version=1, details=wanted(world, activity="read", staff={}, day=TUESDAY))
    assert (slot.state, slot.day) == (SlotState.AGREED, TUESDAY)


def test_everybody_it_concerns_is_told_but_whoever_did_it(world):
    police, officer = world.agencies["police"], world.inspectors["hmicfrs"]
    slot = make_slot(world, inspectors=[world.lead, officer])
    assert set(told(slot)) == {(1, officer), (1, police)}
    slot = offer(world, slot)
    assert {one for version, one in told(slot) if version == 2} == {officer, world.lead}
    details = wanted(world, staff={world.agencies["local_authority"]: []}, inspectors=[world.lead])
    slot = actions.change_slot(by=world.lead, slot=slot, version=2, details=details)
    assert {one for version, one in told(slot) if version == 3} == {officer, police, world.agencies["local_authority"]}
    assert slot.state == SlotState.CHANGED


def test_what_was_told_is_seen_by_person_and_by_agency(world):
    officer, police = world.inspectors["hmicfrs"], world.agencies["police"]
    slot = make_slot(world, inspectors=[officer])
    assert [one.entry.slot for one in queries.unseen_by(officer, world.inspection)] == [slot]
    before = timezone.now()
    offer(world, slot)
    assert actions.seen(by=officer, inspection=world.inspection, until=before) == 1
    assert actions.seen(by=officer, inspection=world.inspection) == 1
    assert actions.seen(by=officer, inspection=world.inspection) == 0
    assert len(queries.unseen_at([police], world.inspection)) == 1
    assert actions.seen(by=world.coordinators["police"], inspection=world.inspection, agency=police) == 1
    assert not queries.unseen_at([police], world.inspection)
    row = SlotTold.objects.get(agency=police)
    assert row.seen_by == world.coordinators["police"] and row.seen_at is not None
    assert Entry.objects.filter(action="timetable changes seen").count() == 3


def test_a_stranger_says_nothing_seen(world):
    police = world.agencies["police"]
    for by, agency in ((world.coordinators["local_authority"], police), (world.lead, police), (world.coordinators["police"], None)):
        with pytest.raises(InspectionRefused):
            actions.seen(by=by, inspection=world.inspection, agency=agency)


def test_of_two_who_change_a_slot_at_once_the_second_is_told_and_loses_nothing(world):
    slot = make_slot(world)
    actions.change_slot(by=world.inspectors["hmicfrs"], slot=slot, version=1, details=wanted(world, day=TUESDAY))
    with pytest.raises(ChangedMeanwhile) as raised:
        actions.change_slot(by=world.lead, slot=slot, version=1, details=wanted(world, room="3"))
    assert raised.value.slot.version == 2 and raised.value.slot.day == TUESDAY
    for act in (
        lambda: offer(world, slot, version=1),
        lambda: actions.agree(by=world.lead, slot=slot, version=1),
        lambda: actions.call_off(by=world.lead, slot=slot, version=1, why="No."),
        lambda: actions.mark_done(by=world.lead, slot=slot, version=1),
        lambda: actions.take_up(by=world.lead, slot=slot, version=1),
    ):
        with pytest.raises(ChangedMeanwhile):
            act()
    assert Slot.objects.get().version == 2 and SlotEntry.objects.count() == 2


def test_the_history_says_what_each_change_changed(world):
    slot = make_slot(world)
    slot = actions.change_slot(by=world.lead, slot=slot, version=1, details=wanted(world, day=TUESDAY), words="The chair is away.")
    slot = offer(world, slot)
    first, second, third = queries.entries_of(slot)
    assert first[1] == ()
    assert [(one.field, one.before, one.after) for one in second[1]] == [("day", "2022-10-17", "2022-10-18")]
    assert second[0].words == "The chair is away."
    assert {one.field for one in third[1]} == {"begins", "ends", "online", "link", "agencies"}
    assert third[0].agency == world.agencies["police"]
    assert queries.entry_at(slot, 2) == second[0] and queries.entry_at(slot, 9) is None


def test_nothing_different_is_no_change(world):
    slot = make_slot(world)
    with pytest.raises(TimetableError, match="Nothing is different"):
        actions.change_slot(by=world.lead, slot=slot, version=1, details=wanted(world))
    assert Slot.objects.get().version == 1


def test_of_several_agencies_the_last_word_makes_it_agreed(world):
    police, council = world.agencies["police"], world.agencies["local_authority"]
    slot = make_slot(world, staff={police: ["Sergeant"], council: ["Team manager"]}, online=True)
    slot = actions.agree(by=world.coordinators["police"], slot=slot, version=1, agency=police)
    assert slot.state == SlotState.WANTED
    assert [row.agency for row in queries.awaiting(world.inspection)] == [council]
    slot = actions.agree(by=world.coordinators["local_authority"], slot=slot, version=2, agency=council)
    assert slot.state == SlotState.AGREED and not queries.awaiting(world.inspection)


def both_asked(world):
    police, council = world.agencies["police"], world.agencies["local_authority"]
    slot = make_slot(world, staff={police: ["Sergeant"], council: ["Team manager"]}, online=True, link="https://meet.example/1")
    return police, council, actions.agree(by=world.coordinators["local_authority"], slot=slot, version=1, agency=council)


def test_an_offer_of_another_time_or_place_is_answered_again_by_the_others(world):
    _, council, slot = both_asked(world)
    slot = offer(world, slot, begins=time(9), ends=time(10))  # as it was asked for: the council's word stands
    assert not queries.awaiting(world.inspection)
    for otherwise in ({"begins": time(9, 30)}, {"link": "https://meet.example/2"}, {"day": TUESDAY}):
        slot = offer(world, slot, **{"begins": slot.begins, "ends": slot.ends, "link": slot.link, "day": slot.day, **otherwise})
        assert [row.agency for row in queries.awaiting(world.inspection)] == [council]
        slot = actions.agree(by=world.coordinators["local_authority"], slot=slot, version=slot.version, agency=council)
        assert slot.state == SlotState.OFFERED and not queries.awaiting(world.inspection)  # the offer is the team's to settle
    assert actions.agree(by=world.lead, slot=slot, version=slot.version).state == SlotState.AGREED


def test_agreed_by_the_team_is_not_answered_by_an_agency_that_never_did(world):
    police, council, slot = both_asked(world)
    slot = offer(world, slot, day=TUESDAY)
    slot = actions.agree(by=world.lead, slot=slot, version=slot.version)
    assert (slot.state, slot.stands) == (SlotState.AGREED, f"Agreed, not answered by {council.name}")
    assert [row.agency for row in queries.awaiting(world.inspection)] == [council]
    assert not rules.can_agree(world.coordinators["police"], slot, police)  # it made the offer
    slot = actions.agree(by=world.coordinators["local_authority"], slot=slot, version=slot.version, agency=council)
    assert slot.stands == "Agreed" and not queries.awaiting(world.inspection)
    with pytest.raises(InspectionRefused, match="has answered what is asked now"):
        actions.agree(by=world.coordinators["local_authority"], slot=slot, version=slot.version, agency=council)


def test_what_was_changed_is_to_be_answered_again(world):
    slot = actions.agree(by=world.lead, slot=offer(world, make_slot(world)), version=2)
    slot = actions.change_slot(by=world.lead, slot=slot, version=3, details=wanted(world, online=True, day=TUESDAY))
    assert slot.state == SlotState.CHANGED and len(queries.awaiting(world.inspection)) == 1
    slot = actions.agree(by=world.coordinators["police"], slot=slot, version=4, agency=world.agencies["police"])
    assert slot.state == SlotState.AGREED


def test_an_agency_agrees_to_no_slot_without_a_place(world):
    slot = make_slot(world)
    with pytest.raises(InspectionRefused, match="Offer a place"):
        actions.agree(by=world.coordinators["police"], slot=slot, version=1, agency=world.agencies["police"])
    assert actions.agree(by=world.lead, slot=slot, version=1).state == SlotState.AGREED  # arranged by telephone
    with pytest.raises(InspectionRefused, match="agreed already"):
        actions.agree(by=world.lead, slot=slot, version=2)


def test_a_slot_called_off_says_why_and_can_be_taken_up_again(world):
    slot = make_slot(world)
    with pytest.raises(TimetableError, match="Say why"):
        actions.call_off(by=world.lead, slot=slot, version=1, why=" ")
    slot = actions.call_off(by=world.lead, slot=slot, version=1, why="The meeting is cancelled.")
    assert slot.state == SlotState.CALLED_OFF and queries.entries_of(slot)[-1][0].words == "The meeting is cancelled."
    with pytest.raises(InspectionRefused, match="nothing about it is changed"):
        actions.change_slot(by=world.lead, slot=slot, version=2, details=wanted(world, day=TUESDAY))
    with pytest.raises(InspectionRefused, match="nothing to agree"):
        actions.agree(by=world.lead, slot=slot, version=2)
    slot = actions.take_up(by=world.lead, slot=slot, version=2)
    assert slot.state == SlotState.WANTED
    with pytest.raises(InspectionRefused, match="nothing to take up"):
        actions.take_up(by=world.lead, slot=slot, version=3)
    alone = actions.call_off(by=world.lead, slot=make_slot(world, staff={}), version=1, why="No time.")
    assert actions.take_up(by=world.lead, slot=alone, version=2).state == SlotState.AGREED


def test_nothing_takes_place_on_a_day_to_come_and_a_mistake_is_put_right(world):
    as_if_real(world)
    ahead = make_slot(world, staff={}, day=date(2100, 1, 4), although=True)
    with pytest.raises(InspectionRefused, match="has not come yet"):
        actions.mark_done(by=world.lead, slot=ahead, version=1)
    assert not rules.can_mark_done(world.lead, ahead)
    done = actions.mark_done(by=world.lead, slot=make_slot(world, staff={}), version=1)
    assert actions.take_up(by=world.lead, slot=done, version=2).state == SlotState.AGREED


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"activity": "dance"}, "activity"),
        ({"day": date(2022, 9, 1)}, "day"),
        ({"inspectors": []}, "inspectors"),
        ({"criteria": ["c9"]}, "criteria"),
        ({"sector": "circus"}, "sector"),
        ({"half": "night"}, "half"),
        ({"begins": time(14)}, "begins"),
        ({"half": "afternoon", "begins": time(9)}, "begins"),
        ({"begins": time(10), "ends": time(10)}, "ends"),
        ({"begins": None, "ends": time(8)}, "ends"),
        ({"begins": time(13), "ends": None}, "ends"),
    ],
)
def test_what_is_not_sound_is_refused_at_its_field(world, given, field):
    with pytest.raises(TimetableError) as raised:
        make_slot(world, **given)
    assert raised.value.field == field and not Slot.objects.exists()


@pytest.mark.parametrize("day", [date(2022, 12, 25), date(2022, 10, 22), date(2027, 5, 4), date(2022, 10, 5)])
def test_a_day_that_is_likely_meant_otherwise_is_questioned_and_kept_where_it_is_meant(world, day):
    with pytest.raises(SlotDayQuestioned, match="Is it what you mean"):
        make_slot(world, day=day)
    slot = make_slot(world, day=day, although=True)
    slot = actions.change_slot(by=world.lead, slot=slot, version=1, details=wanted(world, day=day, room="2"))
    assert slot.day == day  # not asked again


def test_a_slot_left_outside_the_fieldwork_as_it_moves_clashes(world):
    make_slot(world)
    inspection = world.inspection
    inspection.fieldwork_from, inspection.fieldwork_to = date(2022, 11, 14), date(2022, 11, 18)
    inspection.save()
    slots = list(queries.slots_of(inspection))
    [clash] = clashes_at(slots, [world.agencies["police"]])
    assert (clash.kind, clash.slots) == (core.ClashKind.OUTSIDE, (str(slots[0].pk),))


def test_only_the_inspections_own_people_places_and_agencies_are_taken(world):
    other = make_inspection(stage=Stage.FIELDWORK)
    for given, field in (
        ({"inspectors": [other.lead]}, "inspectors"),
        ({"inspectors": [world.quality_assurer]}, "inspectors"),
        ({"staff": {other.agencies["police"]: []}}, "staff"),
        ({"place": make_place(other)}, "place"),
        ({"place": make_place(world), "online": True}, "place"),
        ({"staff": {world.agencies["police"]: ["x" * 81]}}, "staff"),
    ):
        with pytest.raises(TimetableError) as raised:
            make_slot(world, **given)
        assert raised.value.field == field


def test_an_offer_says_where_and_who(world):
    slot = make_slot(world)
    for given, field in (
        ({"online": False}, "place"),
        ({"roles": [" "]}, "staff"),
        ({"begins": time(15)}, "begins"),
        ({"place": make_place(world)}, "place"),
    ):
        with pytest.raises(TimetableError) as raised:
            offer(world, slot, **given)
        assert raised.value.field == field


def test_a_place_has_a_name_and_the_frameworks_time_to_any_other(world):
    place = make_place(world)
    assert place.minutes == fieldwork_of(world.inspection.framework).travel_minutes
    place = actions.change_place(by=world.inspectors["hmicfrs"], place=place, title="The old town hall", minutes=0)
    assert (Place.objects.get().title, place.minutes) == ("The old town hall", 0)
    for given in ({"title": " "}, {"minutes": 241}, {"minutes": -1}):
        with pytest.raises(TimetableError):
            make_place(world, **given)


def test_who_goes_to_a_place_is_told_that_it_moved_and_the_history_keeps_its_name(world):
    officer, police = world.inspectors["hmicfrs"], world.agencies["police"]
    place = make_place(world, "The town hall", minutes=20)
    slot = make_slot(world, place=place, inspectors=[officer])
    off = actions.call_off(by=world.lead, slot=make_slot(world, place=place, day=TUESDAY), version=1, why="No time.")
    make_slot(world, staff={}, day=TUESDAY)
    actions.change_place(by=world.lead, place=place, title="The civic centre", minutes=60, had=queries.mark_of(place))
    assert {one for version, one in told(slot) if version == 2} == {officer, police}
    first, (entry, [changed]) = queries.entries_of(slot)
    assert (changed.field, changed.before.title, changed.after.title) == ("place", "The town hall", "The civic centre")
    assert first[0].stood["place_title"] == "The town hall"
    assert entry.words.startswith("The place “The town hall” is called “The civic centre” now. It is 60 minutes")
    assert len(queries.entries_of(off)) == 2
    detail = Entry.objects.get(action="place changed").detail
    assert "minutes" in detail and "civic" not in detail
    with pytest.raises(ChangedMeanwhile):
        actions.agree(by=world.coordinators["police"], slot=slot, version=1, agency=police)
    with pytest.raises(TimetableError, match="Somebody changed this place"):
        actions.change_place(by=world.lead, place=place, title="The annexe", had=queries.mark_of(place))
    place.refresh_from_db()
    with pytest.raises(TimetableError, match="Nothing is different"):
        actions.change_place(by=world.lead, place=place, title="The civic centre", minutes=60)


def test_an_agency_changes_the_places_it_gave_and_no_others(world):
    police, clerk = world.agencies["police"], world.coordinators["police"]
    theirs, ours = make_place(world, by=clerk, agency=police), make_place(world)
    assert rules.can_change_place(clerk, theirs) and rules.can_change_place(world.lead, theirs)
    assert not rules.can_change_place(clerk, ours)
    with pytest.raises(InspectionRefused):
        make_place(world, by=clerk)
    with pytest.raises(InspectionRefused):
        make_place(world, by=world.coordinators["local_authority"], agency=police)


def test_who_sees_which_slots_and_places(world):
    clerk, other = world.coordinators["police"], world.coordinators["local_authority"]
    theirs, place = make_slot(world, place=make_place(world)), make_place(world, "A school")
    ours = make_slot(world, staff={})
    assert list(queries.slots_seen_by(world.signatories["ofsted"], world.inspection)) == [theirs, ours]
    assert list(queries.slots_seen_by(clerk, world.inspection)) == [theirs]
    assert list(queries.slots_asking([world.agencies["police"]], world.inspection)) == [theirs]
    assert not queries.slots_seen_by(other, world.inspection)
    assert list(Place.objects.visible_to(clerk)) == [theirs.place]
    assert set(Place.objects.visible_to(world.lead)) == {theirs.place, place}
    assert set(SlotEntry.objects.visible_to(clerk)) == set(theirs.entries.all())
    assert {row.agency for row in SlotTold.objects.visible_to(clerk)} == {world.agencies["police"]}
    assert not SlotTold.objects.visible_to(other)


def test_before_the_notification_an_agency_sees_nothing(world):
    planned = make_inspection()
    slot = make_slot(planned)
    clerk = planned.coordinators["police"]
    assert not queries.slots_seen_by(clerk, planned.inspection)
    assert not SlotTold.objects.visible_to(clerk)
    with pytest.raises(InspectionRefused):
        offer(planned, slot)


def test_after_the_judging_nobody_plans(world):
    slot = make_slot(world)
    world.move_to(Stage.WRITING)
    with pytest.raises(InspectionRefused, match="This inspection is writing"):
        make_slot(world)
    with pytest.raises(InspectionRefused, match="fieldwork is over"):
        offer(world, slot)


def test_only_inspectors_write(world):
    slot = make_slot(world)
    for by in (world.signatories["ofsted"], world.quality_assurer, world.coordinators["police"]):
        for act in (
            lambda by=by: make_slot(world, by=by),
            lambda by=by: actions.change_slot(by=by, slot=slot, version=1, details=wanted(world, day=TUESDAY)),
            lambda by=by: actions.agree(by=by, slot=slot, version=1),
            lambda by=by: actions.call_off(by=by, slot=slot, version=1, why="No."),
            lambda by=by: make_place(world, by=by),
        ):
            with pytest.raises(InspectionRefused):
                act()
    assert SlotEntry.objects.count() == 1


STATES = ["", *SlotState]


@pytest.mark.parametrize(("before", "to"), list(product(SlotState, SlotState)))
def test_every_cell_of_the_table_for_the_team_and_for_an_agency(world, before, to):
    slot = make_slot(world)
    Slot.objects.filter(pk=slot.pk).update(state=before)
    slot.refresh_from_db()
    sides = SLOT_MOVES.get((before, to), frozenset())
    police = world.agencies["police"]
    assert rules.can_move_slot(world.lead, slot, to) == (Side.TEAM in sides)
    assert rules.can_move_slot(world.coordinators["police"], slot, to, police) == (Side.AGENCY in sides)
    assert not rules.can_move_slot(world.coordinators["local_authority"], slot, to, world.agencies["local_authority"])
    assert not rules.can_move_slot(world.quality_assurer, slot, to)


def test_every_change_the_team_makes_is_a_move_of_the_table():
    for state, asks in product(SlotState, (True, False)):
        assert ((state, after_a_change(state, asks=asks)) in SLOT_MOVES) or state not in STILL_PLANNED
    assert {to for state, to in SLOT_MOVES if state == ""} == {SlotState.WANTED, SlotState.AGREED}


def test_what_was_done_is_never_changed_and_what_was_told_never_removed(world):
    slot = make_slot(world)
    entry = SlotEntry.objects.get(slot=slot)
    with pytest.raises(KeptError):
        entry.delete()
    with pytest.raises(KeptError):
        SlotTold.objects.all().delete()


def test_the_core_finds_a_clash_in_the_rows(world):
    near, far = make_place(world, minutes=10), make_place(world, "A school", minutes=40)
    make_slot(world, place=near)
    make_slot(world, place=far, begins=time(10, 15), ends=time(11), staff={})
    slots = [queries.as_core(slot) for slot in queries.slots_of(world.inspection)]
    places = queries.places_as_core(queries.places_of(world.inspection))
    team = queries.team_of(queries.inspectors_of(world.inspection))
    [clash] = clashes(slots, places, team, fieldwork_of(world.inspection.framework))
    assert (clash.kind, clash.there_are, clash.needed) == (core.ClashKind.TRAVEL, 15, 40)


def test_the_whole_timetable_is_read_in_a_few_queries(world, django_assert_num_queries):
    for number in range(6):
        make_slot(world, day=MONDAY, begins=None, ends=None, room=str(number), place=make_place(world, f"Place {number}"))
    with django_assert_num_queries(3):
        slots = list(queries.slots_of(world.inspection))
        assert len([queries.standing_of(slot) for slot in slots]) == 6
        assert len([queries.as_core(slot) for slot in slots]) == 6


def test_changes_told_are_grouped_by_slot_the_latest_first(world):
    officer = world.inspectors["hmicfrs"]
    first, second = make_slot(world, inspectors=[officer]), make_slot(world, inspectors=[officer], day=TUESDAY)
    actions.change_slot(by=world.lead, slot=first, version=1, details=wanted(world, inspectors=[officer], day=TUESDAY))
    found = queries.changed_since(queries.unseen_by(officer, world.inspection))
    assert [(slot, [entry.version for entry, _ in entries]) for slot, entries in found] == [(first, [1, 2]), (second, [1])]
    assert [one.field for one in found[0][1][1][1]] == ["day"]
    assert len(queries.changes_of(inspection=world.inspection)) == 3
    assert len(queries.changes_of(first, inspection=world.inspection)) == 2
