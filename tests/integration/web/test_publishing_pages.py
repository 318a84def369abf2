"""What is settled with a letter and how it goes out, through the pages; and a letter read before everybody reads it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from joinedup.inspections.enums import Stage
from joinedup.letter.corrections.actions import propose_change, publish_correction, sign_correction
from joinedup.letter.corrections.queries import passages_published
from joinedup.letter.determination.queries import determined, recipients_of
from joinedup.letter.for_children.queries import page_of
from joinedup.letter.models import Letter
from joinedup.publication.elections.models import PreElectionPeriod
from joinedup.publication.models import Publication, State
from joinedup.publication.recipients.queries import deliveries, received_on
from joinedup.web.components.dates import day
from tests.factories.evidence import letter_framework, make_letter, make_signed
from tests.factories.inspections import as_if_real, make_inspection
from tests.factories.people import make_person

DAY = timezone.localdate() + timedelta(days=7)


@pytest.fixture
def world(db):
    made = make_inspection(letter_framework(), stage=Stage.WRITING)
    as_if_real(made)
    return made


def address(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def typed(name, day):
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


@pytest.fixture
def signed(world):
    return make_signed(world)


@pytest.fixture
def frozen(pages_as, world, signed):
    said = {**typed("day", DAY), "hour": "9:30am", **typed("received", timezone.localdate())}
    page = pages_as(world.lead).post(address(world, "letter-freeze"), said)
    assert "The letter is frozen." in page.text
    return Publication.objects.get()


def test_three_bodies_are_named_on_one_page(pages_as, world):
    letter, lead = make_letter(world), pages_as(world.lead)
    said = {"needed": "yes", "principal_authority": "Madeupshire Council", "principal_kind": "council", "basis": "20(1)"}
    page = lead.post(address(world, "letter-statement"), {**said, "prepared_by": "The board"})
    assert page.links()["Say what kind of body “The board” is."] == "#id_prepared_kind"
    other = {"prepared_by": "The board", "prepared_kind": "board", "sent_by": "The chair", "sent_kind": "chair"}
    lead.post(address(world, "letter-statement"), {**said, **other})
    assert (determined(letter).prepared_by, determined(letter).sent_kind, determined(letter).basis) == (
        "The board",
        "chair",
        "20(1)",
    )
    assert "The board" in lead.get(address(world, "letter-statement")).response.content.decode()


def test_recipients_are_taken_over_added_changed_and_taken_off(pages_as, world):
    letter, lead = make_letter(world), pages_as(world.lead)
    recipients_of(letter).delete()
    page = lead.get(address(world, "letter-recipients"))
    assert "The regulations name these" in page.text
    page = lead.post(address(world, "letter-recipients"))
    assert "Secretary of State for Education" in page.text
    lead.post(address(world, "letter-recipient-new"), {"name": "Police and crime commissioner", "kind": "other"})
    row = recipients_of(letter).get(name="Police and crime commissioner")
    change = lead.get(address(world, "letter-recipients")).links()[f"Change {row.name}"]
    lead.post(change, {"name": row.name, "kind": "other", "postal_address": "1 High Street"})
    row.refresh_from_db()
    assert row.postal_address == "1 High Street"
    lead.post(change, {"name": row.name, "kind": "other", "must_publish": "on", "postal_address": "1 High Street"})
    row = recipients_of(letter).get(name=row.name)
    assert row.must_publish
    assert "is off the list" in lead.post(address(world, "letter-recipient-remove", row.pk)).text


def test_the_lead_writes_for_children_and_nobody_else_does(pages_as, world):
    letter = make_letter(world)
    page = pages_as(world.lead).post(address(world, "letter-for-children"), {"title": "You", "text": "We came.\n\nWe listened."})
    assert "The page is saved." in page.text
    assert page_of(letter).paragraphs == ("We came.", "We listened.")
    pages_as(world.inspectors["ofsted"]).get(address(world, "letter-for-children"), status=403)


def test_two_leads_who_write_for_children_at_once_lose_nothing(pages_as, world):
    letter, lead = make_letter(world), pages_as(world.lead)
    here = address(world, "letter-for-children")
    opened = page_of(letter).mark
    assert f'name="based_on" value="{opened}"' in lead.client.get(here).content.decode()
    lead.post(here, {"title": "You", "text": "We came.", "based_on": opened})
    page = lead.post(here, {"title": "Us", "text": "We listened.", "based_on": opened})
    assert "Somebody saved this page after you opened it." in page.text
    assert "We came." in page.text
    assert "We listened." in page.text
    assert page_of(letter).paragraphs == ("We came.",)
    lead.post(here, {"title": "Us", "text": "We came and listened.", "based_on": page_of(letter).mark})
    assert page_of(letter).paragraphs == ("We came and listened.",)


def test_under_embargo_it_exists_for_nobody_but_a_named_reader_whose_copy_is_marked(pages_as, anyone, world, frozen):
    reader, lead = world.coordinators["police"], pages_as(world.lead)
    public = reverse("public:letter", args=[frozen.slug])
    for somebody in (anyone, pages_as(reader), pages_as(make_person())):
        somebody.get(public, status=404)
        assert somebody.client.get(reverse("public:download", args=[frozen.slug, "pdf"])).status_code == 404
    assert frozen.title not in anyone.get(reverse("public:letters")).text
    early = {"person": str(reader.pk), **typed("day", timezone.localdate() - timedelta(days=1)), "hour": "9am"}
    assert f"{reader.name} may read the letter early" in lead.post(address(world, "letter-reader-new"), early).text
    page = pages_as(reader).get(public)
    assert "Under embargo until" in page.text
    assert page.text.count(reader.email) == 2
    assert page.response.headers["Cache-Control"] == "no-store, private"
    copy = pages_as(reader).client.get(page.links()["Your marked copy (PDF)"])
    assert copy.headers["Content-Type"] == "application/pdf"
    assert frozen.title in pages_as(reader).get(reverse("public:early")).links()
    assert "You may read the letter before everybody" in pages_as(reader).get(reverse("agency:home")).text
    assert "2 readings" in lead.get(address(world, "letter-publication")).text
    anyone.get(public, status=404)
    row = frozen.readers.get()
    lead.post(address(world, "letter-reader-end", row.pk))
    pages_as(reader).get(public, status=404)


def test_the_lead_is_told_until_when_and_may_call_it_off(pages_as, world, frozen):
    lead = pages_as(world.lead)
    assert "under embargo until" in lead.get(address(world, "inspection")).text.lower()
    assert "This letter is under embargo until" in lead.post(address(world, "letter-release"), status=403).text
    page = lead.post(address(world, "letter-call-off"), {"why": "A fact is wrong."})
    assert "Publication is called off." in page.text
    frozen.refresh_from_db()
    assert frozen.state == State.CALLED_OFF
    lead.get(reverse("public:letter", args=[frozen.slug]), status=404)


def test_recipients_are_ticked_off_one_by_one(pages_as, world, frozen):
    lead, council = pages_as(world.lead), deliveries(frozen).get(principal=True)
    today = timezone.localdate()
    days = {**typed("sent", today), **typed("received", today - timedelta(days=1))}
    page = lead.post(address(world, "letter-sent", council.pk), days)
    assert "cannot have received the letter before it was sent" in page.text
    page = lead.post(
        address(world, "letter-sent", council.pk), {**days, **typed("received", today), "web_address": "council.example"}
    )
    assert "Madeupshire Council: saved." in page.text
    assert received_on(frozen) == today
    other = make_inspection(letter_framework(), stage=Stage.WRITING)
    make_letter(other)
    pages_as(other.lead).get(reverse("inspectorate:letter-sent", args=[other.inspection.pk, council.pk]), status=403)


def test_periods_are_kept_by_inspectorates_and_stop_publication_naming_a_free_day(pages_as, anyone, world, signed):
    lead = pages_as(world.lead)
    said = {"area": world.area.name, "election": "Local elections", "source": "A notice"}
    page = lead.post(
        reverse("inspectorate:pre-election"), {**said, **typed("first", DAY), **typed("last", DAY - timedelta(days=1))}
    )
    assert "comes after its first" in page.text
    lead.post(reverse("inspectorate:pre-election"), {**said, **typed("first", DAY), **typed("last", DAY)})
    freeze = {**typed("day", DAY), "hour": "9:30am", **typed("received", timezone.localdate())}
    assert "The next free day is" in lead.post(address(world, "letter-freeze"), freeze).text
    period = PreElectionPeriod.objects.get()
    page = lead.post(reverse("inspectorate:pre-election-strike", args=[period.pk]), {"why": "Another area's."})
    assert "Struck out" in page.text
    assert "The letter is frozen." in lead.post(address(world, "letter-freeze"), freeze).text
    pages_as(world.coordinators["police"]).get(reverse("inspectorate:pre-election"), status=404)


@pytest.fixture
def published(pages_as, world, signed):
    pages_as(world.lead).post(address(world, "letter-publish"))
    return Publication.objects.get()


def test_a_correction_is_proposed_signed_and_published_by_its_pages(pages_as, anyone, world, published):
    lead = pages_as(world.lead)
    propose = lead.get(address(world, "letter-corrections")).links()["Correct a passage"]
    passage = str(Letter.objects.get().passages.get().pk)
    said = {"passage": passage, "text": "Most children at risk are seen quickly.", "why": "It said all."}
    assert "Write what the passage should say" in lead.post(propose, {**said, "text": ""}).text
    lead.post(propose, said)
    correction = Letter.objects.get().corrections.get()
    for person in world.signatories.values():
        signing = address(world, "letter-correction-sign", correction.pk)
        page = pages_as(person).post(signing, {"version": correction.version})
        assert "You have signed the correction." in page.text
    page = lead.post(address(world, "letter-correction-publish", correction.pk))
    assert "Most children at risk are seen quickly." in page.text
    assert "This is a corrected version." in page.text
    earlier = anyone.get(reverse("public:letter", args=[published.slug]))
    assert "This letter was corrected: It said all." in earlier.text


def test_a_correction_can_be_dropped(pages_as, world, published):
    lead = pages_as(world.lead)
    passage = str(Letter.objects.get().passages.get().pk)
    lead.post(address(world, "letter-correct"), {"passage": passage, "text": "Other words.", "why": "A slip."})
    correction = Letter.objects.get().corrections.get()
    assert "The correction is dropped." in lead.post(address(world, "letter-correction-drop", correction.pk)).text


def test_a_letter_is_withdrawn_with_words_everybody_reads(pages_as, anyone, world, published):
    lead = pages_as(world.lead)
    client = lead.client
    client.post(address(world, "letter-withdraw-published"), {"why": "It named a service."})
    page = anyone.get(reverse("public:letter", args=[published.slug]), status=410)
    assert "It named a service." in page.text
    assert "Withdrawn" in lead.get(address(world, "letter-publication")).text


def test_after_publication_the_lead_is_told_what_is_not_ticked_off(pages_as, world, published):
    assert (
        "Letter to Madeupshire Council: sent, received and published by them not ticked off"
        in pages_as(world.lead).get(reverse("inspectorate:home")).text
    )


def test_after_a_correction_the_first_version_keeps_its_days_and_the_clock_stands_on_them(pages_as, world, signed):
    lead = pages_as(world.lead)
    lead.post(address(world, "letter-publish"))
    made = Publication.objects.get()
    [principal] = [row for row in deliveries(made) if row.principal]
    today = timezone.localdate()
    lead.post(address(world, "letter-sent", principal.pk), {**typed("sent", today), **typed("received", today)})
    letter = Letter.objects.get(inspection=world.inspection)
    passage = passages_published(letter)[0][0]
    correction = propose_change(by=world.lead, letter=letter, passage=passage, text="Most are seen quickly.", why="It said all.")
    for person in world.signatories.values():
        sign_correction(by=person, correction=correction, version=correction.version)
    publish_correction(by=world.lead, correction=correction)
    page = lead.get(address(world, "letter-publication"))
    newest, first = page.text.split("To whom the version of")
    assert "Sent: not yet" in newest
    assert f"Received: {day(today)}" in first
    assert f"counted from {day(today)}, when the principal authority received" in newest
