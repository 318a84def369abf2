"""A made-up letter that uses every kind of block, for tests of publishing."""

from dataclasses import replace
from datetime import date

from joinedup.publication.document import (
    Addressee,
    Box,
    ChildrensPage,
    Document,
    FrameworkReference,
    Heading,
    Passage,
    Recipient,
    Section,
    Signature,
    Standard,
    Statement,
)


def make_passage(number: int, text: str, *, item: bool = False) -> Passage:
    """Return a passage that rests on one finding and two notes."""
    return Passage(
        id=f"passage-{number}",
        text=text,
        findings=(f"finding-{number}",),
        notes=(f"note-{number}a", f"note-{number}b"),
        direction="improve" if item else "strength",
        sectors=("police",),
        criteria=("c1",),
        item=item,
    )


def make_document() -> Document:
    """Return a short letter with all kinds of sections and characters that need care: quotes, dashes, <, &, #, $ and *."""
    return Document(
        id="4f7d0e52-7b9e-4c1d-8a57-1d7d6f1f9d10",
        title="Joint targeted area inspection of Madeupshire",
        area="Madeupshire",
        made_up=True,
        framework=FrameworkReference("tiny", "A tiny joint inspection", "1", "0" * 64),
        theme="Neglect",
        inspectorates=("Ofsted", "HMICFRS"),
        legal_basis="Children Act 2004, section 20(1)",
        fieldwork_from=date(2026, 2, 2),
        fieldwork_to=date(2026, 2, 6),
        published_on=date(2026, 3, 5),
        addressees=(
            Addressee("Director of children’s services", "Madeupshire Council"),
            Addressee("Chief constable", "Madeupshire Police"),
        ),
        sections=(
            Section("to", "", "addressees", ()),
            Section("dear", "", "salutation", (Standard("dear", "Dear Madeupshire Partnership"),)),
            Section(
                "headline", "Headline findings", "prose", (make_passage(1, "Children at risk are seen quickly – and listened to."),)
            ),
            Section(
                "improve",
                "What needs to improve?",
                "bullets",
                (
                    make_passage(2, "The timeliness of #strategy discussions.", item=True),
                    make_passage(3, "How well *all* agencies <record> & share what they know, including $cost.", item=True),
                ),
            ),
            Section(
                "main",
                "Main findings",
                "prose",
                (
                    Heading("The front door"),
                    make_passage(4, "Police officers say what they see; “nobody waits”, as one leader put it."),
                    Box(
                        "b1",
                        "effective_practice",
                        "Practice study",
                        "A night away from home",
                        (make_passage(5, "Ashley* was found the same evening."),),
                    ),
                ),
            ),
            Section("next", "Next steps", "standard", (Standard("next", "Send the statement by 12 June 2026."),)),
            Section("sign", "", "signatures", (Standard("close", "Yours sincerely"),)),
        ),
        signatures=(Signature("Ofsted", "National director"), Signature("HMICFRS", "Inspector of constabulary")),
        statement=Statement(True, "Madeupshire Council", date(2026, 6, 12), received_on=date(2026, 3, 2)),
        recipients=(Recipient("Secretary of State for Education", False), Recipient("Madeupshire Council", True)),
        for_children=ChildrensPage(
            "What we found in Madeupshire",
            ("Inspectors came to see how grown-ups keep you safe.", "Mostly they *listen* & act. Sometimes they are slow."),
        ),
    )


def make_long_document(words: int) -> Document:
    """Return the same letter with main findings of about so many words."""
    sentence = (
        "Social workers, police officers and health practitioners meet promptly and decide together what will keep a child safe. "
    )
    paragraphs = tuple(make_passage(100 + n, sentence * 4) for n in range(words // 68))
    document = make_document()
    long = replace(document.sections[4], blocks=(*document.sections[4].blocks, *paragraphs))
    return replace(document, sections=(*document.sections[:4], long, *document.sections[5:]))
