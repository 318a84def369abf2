"""Every address, asked for by every kind of reader: the table of `routes.py` holds, cell by cell."""

import re
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from joinedup.audit.models import Entry
from joinedup.evidence.models import Note
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.inspectorate.frame import CHILD_LEVEL
from tests.integration.web.routes import PAGE, Row, page, rows, served
from tests.integration.web.two_inspections import TwoInspections, address, asked_in_both, ids_in, make_two_inspections, on_both

pytestmark = pytest.mark.django_db
OBJECTS = (
    "submission_id",
    "request_id",
    "tracked_id",
    "event_id",
    "added_id",
    "consent_id",
    "meeting_id",
    "followed_id",
    "asked_id",
    "entry_id",
    "enquiry_id",
    "thing_id",
    "note_id",
    "device_id",
    "pack_id",
    "needs_id",
    "kept_id",
    "finding_id",
    "passage_id",
    "span_id",
    "passage_version_id",
    "pair_id",
    "decision_id",
    "box_id",
    "hit_id",
    "box_reading_id",
    "priority_id",
    "notice_id",
    "shared_id",
    "query_id",
    "concern_id",
    "complaint_id",
    "child_question_id",
    "child_id",
    "slot_id",
    "place_id",
    "person_id",
)
OUTSIDE = ("colleague", "lead-off", "police-off")


@pytest.fixture(scope="module")
def two(django_db_setup, django_db_blocker, tmp_path_factory) -> TwoInspections:
    """Both inspections, made once: every visit takes back what it changed, and the end takes back all."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_two_inspections(tmp_path_factory.mktemp("lists"))
        transaction.set_rollback(True)


def visit(two: TwoInspections, row: Row, reader: str) -> str:
    """Return the word for what a reader meets; nothing of the visit stays."""
    where = "lists" if row.moment == "lists" else "published"
    client, path = two.clients[where][reader], address(row.route, two.ids[where])
    with transaction.atomic():
        two.put_back(row.moment)
        data = two.filled_in(row.route, row.moment) if row.method == "POST" else {}
        how = {"content_type": "application/json"} if row.method == "POST" and row.route.startswith("notebook:") else {}
        response = getattr(client, row.method.lower())(path, data, **how)
        transaction.set_rollback(True)
    return word(response)


def word(response) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    return "enter" if response.headers["Location"].startswith(reverse("account_login")) else "done"


@pytest.mark.parametrize("door", ["inspectorate", "agency", "public", "notebook", ""])
def test_each_reader_meets_what_the_table_says(two, door):
    asked = [row for row in rows() if row.route.rpartition(":")[0] == door]
    met = {f"{row} as {reader}": visit(two, row, reader) for row in asked for reader in row.answers}
    told = {f"{row} as {reader}": answer for row in asked for reader, answer in row.answers.items()}
    assert {cell: (answer, "not", told[cell]) for cell, answer in met.items() if answer != told[cell]} == {}
    assert met


def test_every_route_is_in_the_table():
    assert {route for route, _, _ in served()} == {row.route for row in rows()}


def test_every_route_is_asked_for_both_ways():
    """A GET row each; and a POST row for each that takes something in, by its view's own word."""
    table = {(row.route, row.method) for row in rows()}
    for route, _, _ in served():
        assert (route, "GET") in table
    only_posted = {row.route for row in rows() if row.method == "GET" and "405" in row.answers.values()}
    assert not [route for route in only_posted if (route, "POST") not in table]


def test_the_reference_page_is_this_table():
    assert PAGE.read_text() == page(), "Run: python -m tests.integration.web.routes"


def test_what_is_hidden_is_answered_like_what_is_not_there(two):
    """The 404 of a real inspection and of one that never was are the same page, word for word."""
    nowhere = {**two.ids["published"], **dict.fromkeys(("inspection_id", *OBJECTS), uuid4())}
    for route in ("inspectorate:inspection", "inspectorate:note", "agency:requests", "agency:item"):
        for reader in OUTSIDE:
            client = two.clients["published"][reader]
            hidden, absent = (client.get(address(route, ids)) for ids in (two.ids["published"], nowhere))
            assert (hidden.status_code, sayings(hidden)) == (404, sayings(absent))
            assert hidden.headers.keys() == absent.headers.keys()


