"""What a notebook asks of the server: JSON in and out, a sentence where it says no, and never a redirect."""

import hashlib
import json
import uuid

import pytest
from django.urls import reverse

from joinedup.evidence.devices.actions import revoke_device
from joinedup.evidence.models import Device, DeviceWipe, Note, NoteRevision
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection, TeamMember
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection
from tests.factories.notebook import sent


@pytest.fixture
def world(db):
    return make_inspection(stage=Stage.FIELDWORK)


class Notebook:
    """A browser with a notebook in it."""

    def __init__(self, client, world):
        self.client, self.world, self.device = client, world, str(uuid.uuid4())

    def at(self, name, /):
        plain = name in {"me", "devices"}
        return reverse(f"notebook:{name}", args=[] if plain else [self.world.inspection.pk])

    def get(self, name, status=200, /, **asked):
        return self._told(self.client.get(self.at(name), asked), status)

    def post(self, name, status=200, /, **body):
        return self._told(self.client.post(self.at(name), json.dumps(body), content_type="application/json"), status)

    def _told(self, response, status):
        assert response.status_code == status, response.content
        assert response["Content-Type"] == "application/json"
        assert response["Cache-Control"] == "no-store"
        return response.json()

    def register(self):
        return self.post("devices", id=self.device, name="Tablet")

    def sync(self, *revisions, since=0, **more):
        return self.post("sync", device=self.device, since=since, revisions=list(revisions), **more)


@pytest.fixture
def notebook(pages_as, world):
    one = Notebook(pages_as(world.inspectors["hmicfrs"]).client, world)
    one.register()
    return one


def test_signed_out_it_is_told_to_sign_in_and_never_sent_to_a_page(client, world):
    stranger = Notebook(client, world)
    for name in ("me", "pack"):
        assert "Sign in" in stranger.get(name, 401)["error"]
    for name in ("devices", "sync", "wiped", "held"):
        assert "Sign in" in stranger.post(name, 401)["error"]


def test_who_is_signed_in_and_where(notebook, world):
    me = notebook.get("me")
    assert me["person"]["id"] == str(world.inspectors["hmicfrs"].pk)
    assert [one["id"] for one in me["inspections"]] == [str(world.inspection.pk)]
    assert me["inspections"][0]["may_write"]
    assert me["csrf"]


def test_a_device_is_registered_once_and_for_one_person(notebook, pages_as, world):
    assert notebook.register() == notebook.register()
    other = Notebook(pages_as(world.lead).client, world)
    other.device = notebook.device
    assert "somebody else" in other.post("devices", 403, id=other.device, name="Mine")["error"]
    assert "not registered" in other.post("sync", 403, device=other.device, since=0, revisions=[])["error"]


def test_what_is_received_is_on_the_server_and_what_arrived_comes_once(notebook, pages_as, world):
    one, other = sent(device=notebook.device), sent(device=notebook.device, text="Ünïcode ✓")
    got = notebook.sync(one, other)
    assert {row["id"] for row in got["received"]} == {one["id"], other["id"]}
    assert (got["arrivals"], got["cursor"], got["more"], got["revoked"], got["wipe"]) == ([], 2, False, False, False)
    assert NoteRevision.objects.count() == 2
    assert notebook.sync(one, since=2)["received"][0]["id"] == one["id"]
    assert Note.objects.count() == 2
    lead = Notebook(pages_as(world.lead).client, world)
    lead.register()
    got = lead.sync()
    assert [{key: row[key] for key in one} for row in got["arrivals"]] == [one, other]
    assert lead.sync(since=got["cursor"])["arrivals"] == []


def test_what_cannot_be_placed_is_told_with_why_and_is_held(notebook):
    spoilt = {**sent(), "hash": "0" * 64}
    got = notebook.sync(spoilt)
    assert got["received"] == []
    assert got["aside"][0]["id"] == spoilt["id"]
    assert "own hash" in got["aside"][0]["why"]
    assert notebook.post("held", hashes=["0" * 64, "1" * 64]) == {"missing": ["1" * 64]}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("[]", 400),
        ("{}", 400),
        ('{"device": "x", "since": 0, "revisions": []}', 403),
        ('{"device": "DEVICE", "since": true, "revisions": []}', 400),
        ('{"device": "DEVICE", "since": 0, "revisions": {}}', 400),
        ('{"device": "DEVICE", "since": 0, "revisions": [' + ",".join(["1"] * 201) + "]}", 413),
        ("[" * 100_000, 400),
    ],
)
def test_what_is_not_asked_as_it_should_be_is_refused_with_a_sentence(notebook, body, status):
    typed = {"content_type": "application/json"}
    response = notebook.client.post(notebook.at("sync"), body.replace("DEVICE", notebook.device), **typed)
    assert response.status_code == status
    assert response.json()["error"].endswith(".")


