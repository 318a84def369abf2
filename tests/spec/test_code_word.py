"""Issue and design: until an area is notified it is a code word to everybody but those who need its name.

Every address of the service is asked for by every kind of reader while the inspection is planned. What would tell the area (its
name, its code, its postcodes, the names of its agencies) stands in no page, title, header, file name, feed, email or log line of
anybody outside the circle; and each page that tells it to somebody in the circle leaves a line in the log.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from uuid import uuid4

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from joinedup.areas.models import Agency, Area
from joinedup.audit.queries import entries
from joinedup.inspections.enums import Stage
from joinedup.inspections.feeds.actions import make_feed
from joinedup.inspections.keeping_in_touch.actions import Present
from joinedup.inspections.models import Inspection
from joinedup.inspections.notifying.actions import make_pack, name_into_circle, record_attempt
from joinedup.inspections.timetable.models import Slot
from joinedup.people.models import Person
from tests.factories.inspections import World, make_inspection
from tests.factories.notebook import make_device
from tests.factories.notifying import POST, minute, notify
from tests.factories.people import make_person
from tests.factories.timetable import make_place, make_slot
from tests.integration.test_no_name_leaks import log_lines
from tests.integration.web import two_inspections
from tests.integration.web.routes import served

pytestmark = pytest.mark.django_db

AREA, CODE, POSTCODE = "Quarrydale", "E06999123", "QD1 4"
TELLING = (AREA, CODE, POSTCODE)
#: The register of areas: staff of an inspectorate look areas up there, whether they are inspected or not.
REGISTER = {"inspectorate:open", "inspectorate:open-area"}
#: Readers outside the circle, and what they are called in failures.
OUTSIDE = ("nobody", "inspector", "assurer", "signatory", "police", "council", "elsewhere", "colleague", "lead-off", "stranger")
INSIDE = ("lead", "named")
#: What `two_inspections` makes of words in a row.
SAYINGS = ("Point", "Said", "Details", "Written", "Receiver")


@dataclass
class Planned:
    """A planned inspection with as much in it as can be, and a browser for everybody around it."""

    world: World
    people: dict[str, Person | None]
    clients: dict[str, Client]
    ids: dict[str, object]
    secret: str  # of a calendar feed

    @property
    def inspection(self) -> Inspection:
        return Inspection.objects.get(pk=self.world.inspection.pk)

    @property
    def routes(self) -> list[str]:
        return [route for route, _, _ in served()]

    @cached_property
    def typed(self) -> dict[str, dict[str, object]]:
        """What is typed into the forms of the week, the calls and the circle, so complete that only a rule can refuse it."""
        there = two_inspections.TwoInspections(played=None, early=self.world, clients={}, ids={"lists": self.ids})
        day = self.inspection.notified_on
        printed = {"day_day": str(day.day), "day_month": str(day.month), "day_year": str(day.year)}
        said = {"called_by": str(self.world.lead.pk), "minute": "9:04", "post": POST, "said": "Everything.", "reached": "yes"}
        colleague = str(self.people["colleague"].pk)
        return {
            **there._week("lists"),
            **there._planned("lists"),
            **there._fed_back_and_interrupted("lists"),
            "inspectorate:question-new": there._asking("lists"),
            "inspectorate:concern-new": there._concern("lists"),
            "inspectorate:team": there._joining(),
            "inspectorate:move": {"to": "notified", "confirmed": "1"},
            "inspectorate:circle": {"person": colleague, "why": "Books the rooms."},
            "inspectorate:set-day": {**printed, "why": "They asked.", "although": "on"},
            "inspectorate:call": {**printed, **said},
            "inspectorate:timetable-calendar": {"do": "make"},
            "agency:timetable-calendar": {"do": "make"},
            "notebook:held": {"hashes": []},
        }

    def address(self, route: str) -> str:
        """Return a route's address in this inspection: what it has none of is an id that is nowhere."""
        known = {name: self.ids.get(name, _stand_in(route, name)) for name in two_inspections.ids_in(route)}
        return reverse(route, kwargs=known)


def _stand_in(route: str, name: str) -> object:
    pattern = next(pattern for one, pattern, _ in served() if one == route)
    if f"<uuid:{name}>" in pattern:
        return uuid4()
    return 1 if f"<int:{name}>" in pattern else "nothing"


