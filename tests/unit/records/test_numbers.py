import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.records.numbers import UPN_LETTERS, read_nhs, read_nhs_numbers, read_upn, read_upns


@pytest.mark.parametrize(
    ("text", "nhs"),
    [
        ("943 476 5919", "9434765919"),  # the example of the NHS Data Dictionary
        ("943-476-5919", "9434765919"),
        ("9434765918", None),
        ("943476591", None),
        ("94347659190", None),
        ("1111111111", None),
        ("not known", None),
    ],
)
def test_nhs_numbers(text: str, nhs: str | None) -> None:
    assert read_nhs(text) == nhs


@pytest.mark.parametrize(
    ("text", "upn"),
    [("H801200001001", "H801200001001"), (" h80120000 1001", "H801200001001"), ("R801200001001", None), ("H80120000100", None)],
)
def test_pupil_numbers(text: str, upn: str | None) -> None:
    assert read_upn(text) == upn


@given(st.text("0123456789", min_size=9, max_size=9))
def test_nine_digits_have_at_most_one_check_digit(nine: str) -> None:
    valid = [digit for digit in range(10) if read_nhs(f"{nine}{digit}")]
    assert len(valid) <= 1


@given(st.text("0123456789", min_size=12, max_size=12), st.sampled_from("0123456789" + UPN_LETTERS))
def test_every_pupil_number_has_one_letter(digits: str, last: str) -> None:
    assert sum(read_upn(letter + digits[:11] + last) is not None for letter in UPN_LETTERS) == 1


@given(st.lists(st.none() | st.text("0123456789 ", min_size=9, max_size=12) | st.just("943 476 5919") | st.just("2222222222")))
def test_a_column_of_nhs_numbers_reads_like_each(texts: list[str | None]) -> None:
    assert read_nhs_numbers(pl.Series(texts, dtype=pl.String)).to_list() == [read_nhs(text) if text else None for text in texts]


def test_a_column_of_pupil_numbers_reads_like_each() -> None:
    texts = ["H801200001001", None, "R801200001001", "h801200001001"]
    assert read_upns(pl.Series(texts)).to_list() == ["H801200001001", None, None, "H801200001001"]


@given(
    st.lists(
        st.tuples(st.sampled_from("AHTZI"), st.text("0123456789", min_size=11, max_size=11), st.sampled_from("01AZI "))
        .map("".join)
        .flatmap(lambda text: st.sampled_from([text, text.lower(), *(letter + text[1:] for letter in UPN_LETTERS)]))
    )
)
def test_any_column_of_pupil_numbers_reads_like_each(texts: list[str]) -> None:
    assert read_upns(pl.Series(texts, dtype=pl.String)).to_list() == [read_upn(text) for text in texts]
