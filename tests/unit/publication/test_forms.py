"""The same words in the same order, whichever form a letter is read in."""

import io
import json
import re
import unicodedata
from dataclasses import replace
from importlib.resources import files

import docx
import html5lib
import jsonschema
import pytest
from pypdf import PdfReader

from joinedup.publication.document import PassageWithoutEvidence, check_document, passages_of
from joinedup.publication.render import FORMS, as_json
from joinedup.publication.render.as_docx import to_docx
from joinedup.publication.render.as_html import to_html, to_html_body
from joinedup.publication.render.as_pdf import to_pdf
from joinedup.publication.render.words import MADE_UP
from tests.factories.documents import make_document, make_long_document

DOCUMENTS = [make_document(), make_long_document(1500)]


def squeeze(text: str) -> str:
    """Return the text without what a form adds or loses: white space, bullets, page furniture, hyphens at line ends."""
    return re.sub(r"[\s•\-–]+", "", unicodedata.normalize("NFKC", text))


def text_of_json(document) -> str:
    data = json.loads(as_json.to_json(document))
    words = [data["title"]]
    for section in data["sections"]:
        words.append(section["title"])
        if section["kind"] == "addressees":
            words += [f"{entry['role']}, {entry['organisation']}" for entry in data["addressees"]]
        for block in section["blocks"]:
            words.append(block.get("text") or block.get("title"))
            words += [row["text"] for row in block.get("passages", [])]
        if section["kind"] == "signatures":
            words += [f"{entry['post']}, {entry['inspectorate']}" for entry in data["signatures"]]
    return " ".join(words)


def text_of_html(document) -> str:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(to_html(document))
    return " ".join(tree.find("body").itertext())


def text_of_docx(document) -> str:
    return " ".join(paragraph.text for paragraph in docx.Document(io.BytesIO(to_docx(document))).paragraphs)


def text_of_pdf(document) -> str:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(document))).pages]
    furniture = rf"Page \d+ of \d+|(?<=\n){re.escape(document.title)}\n"
    return pages[0].split("Page 1 of")[0] + "".join(re.sub(furniture, "", page).removeprefix(document.title) for page in pages[1:])


def without_facts(text: str, document) -> str:
    """Return the squeezed text from the salutation on, where every form has nothing but the letter."""
    return squeeze(text).split(squeeze("Dear Madeupshire Partnership"), 1)[1]


@pytest.mark.parametrize("document", DOCUMENTS, ids=["short", "long"])
@pytest.mark.parametrize("read", [text_of_html, text_of_docx, text_of_pdf])
def test_every_form_says_what_the_data_says(document, read):
    assert without_facts(read(document), document) == without_facts(text_of_json(document), document)


@pytest.mark.parametrize("read", [text_of_html, text_of_docx, text_of_pdf])
def test_a_made_up_letter_says_so(read):
    assert squeeze(MADE_UP) in squeeze(read(make_document()))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.format)
def test_the_same_document_gives_the_same_bytes(form):
    assert form.render(make_document()) == form.render(make_document())


def test_the_pdf_is_tagged_and_titled():
    pdf = PdfReader(io.BytesIO(to_pdf(make_document())))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert pdf.metadata.title == "Joint targeted area inspection of Madeupshire"
    tags = structure_tags(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/P"} <= tags


def structure_tags(node) -> set[str]:
    """Return every structure type below a node of the PDF's tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*(structure_tags(child) for child in node))
    if not isinstance(node, dict):
        return set()
    own = {node["/S"]} if "/S" in node else set()
    return own | (structure_tags(node["/K"]) if "/K" in node else set())


def test_word_has_real_headings_lists_and_language():
    word = docx.Document(io.BytesIO(to_docx(make_document())))
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles.count("Title") == 1
    assert {"Heading 1", "Heading 2", "List Bullet"} <= set(styles)
    assert word.core_properties.language == "en-GB"
    assert word.core_properties.created.date() == make_document().published_on


def test_the_data_reads_back_and_fits_its_schema():
    document = make_document()
    text = as_json.to_json(document)
    assert as_json.from_json(text) == document
    stored = json.loads((files("joinedup.publication") / "letter.schema.json").read_text(encoding="utf-8"))
    assert stored == as_json.schema(), "run: python -m joinedup.publication.write_schema"
    jsonschema.validate(json.loads(text), stored)


def test_data_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="joinedup-letter-1"):
        as_json.from_json('{"schema": "something else"}')


def test_the_fragment_has_no_style_and_no_script_and_marks_every_passage():
    body = to_html_body(make_document())
    assert "style" not in re.sub(r"<[^>]*>[^<]*", lambda tag: tag.group(0).split(">")[0], body)
    assert "<script" not in body
    for section in make_document().sections:
        for passage in passages_of(section):
            assert f'id="passage-{passage.id}"' in body


def test_a_passage_without_evidence_is_named():
    document = make_document()
    bare = replace(document.sections[2].blocks[0], findings=())
    section = replace(document.sections[2], blocks=(bare,))
    with pytest.raises(PassageWithoutEvidence, match=r"“Headline findings”.*Children at risk are seen quickly"):
        check_document(replace(document, sections=(*document.sections[:2], section)))
    assert check_document(document) is None
