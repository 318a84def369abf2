"""Words every form prints around the document's own: one place, so that all four read the same."""

from datetime import date

from joinedup.publication.document import Document

MADE_UP = "This letter is about a made-up area. Every child, agency and event in it is invented."


def day(value: date) -> str:
    """Return a day as letters print it: 5 March 2026."""
    return f"{value.day} {value:%B %Y}"


def facts(document: Document) -> tuple[tuple[str, str], ...]:
    """Return the facts printed above the letter, as label and value."""
    return (
        ("Theme", document.theme),
        ("Inspectorates", ", ".join(document.inspectorates)),
        ("Fieldwork", f"{day(document.fieldwork_from)} to {day(document.fieldwork_to)}"),
        ("Published", day(document.published_on)),
        ("Legal basis", document.legal_basis),
    )
