"""The letter through its pages: what keeps it back, what a passage rests on, signatures, publication."""

import pytest
from django.urls import reverse

from joinedup.inspections.enums import Stage
from joinedup.letter.actions import write_box, write_passage
from joinedup.letter.enums import BoxKind, LetterState
from joinedup.letter.models import Box, Letter
from joinedup.letter.queries import passages_of
from joinedup.publication.models import Publication
from tests.factories.evidence import letter_framework, make_letter, make_note, make_one_finding, make_passage
from tests.factories.inspections import make_inspection
from tests.factories.judging import agree_all

NEEDED = {"needed": "yes", "principal_kind": "council", "basis": "20(2)"}


@pytest.fixture
def world(db):
    return make_inspection(letter_framework(), stage=Stage.WRITING)


def address(world, name, *more):
    return reverse(f"inspectorate:{name}", args=[world.inspection.pk, *more])


def test_before_it_is_started_the_page_says_when_it_will_be(pages_as, world):
    assert "Begin with whom it is addressed to." in pages_as(world.lead).get(address(world, "letter")).text
    early = make_inspection(letter_framework(), stage=Stage.LISTS)
    assert "It is written once the team is judging" in pages_as(early.lead).get(address(early, "letter")).text


def test_the_working_letter_says_whom_it_is_for(pages_as, world):
    letter = make_letter(world)
    page = pages_as(world.lead).get(address(world, "letter"))
    assert [f"{row.role}, {row.organisation}" in page.text for row in letter.addressees.all()] == [True] * letter.addressees.count()
    assert letter.addressees.exists()


def test_a_box_called_as_its_section_is_headed_once(pages_as, world):
    letter = make_letter(world)
    section = next(part for part in world.inspection.framework.letter if part.kind == "boxes")
    kind = BoxKind.values[0]
    box = write_box(by=world.lead, letter=letter, section=section.id, kind=kind, title=section.title)
    write_passage(by=world.lead, letter=letter, section=section.id, box=box, text="A girl was met at the door.", findings=[])
    page = pages_as(world.lead).get(address(world, "letter"))
    headings = ["".join(node.itertext()) for kind in ("h2", "h3") for node in page.tree.iter(kind)]
    assert headings.count(section.title) == 1


def test_a_passage_leads_down_to_findings_notes_and_who_wrote_them(pages_as, world):
    note = make_note(world, text="The child was met at the door.")
    finding = make_one_finding(world, notes=[note])
    passage = make_passage(world, make_letter(world), findings=[finding])
    pages = pages_as(world.inspectors["ofsted"])
    letter = pages.get(address(world, "letter"))
    [trace] = [href for text, href in letter.links().items() if text.startswith("What this rests on")]
    assert trace == address(world, "passage", passage.pk)
    page = pages.get(trace)
    assert note.current.text in page.text
    assert page.links()["Finding 1"] == address(world, "finding", finding.pk)
    assert page.links()["Note 1"] == address(world, "note", note.pk)


def test_a_passage_without_evidence_keeps_the_letter_back_and_says_so(pages_as, world):
    letter = make_letter(world)
    passage = make_passage(world, letter, findings=[])
    world.move_to(Stage.CHECKING)
    pages = pages_as(world.lead)
    assert "rests on no evidence" in pages.get(address(world, "letter")).text
    assert "rests on no finding yet" in pages.get(address(world, "passage", passage.pk)).text
    refusal = pages.post(address(world, "letter-offer"), status=403)
    assert "rests on no evidence" in refusal.text
    letter.refresh_from_db()
    assert letter.state == LetterState.DRAFTING


def test_the_letter_is_offered_signed_by_every_inspectorate_and_published(pages_as, anyone, world):
    make_passage(world, make_letter(world))
    world.move_to(Stage.CHECKING)
    assert "Each inspectorate" in pages_as(world.lead).post(address(world, "letter-offer")).text
    for code, person in world.signatories.items():
        page = pages_as(person).get(address(world, "letter-sign"))
        assert page.h1 == f"Sign the letter for {world.inspectorates[code].name}"
        pages_as(person).post(address(world, "letter-sign"), {"post": "National director", "read": "on"})
    page = pages_as(world.lead).post(address(world, "letter-publish"))
    assert "Children at risk are seen quickly." in page.text
    [publication] = Publication.objects.all()
    assert anyone.get(reverse("public:letter", args=[publication.slug])).h1 == publication.title


def test_a_signature_needs_a_post_and_a_reader(pages_as, world):
    make_passage(world, make_letter(world))
    world.move_to(Stage.CHECKING)
    pages_as(world.lead).post(address(world, "letter-offer"))
    page = pages_as(world.signatories["ofsted"]).post(address(world, "letter-sign"), {})
    assert set(page.links().values()) >= {"#id_post", "#id_read"}


def test_only_those_who_may_see_a_button_and_the_rest_are_told_why(pages_as, world):
    make_passage(world, make_letter(world))
    world.move_to(Stage.CHECKING)
    inspector = pages_as(world.inspectors["ofsted"])
    assert "Offer for signature" not in inspector.get(address(world, "letter")).response.content.decode()
    assert "Only a lead inspector" in inspector.post(address(world, "letter-offer"), status=403).text
    assert "Only the signatory" in inspector.get(address(world, "letter-sign"), status=403).text
    assert Letter.objects.get().state == LetterState.DRAFTING


def test_a_page_that_changes_something_answers_no_get(pages_as, world):
    make_letter(world)
    for name in ("letter-offer", "letter-publish", "move", "ask", "draw", "link"):
        assert pages_as(world.lead).client.get(address(world, name)).status_code == 405


