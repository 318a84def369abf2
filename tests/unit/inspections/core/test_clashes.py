from dataclasses import replace
from datetime import date, time, timedelta
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.inspections.core.clashes import clashes, ways_unknown
from joinedup.inspections.core.timetable import Clash, ClashKind, Place, Slot, hours_of, travel_needed
from joinedup.method.fieldwork import standard_fieldwork

MONDAY = date(2016, 2, 22)
WORK = standard_fieldwork()
PLACES = {
    "civic": Place("civic", "Civic centre", 20),
    "station": Place("station", "Police station", 35),
    "clinic": Place("clinic", "Clinic", 0),
}
WHOLE = {"ann": None, "bob": None}


def slot(id, begins=None, ends=None, *, half="morning", day=MONDAY, inspectors=("ann",), place="civic", **more):
    given = {
        "activity": "interview",
        "online": False,
        "staff": frozenset(),
        "criteria": frozenset(),
        "sector": "police",
        "child": None,
    }
    given |= {"state": "wanted"} | more
    return Slot(id=id, day=day, half=half, begins=begins, ends=ends, inspectors=frozenset(inspectors), place=place, **given)


def found(*slots, team=WHOLE):
    return clashes(slots, PLACES, team, WORK)


def at(hour):
    return time.fromisoformat(hour)


def test_one_inspector_cannot_be_in_two_slots():
    assert found(slot("b", at("10:00"), at("11:00")), slot("a", at("10:59"), at("11:30"))) == [
        Clash(MONDAY, ClashKind.INSPECTOR_TWICE, ("a", "b"), ("ann",))
    ]


@pytest.mark.parametrize(
    "other",
    [
        slot("b", at("11:00"), at("12:00")),  # the one ends as the other begins
        slot("b", at("10:00"), at("11:00"), inspectors=("bob",)),
        slot("b", at("10:00"), at("11:00"), day=MONDAY + timedelta(days=1)),
        slot("b", at("10:00"), at("11:00"), state="called_off"),
    ],
)
def test_what_does_not_clash(other):
    assert found(slot("a", at("10:00"), at("11:00")), other) == []


def test_a_slot_without_hours_fills_its_half_day():
    assert hours_of(slot("a"), WORK) == (9 * 60, 12 * 60 + 30)
    assert hours_of(slot("a", half="afternoon", begins=at("15:00")), WORK) == (15 * 60, 17 * 60)
    assert hours_of(slot("a", half="afternoon", ends=at("14:00")), WORK) == (13 * 60 + 30, 14 * 60)
    assert [clash.kind for clash in found(slot("a"), slot("b", at("09:30"), at("09:45")))] == [ClashKind.INSPECTOR_TWICE]
    assert found(slot("a"), slot("b", half="afternoon")) == []


def test_hours_cannot_run_backwards():
    with pytest.raises(ValueError, match="must end after it begins"):
        slot("a", at("10:00"), at("10:00"))


@pytest.mark.parametrize(
    ("there", "begins", "expected"),
    [
        ({"place": "station"}, "11:34", [(34, 35)]),
        ({"place": "station"}, "11:35", []),
        ({"place": "clinic"}, "11:19", [(19, 20)]),  # the larger of both places
        ({"place": "civic"}, "11:00", []),
        ({"place": None, "online": True}, "11:00", []),
        ({"place": None}, "11:00", []),  # not known yet: no clash, and said as unknown
        ({"place": "elsewhere"}, "11:00", []),
    ],
)
def test_time_to_travel(there, begins, expected):
    told = found(slot("a", at("10:00"), at("11:00")), slot("b", at(begins), at("12:00"), **there))
    assert [(clash.there_are, clash.needed) for clash in told] == expected
    assert all(clash.kind is ClashKind.TRAVEL and clash.who == ("ann",) for clash in told)


def test_a_short_call_between_two_places_does_not_hide_the_way():
    call = slot("b", at("11:05"), at("11:10"), place=None, online=True)
    told = found(slot("a", at("10:00"), at("11:00")), call, slot("c", at("11:20"), at("12:00"), place="station"))
    assert told == [Clash(MONDAY, ClashKind.TRAVEL, ("a", "c"), ("ann",), 20, 35)]