@pytest.fixture(scope="module")
def planned(django_db_setup, django_db_blocker) -> Iterator[Planned]:
    """Made once and taken back at the end; each visit takes back what it changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _make()
        transaction.set_rollback(True)


def _make() -> Planned:
    elsewhere = make_inspection(stage=Stage.LISTS)
    with pytest.MonkeyPatch.context() as patch:
        _name_the_area_in_all_that_is_typed(patch)
        world = two_inspections._early()
        ids = two_inspections._ids_of_early(world)
    secret = make_feed(by=world.inspectors["hmicfrs"], inspection=world.inspection)
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.PLANNED)
    Area.objects.filter(pk=world.area.pk).update(name=AREA, code=CODE, postcodes=[POSTCODE])
    for agency in world.agencies.values():
        Agency.objects.filter(pk=agency.pk).update(name=f"{AREA} {agency.get_sector_display()}")
    world.inspection = Inspection.objects.get(pk=world.inspection.pk)
    named = world.inspectors["ofsted"]
    why = f"Books rooms in {AREA}."
    row = name_into_circle(by=world.lead, inspection=world.inspection, person=named, why=why)
    pack = make_pack(by=world.lead, inspection=world.inspection)
    attempt = {"called_by": world.lead, "at": minute(world.inspection), "post": f"{POST}, {AREA}"}
    record_attempt(by=world.lead, inspection=world.inspection, **attempt)
    people = {
        "nobody": None,
        "lead": world.lead,
        "named": named,
        "inspector": world.inspectors["hmicfrs"],
        "assurer": world.quality_assurer,
        "signatory": world.signatories["hmicfrs"],
        "police": world.coordinators["police"],
        "council": world.coordinators["local_authority"],
        "elsewhere": elsewhere.coordinators["police"],
        "colleague": two_inspections.colleague(world.inspectorates["ofsted"]),
        "lead-off": elsewhere.lead,
        "stranger": make_person(),
    }
    more = {
        "area_id": world.area.pk,
        "needs_id": row.pk,
        "pack_id": pack.pk,
        "pack_form": "docx",
        "step": "lists",
        "secret": secret,
    }
    clients = {name: two_inspections.browser(person) for name, person in people.items()}
    return Planned(world, people, clients, {**ids, **more}, secret)


def _name_the_area_in_all_that_is_typed(patch: pytest.MonkeyPatch) -> None:
    """Let whoever fills in the world name the area in every place, room, contact, title and sentence."""

    def named(name: str, *typed: str, **also: object) -> None:
        made = getattr(two_inspections, name)
        patch.setattr(
            two_inspections,
            name,
            lambda *args, **given: made(
                *(f"{AREA}: {one}" if name in SAYINGS and isinstance(one, str) and " " in one else one for one in args),
                **{**{key: f"{AREA}: {one}" if key in typed else one for key, one in given.items()}, **also},
            ),
        )

    def slot(world: World, **_: object) -> Slot:
        goes = [world.lead, world.inspectors["hmicfrs"]]
        where = {"place": make_place(world, f"{AREA} town hall"), "room": f"{AREA} room", "link": f"https://{AREA}.example"}
        asked = {"staff": {world.agencies["police"]: [f"Inspector for {AREA}"]}, "what": f"How {AREA} shares."}
        return make_slot(world, inspectors=goes, **where, **asked)

    patch.setattr(two_inspections, "make_slot", slot)
    patch.setattr(two_inspections, "make_place", lambda world: make_place(world, f"A school of {AREA}"))
    patch.setattr(two_inspections, "Present", lambda *_: Present((f"Lead for {AREA}",), (f"Chief officer of {AREA}",)))
    for name in SAYINGS:
        named(name)
    named("ask", grounds=f"A siege in {AREA}.", post=f"Chief constable of {AREA}")
    named("ask_own_thing", "title")
    named("add_follow_up", "what", "who")
    named("ask_question", "text", "purpose")
    named("make_note", text=f"{AREA} sees children the same day.", by=None)
    named("About", "who")


def visit(planned: Planned, reader: str, route: str, method: str):
    """Ask for an address; nothing of the visit stays."""
    with transaction.atomic():
        keeps = route == "notebook:pack" and reader in ("lead", "named", "inspector", "assurer", "signatory")
        data = {"device": str(make_device(planned.people[reader]).pk)} if keeps else {}
        if method == "post":
            data |= planned.typed.get(route, {})
        response = getattr(planned.clients[reader], method)(planned.address(route), data)
        told = text_of(response)
        reads = entries(str(planned.inspection.pk)).filter(reading=True).count()
        transaction.set_rollback(True)
    return response, told, reads


def text_of(response) -> str:
    """Return everything that leaves the server with an answer: headers, cookies and body."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return unescape(f"{head}\n{response.cookies.output()}\n{body.decode('utf-8', 'replace')}")


