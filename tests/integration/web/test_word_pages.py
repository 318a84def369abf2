"""A notebook downloaded, written in and sent back through the page."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from joinedup.evidence.models import Note
from joinedup.inspections.enums import Stage
from tests.factories.evidence import make_note
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def written(data, *changes):
    word = Document(io.BytesIO(data))
    for place, label, text in changes:
        for row in word.tables[place].rows:
            if row.cells[0].text.startswith(label):
                row.cells[1].text = text
    held = io.BytesIO()
    word.save(held)
    return SimpleUploadedFile("notebook.docx", held.getvalue())


def test_a_notebook_goes_out_and_comes_back(pages_as, world):
    make_note(world)
    pages = pages_as(world.inspectors["hmicfrs"])
    here = reverse("inspectorate:book", args=[world.inspection.pk])
    href = pages.get(here).links()["Download your notes in Word (.docx)"]
    sent = pages.client.get(href)
    assert sent.headers["Cache-Control"] == "no-store" and "notebook.docx" in sent.headers["Content-Disposition"]
    page = pages.post(here, file=written(sent.content, (1, "What was seen", "New.")))
    assert "Taken in: 1 new note, 0 new wordings. 1 note unchanged." in page.text
    assert Note.objects.count() == 2
    page = pages.post(here, file=written(sent.content, (1, "What was seen", "New."), (0, "Whose", "Polise")))
    assert "Note 1: “Whose work” could not be read: write one of " in page.text


def test_what_is_no_notebook_is_told(pages_as, world):
    pages = pages_as(world.lead)
    here = reverse("inspectorate:book", args=[world.inspection.pk])
    assert "Choose the notebook." in pages.post(here).text
    assert "not a Word document" in pages.post(here, file=SimpleUploadedFile("a.docx", b"Dear all")).text
    exported = pages.client.get(reverse("inspectorate:book-download", args=[world.inspection.pk, "json"]))
    assert exported.json()["notes"] == []
    pages.get(reverse("inspectorate:book-download", args=[world.inspection.pk, "odt"]), status=404)


def test_notes_to_print_and_blank_forms_are_offered_beside_the_notebook(pages_as, world):
    make_note(world, text="Met at the door.")
    pages = pages_as(world.inspectors["hmicfrs"])
    links = pages.get(reverse("inspectorate:book", args=[world.inspection.pk])).links()
    sent = pages.client.get(links["Export your notes with every wording, to read and print (HTML)"])
    assert 'filename="notes.html"' in sent.headers["Content-Disposition"] and sent.headers["Cache-Control"] == "no-store"
    assert "Met at the door." in sent.content.decode()
    forms = pages.get(links["Blank forms to print"])
    assert forms.h1.startswith("Forms for notes")
    nonce = re.search(r'<style nonce="([^"]+)">', forms.response.content.decode())[1]
    assert f"'nonce-{nonce}'" in forms.response.headers["Content-Security-Policy"]
    assert forms.response.headers["Cache-Control"] == "no-store"
