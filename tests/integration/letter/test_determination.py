"""Who answers a letter, on what basis, and whom it is sent to: what is said, what is printed, what it voids."""

from datetime import date

import pytest

from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.actions import LetterError, WrittenMeanwhile, offer_for_signature, start_letter
from joinedup.letter.determination.actions import Body, Named, determine, mend_address, name_recipients
from joinedup.letter.determination.queries import (
    basis_words,
    determined,
    gaps_of,
    principal_recipient,
    proposed_recipients,
    recipients_of,
)
from joinedup.letter.document import compose, letter_facts
from joinedup.letter.for_children.actions import write_for_children
from joinedup.letter.for_children.queries import gaps_of as gaps_for_children
from joinedup.letter.for_children.queries import page_of, paragraphs
from joinedup.letter.queries import standing_signatures
from joinedup.letter.review import current_version
from joinedup.method.calendar import add_working_days
from joinedup.method.loader import load_framework
from tests.factories.disclosure import checked
from tests.factories.evidence import letter_framework, make_letter, make_passage, make_signed
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db

COUNCIL = Body("council", "Madeupshire Council")
DAY = date(2026, 3, 5)
FRAMEWORKS = ("jtai-2016-sexual-exploitation-missing", "jtai-2022-front-door", "targeted-2016-single-agency")


@pytest.fixture
def world():
    return make_inspection(letter_framework(), stage=Stage.WRITING)


def says(world, **said):
    letter = make_letter(world)
    determine(by=world.lead, letter=letter, **{"needed": True, "principal": COUNCIL, "basis": "20(2)"} | said)
    return letter


def test_one_body_is_named_prepares_and_sends_unless_somebody_says_otherwise(world):
    facts = letter_facts(says(world), DAY)
    assert (facts["prepared_by"], facts["sent_by"]) == (COUNCIL.name, COUNCIL.name)
    assert facts["principal_and_preparer"] == "Madeupshire Council is the principal authority and"
    assert vars(compose(says_again(world), DAY).statement)["prepared_by"] == ""


def says_again(world):
    return world.inspection.letter


@pytest.mark.parametrize("kind", ["council", "board", "partnership", "chair", "post", "other"])
def test_three_bodies_can_be_named_each_of_any_kind(world, kind):
    letter = says(world, prepared=Body(kind, "The board"), sent=Body("chair", "The chair"))
    facts = letter_facts(letter, DAY)
    assert facts["principal_and_preparer"] == "Madeupshire Council is the principal authority and that The board"
    assert facts["sent_by"] == "The chair"
    statement = compose(letter, DAY).statement
    assert (statement.prepared_by, statement.sent_by) == ("The board", "The chair")
    assert determined(letter).prepared_kind == kind


def test_whoever_prepares_it_sends_it_where_nobody_else_is_named(world):
    assert compose(says(world, prepared=Body("board", "The board")), DAY).statement.sent_by == "The board"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"principal": Body("company", "Somebody")}, "Say what kind of body"),
        ({"principal": Body("council", " ")}, "Name the principal authority"),
        ({"basis": "20(7)"}, "was not made under section 20"),
    ],
)
def test_what_cannot_be_determined_is_said(world, said, words):
    with pytest.raises(LetterError, match=words):
        says(world, **said)


@pytest.mark.parametrize(("basis", "words"), [("20(1)", "request of the Secretary of State"), ("20(2)", "own initiative")])
def test_the_legal_basis_is_printed(world, basis, words):
    letter = says(world, basis=basis)
    assert words in basis_words(letter)
    assert compose(letter, DAY).legal_basis.endswith(basis_words(letter))


def test_the_time_runs_from_the_day_the_letter_is_received_and_not_from_publication(world):
    letter, days = says(world), world.inspection.framework.statement_days
    received = add_working_days(DAY, -9)
    statement = compose(letter, DAY, received).statement
    assert (statement.received_on, statement.due_on) == (received, add_working_days(received, days))
    assert statement.due_on < compose(letter, DAY).statement.due_on


@pytest.mark.parametrize(
    "framework", ["jtai-2016-sexual-exploitation-missing", "jtai-2022-front-door", "targeted-2016-single-agency"]
)
@pytest.mark.parametrize("needed", [True, False])
def test_every_framework_prints_what_is_asked_for_or_that_nothing_is(framework, needed):
    world = make_inspection(load_framework(framework), stage=Stage.WRITING)
    letter = start_letter(by=world.lead, inspection=world.inspection, addressees=[])
    principal = Body("council", "Madeupshire Council") if needed else None
    determine(by=world.lead, letter=letter, needed=needed, principal=principal, sent=Body("chair", "The chair") if needed else None)
    said = " ".join(block.text for section in compose(letter, DAY).sections for block in section.blocks)
    assert ("The chair should send the written statement" in said) == needed
    assert ("no written statement of proposed action is needed" in said) == (not needed)


