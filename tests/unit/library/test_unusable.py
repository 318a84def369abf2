"""Files no letter can be read from: each is refused with one sentence, whatever is in it."""

import re

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.library.core.reading import read_letter
from joinedup.library.core.unusable import UnusableLetterError


def refusal(path) -> str:
    with pytest.raises(UnusableLetterError) as refused:
        read_letter(path)
    said = str(refused.value)
    assert said.startswith(path.name)
    assert "\n" not in said
    return said


def test_a_file_that_is_no_pdf(tmp_path):
    path = tmp_path / "letter.docx"
    path.write_bytes(b"PK\x03\x04 something else")
    assert "is not a PDF" in refusal(path)


def test_an_empty_file_and_one_that_is_gone(tmp_path):
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"")
    assert "is not a PDF" in refusal(path)
    assert "cannot be opened" in refusal(tmp_path / "gone.pdf")


def test_a_damaged_pdf(tmp_path, later):
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.7\n" + later.read_bytes()[4000:5000])
    assert "is damaged" in refusal(path)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_locked_pdf(tmp_path, later, algorithm):
    writer = pypdf.PdfWriter(clone_from=later)
    writer.encrypt("secret", algorithm=algorithm)
    path = tmp_path / "locked.pdf"
    writer.write(path)
    assert "is locked with a password" in refusal(path)


def test_a_scan_without_text(tmp_path):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    path = tmp_path / "scan.pdf"
    writer.write(path)
    assert "holds pictures of pages and no text" in refusal(path)


def test_a_pdf_that_is_no_letter(no_letter):
    assert "is not a joint inspection letter" in refusal(no_letter)


def test_a_pdf_of_too_many_pages(tmp_path):
    writer = pypdf.PdfWriter()
    for _ in range(201):
        writer.add_blank_page(595, 842)
    path = tmp_path / "long.pdf"
    writer.write(path)
    assert "has 201 pages" in refusal(path)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_pdf_with_bytes_cut_or_changed_is_read_or_refused_with_a_sentence(tmp_path, later, data):
    whole = bytearray(later.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        whole[data.draw(st.integers(10, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "changed.pdf"
    path.write_bytes(whole[: data.draw(st.integers(len(whole) // 3, len(whole)))])
    try:
        assert read_letter(path).file == "changed.pdf"
    except UnusableLetterError as refused:
        assert re.fullmatch(r"changed\.pdf [^\n]+\.", str(refused))
