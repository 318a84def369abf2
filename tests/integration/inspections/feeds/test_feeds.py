"""A person's own calendar: whose slots, what it never says, and the secret address that can be stopped."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from joinedup.areas.actions import add_agency_member
from joinedup.audit.models import Entry
from joinedup.inspections.enums import Stage
from joinedup.inspections.feeds import rules
from joinedup.inspections.feeds.actions import make_feed, open_feed, stop_feed
from joinedup.inspections.feeds.models import CalendarFeed
from joinedup.inspections.feeds.queries import calendar_of, feed_of, own_slots, slots_on
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.timetable.actions import agree, call_off
from joinedup.people.actions import deactivate_person
from tests.factories.inspections import make_inspection
from tests.factories.timetable import MONDAY, TUESDAY, make_place, make_slot
from tests.integration.test_no_name_leaks import log_lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.NOTIFIED)


def calendar(world, person):
    return calendar_of(own_slots(person, world.inspection), world.inspection)


def unfolded(text):
    return text.replace("\r\n ", "")


def test_a_calendar_holds_the_slots_one_goes_to_and_no_others(world):
    other = next(one for one in world.inspectors.values() if one != world.lead)
    mine, theirs = make_slot(world), make_slot(world, inspectors=[other], staff={})
    assert [slot.pk for slot in own_slots(world.lead, world.inspection)] == [mine.pk]
    assert [slot.pk for slot in own_slots(other, world.inspection)] == [theirs.pk]
    assert [slot.pk for slot in own_slots(world.coordinators["police"], world.inspection)] == [mine.pk]
    assert f"UID:{mine.pk}@joinedup" in calendar(world, world.lead)


def test_it_says_the_code_word_what_is_done_when_and_where(world):
    make_slot(world, place=make_place(world, "The town hall"), room="Room 2")
    said = unfolded(calendar(world, world.lead))
    title = world.inspection.code_word.replace("-", " ").capitalize()
    assert f"SUMMARY:{title}: Interview practitioners or managers\r\n" in said
    assert "DTSTART:20221017T080000Z\r\nDTEND:20221017T090000Z" in said  # nine o'clock of British Summer Time
    assert "LOCATION:The town hall\\, Room 2" in said
    assert "STATUS:TENTATIVE" in said
    assert world.area.name not in said
    assert "How referrals are shared" not in said
    assert world.lead.name not in said


def test_no_child_and_no_place_of_a_meeting_with_one_goes_into_it(world):
    make_slot(world, activity="meet", child="Child 4", place=make_place(world, "12 Elder Street"), what="At home with Child 4")
    make_slot(world, activity="read", child="Child 4", place=make_place(world, "Rose Cottage home"))
    said = unfolded(calendar(world, world.lead))
    assert "Child 4" not in said
    assert "Elder" not in said
    assert "Rose" not in said


def test_before_notification_no_place_goes_into_it():
    world = make_inspection(stage=Stage.PLANNED)
    make_slot(world, place=make_place(world, f"{world.area.name} town hall"), staff={})
    said = unfolded(calendar(world, world.lead))
    assert "BEGIN:VEVENT" in said
    assert world.area.name not in said
    assert "LOCATION" not in said


def test_a_slot_agreed_is_certain_and_one_called_off_is_cancelled(world):
    slot = make_slot(world, online=True)
    slot = agree(by=world.lead, slot=slot, version=slot.version)
    assert "STATUS:TENTATIVE" in unfolded(calendar(world, world.lead))  # the agency asked has not answered
    slot = agree(by=world.coordinators["police"], slot=slot, version=slot.version, agency=world.agencies["police"])
    said = unfolded(calendar(world, world.lead))
    assert "STATUS:CONFIRMED" in said
    assert f"SEQUENCE:{slot.version}" in said
    assert "LOCATION:Online" in said
    call_off(by=world.lead, slot=slot, version=slot.version, why="The strike.")
    assert "STATUS:CANCELLED" in calendar(world, world.lead)


def test_the_slots_of_a_day_leave_out_those_called_off(world):
    slot, off = make_slot(world), make_slot(world)
    make_slot(world, day=TUESDAY)
    call_off(by=world.lead, slot=off, version=off.version, why="The strike.")
    assert [one.pk for one in slots_on(world.lead, world.inspection, MONDAY)] == [slot.pk]


def test_a_secret_address_is_read_without_signing_in_until_it_is_stopped(world, client):
    make_slot(world)
    address = reverse("calendar-feed", args=[make_feed(by=world.lead, inspection=world.inspection)])
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert b"BEGIN:VEVENT" in answer.content
    stop_feed(by=world.lead, inspection=world.inspection)
    assert client.get(address).status_code == 404
    assert client.get(reverse("calendar-feed", args=["never-made"])).status_code == 404


def test_a_new_address_stops_the_one_before(world):
    first = make_feed(by=world.lead, inspection=world.inspection)
    second = make_feed(by=world.lead, inspection=world.inspection)
    assert open_feed(secret=first) is None
    assert open_feed(secret=second).person == world.lead
    assert feed_of(world.lead, world.inspection).stopped_at is None
    assert CalendarFeed.objects.count() == 2


def test_the_secret_stands_nowhere(world):
    secret = make_feed(by=world.lead, inspection=world.inspection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM inspections_calendarfeed")
        assert secret not in str(cursor.fetchall())
    assert all(secret not in entry.detail for entry in Entry.objects.all())


def test_making_stopping_and_the_first_reading_of_a_day_are_logged(world):
    secret = make_feed(by=world.lead, inspection=world.inspection)
    open_feed(secret=secret)
    open_feed(secret=secret)
    CalendarFeed.objects.update(read_at=timezone.now() - timedelta(days=1))
    open_feed(secret=secret)
    stop_feed(by=world.lead, inspection=world.inspection)
    logged = Entry.objects.filter(object_kind="calendar feed").order_by("seq").values_list("action", flat=True)
    assert list(logged) == [
        "calendar address made",
        "calendar address read",
        "calendar address read",
        "calendar address stopped",
    ]


def test_nobody_else_has_a_calendar(world):
    outsider = make_inspection(stage=Stage.NOTIFIED).lead
    for person in (outsider, next(iter(world.signatories.values()))):
        assert not rules.can_have_feed(person, world.inspection)
        with pytest.raises(InspectionRefused, match="Only inspectors"):
            make_feed(by=person, inspection=world.inspection)
    with pytest.raises(InspectionRefused, match="No calendar address is in use"):
        stop_feed(by=world.lead, inspection=world.inspection)
    assert rules.can_have_feed(world.coordinators["police"], world.inspection)


def test_the_address_of_somebody_whose_account_ended_answers_nobody(world):
    secret = make_feed(by=world.lead, inspection=world.inspection)
    deactivate_person(by=None, person=world.lead, why="Left.")
    assert CalendarFeed.objects.get().stopped_at is not None
    stopped = Entry.objects.get(action="calendar address stopped")
    assert (stopped.chain, stopped.why) == (str(world.inspection.pk), "Left.")
    world.lead.is_active = True  # opened again: the old address stays stopped
    world.lead.save()
    assert open_feed(secret=secret) is None


def test_the_first_reading_that_is_refused_stops_an_address_for_good(world):
    secret = make_feed(by=world.coordinators["police"], inspection=world.inspection)
    member = world.agencies["police"].members.get()
    role, person = member.role, member.person
    member.delete()
    assert open_feed(secret=secret) is None
    add_agency_member(by=None, agency=world.agencies["police"], person=person, role=role)
    assert open_feed(secret=secret) is None
    assert Entry.objects.filter(action="calendar address stopped").count() == 1


def test_a_closed_inspection_gives_its_calendar_to_nobody(world):
    make_slot(world)
    people = (world.lead, world.coordinators["police"])
    secrets = [make_feed(by=person, inspection=world.inspection) for person in people]
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.CLOSED)
    world.inspection.refresh_from_db()
    assert [open_feed(secret=secret) for secret in secrets] == [None, None]
    with pytest.raises(InspectionRefused, match="is closed"):
        make_feed(by=world.lead, inspection=world.inspection)


@pytest.mark.parametrize("method", ["OPTIONS", "PROPFIND", "POST", "PUT", "DELETE"])
def test_another_method_is_refused_whatever_the_secret_and_the_log_never_holds_it(world, method):
    secret, client = make_feed(by=world.lead, inspection=world.inspection), Client(enforce_csrf_checks=True)
    with log_lines(logging.DEBUG) as lines:
        for one in (secret, "never-made"):
            answer = client.generic(method, reverse("calendar-feed", args=[one]))
            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
        client.get(reverse("calendar-feed", args=[secret]) + "/")  # a slash too much: not found
    assert lines.getvalue().count("/calendar/…") >= 2
    assert secret not in lines.getvalue()
    assert open_feed(secret=secret).read_at is not None


def test_a_calendar_that_falls_over_leaves_no_secret_in_the_log(world, monkeypatch):
    secret = make_feed(by=world.lead, inspection=world.inspection)

    def fall(*_):
        raise RuntimeError(f"/calendar/{secret}.ics")

    monkeypatch.setattr("joinedup.web.components.calendars.calendar_of", fall)
    with log_lines(logging.DEBUG) as lines:
        answer = Client(raise_request_exception=False).get(reverse("calendar-feed", args=[secret]))
    assert answer.status_code == 500
    assert "Internal Server Error: /calendar/…" in lines.getvalue()
    assert secret not in lines.getvalue() + answer.content.decode()


def test_an_agency_has_no_calendar_before_notification():
    world = make_inspection(stage=Stage.PLANNED)
    assert not rules.can_have_feed(world.coordinators["police"], world.inspection)