def test_a_way_from_or_to_no_known_place_is_unknown_and_not_none():
    where = {"place": "station"}
    one, other = slot("a", at("10:00"), at("11:00")), slot("b", at("11:00"), at("12:00"), place=None)
    assert travel_needed(one, other, PLACES) is None and travel_needed(other, replace(other, id="c"), PLACES) is None
    assert ways_unknown([one, other], PLACES, WORK) == [("a", "b")]
    call = slot("c", at("11:00"), at("11:10"), place=None, online=True)
    assert ways_unknown([one, call, slot("d", half="afternoon", place="elsewhere")], PLACES, WORK) == [("a", "d")]
    for there in (
        where,
        {"place": None, "online": True},
        {"place": None, "inspectors": ("bob",)},
        {"place": None, "state": "called_off"},
    ):
        assert ways_unknown([one, slot("b", at("11:30"), at("12:00"), **there)], PLACES, WORK) == []


def test_somebody_not_in_the_team_that_day():
    team = {"ann": frozenset({MONDAY}), "bob": frozenset()}
    tuesday = MONDAY + timedelta(days=1)
    told = found(slot("a"), slot("b", day=tuesday), slot("c", half="afternoon", inspectors=("bob", "eve")), team=team)
    assert [(clash.slots, clash.who) for clash in told] == [(("c",), ("bob",)), (("c",), ("eve",)), (("b",), ("ann",))]
    assert {clash.kind for clash in told} == {ClashKind.NOT_IN_TEAM}


def test_too_many_slots_in_a_half_day():
    hours = [slot(str(hour), at(f"{hour:02}:00"), at(f"{hour:02}:30")) for hour in range(9, 13)]
    assert found(*hours[:3]) == []
    assert found(*hours) == [Clash(MONDAY, ClashKind.TOO_MANY, ("10", "11", "12", "9"), ("ann",), 4, 3)]


def test_a_role_asked_for_twice_at_once():
    one = slot("a", staff=frozenset({("police", "Duty sergeant")}))
    told = found(one, slot("b", inspectors=("bob",), staff=frozenset({("police", " duty  Sergeant ")})))
    assert told == [Clash(MONDAY, ClashKind.STAFF_TWICE, ("a", "b"), ("police", "duty sergeant"))]
    assert found(one, slot("b", inspectors=("bob",), staff=frozenset({("health", "Duty sergeant")}))) == []


def test_a_room_used_twice():
    one = slot("a", room="Room 2")
    assert found(one, slot("b", inspectors=("bob",), room="room 2")) == [
        Clash(MONDAY, ClashKind.ROOM_TWICE, ("a", "b"), ("civic", "room 2"))
    ]
    assert found(one, slot("b", inspectors=("bob",), room="room 2", place="station")) == []
    assert found(slot("a"), slot("b", inspectors=("bob",))) == []  # no room is said


def test_a_child_asked_to_meet_twice_in_a_day():
    one = slot("a", activity="meet", child="Child 4")
    told = found(one, slot("b", activity="meet", child="Child 4", half="afternoon", inspectors=("bob",)))
    assert told == [Clash(MONDAY, ClashKind.CHILD_TWICE, ("a", "b"), ("Child 4",))]
    assert found(one, slot("b", activity="read", child="Child 4", half="afternoon")) == []


