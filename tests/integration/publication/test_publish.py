"""Publishing freezes a document in four forms, and nothing changes it afterwards."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from joinedup.areas.actions import create_area
from joinedup.audit.models import Entry
from joinedup.publication import queries
from joinedup.publication.actions import call_off, correct, publish, release, withdraw
from joinedup.publication.document import PassageWithoutEvidence
from joinedup.publication.models import Publication, PublicationFrozen, RenditionBroken, State
from joinedup.publication.render.as_html import to_html_body
from joinedup.publication.render.as_pdf import CannotBeSet
from joinedup.publication.rules import PUBLICATION_STATES, PublicationRefused, can_become, can_correct, can_withdraw
from tests.factories.documents import make_document, make_passage
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return create_area(by=None, code="X99999999", name="Madeupshire", made_up=True)


@pytest.fixture
def letter(area):
    return publish(by=make_person(), document=make_document(), area=area)


def with_passage(passage):
    """Return the letter with one passage as its headline finding."""
    document = make_document()
    before, section, after = document.sections[:2], document.sections[2], document.sections[3:]
    return replace(document, sections=(*before, replace(section, blocks=(passage,)), *after))


def test_four_forms_are_stored_and_listed(letter):
    assert letter.slug == "madeupshire-2026-03-05"
    assert list(queries.published()) == [letter]
    assert [entry.format for entry in queries.renditions_of(letter)] == ["docx", "html", "json", "pdf"]
    assert json.loads(queries.rendition(letter, "json").read()) == json.loads(letter.document)
    assert queries.rendition(letter, "pdf").read().startswith(b"%PDF-")


def test_an_address_can_be_chosen(area):
    assert publish(by=make_person(), document=make_document(), area=area, slug="first-letter").slug == "first-letter"


def test_publishing_is_logged_with_its_hash(letter):
    entry = Entry.objects.get(object_id=str(letter.pk))
    assert letter.sha256 in str(entry.detail)


@pytest.mark.parametrize(
    ("passage", "refusal"),
    [
        (replace(make_passage(1, "Seen."), notes=()), PassageWithoutEvidence),
        (replace(make_passage(1, "Seen."), findings=()), PassageWithoutEvidence),
        (make_passage(1, "Seen 😀"), CannotBeSet),
    ],
)
def test_what_cannot_be_published_leaves_nothing_behind(area, passage, refusal, settings, tmp_path):
    settings.VAR = tmp_path
    with pytest.raises(refusal):
        publish(by=make_person(), document=with_passage(passage), area=area)
    assert not Publication.objects.exists()
    assert not list(tmp_path.rglob("*.*"))


def test_a_second_letter_of_the_day_gets_an_address_of_its_own(area):
    person = make_person()
    slugs = [publish(by=person, document=make_document(), area=area).slug for _ in range(3)]
    assert slugs == ["madeupshire-2026-03-05", "madeupshire-2026-03-05-2", "madeupshire-2026-03-05-3"]


def test_a_correction_keeps_the_first_version_readable(letter):
    before = queries.rendition(letter, "pdf").read()
    newer = correct(by=make_person(), publication=letter, document=with_passage(make_passage(1, "Seen soon.")), why="A date.")
    assert list(queries.published()) == [newer]
    earlier = queries.by_slug(letter.slug)
    assert (earlier.state, earlier.superseded_by) == (State.CORRECTED, newer)
    assert queries.rendition(earlier, "pdf").read() == before
    assert Entry.objects.get(action="document corrected").object_id == str(letter.pk)


def test_a_withdrawn_letter_leaves_the_list(letter):
    withdraw(by=make_person(), publication=letter, why="Names a service.")
    assert not queries.published().exists()
    assert queries.by_slug(letter.slug).state == State.WITHDRAWN


#: state before → may it be withdrawn or corrected, and what a refusal says
ALLOWED = {
    State.EMBARGOED: "is under embargo",
    State.CALLED_OFF: "called off",
    State.PUBLISHED: "",
    State.CORRECTED: "newer version",
    State.WITHDRAWN: "has been withdrawn",
}
#: what moves a document, by the state it moves it to
MOVES = {
    State.PUBLISHED: lambda letter: release(by=make_person(), publication=letter),
    State.CALLED_OFF: lambda letter: call_off(by=make_person(), publication=letter, why="A fact is wrong."),
    State.CORRECTED: lambda letter: correct(by=make_person(), publication=letter, document=make_document(), why="A date."),
    State.WITHDRAWN: lambda letter: withdraw(by=make_person(), publication=letter, why="Named a service."),
}


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", MOVES)
def test_every_cell_of_the_table_of_states(letter, before, after):
    Publication.objects.filter(pk=letter.pk).update(state=before)
    letter.refresh_from_db()
    allowed = after in PUBLICATION_STATES[before]
    assert can_become(letter, after) == allowed
    if allowed:
        MOVES[after](letter)
    else:
        with pytest.raises(PublicationRefused):
            MOVES[after](letter)
    letter.refresh_from_db()
    assert letter.state == (after if allowed else before)


def test_under_embargo_it_is_frozen_and_nobody_finds_it_before_it_is_let_go(area):
    later = timezone.now() + timedelta(days=2)
    letter = publish(by=make_person(), document=make_document(), area=area, public_from=later)
    assert letter.state == State.EMBARGOED
    assert queries.rendition(letter, "pdf").read().startswith(b"%PDF-")
    assert not queries.published().exists()
    assert not queries.ever_published().exists()
    release(by=make_person(), publication=letter)
    assert list(queries.published()) == [letter]


def test_everybody_is_told_why_a_letter_was_withdrawn_or_corrected(letter):
    newer = correct(by=make_person(), publication=letter, document=make_document(), why="The dates of fieldwork were wrong.")
    letter.refresh_from_db()
    assert letter.notice.words == "The dates of fieldwork were wrong."
    withdraw(by=make_person(), publication=newer, why="It named a service.")
    assert queries.versions_of(letter) == [letter, newer]
    assert queries.newest(letter).notice.words == "It named a service."


@pytest.mark.parametrize("state", State)
def test_only_what_stands_can_be_withdrawn_or_corrected(letter, state):
    Publication.objects.filter(pk=letter.pk).update(state=state)
    letter.refresh_from_db()
    assert (can_withdraw(letter), can_correct(letter)) == (not ALLOWED[state],) * 2
    if ALLOWED[state]:
        with pytest.raises(PublicationRefused, match=ALLOWED[state]):
            withdraw(by=make_person(), publication=letter, why="x")
        with pytest.raises(PublicationRefused, match=ALLOWED[state]):
            correct(by=make_person(), publication=letter, document=make_document(), why="x")
        assert Publication.objects.count() == 1


def test_nothing_published_can_be_saved_over(letter):
    letter.title = "Another title"
    for kept in ({}, {"update_fields": ["title"]}, {"update_fields": ["title", "state"]}):
        with pytest.raises(PublicationFrozen):
            letter.save(**kept)
    with pytest.raises(PublicationFrozen):
        queries.rendition(letter, "pdf").save()
    assert queries.by_slug(letter.slug).title == make_document().title


def test_the_page_shows_the_article_as_published_and_not_as_it_would_be_made_today(letter, monkeypatch):
    monkeypatch.setattr("joinedup.publication.render.words.MADE_UP", "Something else")
    assert queries.article(letter) != to_html_body(make_document())
    assert "every child, agency and event in it is invented" in queries.article(letter).lower()


def test_a_changed_or_missing_file_is_never_served(letter):
    form = queries.rendition(letter, "html")
    form.path.write_bytes(b"Something else")
    with pytest.raises(RenditionBroken, match="not what was published"):
        form.read()
    form.path.unlink()
    with pytest.raises(RenditionBroken, match="missing"):
        form.read()