def test_asked_the_wrong_way_it_says_how(notebook):
    assert "GET" in notebook._told(notebook.client.post(notebook.at("me")), 405)["error"]


def test_a_form_of_somebody_elses_page_sends_nothing(world, pages_as):
    client = pages_as(world.lead).client
    client.handler.enforce_csrf_checks = True
    there = Notebook(client, world)
    assert "session has changed" in there.post("devices", 403, id=there.device, name="x")["error"]
    token = there.get("me")["csrf"]
    told = client.post(
        there.at("devices"), json.dumps({"id": there.device, "name": "x"}), "application/json", headers={"X-CSRFToken": token}
    )
    assert told.status_code == 200


def test_for_those_off_the_team_there_is_no_inspection_and_agencies_have_no_notebook(pages_as, world):
    elsewhere = make_inspection(stage=Stage.FIELDWORK)
    stranger = Notebook(pages_as(elsewhere.lead).client, world)
    stranger.register()
    assert stranger.get("me")["inspections"][0]["id"] == str(elsewhere.inspection.pk)
    stranger.get("pack", 404, device=stranger.device)
    stranger.post("sync", 404, device=stranger.device, since=0, revisions=[])
    got = stranger.sync(sent())
    assert (got["received"], got["arrivals"], len(got["aside"])) == ([], [], 1)
    agency = Notebook(pages_as(world.coordinators["police"]).client, world)
    agency.post("devices", 403, id=agency.device, name="x")
    agency.post("held", 404, hashes=[])
    assert agency.get("me")["inspections"] == []


def test_whoever_left_the_team_is_told_to_wipe_and_given_nothing(notebook, world):
    notebook.get("pack", device=notebook.device)
    mine = sent(device=notebook.device)
    assert not notebook.sync(mine)["wipe"]
    make_note(world, by=world.lead)
    TeamMember.objects.filter(person=world.inspectors["hmicfrs"], inspection=world.inspection).delete()
    got = notebook.sync(since=0)
    assert (got["wipe"], got["arrivals"], got["cursor"]) == (True, [], 0)
    notebook.get("pack", 404, device=notebook.device)


def test_the_pack_holds_what_a_notebook_needs_and_no_name(notebook, world):
    pack = notebook.get("pack", device=notebook.device)
    framework = world.inspection.framework
    assert [one["id"] for one in pack["criteria"]] == [one.id for one in framework.criteria]
    assert {one["id"] for one in pack["people"]} >= {str(world.lead.pk)}
    assert pack["me"] == {"id": str(world.inspectors["hmicfrs"].pk), "inspectorate": "hmicfrs"}
    assert (pack["may_write"], pack["files"], pack["wipe"]) == (True, False, False)
    assert notebook.get("pack", device=notebook.device)["head"] == pack["head"]


def test_a_revoked_device_gets_no_pack_and_no_arrivals(notebook, world):
    notebook.sync(sent())
    revoke_device(by=world.lead, device=Device.objects.get(), why="Lost.")
    got = notebook.sync(sent(), since=0)
    assert (got["revoked"], got["arrivals"], len(got["aside"])) == (True, [], 1)
    notebook.get("pack", 403, device=notebook.device)
    assert notebook.register()["revoked"]


def test_a_device_is_wiped_only_once_the_server_holds_all_it_wrote(notebook, world):
    one, other, spoilt = sent(device=notebook.device), sent(device=notebook.device), sent(device=notebook.device, source="gossip")
    notebook.sync(one, spoilt)
    hashes = sorted(each["hash"] for each in (one, other, spoilt))

    def proof(held):
        digest = hashlib.sha256("\n".join(held).encode()).hexdigest()
        return notebook.post("wiped", device=notebook.device, revisions=len(held), digest=digest, at="2022-10-21T17:00:00.000Z")

    assert not proof(hashes)["ok"]
    assert not DeviceWipe.objects.exists()
    assert notebook.post("held", hashes=hashes)["missing"] == [other["hash"]]
    notebook.sync(other)
    assert proof(hashes)["ok"]
    assert DeviceWipe.objects.get().revisions == 3


def test_after_fieldwork_devices_are_asked_to_wipe(notebook, world):
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.JUDGING)
    assert notebook.sync()["wipe"]
