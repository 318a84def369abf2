"""Words every form prints around the document's own: one place, so that all four read the same."""

from datetime import date

from joinedup.publication.document import Box, Document, Section

MADE_UP = "This letter is about a made-up area. Every child, agency and event in it is invented, and no inspectorate wrote it."
MADE_UP_MARK = "Made-up area"  # at the foot of every page, so that a page on its own says it too
ABOUT = "About this letter"
FOR_CHILDREN = "For children and young people"


def notice(document: Document) -> str:
    """Return what a reader must know before the first word, or an empty text."""
    return MADE_UP if document.made_up else ""


def alone(name: str) -> str:
    """Return a body's name as it stands by itself, without the article it has inside a sentence."""
    return name.removeprefix("the ").removeprefix("The ")


def day(value: date) -> str:
    """Return a day as letters print it: 5 March 2026."""
    return f"{value.day} {value:%B %Y}"


def span(first: date, last: date) -> str:
    """Return two days as letters print them, saying nothing twice: 2 to 6 February 2026."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def facts(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the facts printed above the letter, as label and value."""
    return (
        ("Theme", document.theme[:1].upper() + document.theme[1:]),
        ("Inspected by", ", ".join(map(alone, document.inspectorates))),
        ("Fieldwork", span(document.fieldwork_from, document.fieldwork_to)),
        ("Published", day(document.published_on)),
        ("Written statement", statement(document)),
    )


def about(document: Document) -> tuple[tuple[str, str], ...]:
    """Return what is printed below the signatures: by what law and method the letter was made, and how to refer to it."""
    rows = (
        ("Legal basis", document.legal_basis),
        ("Method", f"{document.framework.title}, version {document.framework.version}"),
        ("Sent to", recipients(document)),
        ("Reference", document.id),
    )
    return tuple((label, value) for label, value in rows if value)


def recipients(document: Document) -> str:
    """Return whom the letter is sent to, and who of them publishes it; empty where nobody is named."""
    if not document.recipients:
        return ""
    everybody = "; ".join(one.name for one in document.recipients)
    publishing = [one.name for one in document.recipients if one.must_publish]
    if len(publishing) == len(document.recipients):
        return f"{everybody}. Each of them publishes it."
    return f"{everybody}." + (f" It is published by {'; '.join(publishing)} too." if publishing else "")


def childrens_heading(document: Document) -> str:
    """Return the heading of the page for children and young people; empty where the letter has none."""
    page = document.for_children
    return "" if page is None else FOR_CHILDREN if not page.title else f"{FOR_CHILDREN}: {page.title}"


def statement(document: Document) -> str:
    """Return who owes the written statement of proposed action, and by when, in a line."""
    owed = document.statement
    if not owed.needed:
        return "Not needed"
    return f"{owed.principal_authority}, by {day(owed.due_on)}" if owed.due_on else owed.principal_authority


def box_heading(section: Section, box: Box) -> str:
    """Return a box's heading: its label and title, less what the section's own title says just above; empty where it says all."""
    said = [part for part in (box.label, box.title) if part and part.casefold() != section.title.casefold()]
    return ": ".join(dict.fromkeys(said))
