"""A draft as a PDF: tagged, every word in it, and its reader's name on every page."""

from datetime import UTC, datetime

import pypdfium2

from joinedup.letter.accuracy.as_pdf import Mark, to_pdf
from joinedup.letter.core.sent_draft import sent_draft
from tests.factories.documents import make_long_document

MARK = Mark("Ada Marsh", "Madeup Police", datetime(2026, 5, 3, 13, 2, tzinfo=UTC))


def pages_of(data: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(data)]


def test_who_reads_it_stands_on_every_page():
    draft = sent_draft(make_long_document(3000))
    pages = pages_of(to_pdf(draft, MARK, number=1, made_up=True))
    assert len(pages) > 3
    assert MARK.words() == "Ada Marsh, Madeup Police, 3 May 2026, 2:02pm"  # the clock of London
    for page in pages:
        assert "Read by Ada Marsh, Madeup Police, 3 May 2026, 2:02pm" in page


def test_every_word_is_in_it_and_it_is_tagged():
    draft = sent_draft(make_long_document(800))
    data = to_pdf(draft, MARK, number=2, made_up=False)
    said = "".join("".join(pages_of(data)).split())
    for text in draft.texts().values():
        assert "".join(text.split())[:40] in said
    assert b"/StructTreeRoot" in data
    assert b"pdfuaid" in data or b"/Marked true" in data
