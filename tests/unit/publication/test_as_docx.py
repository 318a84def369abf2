"""The Word form: real styles and structures, so that it can be navigated, read aloud and worked on."""

import io
import shutil
import subprocess
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from joinedup.publication.render.as_docx import to_docx
from joinedup.publication.render.words import MADE_UP_MARK
from tests.factories.documents import make_document


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(to_docx(make_document())))


def test_headings_lists_and_boxes_are_styles(word):
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") == 6
    assert styles.count("List Bullet") == 2
    assert styles[styles.index("Effective practice heading") + 1] == "Effective practice"
    assert word.styles["Effective practice heading"].base_style.name == "Heading 2"


def test_no_empty_paragraph_stands_in_for_space(word):
    assert all(paragraph.text for paragraph in word.paragraphs)


def test_it_is_in_english_whatever_the_reader_s_own_language(word):
    languages = {entry.get(qn("w:val")) for entry in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert word.core_properties.language == "en-GB"


def test_properties_come_from_the_letter_and_not_from_the_clock(word):
    about = word.core_properties
    assert about.title == make_document().title
    assert about.author == "Ofsted, HMICFRS"
    assert {about.created.date(), about.modified.date()} == {make_document().published_on}
    with ZipFile(io.BytesIO(to_docx(make_document()))) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(1980, 1, 1)}


def test_every_page_is_numbered_and_says_what_it_belongs_to(word):
    page = word.sections[0]
    for foot in (page.footer, page.first_page_footer):
        fields = [field.get(qn("w:instr")) for field in foot._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert foot.paragraphs[0].text.startswith(MADE_UP_MARK)
    assert make_document().title in page.header.paragraphs[0].text
    assert page.first_page_header.paragraphs[0].text == ""


def test_the_first_column_of_a_table_heads_its_rows(word):
    for table in word.tables:
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("0", "1")
    assert [table.cell(0, 0).text for table in word.tables] == ["Theme", "Legal basis"]


def test_no_page_turns_inside_a_table_of_facts(word):
    for table in word.tables:
        for row in table.rows:
            last = row._tr is table.rows[-1]._tr
            assert {cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells} == {not last}
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    assert word.styles["Heading 1"].paragraph_format.keep_with_next


def test_the_closing_words_stay_with_every_signature(word):
    closing = next(place for place, paragraph in enumerate(word.paragraphs) if paragraph.text == "Yours sincerely")
    signed = word.paragraphs[closing : closing + 5]
    assert [paragraph.style.name for paragraph in signed[1:]] == ["Signatory", "Post", "Signatory", "Post"]
    kept = [paragraph.paragraph_format.keep_with_next or paragraph.style.paragraph_format.keep_with_next for paragraph in signed]
    assert kept[:4] == [True] * 4


def test_libreoffice_opens_it_and_reads_the_same_words(tmp_path):
    """Word's own reading cannot be tried here; another office suite's can."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed here, so nothing else opens the Word form.")
    (tmp_path / "letter.docx").write_bytes(to_docx(make_document()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    told = [office, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*told, str(tmp_path / "letter.docx")], check=True, capture_output=True, timeout=120)
    text = " ".join((tmp_path / "letter.txt").read_text(encoding="utf-8-sig").split())
    document = make_document()
    words = [block.text for section in document.sections for block in section.blocks if hasattr(block, "text")]
    assert words
    assert all(" ".join(one.split()) in text for one in (document.title, *words, *document.for_children.paragraphs))
