"""A file somebody sends is in memory or sealed, never in a temporary folder."""

import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from joinedup.config import uploads
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.actions import ask_agencies
from joinedup.intake.models import DataRequest
from tests.factories.inspections import World, make_inspection
from tests.factories.linkage import framework_of_people
from tests.integration.web.two_inspections import browser

LARGE = 11 << 20  # Django would write anything above 2.5 MB to the temporary folder


@pytest.fixture
def world(db) -> World:
    world = make_inspection(framework_of_people(), Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


@pytest.fixture
def spool(tmp_path, settings, monkeypatch):
    """The temporary folder, for this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def send(world: World, person, size: int, **more):
    request = DataRequest.objects.get(inspection=world.inspection, agency=world.agencies["police"])
    address = reverse("agency:item", args=[world.inspection.pk, request.pk])
    return browser(person).post(address, {"file": SimpleUploadedFile("people.csv", b"x" * size), "coverage": "area"}, **more)


def test_a_large_file_never_lies_in_the_temporary_folder(world, spool, monkeypatch):
    met = []

    def receive(*, data, **said):
        met.append((len(data), list(spool.iterdir())))
        raise InspectionRefused("Seen enough.")

    monkeypatch.setattr("joinedup.intake.actions.receive_submission", receive)
    assert "Seen enough." in send(world, world.coordinators["police"], LARGE).content.decode()
    assert met == [(LARGE, [])]


def test_more_than_the_largest_list_is_refused_before_it_is_held(world, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    refused = send(world, world.coordinators["police"], 2000)
    assert refused.status_code == 413
    assert "The largest file that is read is 200 MB." in refused.content.decode()
    assert send(world, world.coordinators["police"], 10).status_code == 200


@pytest.mark.parametrize(
    ("referer", "back"),
    [("https://testserver/agency/?a=1", "/agency/"), ("https://elsewhere.example/agency/", "/"), ("", "/")],
)
def test_who_sent_too_much_is_led_back_to_the_page_and_nowhere_else(world, monkeypatch, referer, back):
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    refused = send(world, world.coordinators["police"], 2000, headers={"referer": referer})
    assert f'href="{back}">Go back and choose another file' in refused.content.decode()


def test_nobody_fills_the_memory_without_signing_in(world, monkeypatch):
    """The page's token stands in the body, so the body is read before anybody asks who sends it."""
    held = []
    monkeypatch.setattr(uploads.SealedOnlyUploadHandler, "file_complete", lambda self, size: held.append(self.activated))
    stranger = browser(None)
    stranger.handler.enforce_csrf_checks = True
    stranger.cookies["csrftoken"] = "a" * 32
    data = {"csrfmiddlewaretoken": "b" * 32, "file": SimpleUploadedFile("people.csv", b"x" * LARGE)}
    assert stranger.post(reverse("agency:home"), data).status_code == 403
    assert held == [False]
