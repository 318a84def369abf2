"""Makes the document that is published from a letter's draft and its inspection's facts."""

from datetime import date
from typing import Final

from joinedup.letter.basis import basis_of
from joinedup.letter.boxes.queries import lessons_of
from joinedup.letter.core.layout import Draft, lay_out
from joinedup.letter.determination.queries import Determined, basis_words, determined, recipients_of
from joinedup.letter.for_children.queries import page_of
from joinedup.letter.queries import draft_boxes, draft_passages, standing_signatures
from joinedup.method.calendar import add_working_days
from joinedup.method.framework import DatedText, Framework
from joinedup.publication.document import (
    Addressee,
    ChildrensPage,
    Document,
    FrameworkReference,
    Recipient,
    Signature,
    Statement,
)

#: Where a made-up letter asks to be written to; names under .example reach nobody (RFC 2606).
NOBODYS_ADDRESS: Final = "statement@inspectorate.example"


def compose(letter, published_on: date, received_on: date | None = None) -> Document:
    """Return the letter as it would be published on a day; raise StandardSentenceError where a standard sentence lacks a fact.

    `received_on`: the day the principal authority receives it, from which its time is counted; where none is given, that day too.
    """
    inspection, framework = letter.inspection, letter.inspection.framework
    received = received_on or published_on
    needed = letter.statement_needed is not False
    facts = letter_facts(letter, published_on, received)
    draft = Draft(draft_passages(letter), draft_boxes(letter), published_on, facts, statement=needed, lessons=lessons_of(letter))
    return Document(
        id=str(letter.id),
        title=f"Joint targeted area inspection of {inspection.area.name}" if framework.kind == "joint" else _single_title(letter),
        area=inspection.area.name,
        made_up=inspection.made_up,
        framework=FrameworkReference(framework.id, framework.title, framework.version, inspection.framework_sha256),
        theme=framework.theme_title,
        inspectorates=tuple(_alone(name) for name in inspectorate_names(framework, published_on)),
        legal_basis=_legal_basis(letter),
        fieldwork_from=inspection.fieldwork_from,
        fieldwork_to=inspection.fieldwork_to,
        published_on=published_on,
        addressees=tuple(Addressee(entry.role, entry.organisation) for entry in letter.addressees.all()),
        sections=lay_out(framework, draft),
        signatures=_signatures(letter, framework, published_on),
        statement=_statement(letter, framework, received),
        recipients=tuple(Recipient(one.name, one.must_publish) for one in recipients_of(letter)),
        for_children=_for_children(letter),
    )


def letter_facts(letter, published_on: date, received_on: date | None = None) -> dict[str, str]:
    """Return what standard sentences may ask for, as printed. What the letter does not have yet is absent."""
    inspection, framework = letter.inspection, letter.inspection.framework
    facts = {
        "area": inspection.area.name,
        "theme": framework.theme_title[:1].lower() + framework.theme_title[1:],
        "inspectorates": in_words(inspectorate_names(framework, published_on)),
        "fieldwork_from": print_day(inspection.fieldwork_from),
        "fieldwork_to": print_day(inspection.fieldwork_to),
        "legal_basis": basis_of(inspection),
        "partnership": f"{inspection.area.name} Partnership",
        "statement_address": NOBODYS_ADDRESS if inspection.made_up else framework.statement_address,
    }
    if letter.principal_authority:
        facts |= _statement_facts(letter.principal_authority, determined(letter))
        facts["statement_due"] = print_day(add_working_days(received_on or published_on, framework.statement_days))
    return facts


def _statement_facts(principal: str, said: Determined) -> dict[str, str]:
    """Return who is named, who prepares and who sends: three bodies, or one."""
    prepares = said.prepared_by or principal
    joined = f"{principal} is the principal authority and" + ("" if prepares == principal else f" that {prepares}")
    return {
        "principal_authority": principal,
        "prepared_by": prepares,
        "sent_by": said.sent_by or prepares,
        "principal_and_preparer": joined,
    }


def inspectorate_names(framework: Framework, day: date) -> tuple[str, ...]:
    """Return the names the inspectorates bear on a day, in the framework's order."""
    return tuple(_name_on(entry.names, day) for entry in framework.inspectorates)


def print_day(day: date) -> str:
    """Return a day as letters print it: 5 March 2026."""
    return f"{day.day} {day:%B %Y}"


def in_words(names: tuple[str, ...]) -> str:
    """Return names as a sentence lists them: “A, B and C”."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _name_on(names: tuple[DatedText, ...], day: date) -> str:
    return [name.text for name in names if name.since is None or name.since <= day][-1]


def _alone(name: str) -> str:
    """Return a name as it stands by itself: the article it needs within a sentence goes."""
    return name.removeprefix("the ")


def _single_title(letter) -> str:
    return f"Targeted area inspection of {letter.inspection.area.name}"


def _signatures(letter, framework: Framework, published_on: date) -> tuple[Signature, ...]:
    """Return the standing signatures in the framework's order of inspectorates."""
    names = {entry.id: _alone(_name_on(entry.names, published_on)) for entry in framework.inspectorates}
    order = list(names)
    signatures = sorted(standing_signatures(letter), key=lambda entry: order.index(entry.inspectorate.code))
    return tuple(Signature(names[entry.inspectorate.code], entry.post) for entry in signatures)


def _statement(letter, framework: Framework, received_on: date) -> Statement:
    """Return what is asked of the principal authority; due so many working days after it received the letter."""
    if not letter.statement_needed:
        return Statement(needed=False)
    said, principal = determined(letter), letter.principal_authority
    due = add_working_days(received_on, framework.statement_days)
    others = {"prepared_by": said.prepared_by, "sent_by": said.sent_by or said.prepared_by}
    other_than = {who: name for who, name in others.items() if name != principal}
    return Statement(True, principal, due, received_on=received_on, **other_than)


def _legal_basis(letter) -> str:
    """Return the law the inspection was made under, then on whose initiative where that is said."""
    basis, words = basis_of(letter.inspection), basis_words(letter)
    return f"{basis.removesuffix('.')}. {words}" if words else basis


def _for_children(letter) -> ChildrensPage | None:
    page = page_of(letter)
    return None if page is None else ChildrensPage(page.title, page.paragraphs)
