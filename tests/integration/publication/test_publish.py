"""Publishing freezes a document in four forms, and nothing changes it afterwards."""

import json
from dataclasses import replace

import pytest

from joinedup.areas.actions import create_area
from joinedup.audit.models import Entry
from joinedup.publication.actions import publish, withdraw
from joinedup.publication.document import PassageWithoutEvidence
from joinedup.publication.models import Publication, RenditionBroken, State
from joinedup.publication.queries import by_slug, published, rendition, renditions_of
from tests.factories.documents import make_document
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return create_area(by=None, code="X99999999", name="Madeupshire", made_up=True)


def test_four_forms_are_stored_and_listed(area):
    publication = publish(by=make_person(), document=make_document(), area=area)
    assert publication.slug == "madeupshire-2026-03-05"
    assert list(published()) == [publication]
    assert [entry.format for entry in renditions_of(publication)] == ["docx", "html", "json", "pdf"]
    assert json.loads(rendition(publication, "json").read()) == json.loads(publication.document)
    assert rendition(publication, "pdf").read().startswith(b"%PDF-")


def test_publishing_is_logged_with_its_hash(area):
    publication = publish(by=make_person(), document=make_document(), area=area)
    entry = Entry.objects.get(object_id=str(publication.pk))
    assert publication.sha256 in str(entry.detail)


def test_a_passage_without_evidence_cannot_be_published(area):
    document = make_document()
    bare = replace(document.sections[2].blocks[0], notes=())
    document = replace(document, sections=(*document.sections[:2], replace(document.sections[2], blocks=(bare,))))
    with pytest.raises(PassageWithoutEvidence):
        publish(by=make_person(), document=document, area=area)
    assert not Publication.objects.exists()


def test_a_second_letter_of_the_day_gets_an_address_of_its_own(area):
    person = make_person()
    slugs = [publish(by=person, document=make_document(), area=area).slug for _ in range(3)]
    assert slugs == ["madeupshire-2026-03-05", "madeupshire-2026-03-05-2", "madeupshire-2026-03-05-3"]


def test_a_correction_keeps_the_first_version_readable(area):
    person = make_person()
    first = publish(by=person, document=make_document(), area=area)
    second = publish(by=person, document=make_document(), area=area, supersedes=first)
    assert list(published()) == [second]
    assert by_slug(first.slug).state == State.CORRECTED


def test_a_withdrawn_letter_leaves_the_list(area):
    person = make_person()
    publication = withdraw(by=person, publication=publish(by=person, document=make_document(), area=area), why="Names a service.")
    assert not published().exists()
    assert by_slug(publication.slug).state == State.WITHDRAWN


def test_a_changed_or_missing_file_is_never_served(area):
    form = rendition(publish(by=make_person(), document=make_document(), area=area), "html")
    form.path.write_bytes(b"Something else")
    with pytest.raises(RenditionBroken, match="not what was published"):
        form.read()
    form.path.unlink()
    with pytest.raises(RenditionBroken, match="missing"):
        form.read()