def telling_in(text: str) -> list[str]:
    folded = text.casefold()
    return [word for word in TELLING if word.casefold() in folded]


def outside_of_own(planned: Planned, reader: str, told: str) -> str:
    """Return a text without the name of the reader's own agency, which they knew before."""
    for agency in Agency.objects.filter(members__person=planned.people[reader]) if planned.people[reader] else ():
        told = told.replace(agency.name, "")
    return told


def test_what_tells_would_be_found(planned):
    """As the lead sees them the pages do tell: a walk that finds nothing has looked."""
    for route in (
        "inspectorate:area",
        "inspectorate:notifying",
        "inspectorate:pack",
        "inspectorate:lists",
        "inspectorate:questions",
    ):
        response, told, _ = visit(planned, "lead", route, "get")
        assert response.status_code == 200, route
        assert AREA in telling_in(told), route
    assert telling_in("in QUARRYDALE,") == [AREA]


@pytest.mark.parametrize("reader", OUTSIDE)
def test_nobody_outside_the_circle_is_told_by_any_address(planned, reader):
    found, asked = {}, 0
    with log_lines(logging.DEBUG) as lines:
        for route in planned.routes:
            for method in ("get", "post") if reader in ("nobody", "inspector", "police") else ("get",):
                response, told, _ = visit(planned, reader, route, method)
                asked += 1
                if route in REGISTER:
                    assert planned.inspection.code_word not in told.casefold()
                    continue
                if words := telling_in(outside_of_own(planned, reader, told)):
                    found[f"{method} {route} ({response.status_code})"] = words
    assert found == {}
    assert telling_in(lines.getvalue()) == []
    assert asked >= len(planned.routes) > 150


@pytest.mark.parametrize("reader", ["police", "stranger", "colleague"])
def test_to_everybody_off_the_team_it_does_not_exist(planned, reader):
    """Its agencies least of all: neither code word nor id stands on any page, and every address of it is not there."""
    inspection = planned.inspection
    for route in planned.routes:
        if "inspection_id" not in two_inspections.ids_in(route):
            continue
        response, _, _ = visit(planned, reader, route, "get")
        assert response.status_code in (302, 401, 403, 404, 405), f"{route}: {response.status_code}"
        if response.status_code == 302:
            assert response.headers["Location"].startswith(reverse("account_login"))
    for home in ("inspectorate:home", "agency:home", "public:letters", "front"):
        told = text_of(planned.clients[reader].get(reverse(home), follow=True))
        assert not [word for word in (str(inspection.pk), inspection.code_word.replace("-", " ").capitalize()) if word in told]


@pytest.mark.parametrize("reader", INSIDE)
def test_each_page_that_tells_the_circle_is_logged_and_says_the_code_word_in_its_title(planned, reader):
    unlogged, titled, named = [], [], []
    before = entries(str(planned.inspection.pk)).filter(reading=True).count()
    with log_lines(logging.DEBUG) as lines:
        for route in planned.routes:
            response, told, reads = visit(planned, reader, route, "get")
            if route in REGISTER:
                continue
            if telling_in(told) and reads == before:
                unlogged.append(route)
            title = re.search(r"<title[^>]*>(.*?)</title>", told, re.DOTALL)
            if title and telling_in(title[1]):
                titled.append(route)
            head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
            if telling_in(head):
                named.append(route)
    assert (unlogged, titled, named) == ([], [], [])
    assert telling_in(lines.getvalue()) == []


def test_a_download_is_named_by_the_code_word(planned):
    for form in ("docx", "pdf"):
        path = reverse("inspectorate:pack-file", args=[planned.inspection.pk, planned.ids["pack_id"], form])
        with transaction.atomic():
            response = planned.clients["lead"].get(path)
            transaction.set_rollback(True)
        assert (
            response.headers["Content-Disposition"] == f'attachment; filename="{planned.inspection.code_word}-notification.{form}"'
        )
        assert response.headers["Cache-Control"] == "no-store"


def test_the_notebook_is_given_the_code_word_even_of_the_lead(planned):
    for reader in ("lead", "inspector"):
        response, told, _ = visit(planned, reader, "notebook:pack", "get")
        assert response.status_code == 200
        assert response.json()["inspection"]["area"] == response.json()["inspection"]["title"]
        assert telling_in(told) == []