def test_the_letter_is_written_from_its_start_through_the_pages(pages_as, world):
    finding = make_one_finding(world)
    lead = pages_as(world.lead)
    start = lead.get(lead.get(address(world, "letter")).links()["Start the letter"])
    assert "Chief constable, Police" in start.text
    lead.post(address(world, "letter-start"), {"addressees": "Chief constable, Madeupshire Police"})
    section = address(world, "letter-section", "strengths")
    page = lead.post(section, {"text": "Officers act.", "findings": [finding.pk]}, follow=True)
    assert "Officers act." in page.text
    page = lead.get(page.links()["What it rests on: Officers act."])
    assert page.links()["Finding 1"] == address(world, "finding", finding.pk)
    page = lead.post(address(world, "letter-statement"), {**NEEDED, "principal_authority": "Madeupshire Council"})
    assert "needed from Madeupshire Council" in page.text


@pytest.mark.parametrize(
    ("name", "said", "sentence"),
    [
        ("letter-start", {"addressees": "Chief constable"}, "“Chief constable” has no comma between post and organisation."),
        ("letter-start", {"addressees": " "}, "Enter at least one addressee."),
    ],
)
def test_what_cannot_start_a_letter_is_said(pages_as, world, name, said, sentence):
    assert sentence in pages_as(world.lead).post(address(world, name), said).text
    assert not Letter.objects.exists()


def test_a_statement_needs_somebody_to_make_it(pages_as, world):
    make_letter(world)
    page = pages_as(world.lead).post(address(world, "letter-statement"), {**NEEDED, "principal_authority": ""})
    assert page.links()["Name the principal authority that must make the written statement."] == "#id_principal_authority"


def test_a_passage_is_reworded_and_taken_out(pages_as, world):
    passage = make_passage(world, make_letter(world))
    lead = pages_as(world.lead)
    change = lead.get(address(world, "passage", passage.pk)).links()["Change this passage"]
    assert passage.text in lead.get(change).text
    page = lead.post(change, {"text": "Children are seen at once.", "findings": [passage.findings.get().pk]})
    assert "Children are seen at once." in page.text
    assert "The passage is saved." in page.text
    assert "ignature" not in page.text.split("The passage is saved.")[1].split("Children are seen")[0]  # none has stood yet
    page = lead.post(address(world, "passage-remove", passage.pk))
    assert "The passage is out of the letter." in page.text
    assert not passages_of(Letter.objects.get())


def test_a_box_is_set_apart_with_its_passages_and_goes_with_the_last_of_them(pages_as, world):
    finding, _ = make_one_finding(world), make_letter(world)
    lead = pages_as(world.lead)
    add = lead.get(address(world, "letter")).links()["Add a box"]
    said = {"section": "boxes", "kind": "effective_practice", "title": "A call before lunch", "findings": [finding.pk]}
    assert "Enter a heading." in lead.post(add, {**said, "title": ""}).text
    page = lead.post(add, {**said, "text": "The duty officer rang."})
    assert page.links()["Finding 1"] == address(world, "finding", finding.pk)
    box = Box.objects.get()
    letter = lead.get(address(world, "letter"))
    assert "A call before lunch" in letter.text
    more = letter.links()["Add to this box: A call before lunch"]
    lead.post(more, {"text": "The school wrote it down.", "findings": [finding.pk]})
    assert [passage.text for passage in box.passages.order_by("position")] == [
        "The duty officer rang.",
        "The school wrote it down.",
    ]
    for passage in list(box.passages.all()):
        assert Box.objects.exists()
        lead.post(address(world, "passage-remove", passage.pk))
    assert not Box.objects.exists()


def test_a_published_letter_is_not_changed(pages_as, world):
    letter = make_letter(world)
    passage = make_passage(world, letter)
    letter.state = LetterState.PUBLISHED
    letter.save()
    lead = pages_as(world.lead)
    for name, more in (("box-new", ()), ("letter-statement", ()), ("passage-reword", (passage.pk,))):
        assert "What is published is corrected, never changed." in lead.get(address(world, name, *more), status=403).text
    assert "Change this passage" not in lead.get(address(world, "passage", passage.pk)).links()


def test_a_finding_is_fed_back_then_agreed_by_the_lead(pages_as, world):
    finding = make_one_finding(world)
    lead, move = pages_as(world.lead), address(world, "finding-move", finding.pk)
    agree_all(world)
    fed_back = {"to": "fed_back", "meeting": "The last one", "on_day": "18", "on_month": "10", "on_year": "2022"}
    assert "Finding 1 is now fed back." in lead.post(move, fed_back).text
    assert "Finding 1 is now agreed." in lead.post(move, {"to": "agreed"}).text
    assert "Only a lead inspector" in pages_as(world.inspectors["ofsted"]).post(move, {"to": "fed_back"}, status=403).text
    lead.post(move, {"to": "nonsense"}, status=403)


def test_a_signature_is_withdrawn_with_a_reason_and_the_letter_is_open_again(pages_as, world):
    make_passage(world, make_letter(world))
    world.move_to(Stage.CHECKING)
    pages_as(world.lead).post(address(world, "letter-offer"))
    signatory = pages_as(world.signatories["ofsted"])
    signatory.post(address(world, "letter-sign"), {"post": "National director", "read": "on"})
    withdraw = signatory.get(address(world, "letter")).links()["Withdraw your signature"]
    assert "Say why you withdraw your signature." in signatory.post(withdraw, {}).text
    page = signatory.post(withdraw, {"why": "A fact has changed."})
    assert "no signature stands" in page.text
    assert Letter.objects.get().state == LetterState.DRAFTING
