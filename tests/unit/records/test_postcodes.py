import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.records.postcodes import read_postcode, read_postcodes

TABLE = [
    ("AB1 2CD", "AB1 2CD", "full"),
    ("ab12cd", "AB1 2CD", "full"),
    ("  SW1A  1AA", "SW1A 1AA", "full"),
    ("SW1A-1AA.", "SW1A 1AA", "full"),
    ("M1 OAB", "M1 0AB", "full"),
    ("AB1", "AB1", "part"),
    ("ab1 2", "AB1 2", "part"),
    ("SW1A", "SW1A", "part"),
    ("ZZ99 3VZ", None, "placeholder"),
    ("NFA", None, "placeholder"),
    ("No fixed abode", None, "placeholder"),
    ("n/a", None, "placeholder"),
    ("nope", None, "unreadable"),
    ("12345", None, "unreadable"),
    ("AB1 2CDE", None, "unreadable"),
]


@pytest.mark.parametrize(("text", "postcode", "kind"), TABLE)
def test_postcodes(text: str, postcode: str | None, kind: str) -> None:
    assert read_postcode(text) == (postcode, kind)


@given(
    st.lists(
        st.none()
        | st.sampled_from([row[0] for row in TABLE])
        | st.from_regex(r"[A-Za-z]{1,2}[0-9O][A-Z0-9]? ?[0-9OI][A-Za-z0]{2}", fullmatch=True)
    )
)
def test_a_column_reads_like_each_of_its_texts(texts: list[str | None]) -> None:
    found = read_postcodes(pl.Series(texts, dtype=pl.String)).rows()
    assert found == [(None, None) if text is None else read_postcode(text) for text in texts]