def sayings(response) -> str:
    """Return a page without what is fresh in every answer: the nonce of its scripts."""
    return re.sub(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


#: What of an address stands for one child; and pages of one child that are files, or forms about somebody else.
OF_A_CHILD = {"tracked_id", "number", "followed_id", "asked_id", "child_id", "child_question_id", "person_id", "note_id"}
NO_PAGE = {
    "inspectorate:chronology-print",
    "inspectorate:child-request-file",
    "inspectorate:child-later-back",
    "inspectorate:note-eyes",
}


def test_from_every_page_of_one_child_a_concern_is_raised_about_that_child(two):
    """In two presses: the button leads to a form that knows which child, so that code, records and identity go with it."""
    ids, client, walked = two.ids["published"], two.clients["published"]["lead"], set()
    note = Note.objects.filter(inspection=two.played.inspection, current__tracked__isnull=False).first()
    ids = {**ids, "person_id": ids["child_id"], "note_id": note.pk}
    with transaction.atomic():
        two.put_back("fieldwork")
        for route in dict.fromkeys(row.route for row in rows() if row.route.startswith("inspectorate:")):
            if not OF_A_CHILD & set(ids_in(route)) or route in NO_PAGE:
                continue
            response = client.get(address(route, ids), follow=True)
            if response.status_code == 405:
                continue
            assert response.status_code == 200, route
            led = re.findall(r'concerns/new/\?child=([^"&]+)"', response.content.decode())
            assert led, f"{route}: no way to raise a concern about the child"
            form = client.get(reverse("inspectorate:concern-new", args=[ids["inspection_id"]]), {"child": led[0]})
            assert b'name="who"' not in form.content, f"{route}: the form does not know which child"
            walked.add(route)
        transaction.set_rollback(True)
    assert len(walked) > 20


def test_every_page_about_children_is_logged_as_read(two):
    """Whatever is marked as being about children is a reading in the log: at every moment it can be opened, by whoever opens it."""
    unread, walked = set(), set()
    for row in (row for row in rows() if row.method == "GET" and row.route.startswith("inspectorate:")):
        where = "lists" if row.moment == "lists" else "published"
        with transaction.atomic():
            two.put_back(row.moment)
            before = Entry.objects.filter(reading=True).count()
            response = two.clients[where]["lead"].get(address(row.route, two.ids[where]))
            if response.status_code == 200 and CHILD_LEVEL.encode() in response.content:
                walked.add(row.route)
                if Entry.objects.filter(reading=True).count() == before:
                    unread.add(row.route)
            transaction.set_rollback(True)
    assert unread == set()
    assert len(walked) > 60


def test_the_first_pages_tell_outsiders_nothing(two):
    inspection = two.played.inspection
    for reader in OUTSIDE:
        for route in ("inspectorate:home", "agency:home"):
            told = two.clients["published"][reader].get(reverse(route)).content.decode()
            assert not [text for text in (str(inspection.pk), inspection.code_word, inspection.area.name) if text in told]


@pytest.mark.parametrize("method", ["get", "post"])
def test_something_of_one_inspection_is_not_found_in_another(two, method):
    """Even for somebody who may see both: the id in the middle of an address is not for show."""
    browsers = {"inspectorate": on_both(two), "agency": asked_in_both(two)}
    mixed = [
        (route, here, there)
        for route in dict.fromkeys(row.route for row in rows() if row.method == method.upper())
        for here, there in (("published", "lists"), ("lists", "published"))
        if (taken := set(ids_in(route)) & set(OBJECTS)) and taken <= two.ids[there].keys()
    ]
    for route, here, there in mixed:
        path = address(route, {**two.ids[there], "inspection_id": two.ids[here]["inspection_id"]})
        moment = "lists" if here == "lists" else "fieldwork"
        with transaction.atomic():
            two.put_back(moment)
            answer = getattr(browsers[route.split(":")[0]], method)(path, two.filled_in(route, moment)).status_code
            transaction.set_rollback(True)
        posted_only = method == "get" and answer == 405
        assert answer == 404 or posted_only, f"{method} {route}: {there}'s in {here}'s gives {answer}"
    assert mixed


def test_agencies_see_nothing_before_the_area_is_notified(two):
    """While an inspection is planned nobody outside its team knows of it, its agencies least of all."""
    with transaction.atomic():
        type(two.early.inspection).objects.filter(pk=two.early.inspection.pk).update(stage="planned")
        for row in (row for row in rows() if row.route.startswith("agency:") and row.method == "GET" and row.moment == "lists"):
            answer = two.clients["lists"]["police"].get(address(row.route, two.ids["lists"])).status_code
            assert answer == 404, row
        home = two.clients["lists"]["police"].get(reverse("agency:home")).content.decode()
        assert two.early.area.name not in home
        transaction.set_rollback(True)


def test_whoever_has_left_is_out_at_once(two):
    """An account that is closed opens nothing more, though its browser is still signed in."""
    ids, client = two.ids["lists"], two.clients["lists"]["assurer"]
    assert client.get(address("inspectorate:notes", ids)).status_code == 200
    with transaction.atomic():
        type(two.early.quality_assurer).objects.filter(pk=two.early.quality_assurer.pk).update(is_active=False)
        assert word(client.get(address("inspectorate:notes", ids))) == "enter"
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("route", "action"),
    [("inspectorate:move", "inspections.actions.move_stage"), ("inspectorate:note-new", "evidence.actions.write_note")],
)
def test_a_colleague_who_was_quicker_is_told_of_in_words(two, monkeypatch, route, action):
    """The page offered it, the rule refuses it when it comes: no error page, the rule's sentence."""

    def refuse(**_):
        raise InspectionRefused("This inspection has moved on meanwhile.")

    monkeypatch.setattr(f"joinedup.{action}", refuse)
    lead = two.clients["lists"]["lead"]
    answer = lead.post(address(route, two.ids["lists"]), two.filled_in(route, "lists"))
    assert answer.status_code == 403
    assert "This inspection has moved on meanwhile." in answer.content.decode()


def test_posting_needs_a_token_of_the_page(two):
    """What would be done is refused to a browser that comes with the sign-in but without the page's token."""
    for row in (row for row in rows() if row.method == "POST" and row.moment == "lists"):
        for reader in (reader for reader, answer in row.answers.items() if answer == "done"):
            handler = two.clients["lists"][reader].handler
            handler.enforce_csrf_checks = True
            answer = visit(two, row, reader)
            handler.enforce_csrf_checks = False
            assert answer == "403", f"{row} as {reader}"
