"""The four forms of a published document. Each is made from the document alone."""

from collections.abc import Callable
from dataclasses import dataclass

from joinedup.publication.document import Document
from joinedup.publication.render.as_docx import to_docx
from joinedup.publication.render.as_html import to_html
from joinedup.publication.render.as_json import to_json
from joinedup.publication.render.as_pdf import to_pdf


@dataclass(frozen=True)
class Rendered:
    """One form: its file ending, how it is served and how it is made."""

    format: str
    content_type: str
    render: Callable[[Document], bytes]


FORMS = (
    Rendered("html", "text/html; charset=utf-8", lambda document: to_html(document).encode()),
    Rendered("pdf", "application/pdf", to_pdf),
    Rendered("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    Rendered("json", "application/json", lambda document: to_json(document).encode()),
)
