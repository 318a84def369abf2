"""Notes, findings and a letter, made through the real actions."""

from dataclasses import replace
from datetime import date

from joinedup.evidence.actions import write_note
from joinedup.evidence.findings.actions import make_finding
from joinedup.evidence.models import Finding, Note
from joinedup.inspections.actions import move_stage
from joinedup.inspections.enums import Stage
from joinedup.letter.actions import offer_for_signature, sign_off, start_letter, write_passage
from joinedup.letter.determination.actions import Body, Named, determine, name_recipients
from joinedup.letter.for_children.actions import write_for_children
from joinedup.letter.models import Letter, Passage
from joinedup.method.framework import DatedText, Framework, LetterSection, StandardSentence
from tests.factories.disclosure import checked
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import World
from tests.factories.judging import agree_finding, open_views

SEEN = date(2022, 10, 18)


def letter_framework() -> Framework:
    """Return the tiny framework with an outline of every kind of section."""
    outline = (
        LetterSection("to", "", "addressees"),
        LetterSection("dear", "", "salutation", standard=("dear",)),
        LetterSection("strengths", "Strengths", "bullets", directions=("strength",)),
        LetterSection("improve", "What needs to improve?", "bullets", directions=("improve",), required=False),
        LetterSection("main", "Main findings", "prose", directions=("strength", "improve"), required=False, by_area=True),
        LetterSection("boxes", "Practice study", "boxes", directions=("strength",), required=False),
        LetterSection("next", "Next steps", "standard", standard=("next",)),
        LetterSection("sign", "", "signatures", standard=("close",)),
    )
    sentences = (
        StandardSentence("dear", (DatedText("Dear {partnership}"),)),
        StandardSentence("next", (DatedText("{principal_authority} should send the statement by {statement_due}."),)),
        StandardSentence("close", (DatedText("Yours sincerely"),)),
    )
    return replace(tiny_framework(), letter=outline, sentences=sentences)


def make_note(world: World, *, by=None, text: str = "The child was seen the same day.", **changes) -> Note:
    """Write a note as the world's police inspector."""
    content = {"source": "meeting", "sector": "police", "criteria": ["c2"], "direction": "strength", "seen_on": SEEN} | changes
    return write_note(by=by or world.inspectors["hmicfrs"], inspection=world.inspection, text=text, **content)


def make_one_finding(world: World, *, notes: list[Note] | None = None, **changes) -> Finding:
    """Make a finding on a note as the lead inspector, the own views being open."""
    open_views(world)
    content = {"criterion": "c2", "direction": "strength", "sectors": ["police"], "text": "Children are seen quickly."} | changes
    by = content.pop("by", world.lead)
    return make_finding(by=by, inspection=world.inspection, notes=notes or [make_note(world)], **content)


def make_letter(world: World) -> Letter:
    """Start a letter that says all that is determined with it and has its page for children, without passages."""
    letter = start_letter(by=world.lead, inspection=world.inspection, addressees=[("Chief constable", "Madeupshire Police")])
    council = Body("council", "Madeupshire Council")
    determine(by=world.lead, letter=letter, needed=True, principal=council, basis="20(2)")
    named = [Named("Secretary of State", "secretary_of_state", False), Named(council.name, "principal_authority", True)]
    name_recipients(by=world.lead, letter=letter, recipients=named)
    write_for_children(by=world.lead, letter=letter, text="Inspectors came.\n\nMost children are safe.")
    return letter


def make_passage(world: World, letter: Letter, *, findings: list[Finding] | None = None, **changes) -> Passage:
    """Write a passage as the lead inspector, on an agreed finding if none are given."""
    content = {"section": "strengths", "text": "Children at risk are seen quickly."} | changes
    chosen = [agree_finding(world, make_one_finding(world))] if findings is None else findings
    return write_passage(by=world.lead, letter=letter, findings=chosen, **content)


def make_signed(world: World) -> Letter:
    """Return a letter with one passage, offered and signed by every inspectorate."""
    letter = make_letter(world)
    make_passage(world, letter)
    move_stage(by=world.lead, inspection=world.inspection, to=Stage.CHECKING)
    offer_for_signature(by=world.lead, letter=checked(world, letter))
    for person in world.signatories.values():
        sign_off(by=person, letter=letter, post="Director")
    return Letter.objects.select_related("inspection").get(pk=letter.pk)
