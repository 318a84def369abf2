"""What agencies arrange before inspectors come: asked for once, said at both doors, every word kept."""

from datetime import date, timedelta
from itertools import product

import pytest

from joinedup.audit.kept import KeptError
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.seeing import Side
from joinedup.inspections.setting_up.actions import SetUpError, ask_own_thing, ask_setting_up, say_set_up
from joinedup.inspections.setting_up.enums import SET_UP_MOVES, SetUpState
from joinedup.inspections.setting_up.models import SetUpEntry, SetUpItem
from joinedup.inspections.setting_up.queries import (
    left_to_ask,
    outstanding_at,
    overdue,
    set_up_seen_by,
    tally,
    things_at,
    things_of,
)
from joinedup.inspections.setting_up.rules import can_ask, can_say, states_open_to
from joinedup.method.loader import load_framework
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person
from tests.factories.setting_up import set_up

pytestmark = pytest.mark.django_db
#: Words enough for every move.
ENOUGH = {"words": "The estate team says so.", "who": "Estates manager"}


@pytest.fixture
def world():
    return make_inspection(stage=Stage.NOTIFIED)


def test_every_agency_is_asked_once_for_what_its_sector_arranges(world):
    asked = ask_setting_up(by=world.lead, inspection=world.inspection)
    assert asked == SetUpItem.objects.count() == tally(world.inspection)["asked"]
    police = [thing.row.item for thing in things_at(world.agencies["police"], world.inspection)]
    assert police[:4] == ["rooms", "passes", "network", "case-systems"]
    assert not left_to_ask(world.inspection) and not can_ask(world.lead, world.inspection)
    with pytest.raises(InspectionRefused, match="asked already"):
        ask_setting_up(by=world.lead, inspection=world.inspection)


def test_by_when_is_counted_back_in_working_days_from_fieldwork():
    world = make_inspection(load_framework("jtai-2022-front-door"), Stage.NOTIFIED)
    ask_setting_up(by=world.lead, inspection=world.inspection)
    things = {thing.row.item: thing.row.by_when for thing in things_at(world.agencies["police"], world.inspection)}
    assert world.inspection.fieldwork_from.weekday() == 0
    assert things["rooms"] == world.inspection.fieldwork_from - timedelta(days=3)  # the Friday before
    assert things["case-systems"] == world.inspection.fieldwork_from - timedelta(days=5)


def test_where_no_day_of_fieldwork_is_known_no_day_is_made_up(world):
    world.inspection.fieldwork_from = None
    world.inspection.save()
    assert set_up(world).by_when is None


def test_what_is_said_is_kept_with_who_sees_to_it_and_by_when(world):
    rooms, police = set_up(world), world.coordinators["police"]
    say_set_up(by=police, thing=rooms, to=SetUpState.ASKED, had=1, who="Estates manager", by_when=date(2022, 7, 20))
    say_set_up(by=world.lead, thing=rooms, to=SetUpState.ARRANGED, had=2, words="Room 3.14, keys at the desk.")
    rooms.refresh_from_db()
    [thing] = things_of(world.inspection, [rooms])
    assert (rooms.state, rooms.by_when) == ("arranged", date(2022, 7, 20))
    assert (thing.title, thing.who, thing.words) == ("Rooms", "Estates manager", "Room 3.14, keys at the desk.")
    assert [(entry.state, entry.side) for entry in thing.entries] == [("asked", "team"), ("asked", "agency"), ("arranged", "team")]
    assert "rooms" not in [one.row.item for one in outstanding_at(world.agencies["police"], world.inspection)]


def test_what_is_not_possible_says_why_and_stays_outstanding(world):
    rooms = set_up(world)
    with pytest.raises(SetUpError, match="not possible"):
        say_set_up(by=world.coordinators["police"], thing=rooms, to=SetUpState.NOT_POSSIBLE, had=1)
    say_set_up(
        by=world.coordinators["police"], thing=rooms, to=SetUpState.NOT_POSSIBLE, had=1, words="Floods. The library would do."
    )
    assert "rooms" in [one.row.item for one in outstanding_at(world.agencies["police"], world.inspection)]
    with pytest.raises(SetUpError, match="asked for again"):
        say_set_up(by=world.lead, thing=rooms, to=SetUpState.ASKED, had=2)


