"""The PDF is tagged, titled, in its own typeface, and made without reading a word as markup."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from joinedup.publication.document import Box
from joinedup.publication.render.as_pdf import CannotBeSet, to_pdf
from tests.factories.documents import make_document, make_long_document, make_passage


def read(document):
    return PdfReader(io.BytesIO(to_pdf(document)))


def saying(*blocks):
    document = make_document()
    return replace(document, sections=(replace(document.sections[2], blocks=blocks),))


def structure_tags(node) -> list[str]:
    """Return every structure type below a node of the PDF's tree, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for child in node for tag in structure_tags(child)]
    if not isinstance(node, dict):
        return []
    return ([node["/S"]] if "/S" in node else []) + (structure_tags(node["/K"]) if "/K" in node else [])


def test_it_is_tagged_titled_and_in_the_letters_language():
    pdf = read(make_document())
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "Joint targeted area inspection of Madeupshire"
    assert pdf.metadata.creation_date.date() == make_document().published_on
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()


def test_headings_lists_and_tables_are_tagged_as_what_they_are():
    tags = structure_tags(read(make_document()).trailer["/Root"]["/StructTreeRoot"])
    headings = [tag for tag in tags if tag in ("/H1", "/H2", "/H3")]
    assert headings == ["/H1", "/H2", "/H2", "/H2", "/H3", "/H3", "/H2", "/H2", "/H2"]
    assert tags.count("/L") == 1
    assert tags.count("/LI") == 2
    assert "/Table" in tags


def test_there_is_no_picture_that_would_need_words_beside_it():
    pdf = read(make_document())
    assert "/Figure" not in structure_tags(pdf.trailer["/Root"]["/StructTreeRoot"])
    assert not [image for page in pdf.pages for image in page.images]


def test_a_copy_under_embargo_says_on_every_page_whose_it_is_and_is_tagged_too():
    document, mark = make_long_document(1500), "Under embargo until 09:30 on 5 March 2026. Copy of Ann Example (ann@example.org)."
    pdf = PdfReader(io.BytesIO(to_pdf(document, mark=mark)))
    pages = [" ".join(page.extract_text().split()) for page in pdf.pages]
    assert len(pages) > 2
    assert all(mark in page for page in pages)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Copy of" not in "".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(document))).pages)


def test_the_outline_names_every_section():
    titles = [entry.title for entry in read(make_document()).outline[0:1]]
    assert titles == ["Joint targeted area inspection of Madeupshire"]


def test_only_the_typeface_that_comes_with_it_is_used():
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in read(make_document()).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts == {"LiberationSans", "LiberationSans-Bold"}


@pytest.mark.parametrize("text", ["#panic()", "$x$ *b* _i_ `code`", "\\ [ ] @ref <label> // gone", "= Not a heading", "- no list"])
def test_markup_in_a_passage_stays_words(text):
    assert text in read(saying(make_passage(1, text))).pages[0].extract_text()


def test_a_character_the_typeface_lacks_is_named():
    with pytest.raises(CannotBeSet, match=r"😀.*Change the words it names"):
        to_pdf(saying(make_passage(1, "A good day 😀")))


@pytest.mark.parametrize("size", [1, 900])
def test_a_box_of_any_length_is_printed_whole(size):
    text = "They asked what happened and they listened. " * size + "Unforgotten."
    pages = read(saying(Box("b", "effective_practice", "Practice study", "Heard", (make_passage(1, text),)))).pages
    assert "Unforgotten." in " ".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("lines", [3, 4, 5])  # about where the first page of this letter ends
def test_the_closing_words_and_signatures_share_a_page(lines):
    document = make_document()
    main = replace(document.sections[4], blocks=tuple(make_passage(100 + n, "One line.") for n in range(lines)))
    pages = read(replace(document, sections=(*document.sections[:4], main, *document.sections[5:]))).pages
    (page,) = [text for page in pages if "Yours sincerely" in (text := page.extract_text())]
    assert "National director" in page
    assert "Inspector of constabulary" in page
