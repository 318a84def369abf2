"""What the doctor finds among published forms."""

import os
import time

import pytest

from joinedup.areas.actions import create_area
from joinedup.config.examining import examine
from joinedup.publication.actions import publish
from joinedup.publication.models import published_folder
from joinedup.publication.queries import rendition
from tests.factories.documents import make_document
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(settings, tmp_path):
    settings.VAR = tmp_path
    area = create_area(by=None, code="X99999999", name="Madeupshire", made_up=True)
    return publish(by=make_person(), document=make_document(), area=area)


def said(*, sweep=False):
    """Return what is said of publications, as (well, sentence)."""
    return [(finding.ok, finding.sentence) for finding in examine(sweep=sweep) if finding.subject == "publications"]


def test_letters_as_published_are_well(letter):
    assert said() == [(True, "All 4 published forms are as they were published.")]


def test_a_changed_and_a_missing_form_are_named(letter):
    rendition(letter, "pdf").path.write_bytes(b"changed")
    rendition(letter, "json").path.unlink()
    assert [well for well, _ in said()] == [False, False]
    text = " ".join(sentence for _, sentence in said())
    assert f"{letter.slug} as pdf is not what was published" in text
    assert f"{letter.slug} as json is missing" in text


def test_old_files_that_were_never_published_are_swept_young_ones_left(letter):
    old, young = (published_folder() / name for name in ("0.pdf", "1.pdf.7.tmp"))
    for path in (old, young):
        path.write_bytes(b"x")
    os.utime(old, (time.time() - 7200,) * 2)
    assert said()[0] == (False, "1 file was never published. Run: joinedup doctor --sweep")
    assert said(sweep=True)[0] == (True, "1 file that was never published was removed.")
    assert (old.exists(), young.exists()) == (False, True)
    assert said() == [(True, "All 4 published forms are as they were published.")]