def test_nothing_said_is_no_entry(world):
    with pytest.raises(SetUpError, match="who sees to it"):
        say_set_up(by=world.lead, thing=set_up(world), to=SetUpState.ASKED, had=1)


def test_of_two_who_answer_at_once_the_second_looks_first(world):
    rooms = set_up(world)
    say_set_up(by=world.coordinators["police"], thing=rooms, to=SetUpState.ARRANGED, had=1)
    with pytest.raises(InspectionRefused, match="meanwhile"):
        say_set_up(by=world.lead, thing=rooms, to=SetUpState.NOT_NEEDED, had=1)


@pytest.mark.parametrize(("before", "to", "side"), list(product(SetUpState, SetUpState, Side)))
def test_every_cell_of_the_table(world, before, to, side):
    rooms = set_up(world)
    SetUpItem.objects.filter(pk=rooms.pk).update(state=before)
    rooms.refresh_from_db()
    who = world.inspectors["hmicfrs"] if side == Side.TEAM else world.coordinators["police"]
    allowed = side in SET_UP_MOVES.get((before, to), frozenset())
    assert can_say(who, rooms, to) == allowed
    assert (to in states_open_to(who, rooms)) == allowed
    if allowed:
        assert say_set_up(by=who, thing=rooms, to=to, had=1, **ENOUGH).side == side
    else:
        with pytest.raises(InspectionRefused):
            say_set_up(by=who, thing=rooms, to=to, had=1, **ENOUGH)


def test_what_its_day_has_passed_for_is_overdue_while_it_is_asked_for(world):
    rooms = set_up(world)
    SetUpItem.objects.filter(pk=rooms.pk).update(by_when=date(2022, 7, 15))
    assert list(overdue(world.inspection, date(2022, 7, 16))) == [rooms]
    assert not overdue(world.inspection, date(2022, 7, 15))
    say_set_up(by=world.lead, thing=rooms, to=SetUpState.ARRANGED, had=1)
    assert not overdue(world.inspection, date(2022, 7, 16))


def test_inspectors_ask_for_what_the_framework_does_not_know(world):
    police = world.agencies["police"]
    thing = ask_own_thing(by=world.lead, inspection=world.inspection, agency=police, title=" A printer ", words="For the letter.")
    [found] = things_of(world.inspection, [thing])
    assert (found.title, found.words, found.asked) == ("A printer", "For the letter.", None)
    with pytest.raises(SetUpError, match="what is needed"):
        ask_own_thing(by=world.lead, inspection=world.inspection, agency=police, title=" ")
    with pytest.raises(InspectionRefused):
        ask_own_thing(by=world.coordinators["police"], inspection=world.inspection, agency=police, title="A printer")
    other = make_inspection(stage=Stage.NOTIFIED)
    with pytest.raises(InspectionRefused, match="takes no part"):
        ask_own_thing(by=world.lead, inspection=world.inspection, agency=other.agencies["police"], title="A printer")


def test_who_sees_what_is_set_up(world):
    rooms = set_up(world)
    for person in (world.lead, world.quality_assurer, world.signatories["ofsted"], world.coordinators["police"]):
        assert rooms in set_up_seen_by(person, world.inspection)
    for person in (world.coordinators["local_authority"], make_person()):
        assert rooms not in set_up_seen_by(person, world.inspection)
    for person in (world.quality_assurer, world.signatories["ofsted"], world.coordinators["local_authority"]):
        assert states_open_to(person, rooms) == []


def test_rows_are_kept_as_they_were_written(world):
    set_up(world)
    for rows in (SetUpItem.objects.all(), SetUpEntry.objects.all()):
        with pytest.raises(KeptError):
            rows.delete()
    with pytest.raises(KeptError):
        SetUpEntry.objects.all().update(state="arranged")


def test_before_notification_nothing_is_asked():
    world = make_inspection()
    with pytest.raises(InspectionRefused, match="not been notified"):
        ask_setting_up(by=world.lead, inspection=world.inspection)


def test_a_single_agency_inspection_asks_its_own_agencies_alone():
    world = make_inspection(load_framework("targeted-2016-single-agency"), Stage.NOTIFIED)
    ask_setting_up(by=world.lead, inspection=world.inspection)
    assert {row.agency.sector for row in SetUpItem.objects.all()} == {"local_authority", "board"}
    board = [thing.row.item for thing in things_at(world.agencies["board"], world.inspection)]
    assert "rooms" in board and "case-systems" not in board
