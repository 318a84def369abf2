"""A number an agency wrote into an answer, beside the ids on its lists."""

import pytest

from joinedup.linkage.core.found import as_listed


@pytest.mark.parametrize(
    ("written", "held", "meant"),
    [
        ("0123", ["0123", "123"], "0123"),
        ("123", ["0123", "77"], "0123"),
        ("00123", ["123"], "123"),
        ("wen-9", ["WEN-9"], "WEN-9"),
        (" 123 ", ["123"], "123"),
        ("123", ["0123", "00123"], None),
        ("1230", ["123"], None),
        ("123", [], None),
    ],
)
def test_an_id_is_found_exactly_first_and_alike_only_where_one_is(written, held, meant):
    assert as_listed(written, held) == meant