def test_the_regulations_name_whom_it_is_sent_to_and_nobody_twice(world):
    letter = says(world, principal=Body("council", world.agencies["local_authority"].name))
    assert proposed_recipients(letter) == [
        ("Secretary of State for Education", "secretary_of_state", False),
        (world.agencies["local_authority"].name, "principal_authority", True),
    ]


def test_the_principal_authority_is_among_those_it_is_sent_to(world):
    letter = says(world)
    assert principal_recipient(letter).name == COUNCIL.name
    name_recipients(by=world.lead, letter=letter, recipients=[Named("Somebody", "other", False)])
    assert any("is not among those the letter is sent to" in gap.sentence for gap in gaps_of(letter))


@pytest.mark.parametrize(
    ("recipients", "words"),
    [
        ([], "at least one body"),
        ([Named("A", "other", True), Named(" a", "other", False)], "named twice"),
        ([Named("A", "friend", True)], "the reason why"),
        ([Named(" ", "other", True)], "needs a name"),
    ],
)
def test_who_cannot_be_a_recipient_is_said(world, recipients, words):
    with pytest.raises(LetterError, match=words):
        name_recipients(by=world.lead, letter=make_letter(world), recipients=recipients)


def test_an_address_put_right_voids_nothing_and_a_recipient_added_everything(world):
    letter = make_letter(world)
    make_passage(world, letter)
    world.move_to(Stage.CHECKING)
    offered, before = offer_for_signature(by=world.lead, letter=checked(world, letter)), current_version(letter)
    mend_address(by=world.lead, recipient=recipients_of(letter)[1], postal_address="1 High Street", web_address="council.example")
    assert current_version(letter) == before == offered.version
    name_recipients(by=world.lead, letter=letter, recipients=[Named("Somebody", "other", False)])
    assert current_version(letter) != before


def test_nothing_is_determined_of_a_signed_letter(world):
    letter = make_signed(world)
    for change in (
        lambda: determine(by=world.lead, letter=letter, needed=False),
        lambda: name_recipients(by=world.lead, letter=letter, recipients=[Named("Somebody", "other", False)]),
        lambda: write_for_children(by=world.lead, letter=letter, text="Hello."),
    ):
        with pytest.raises(InspectionRefused, match="A signatory must withdraw"):
            change()
    assert standing_signatures(letter).count() == len(world.signatories)


def test_a_letter_started_says_what_is_not_determined(world):
    letter = start_letter(by=world.lead, inspection=world.inspection, addressees=[])
    told = [gap.sentence for gap in (*gaps_of(letter), *gaps_for_children(letter))]
    assert any("Say whether a written statement" in one for one in told)
    assert any("Name whom the letter is sent to" in one for one in told)
    assert any("children and young people is not written" in one for one in told)
    determine(by=world.lead, letter=letter, needed=False)
    assert any("which part of section 20" in gap.sentence for gap in gaps_of(letter))


def test_the_lead_writes_for_children_in_paragraphs_and_without_grades(world):
    letter = make_letter(world)
    with pytest.raises(InspectionRefused, match="Only a lead inspector"):
        write_for_children(by=world.inspectors["ofsted"], letter=letter, text="Hello.")
    with pytest.raises(LetterError, match="Write the page"):
        write_for_children(by=world.lead, letter=letter, text=" \n ")
    write_for_children(by=world.lead, letter=letter, title="You", text="One\nline.\r\n\r\nThe police were judged to be good.")
    assert page_of(letter).paragraphs == ("One line.", "The police were judged to be good.")
    assert compose(letter, DAY).for_children.title == "You"
    assert "reads as a grade" in gaps_for_children(letter)[0].sentence


def test_the_page_for_children_is_not_written_over_words_its_writer_never_saw(world):
    letter = make_letter(world)
    first = page_of(letter).mark
    write_for_children(by=world.lead, letter=letter, text="Two.", based_on=first)
    for stale in (first, ""):
        with pytest.raises(WrittenMeanwhile, match="Nothing is lost"):
            write_for_children(by=world.lead, letter=letter, text="Three.", based_on=stale)
    assert page_of(letter).text == "Two."


@pytest.mark.parametrize(
    ("typed", "read"), [("", ()), ("a", ("a",)), ("a\nb", ("a b",)), ("a\n\nb", ("a", "b")), ("\n\na\n \n\nb\n", ("a", "b"))]
)
def test_a_blank_line_parts_paragraphs(typed, read):
    assert paragraphs(typed) == read
