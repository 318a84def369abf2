"""The reference page says what the dataclasses say."""

from joinedup.method.reference import MARK, PAGE, keys_page


def test_the_page_is_as_it_would_be_made() -> None:
    assert PAGE.read_text(encoding="utf-8").split(MARK)[1].strip() == keys_page().strip()


def test_each_key_of_a_column_is_told() -> None:
    page = keys_page()
    assert "| `counts_months` | `int` | no: `12` |" in page
    assert "| `columns` | `tuple[Column, ...]` | yes |" in page
    assert "cohort_attributes" in page
