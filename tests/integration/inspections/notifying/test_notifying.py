"""Notifying an area: who may, in what order, what is frozen, which day holds, and that the call alone moves the inspection on."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest
from django.utils import timezone

from joinedup.areas.actions import add_inspectorate_member
from joinedup.audit.kept import KeptError
from joinedup.audit.queries import entries, verify
from joinedup.inspections.actions import add_team_member
from joinedup.inspections.core.pack import PackError
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection, KeyDate, NeedsName, NotificationCall, NotificationPack
from joinedup.inspections.naming import called, circle, could_be_named, may_know_area
from joinedup.inspections.notifying import actions, queries, rules
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.actions import ask_agencies
from joinedup.intake.models import DataRequest
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import NOTIFIED, make_inspection
from tests.factories.linkage import framework_of_people
from tests.factories.notifying import POST, SAID, minute, notify
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection()


@pytest.fixture
def outside(world):
    """An inspector of the team who is not in the circle."""
    return world.inspectors["hmicfrs"]


def lines_of(world, action):
    return [line for line in entries(str(world.inspection.pk)) if line.action == action]


def call(world, **changes):
    said = {"called_by": world.lead, "at": minute(world.inspection), "post": POST, "said": SAID} | changes
    return actions.notify_area(by=world.lead, inspection=world.inspection, **said)


# Who writes: every action, tried by everybody.


def everybody(world):
    return {
        "lead": world.lead,
        "inspector": world.inspectors["hmicfrs"],
        "assurer": world.quality_assurer,
        "signatory": world.signatories["ofsted"],
        "coordinator": world.coordinators["police"],
        "outsider": make_person(),
    }


def attempts(world):
    """Return each action ready to be tried, by name."""
    inspection = world.inspection
    about = {"inspection": inspection, "called_by": world.lead, "at": minute(inspection), "post": POST}
    row = actions.name_into_circle(by=world.lead, inspection=inspection, person=world.quality_assurer, why="Reads the letter.")
    actions.make_pack(by=world.lead, inspection=inspection)
    person = world.inspectors["ofsted"]
    return {
        "name": lambda by: actions.name_into_circle(by=by, inspection=inspection, person=person, why="Books rooms."),
        "take out": lambda by: actions.take_out_of_circle(by=by, row=row),
        "day": lambda by: actions.set_day(by=by, inspection=inspection, step="lists", day=date(2022, 10, 6), why="They asked."),
        "pack": lambda by: actions.make_pack(by=by, inspection=inspection),
        "attempt": lambda by: actions.record_attempt(by=by, **about),
        "call": lambda by: actions.notify_area(by=by, said=SAID, **about),
    }


@pytest.mark.parametrize("who", ["inspector", "assurer", "signatory", "coordinator", "outsider"])
def test_nobody_but_the_lead_notifies_and_names(world, who):
    tried = attempts(world)
    by = everybody(world)[who]
    before = entries(str(world.inspection.pk)).count()
    for attempt in tried.values():
        with pytest.raises(InspectionRefused):
            attempt(by)
    assert entries(str(world.inspection.pk)).count() == before


def test_the_lead_does_all_of_it_and_none_of_it_once_the_area_knows(world):
    tried = attempts(world)
    for name in ("name", "take out", "day", "pack", "attempt", "call"):
        tried[name](world.lead)
    assert verify(str(world.inspection.pk)) == []
    world.inspection.refresh_from_db()
    assert world.inspection.stage == Stage.NOTIFIED
    for name, attempt in tried.items():
        with pytest.raises(InspectionRefused):
            attempt(world.lead)
            pytest.fail(name)


def test_whoever_opened_it_names_people_without_being_on_the_team(world):
    opener = make_person()
    Inspection.objects.filter(pk=world.inspection.pk).update(opened_by=opener)
    world.inspection.refresh_from_db()
    assert may_know_area(opener, world.inspection)
    row = actions.name_into_circle(by=opener, inspection=world.inspection, person=world.quality_assurer, why="Checks the dates.")
    assert may_know_area(world.quality_assurer, world.inspection)
    actions.take_out_of_circle(by=opener, row=row)
    with pytest.raises(InspectionRefused, match="taken out already"):
        actions.take_out_of_circle(by=opener, row=row)


# The circle.


def test_until_the_area_knows_only_the_circle_may(world, outside):
    assert [one.person for one in circle(world.inspection)] == [world.lead]
    assert not may_know_area(outside, world.inspection)
    assert called(world.inspection) != world.area.name
    with pytest.raises(InspectionRefused, match="opens when the area is notified"):
        actions.read_area(by=outside, inspection=world.inspection, where="x")
    row = actions.name_into_circle(by=world.lead, inspection=world.inspection, person=outside, why="Books the rooms.")
    assert actions.read_area(by=outside, inspection=world.inspection, where="a-page") == world.area.name
    [line] = lines_of(world, "area’s name read")
    assert (line.reading, line.actor, '"where":"a-page"' in line.detail) == (True, str(outside.pk), True)
    actions.take_out_of_circle(by=world.lead, row=row)
    assert not may_know_area(outside, world.inspection)
    again = actions.name_into_circle(by=world.lead, inspection=world.inspection, person=outside, why="Needed after all.")
    assert [one.row for one in circle(world.inspection) if one.row] == [again]
    notify(world.lead, world.inspection)
    assert called(world.inspection) == world.area.name
    for person in (outside, world.quality_assurer, world.coordinators["police"]):
        assert may_know_area(person, world.inspection)
    actions.read_area(by=outside, inspection=world.inspection, where="a-page")
    assert len(lines_of(world, "area’s name read")) == 1  # nothing secret is read any more


def test_somebody_named_who_is_not_on_the_team_sees_the_inspection_until_the_area_knows(world):
    planner = make_person()
    with pytest.raises(InspectionRefused, match="works for no inspectorate"):
        actions.name_into_circle(by=world.lead, inspection=world.inspection, person=planner, why="Plans.")
    add_inspectorate_member(by=None, inspectorate=world.inspectorates["ofsted"], person=planner)
    assert str(planner.pk) in could_be_named(world.inspection)
    actions.name_into_circle(by=world.lead, inspection=world.inspection, person=planner, why="Plans the round.")
    assert str(planner.pk) not in could_be_named(world.inspection)
    assert list(Inspection.objects.visible_to(planner)) == [world.inspection]
    notify(world.lead, world.inspection)
    assert list(Inspection.objects.visible_to(planner)) == []


def test_naming_needs_a_reason_and_happens_once(world, outside):
    with pytest.raises(InspectionRefused, match="Say why"):
        actions.name_into_circle(by=world.lead, inspection=world.inspection, person=outside, why="  ")
    actions.name_into_circle(by=world.lead, inspection=world.inspection, person=outside, why="Books rooms.")
    for person in (outside, world.lead):
        with pytest.raises(InspectionRefused, match="knows the area already"):
            actions.name_into_circle(by=world.lead, inspection=world.inspection, person=person, why="Again.")


def test_an_ended_account_knows_nothing(world, outside):
    actions.name_into_circle(by=world.lead, inspection=world.inspection, person=outside, why="Books rooms.")
    actions.make_pack(by=world.lead, inspection=world.inspection)
    outside.is_active = False
    outside.save()
    assert not may_know_area(outside, world.inspection)
    assert not NotificationPack.objects.visible_to(outside).exists()


def test_rows_are_seen_by_whoever_may_know_the_area(world, outside):
    actions.make_pack(by=world.lead, inspection=world.inspection)
    actions.name_into_circle(by=world.lead, inspection=world.inspection, person=world.quality_assurer, why="Reads it.")
    police = world.coordinators["police"]
    for person, sees in ((world.lead, 1), (world.quality_assurer, 1), (outside, 0), (police, 0), (make_person(), 0)):
        assert NotificationPack.objects.visible_to(person).count() == sees
        assert NeedsName.objects.visible_to(person).count() == sees
    notify(world.lead, world.inspection)
    for person, packs, calls in ((outside, 2, 1), (police, 2, 0), (make_inspection().lead, 0, 0)):
        assert NotificationPack.objects.visible_to(person).count() == packs
        assert NotificationCall.objects.visible_to(person).count() == calls


# The days.


def test_a_printed_day_is_kept_beside_the_counted_one(world):
    lists = KeyDate.objects.get(inspection=world.inspection, step="lists")
    assert actions.set_day(by=world.lead, inspection=world.inspection, step="lists", day=lists.computed, why="Same.") is None
    kept = actions.set_day(by=world.lead, inspection=world.inspection, step="lists", day=date(2022, 10, 6), why="They asked.")
    lists.refresh_from_db()
    assert (lists.computed, lists.printed, lists.first) == (date(2022, 10, 4), date(2022, 10, 6), date(2022, 10, 6))
    assert (kept.computed, kept.printed, kept.why) == (date(2022, 10, 4), date(2022, 10, 6), "They asked.")
    actions.set_day(by=world.lead, inspection=world.inspection, step="lists", day=None, why="As counted.")
    lists.refresh_from_db()
    assert (lists.printed, lists.first) == (None, date(2022, 10, 4))
    assert [row.printed for row in queries.days_set(world.inspection)] == [date(2022, 10, 6), None]
    with pytest.raises(KeptError):
        queries.days_set(world.inspection).update(printed=None)


@pytest.mark.parametrize(
    ("day", "question"),
    [(date(2022, 10, 8), "Saturday 8 October 2022 is no working day"), (date(2022, 12, 26), "no working day"),
     (date(2022, 9, 29), "is before the day of notification")],
)  # fmt: skip
def test_a_day_that_looks_wrong_is_questioned_and_taken_when_meant(world, day, question):
    given = {"by": world.lead, "inspection": world.inspection, "step": "lists", "day": day, "why": "A weekend shift reads them."}
    with pytest.raises(rules.DayQuestioned, match=question):
        actions.set_day(**given)
    kept = actions.set_day(**given, although=True)
    assert (kept.printed, kept.questioned) == (day, True)


def test_fieldwork_keeps_its_length_and_the_inspection_follows(world):
    week = KeyDate.objects.get(inspection=world.inspection, step="fieldwork")
    moved = {"by": world.lead, "inspection": world.inspection, "step": "fieldwork"}
    actions.set_day(**moved, day=week.computed + timedelta(days=7), why="A school holiday.")
    week.refresh_from_db()
    world.inspection.refresh_from_db()
    assert week.last == week.until + timedelta(days=7)
    assert (world.inspection.fieldwork_from, world.inspection.fieldwork_to) == (week.first, week.last)
    actions.set_day(**moved, day=None, why="No holiday.")
    world.inspection.refresh_from_db()
    assert world.inspection.fieldwork_from == week.computed


def test_another_day_of_notification_counts_everything_anew(world):
    actions.set_day(by=world.lead, inspection=world.inspection, step="lists", day=date(2022, 10, 6), why="They asked.")
    with pytest.raises(InspectionRefused, match="must be a working day"):
        actions.set_day(by=world.lead, inspection=world.inspection, step="notification", day=date(2022, 10, 8), why="Late.")
    with pytest.raises(InspectionRefused, match="Enter the day of notification"):
        actions.set_day(by=world.lead, inspection=world.inspection, step="notification", day=None, why="Late.")
    actions.set_day(
        by=world.lead, inspection=world.inspection, step="notification", day=date(2022, 10, 10), why="The director was away."
    )
    world.inspection.refresh_from_db()
    assert world.inspection.notified_on == date(2022, 10, 10)
    days = {row.step: (row.computed, row.printed) for row in queries.days_of(world.inspection)}
    assert days["notification"] == (date(2022, 10, 10), None)
    assert days["lists"] == (date(2022, 10, 11), None)
    assert world.inspection.fieldwork_from == days["fieldwork"][0]


def test_a_day_needs_a_reason_and_a_step_that_is_there(world):
    with pytest.raises(InspectionRefused, match="Say why"):
        actions.set_day(by=world.lead, inspection=world.inspection, step="lists", day=date(2022, 10, 6), why=" ")
    with pytest.raises(InspectionRefused, match="no such step"):
        actions.set_day(by=world.lead, inspection=world.inspection, step="party", day=date(2022, 10, 6), why="Fun.")


def test_what_is_asked_of_agencies_is_due_on_the_printed_day():
    world = make_inspection(framework_of_people())
    actions.set_day(by=world.lead, inspection=world.inspection, step="lists", day=date(2022, 10, 6), why="They asked.")
    notify(world.lead, world.inspection)
    ask_agencies(by=world.lead, inspection=world.inspection)
    assert {request.due_on for request in DataRequest.objects.filter(inspection=world.inspection)} == {date(2022, 10, 6)}
    pack = queries.content(queries.pack_of(world.inspection))
    asked = next(sheet for sheet in pack.sheets if sheet.kind == "requests")
    assert {row[2] for table in asked.tables for row in table.rows} == {"6 October 2022"}


# The pack.


def test_a_pack_is_frozen_and_a_later_one_takes_its_place(world):
    first = actions.make_pack(by=world.lead, inspection=world.inspection)
    said = actions.open_pack(by=world.lead, pack=first, form="page")
    assert said.area == world.area.name
    assert not queries.is_overtaken(world.inspection, first)
    actions.set_day(by=world.lead, inspection=world.inspection, step="lists", day=date(2022, 10, 6), why="They asked.")
    assert queries.is_overtaken(world.inspection, first)
    second = actions.make_pack(by=world.lead, inspection=world.inspection)
    assert (queries.pack_of(world.inspection), second.number) == (second, 2)
    assert queries.content(NotificationPack.objects.get(pk=first.pk)) == said
    with pytest.raises(KeptError):
        first.save()
    [line] = lines_of(world, "notification pack read")
    assert '"form":"page"' in line.detail


def test_a_pack_that_is_not_what_was_made_is_said_to_be_so(world):
    pack = actions.make_pack(by=world.lead, inspection=world.inspection)
    pack.sha256 = "0" * 64
    with pytest.raises(PackError, match="hash differs"):
        queries.content(pack)


def test_without_a_lead_inspector_on_the_team_no_pack_is_made(world):
    world.inspection.team.filter(role="lead").delete()
    with pytest.raises(InspectionRefused):
        actions.make_pack(by=world.lead, inspection=world.inspection)
    with pytest.raises(PackError, match="no lead inspector"):
        queries.pack_now(world.inspection)


def test_nobody_outside_the_circle_opens_a_pack(world, outside):
    pack = actions.make_pack(by=world.lead, inspection=world.inspection)
    with pytest.raises(InspectionRefused, match="opens when the area is notified"):
        actions.open_pack(by=outside, pack=pack, form="page")


# The call.


def test_no_call_without_a_pack_nor_with_one_that_was_overtaken(world):
    with pytest.raises(InspectionRefused, match="Make the notification pack before"):
        call(world)
    actions.make_pack(by=world.lead, inspection=world.inspection)
    somebody = make_person()
    add_inspectorate_member(by=None, inspectorate=world.inspectorates["ofsted"], person=somebody)
    joins = {"person": somebody, "inspectorate": world.inspectorates["ofsted"], "role": "inspector"}
    add_team_member(by=world.lead, inspection=world.inspection, **joins)
    with pytest.raises(InspectionRefused, match="changed since it was made"):
        call(world)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"post": " "}, "which post"),
        ({"said": " "}, "what was said"),
        ({"days": 1}, "this call was on 4 October 2022"),
        ({"outside": True}, "not among those who may know"),
    ],
)
def test_a_call_nobody_could_rely_on_is_refused(world, outside, changes, sentence):
    actions.make_pack(by=world.lead, inspection=world.inspection)
    changes = dict(changes)
    if days := changes.pop("days", 0):
        changes["at"] = minute(world.inspection) + timedelta(days=days)
    if changes.pop("outside", False):
        changes["called_by"] = outside
    with pytest.raises(InspectionRefused, match=sentence):
        call(world, **changes)
    assert Inspection.objects.get(pk=world.inspection.pk).stage == Stage.PLANNED


def test_a_call_still_to_come_is_refused_but_in_a_made_up_inspection(world):
    later = timezone.now() + timedelta(days=1)
    rules.check_call(world.inspection, world.lead, later, POST)
    world.inspection.made_up = False
    with pytest.raises(InspectionRefused, match="lies in the future"):
        rules.check_call(world.inspection, world.lead, later, POST)


def test_a_call_before_its_own_pack_notified_nobody_but_in_a_made_up_inspection(world):
    pack = actions.make_pack(by=world.lead, inspection=world.inspection)
    at = minute(world.inspection)
    pack.made_at = at + timedelta(minutes=1)
    rules.check_reached(world.inspection, pack, at, SAID)
    world.inspection.made_up = False
    with pytest.raises(InspectionRefused, match="before its notification pack was made, at 09:05 on 3 October 2022"):
        rules.check_reached(world.inspection, pack, at, SAID)
    pack.made_at = at + timedelta(seconds=59)  # made in the minute of the call
    rules.check_reached(world.inspection, pack, at, SAID)


def test_the_call_is_kept_to_the_minute_in_london(world):
    actions.make_pack(by=world.lead, inspection=world.inspection)
    tried = {"called_by": world.lead, "at": minute(world.inspection, 8, 59), "post": POST}
    actions.record_attempt(by=world.lead, inspection=world.inspection, **tried)
    assert Inspection.objects.get(pk=world.inspection.pk).stage == Stage.PLANNED
    actions.notify_area(
        by=world.lead, inspection=world.inspection, **tried | {"at": minute(world.inspection, 9, 17)}, said=SAID, asked="Passes?"
    )
    nobody, told = queries.calls_of(world.inspection)
    assert (nobody.reached, nobody.said) == (False, "")
    assert told.at.astimezone(UTC).strftime("%H:%M") == "08:17"  # British Summer Time
    assert (told.post, told.said, told.asked, told.recorded_by) == (POST, SAID, "Passes?", world.lead)
    assert queries.notified_by(world.inspection) == told


def test_what_tells_the_area_is_logged_only_when_it_was_told(world):
    telling = [str(world.area.pk), world.area.name, world.area.code, *(str(agency.pk) for agency in world.agencies.values())]
    telling += [agency.name for agency in world.agencies.values()]
    actions.name_into_circle(
        by=world.lead, inspection=world.inspection, person=world.quality_assurer, why=f"For {world.area.name}."
    )
    actions.set_day(
        by=world.lead, inspection=world.inspection, step="lists", day=date(2022, 10, 6), why=f"{world.area.name} asked."
    )
    actions.make_pack(by=world.lead, inspection=world.inspection)
    said = "".join(line.detail + line.why + line.action for line in entries(str(world.inspection.pk)))
    assert [word for word in telling if word in said] == []
    call(world)
    [line] = lines_of(world, "area notified")
    assert str(world.area.pk) in line.detail
    assert verify(str(world.inspection.pk)) == []


def test_a_single_agency_inspection_is_notified_alike():
    tiny = tiny_framework()
    single = replace(
        tiny, kind="single_agency", inspectorates=(replace(tiny.inspectorates[0], sectors=("local_authority", "police")),)
    )
    world = make_inspection(single, Stage.NOTIFIED)
    letter = next(sheet for sheet in queries.content(queries.pack_of(world.inspection)).sheets if sheet.id == "letter")
    assert any("a targeted area inspection" in text for text in letter.paragraphs)
    assert world.inspection.notified_on == NOTIFIED
