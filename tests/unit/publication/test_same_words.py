"""The same words in the same order, whichever form a letter is read in."""

import io
import json
import re
import unicodedata
from dataclasses import replace

import docx
import html5lib
import pytest
from docx.table import Table
from pypdf import PdfReader

from joinedup.publication.document import ChildrensPage, Statement
from joinedup.publication.render import as_json, words
from joinedup.publication.render.as_docx import to_docx
from joinedup.publication.render.as_html import to_html
from joinedup.publication.render.as_pdf import to_pdf
from joinedup.publication.render.forms import FORMS
from tests.factories.documents import make_document, make_long_document

SHORT = make_document()


def renamed_box(document):
    """Return the letter with its box called what its section is called, as short letters of 2016 do."""
    main = document.sections[4]
    box = replace(main.blocks[-1], label=main.title, title=main.title)
    return replace(
        document, sections=(*document.sections[:4], replace(main, blocks=(*main.blocks[:-1], box)), *document.sections[5:])
    )


DOCUMENTS = {
    "short": SHORT,
    "long": make_long_document(1500),
    "real area": replace(SHORT, made_up=False),
    "box named as its section": renamed_box(SHORT),
    "nobody named, no page for children": replace(SHORT, recipients=(), for_children=None),
    "children's page untitled": replace(SHORT, for_children=ChildrensPage("", ("You are heard.",))),
    "no statement": replace(SHORT, statement=Statement(needed=False)),
}


def squeeze(text: str) -> str:
    """Return the text without what a form adds or loses: white space, bullets, hyphens at line ends."""
    return re.sub(r"[\s•\-–]+", "", unicodedata.normalize("NFKC", text))


def text_of_json(document) -> str:
    """Return the words of the data in print order: a walk of its own, that shares nothing with the forms but their labels."""
    data = json.loads(as_json.to_json(document))
    said = [data["title"], data["notice"], *sum(words.facts(document), ())]
    for section in data["sections"]:
        said.append(section["title"])
        if section["kind"] == "addressees":
            said += [f"{entry['role']}, {entry['organisation']}" for entry in data["addressees"]]
        for block in section["blocks"]:
            if block["type"] == "box":
                parts = (block["label"], block["title"])
                said.append(": ".join(part for part in parts if part != section["title"]))
            said.append(block.get("text", ""))
            said += [row["text"] for row in block.get("passages", [])]
        if section["kind"] == "signatures":
            said += [text for entry in data["signatures"] for text in (entry["inspectorate"].removeprefix("the "), entry["post"])]
    if page := data["for_children"]:
        said += [words.childrens_heading(document), *page["paragraphs"]]
    return " ".join([*said, words.ABOUT, *sum(words.about(document), ())])


def text_of_html(document) -> str:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(to_html(document))
    return " ".join(tree.find("body").itertext())


def text_of_docx(document) -> str:
    said = []
    for part in docx.Document(io.BytesIO(to_docx(document))).iter_inner_content():
        said += [cell.text for row in part.rows for cell in row.cells] if isinstance(part, Table) else [part.text]
    return " ".join(said)


def text_of_pdf(document) -> str:
    """Return the words of every page without its first and last line, where they are the running head and foot."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(document))).pages]
    head = f"{document.title} {words.day(document.published_on)}\n"
    mark = f"{words.MADE_UP_MARK} " if document.made_up else ""
    said = []
    for number, page in enumerate(pages, 1):
        foot = f"\n{mark}Page {number} of {len(pages)}"
        assert page.endswith(foot)
        assert number == 1 or page.startswith(head)
        said.append(page.removesuffix(foot).removeprefix(head))
    return "\n".join(said)


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
@pytest.mark.parametrize("read", [text_of_html, text_of_docx, text_of_pdf])
def test_every_form_says_what_the_data_says(document, read):
    assert squeeze(read(document)) == squeeze(text_of_json(document))


@pytest.mark.parametrize("read", [text_of_html, text_of_docx, text_of_pdf, text_of_json])
def test_a_made_up_letter_says_so_before_its_first_fact(read):
    assert squeeze(read(SHORT)).startswith(squeeze(SHORT.title + words.MADE_UP))
    assert squeeze(words.MADE_UP) not in squeeze(read(DOCUMENTS["real area"]))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.format)
def test_the_same_document_gives_the_same_bytes(form):
    assert form.render(make_document()) == form.render(make_document())