HOURS = st.none() | st.tuples(st.integers(8, 17), st.integers(0, 3), st.integers(1, 12)).map(
    lambda made: (
        time(made[0], 15 * made[1]),
        (time(min(23, made[0] + (15 * (made[1] + made[2])) // 60), 15 * ((made[1] + made[2]) % 4))),
    )
)


@st.composite
def weeks(draw):
    names = st.frozensets(st.sampled_from(["ann", "bob", "cas"]), max_size=3)
    made = []
    for n in range(draw(st.integers(0, 14))):
        begins, ends = draw(HOURS) or (None, None)
        shape = draw(st.sampled_from(["both", "begins", "ends"]))
        half = draw(st.sampled_from(["morning", "afternoon"]))
        made.append(
            slot(
                str(n),
                begins if shape != "ends" else None,
                ends if shape != "begins" else None,
                half=half,
                day=MONDAY + timedelta(days=draw(st.integers(0, 1))),
                inspectors=draw(names),
                place=draw(st.sampled_from([None, "civic", "station", "clinic", "elsewhere"])),
                online=draw(st.booleans()),
                room=draw(st.sampled_from(["", "Room 1", "room  1", "Hall"])),
                activity=draw(st.sampled_from(["meet", "read"])),
                child=draw(st.sampled_from([None, "Child 1", "Child 2"])),
                staff=draw(st.frozensets(st.sampled_from([("a", "Nurse"), ("a", "nurse "), ("b", "Nurse")]))),
                state=draw(st.sampled_from(["wanted", "agreed", "done", "called_off"])),
            )
        )
    return made


TEAMS = st.dictionaries(
    st.sampled_from(["ann", "bob"]), st.none() | st.frozensets(st.sampled_from([MONDAY, MONDAY + timedelta(days=1)]))
)


def from_to(one):
    """The hours of a slot, as one would say them aloud."""
    morning = one.half == "morning"
    begins = one.begins or (time(9) if morning else time(13, 30))
    ends = one.ends or (time(12, 30) if morning else time(17))
    return begins, max(begins, ends)


def minutes_from(one, other):
    return (other.hour - one.hour) * 60 + other.minute - one.minute


def words(text):
    return " ".join(text.lower().split())


def slow_pair(one, other):
    """Every clash of two slots of one day, by looking at both."""
    (a_from, a_to), (b_from, b_to) = from_to(one), from_to(other)
    ids = tuple(sorted((one.id, other.id)))
    at_once = a_from < b_to and b_from < a_to
    first, second = sorted((one, other), key=lambda it: (*from_to(it), it.id))
    gap = minutes_from(from_to(first)[1], from_to(second)[0])
    needed = 0
    if not (one.online or other.online) and one.place != other.place and {one.place, other.place} <= set(PLACES):
        needed = max(PLACES[one.place].minutes, PLACES[other.place].minutes)
    for who in one.inspectors & other.inspectors:
        if at_once:
            yield Clash(one.day, ClashKind.INSPECTOR_TWICE, ids, (who,))
        elif gap < needed:
            yield Clash(one.day, ClashKind.TRAVEL, ids, (who,), gap, needed)
    if at_once:
        for asked in {(agency, words(role)) for agency, role in one.staff} & {
            (agency, words(role)) for agency, role in other.staff
        }:
            yield Clash(one.day, ClashKind.STAFF_TWICE, ids, asked)
        if one.place and one.place == other.place and one.room and words(one.room) == words(other.room):
            yield Clash(one.day, ClashKind.ROOM_TWICE, ids, (one.place, words(one.room)))


def slow(slots, team):
    """Look at every slot, every pair of slots, and every day of everybody."""
    real = [one for one in slots if one.state != "called_off"]
    for one in real:
        for who in one.inspectors:
            if who not in team or (team[who] is not None and one.day not in team[who]):
                yield Clash(one.day, ClashKind.NOT_IN_TEAM, (one.id,), (who,))
    for one, other in combinations(real, 2):
        if one.day == other.day:
            yield from slow_pair(one, other)
    for day in {one.day for one in real}:
        for who in {who for one in real for who in one.inspectors}:
            for half in ("morning", "afternoon"):
                busy = tuple(sorted(one.id for one in real if one.day == day and one.half == half and who in one.inspectors))
                if len(busy) > 3:
                    yield Clash(day, ClashKind.TOO_MANY, busy, (who,), len(busy), 3)
        for child in ("Child 1", "Child 2"):
            met = tuple(sorted(one.id for one in real if one.day == day and one.child == child and one.activity == "meet"))
            if len(met) > 1:
                yield Clash(day, ClashKind.CHILD_TWICE, met, (child,))


def slow_ways(slots):
    """Look at every two slots of a day between which an inspector has nothing to go to."""
    real = [one for one in slots if one.state != "called_off" and not one.online]
    for one, other in permutations(real, 2):
        order = {it.id: (*from_to(it), it.id) for it in real}
        between = [it for it in real if it.day == one.day and order[one.id] < order[it.id] < order[other.id]]
        for who in one.inspectors & other.inspectors:
            follows = one.day == other.day and order[one.id] < order[other.id] and not any(who in it.inspectors for it in between)
            apart = not (from_to(one)[0] < from_to(other)[1] and from_to(other)[0] < from_to(one)[1])
            known = (one.place == other.place and one.place) or {one.place, other.place} <= set(PLACES)
            if follows and apart and not known:
                yield tuple(sorted((one.id, other.id)))


@given(weeks())
def test_unknown_ways_are_found_as_looking_at_every_pair_finds_them(slots):
    assert ways_unknown(slots, PLACES, WORK) == sorted(set(slow_ways(slots)))


def slow_outside(slots, days):
    first, last = days
    fieldwork = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    for one in slots:
        if one.day not in fieldwork and one.state not in ("called_off", "done"):
            yield Clash(one.day, ClashKind.OUTSIDE, (one.id,), ())


@given(weeks(), TEAMS)
def test_all_are_found_as_looking_at_every_pair_finds_them(slots, team):
    assert clashes(slots, PLACES, team, WORK) == sorted(slow(slots, team))
    days = (MONDAY + timedelta(days=1), MONDAY + timedelta(days=4))
    assert clashes(slots, PLACES, team, WORK, days) == sorted([*slow(slots, team), *slow_outside(slots, days)])