def test_the_list_of_inspections_goes_by_code_word(planned):
    for reader in ("lead", "named", "inspector", "assurer", "signatory"):
        told = text_of(planned.clients[reader].get(reverse("inspectorate:home")))
        assert planned.inspection.code_word.replace("-", " ").capitalize() in told
        assert telling_in(told) == []


def test_the_journal_and_what_stands_in_clear_tell_nothing(planned):
    said = "\n".join(f"{line.action} {line.why} {line.detail} {line.object_id}" for line in entries(str(planned.inspection.pk)))
    assert "notification pack made" in said
    assert telling_in(said) == []
    for row in (
        *planned.inspection.packs.all(),
        *planned.inspection.notification_calls.all(),
        *planned.inspection.needs_name.all(),
    ):
        kept = "\n".join(value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in vars(row).values())
        assert telling_in(kept) == []
        assert telling_in(str(row)) == []


@pytest.mark.parametrize("kind", [RuntimeError, ValueError, KeyError])
def test_no_error_page_tells(planned, monkeypatch, kind):
    """A page of the circle that falls over says so, and neither the page nor the log tells what the error held."""

    def fall(*_, **__):
        raise kind(f"{AREA}, {CODE}, {POSTCODE}: it fell over.")

    monkeypatch.setattr("joinedup.web.inspectorate.views.notifying.show", fall)
    with log_lines(logging.DEBUG) as lines:
        response, told, _ = visit(planned, "lead", "inspectorate:notifying", "get")
    assert response.status_code == 500
    assert telling_in(told) == []
    assert f"{kind.__name__}: (its words are left out" in lines.getvalue()
    assert telling_in(lines.getvalue()) == []


def test_no_email_tells(planned):
    """Whatever the circle does sends none; the one that everybody can ask for says nothing of an inspection."""
    with transaction.atomic():
        for route in ("circle", "set-day", "pack-make", "call"):
            response, _, _ = visit(planned, "lead", f"inspectorate:{route}", "post")
            assert response.status_code == 302, route
        notify(planned.world.lead, planned.inspection)
        assert mail.outbox == []
        Client().post(reverse("account_reset_password"), {"email": planned.world.lead.email})
        transaction.set_rollback(True)
    assert [one.to for one in mail.outbox] == [[planned.world.lead.email]]
    assert telling_in("".join(f"{one.subject}{one.body}{one.from_email}{one.extra_headers}" for one in mail.outbox)) == []


def test_all_that_is_typed_names_the_area(planned):
    """Else a walk that finds nothing would have had nothing to find: the lead reads each of these."""
    typed = {
        "timetable": f"{AREA} town hall",
        "slot": f"How {AREA} shares.",
        "timetable-places": f"A school of {AREA}",
        "contacts": f"{AREA}: Night desk sergeant",
        "setting-up": f"{AREA}: A projector",
        "talk": f"{AREA}: It was cold.",
        "question": f"{AREA}: Who chairs",
        "concern": f"{AREA}: Boys sleep there.",
        "interruption": f"A siege in {AREA}.",
        "note": f"{AREA} sees children the same day.",
    }
    told = {page: visit(planned, "lead", f"inspectorate:{page}", "get")[1] for page in typed}
    assert [page for page, words in typed.items() if words not in told[page]] == []


def test_once_notified_it_is_told_where_it_should_be_and_nowhere_else(planned):
    with transaction.atomic():
        notify(planned.world.lead, planned.inspection)
        here = [planned.inspection.pk]
        for reader in ("lead", "inspector", "assurer", "signatory"):
            assert AREA in text_of(planned.clients[reader].get(reverse("inspectorate:inspection", args=here)))
        for reader in ("police", "council"):
            assert AREA in text_of(planned.clients[reader].get(reverse("agency:home")))
            told = text_of(planned.clients[reader].get(reverse("agency:pack", args=here)))
            assert AREA in told
            assert "Call script" not in told
        for reader in ("elsewhere", "colleague", "lead-off", "stranger"):
            assert telling_in(text_of(planned.clients[reader].get(reverse("agency:home")))) == []
            assert planned.clients[reader].get(reverse("inspectorate:inspection", args=here)).status_code == 404
        device = make_device(planned.people["inspector"])
        given = planned.clients["inspector"].get(reverse("notebook:pack", args=here), {"device": str(device.pk)}).json()
        assert given["inspection"]["area"] == AREA
        transaction.set_rollback(True)
