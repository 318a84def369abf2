"""What everyone may read: the letter as published, in every form, and nothing else."""

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

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


def test_letters_are_found_by_area_theme_day_and_words(anyone, letter):
    other = create_area(by=None, code="X99999998", name="Elsewhere", made_up=True)
    document = replace(make_document(), area="Elsewhere", title="A letter about Elsewhere", theme="domestic abuse")
    publish(by=make_person(), document=replace(document, published_on=date(2025, 1, 6)), area=other)
    index = reverse("public:letters")
    for asked, found in (
        ({}, {letter.title, "A letter about Elsewhere"}),
        ({"area": "Elsewhere"}, {"A letter about Elsewhere"}),
        ({"theme": "Neglect"}, {letter.title}),
        ({"words": "LISTENED to"}, {letter.title, "A letter about Elsewhere"}),
        ({"words": "elsewhere abuse"}, {"A letter about Elsewhere"}),
        ({"words": "finding-1"}, set()),
        ({"since_day": "1", "since_month": "3", "since_year": "2026"}, {letter.title}),
        ({"until_day": "1", "until_month": "3", "until_year": "2026"}, {"A letter about Elsewhere"}),
    ):
        links = anyone.get(index, **asked).links()
        assert {title for title in (letter.title, "A letter about Elsewhere") if title in links} == found, asked
    assert "must be a real date" in anyone.get(index, since_day="31", since_month="2", since_year="2026").text
    assert "0 letters fit" in anyone.get(index, words="nowhere").text


def test_the_feed_tells_what_is_new_corrected_and_withdrawn(anyone, letter):
    newer = correct(by=make_person(), publication=letter, document=make_document(), why="A date was wrong.")
    response = anyone.client.get(reverse("public:feed"))
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring(response.content)
    entries = {one.findtext("a:id", namespaces=atom): one for one in feed.findall("a:entry", atom)}
    assert set(entries) == {f"urn:uuid:{letter.pk}", f"urn:uuid:{newer.pk}"}
    earlier = entries[f"urn:uuid:{letter.pk}"]
    assert earlier.findtext("a:title", namespaces=atom) == f"{letter.title} (corrected since)"
    assert "A date was wrong." in earlier.findtext("a:summary", namespaces=atom)
    kinds = {link.get("type") for link in entries[f"urn:uuid:{newer.pk}"].findall("a:link", atom)}
    assert "application/pdf" in kinds
    for one in (feed, *entries.values()):
        assert all(one.findtext(f"a:{name}", namespaces=atom) for name in ("id", "title", "updated"))
    withdraw(by=make_person(), publication=newer, why="Named a service.")
    assert "Named a service." in anyone.client.get(reverse("public:feed")).content.decode()


def test_an_empty_feed_is_a_feed(anyone, db):
    assert ElementTree.fromstring(anyone.client.get(reverse("public:feed")).content).tag.endswith("feed")


def test_children_read_a_page_of_their_own(anyone, letter):
    page = anyone.get(reverse("public:letter", args=[letter.slug]))
    words = make_document().for_children
    own = anyone.get(page.links()[words.title])
    assert own.h1 == words.title
    assert all(text in own.text for text in words.paragraphs)


def test_a_letter_without_such_a_page_has_none(anyone, area):
    bare = publish(by=make_person(), document=replace(make_document(), for_children=None), area=area)
    anyone.get(reverse("public:young-people", args=[bare.slug]), status=404)
    assert "For children and young people" not in anyone.get(reverse("public:letter", args=[bare.slug])).text


def test_where_the_newest_version_is_withdrawn_no_earlier_one_is_read(anyone, letter):
    newer = correct(by=make_person(), publication=letter, document=make_document(), why="A date was wrong.")
    withdraw(by=make_person(), publication=newer, why="It named a service.")
    for name in ("public:letter", "public:young-people"):
        assert "It named a service." in anyone.get(reverse(name, args=[letter.slug]), status=410).text


def test_the_schema_of_earlier_letters_is_served(anyone, db):
    schema = json.loads(anyone.client.get(reverse("public:schema-1")).content)
    assert schema["properties"]["schema"] == {"const": "joinedup-letter-1"}
