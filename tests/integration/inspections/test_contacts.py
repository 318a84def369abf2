"""Contacts at agencies: who names them, what is kept of each wording, which post is missing, whom to ring for a concern."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from joinedup.audit.kept import KeptError
from joinedup.audit.queries import entries
from joinedup.inspections.contacts.actions import (
    ContactError,
    Details,
    add_contact,
    change_contact,
    end_contact,
    open_books,
    open_contact,
    say_no_post,
)
from joinedup.inspections.contacts.models import Contact, ContactVersion
from joinedup.inspections.contacts.queries import book_of, books_of, contacts_seen_by, gaps, history_of, rung_for
from joinedup.inspections.contacts.rules import can_change, can_write_contacts
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.method.loader import load_framework
from tests.factories.inspections import make_inspection
from tests.factories.people import make_person
from tests.factories.setting_up import FROM, NIGHT, make_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.NOTIFIED)


def roles(posts):
    return [(post.agency.sector, post.role.id) for post in posts]


def test_every_needed_post_nobody_is_named_for_is_a_gap(world):
    before = roles(gaps(world.inspection))
    assert ("police", "out-of-hours") in before and ("local_authority", "designated-officer") in before
    assert ("police", "designated-officer") not in before
    make_contact(world)
    assert set(before) - set(roles(gaps(world.inspection))) == {("police", "out-of-hours")}


def test_each_wording_is_kept_with_its_day_and_who_wrote_it(world):
    contact = make_contact(world)
    later = FROM + timedelta(days=2)
    moved = Details("Night desk sergeant", telephone="01632 960 018")
    change_contact(by=world.inspectors["hmicfrs"], contact=contact, details=moved, from_day=later, had=1)
    last, first = history_of(contact)
    assert (first.said["telephone"], first.from_day, first.side) == ("01632 960 017", FROM, "agency")
    assert (last.said, last.from_day, last.side) == ({"post": moved.post, "telephone": moved.telephone}, later, "team")
    assert last.written_by == world.inspectors["hmicfrs"]
    [post] = [post for post in book_of(world.inspection, contact.agency).posts if post.role.id == "out-of-hours"]
    assert [one.version for one in post.reached] == [last]


def test_a_page_that_has_not_seen_the_last_wording_changes_nothing(world):
    contact = make_contact(world)
    change_contact(by=world.lead, contact=contact, details=Details("Desk", telephone="101"), from_day=FROM, had=1)
    with pytest.raises(InspectionRefused, match="meanwhile"):
        change_contact(by=world.lead, contact=contact, details=Details("Desk", telephone="999"), from_day=FROM, had=1)
    assert history_of(contact).count() == 2


def test_a_contact_ends_with_a_reason_and_is_missing_again(world):
    contact = make_contact(world)
    with pytest.raises(ContactError, match="why"):
        end_contact(by=world.lead, contact=contact, why=" ", from_day=FROM, had=1)
    end_contact(by=world.coordinators["police"], contact=contact, why="She has retired.", from_day=FROM, had=1)
    assert ("police", "out-of-hours") in roles(gaps(world.inspection))
    assert not can_change(world.lead, contact, 2)
    [ended] = book_of(world.inspection, contact.agency).ended
    assert ended.version.said == {"why": "She has retired."}


def test_an_agency_may_say_that_it_has_no_such_post_until_somebody_is_named(world):
    police, by = world.agencies["police"], world.coordinators["police"]
    said = {"by": by, "inspection": world.inspection, "agency": police, "role": "out-of-hours", "from_day": FROM}
    with pytest.raises(ContactError, match="no such post"):
        say_no_post(**said, why=" ")
    say_no_post(**said, why="The control room answers at every hour.")
    assert ("police", "out-of-hours") not in roles(gaps(world.inspection))
    with pytest.raises(InspectionRefused, match="already"):
        say_no_post(**said, why="Again.")
    make_contact(world)
    [post] = [post for post in book_of(world.inspection, police).posts if post.role.id == "out-of-hours"]
    assert (len(post.reached), post.no_post) == (1, None)
    with pytest.raises(InspectionRefused, match="Somebody is named"):
        say_no_post(**said, why="Again.")


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (Details("", telephone="01632 960 001"), "Enter the post"),
        (Details("Duty desk"), "telephone number or an email"),
        (Details("Duty desk", telephone="ask"), "with its digits"),
        (Details("Duty desk", email="desk at the council"), "name@example"),
    ],
)
def test_nobody_is_reached_by_half_a_contact(world, details, said):
    with pytest.raises(ContactError, match=said):
        make_contact(world, details=details)
    assert Contact.objects.count() == 0


def test_nothing_changed_is_no_wording(world):
    contact = make_contact(world)
    with pytest.raises(ContactError, match="Nothing has changed"):
        change_contact(by=world.lead, contact=contact, details=NIGHT, from_day=FROM, had=1)


def test_a_page_sent_twice_names_one_contact(world):
    page = uuid4()
    said = {"inspection": world.inspection, "agency": world.agencies["police"], "role": "out-of-hours", "from_day": FROM}
    first = add_contact(by=world.coordinators["police"], details=NIGHT, page=page, **said)
    assert add_contact(by=world.coordinators["police"], details=NIGHT, page=page, **said) == first
    assert ContactVersion.objects.count() == 1
    with pytest.raises(InspectionRefused, match="new page"):
        add_contact(by=world.lead, details=NIGHT, page=page, **{**said, "agency": world.agencies["local_authority"],
                                                               "role": "out-of-hours"})  # fmt: skip


def test_posts_other_sectors_have_are_not_named(world):
    with pytest.raises(InspectionRefused, match="no such post"):
        make_contact(world, role="designated-officer")


def test_whom_to_ring_is_found_by_the_route_of_a_concern(world):
    make_contact(world)
    make_contact(world, "duty-manager", "local_authority", details=Details("Duty manager", telephone="01632 960 001"))
    rung = {(post.agency.sector, post.role.id): post for post in rung_for(world.inspection, "immediate-risk")}
    assert set(rung) == {(s, r) for s in ("local_authority", "police") for r in ("duty-manager", "out-of-hours")}
    assert rung["police", "out-of-hours"].reached[0].version.said["telephone"] == "01632 960 017"
    assert rung["police", "duty-manager"].is_gap
    assert roles(rung_for(world.inspection, "about-staff")) == [("local_authority", "designated-officer")]


def test_names_and_numbers_are_sealed_and_rows_kept(world):
    contact = make_contact(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT said FROM inspections_contactversion")
        [(stored,)] = cursor.fetchall()
    assert b"Fordingley" not in bytes(stored) and b"960" not in bytes(stored)
    for rows in (Contact.objects.all(), ContactVersion.objects.all()):
        with pytest.raises(KeptError):
            rows.delete()
    version = history_of(contact)[0]
    version.said = {}
    with pytest.raises(KeptError):
        version.save()
    assert "Fordingley" not in "".join(entry.detail for entry in entries(str(world.inspection.pk)))


def test_the_team_and_the_agencys_own_people_see_and_every_reading_is_logged(world):
    contact = make_contact(world)
    contributor = make_person()
    for person in (world.lead, world.quality_assurer, world.signatories["ofsted"], world.coordinators["police"]):
        assert list(contacts_seen_by(person, world.inspection)) == [contact]
    for person in (world.coordinators["local_authority"], contributor):
        assert not contacts_seen_by(person, world.inspection)
        with pytest.raises(InspectionRefused):
            open_contact(by=person, contact=contact)
        with pytest.raises(InspectionRefused):
            open_books(by=person, inspection=world.inspection, agencies=[contact.agency])
    open_books(by=world.coordinators["police"], inspection=world.inspection, agencies=[contact.agency])
    open_contact(by=world.lead, contact=contact)
    said = [entry.action for entry in entries(str(world.inspection.pk))]
    assert {"contacts opened", "contact opened"} <= set(said)


def test_who_writes_contacts(world):
    police = world.agencies["police"]
    writers = {world.lead, *world.inspectors.values(), world.coordinators["police"]}
    others = {world.quality_assurer, *world.signatories.values(), world.coordinators["local_authority"], make_person()}
    assert all(can_write_contacts(person, world.inspection, police) for person in writers)
    assert not any(can_write_contacts(person, world.inspection, police) for person in others)


def test_before_the_area_is_notified_nobody_is_named_and_nobody_sees_it():
    world = make_inspection()
    with pytest.raises(InspectionRefused, match="not been notified"):
        make_contact(world, by=world.lead)
    assert not can_write_contacts(world.coordinators["police"], world.inspection, world.agencies["police"])


@pytest.mark.parametrize("id", ["targeted-2016-single-agency"])
def test_a_single_agency_inspection_says_nothing_of_absent_agencies(id):
    world = make_inspection(load_framework(id), Stage.NOTIFIED)
    assert [book.agency.sector for book in books_of(world.inspection)] == ["board", "local_authority"]
    assert {sector for sector, _ in roles(gaps(world.inspection))} == {"board", "local_authority"}
    assert {post.agency.sector for post in rung_for(world.inspection, "immediate-risk")} == {"local_authority"}


NEW = Details("Night desk sergeant", telephone="01632 960 999")


def numbers(posts):
    return [one.version.said.get("telephone") for post in posts for one in post.reached]


def night_of(world, on=None):
    [post] = [p for p in rung_for(world.inspection, "immediate-risk", [world.agencies["police"]], on=on) if p.reached or p.coming]
    return post


def test_a_wording_holds_from_its_day_and_the_coming_one_stands_beside_it(world):
    contact, today = make_contact(world), timezone.localdate()
    next_week = today + timedelta(days=7)
    change_contact(by=world.lead, contact=contact, details=NEW, from_day=next_week, had=1)
    assert numbers([night_of(world)]) == numbers([night_of(world, next_week - timedelta(days=1))]) == ["01632 960 017"]
    [reached] = night_of(world).reached
    assert ([one.said["telephone"] for one in reached.coming], reached.number) == (["01632 960 999"], 2)
    [reached] = night_of(world, next_week).reached
    assert (reached.version.said["telephone"], reached.coming) == ("01632 960 999", ())


def test_a_contact_that_ends_in_two_weeks_is_rung_until_then_and_its_end_can_be_moved(world):
    contact, today = make_contact(world), timezone.localdate()
    soon, later = today + timedelta(days=14), today + timedelta(days=28)
    end_contact(by=world.lead, contact=contact, why="She leaves then.", from_day=soon, had=1)
    assert numbers([night_of(world)]) == ["01632 960 017"]
    assert not book_of(world.inspection, contact.agency).ended and book_of(world.inspection, contact.agency, on=soon).ended
    assert can_change(world.lead, contact, 2)
    end_contact(by=world.lead, contact=contact, why="She leaves later.", from_day=later, had=2)
    assert numbers([night_of(world, soon)]) == ["01632 960 017"]
    assert ("police", "out-of-hours") not in roles(gaps(world.inspection))
    change_contact(by=world.lead, contact=contact, details=NEW, from_day=today, had=3)
    assert numbers([night_of(world)]) == numbers([night_of(world, later)]) == ["01632 960 999"]


def test_what_is_changed_takes_the_place_of_what_was_to_come_and_an_end_leaves_what_comes_before_it(world):
    contact, today = make_contact(world), timezone.localdate()
    change_contact(by=world.lead, contact=contact, details=NEW, from_day=today + timedelta(days=7), had=1)
    change_contact(by=world.lead, contact=contact, details=NEW, from_day=today + timedelta(days=9), had=2)  # put off
    assert numbers([night_of(world, today + timedelta(days=8))]) == ["01632 960 017"]
    end_contact(by=world.lead, contact=contact, why="Cover ends.", from_day=today + timedelta(days=20), had=3)
    assert numbers([night_of(world, today + timedelta(days=9))]) == ["01632 960 999"]
    assert [one.from_day for one in night_of(world).reached[0].coming] == [today + timedelta(days=days) for days in (9, 20)]
    assert len(book_of(world.inspection, contact.agency, on=today + timedelta(days=20)).ended) == 1


def test_somebody_named_from_a_day_to_come_is_nobody_today(world):
    police, by, today = world.agencies["police"], world.coordinators["police"], timezone.localdate()
    said = {"by": by, "inspection": world.inspection, "agency": police, "role": "out-of-hours"}
    say_no_post(**said, why="The control room answers.", from_day=FROM)
    add_contact(**said, details=NIGHT, from_day=today + timedelta(days=3))
    [post] = [post for post in book_of(world.inspection, police).posts if post.role.id == "out-of-hours"]
    assert not post.reached and post.no_post and [one.version.said["post"] for one in post.coming] == [NIGHT.post]
    [post] = [p for p in book_of(world.inspection, police, on=today + timedelta(days=3)).posts if p.role.id == "out-of-hours"]
    assert post.reached and not post.no_post and not post.coming
    with pytest.raises(InspectionRefused, match="Somebody is named"):
        say_no_post(**said, why="Again.", from_day=today)
