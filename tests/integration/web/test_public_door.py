"""What everyone may read: the letter as published, in every form, and nothing else."""

import json

import pytest
from django.urls import reverse

from joinedup.areas.actions import create_area
from joinedup.publication.actions import correct, publish, withdraw
from joinedup.publication.queries import rendition
from tests.factories.documents import make_document
from tests.factories.people import make_person


@pytest.fixture
def area(db):
    return create_area(by=None, code="X99999999", name="Madeupshire", made_up=True)


@pytest.fixture
def letter(area):
    return publish(by=make_person(), document=make_document(), area=area)


def test_the_index_leads_to_the_letter(anyone, letter):
    page = anyone.get(reverse("public:letters"))
    address = page.links()[letter.title]
    assert anyone.get(address).h1 == letter.title


def test_the_letter_reads_as_it_was_frozen(anyone, letter):
    page = anyone.get(reverse("public:letter", args=[letter.slug]))
    document = make_document()
    words = [block.text for section in document.sections for block in section.blocks if block.type in ("passage", "standard")]
    assert words
    assert all(" ".join(text.split()) in page.text for text in words)
    assert "OFFICIAL-SENSITIVE" not in page.response.content.decode()


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("json", "application/json"),
        ("html", "text/html; charset=utf-8"),
    ],
)
def test_every_form_is_sent_byte_for_byte(anyone, letter, form, kind):
    response = anyone.client.get(reverse("public:download", args=[letter.slug, form]))
    assert response.content == rendition(letter, form).read()
    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Disposition"] == f'attachment; filename="{letter.slug}.{form}"'


def test_an_unknown_form_or_letter_is_not_found(anyone, letter):
    assert anyone.client.get(reverse("public:download", args=[letter.slug, "exe"])).status_code == 404
    assert anyone.get(reverse("public:letter", args=["nowhere-2026-01-01"]), status=404).h1 == "Page not found"


def test_a_corrected_letter_leads_to_the_one_that_stands_and_back(anyone, letter):
    newer = correct(by=make_person(), publication=letter, document=make_document(), why="A date was wrong.")
    page = anyone.get(reverse("public:letter", args=[letter.slug]))
    assert page.links()["Read the letter as it stands now"] == reverse("public:letter", args=[newer.slug])
    page = anyone.get(reverse("public:letter", args=[newer.slug]))
    assert page.links()["Read the letter as it was first published"] == reverse("public:letter", args=[letter.slug])


def test_a_withdrawn_letter_says_so_in_every_form(anyone, letter):
    withdraw(by=make_person(), publication=letter, why="Named the wrong area.")
    for address in (reverse("public:letter", args=[letter.slug]), reverse("public:download", args=[letter.slug, "pdf"])):
        assert anyone.get(address, status=410).h1 == "This letter was withdrawn"
    assert letter.title not in anyone.get(reverse("public:letters")).text


def test_programs_are_told_where_the_data_and_their_schema_are(anyone, letter):
    links = anyone.get(reverse("public:machines")).links()
    schema = anyone.client.get(links["Its schema"])
    assert json.loads(schema.content)["title"] == "A published letter"
    assert reverse("public:download", args=[letter.slug, "json"]) in links.values()
