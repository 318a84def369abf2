"""Postcodes and addresses made comparable."""

import pytest

from joinedup.linkage.core import places


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ls1 2ab", "LS12AB"),
        ("LS12AB", "LS12AB"),
        (" Ls1-2ab ", "LS12AB"),
        ("SW1A 1AA", "SW1A1AA"),
        ("LS1 OAB", "LS10AB"),
        ("LS1 IAB", "LS11AB"),
        ("LS12", "LS12"),
        ("LS1 2", "LS1 2"),
        ("ZZ99 3VZ", None),
        ("BFPO 57", "BFPO57"),
        ("D02 X285", "D02X285"),
        ("2604", "2604"),
        ("unknown", None),
        ("N/A", None),
        ("", None),
        (None, None),
    ],
)
def test_postcode(written: str | None, read: str | None) -> None:
    assert places.postcode(written) == read


@pytest.mark.parametrize(
    ("code", "sector"),
    [("LS12AB", "LS12"), ("SW1A1AA", "SW1A1"), ("LS12", None), ("LS1 2", None), ("BFPO57", "BFPO57"), (None, None)],
)
def test_sector(code: str | None, sector: str | None) -> None:
    assert places.sector(code) == sector


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("12 High Rd.", "12 high road"),
        ("12, HIGH ROAD", "12 high road"),
        ("Flat 2, 4 O'Connell Cl", "flat 2 4 oconnell close"),
        ("Northgate Hospital", None),
        ("c/o Women's refuge", None),
        ("No fixed abode", None),
        ("NFA", None),
        ("", None),
        (None, None),
    ],
)
def test_address(written: str | None, read: str | None) -> None:
    assert places.address(written) == read


def test_a_street_named_after_a_hospital_is_taken_for_none() -> None:
    """Better no evidence of a household than a false one."""
    assert places.address("3 Hospital Lane") is None
