"""What the model compares of a record."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from joinedup.linkage.core.comparables import COMPARABLE, CROWD, comparables

Make = Callable[..., dict[str, Any]]
Frame = Callable[[list[dict[str, Any]]], pl.DataFrame]


@pytest.fixture
def one(record: Make, frame_of: Frame) -> Callable[..., dict[str, Any]]:
    """The comparable row of one record."""
    return lambda *given, **more: comparables(frame_of([record("la", "1", *given, **more)])).row(0, named=True)


def test_columns_are_the_contract(record: Make, frame_of: Frame) -> None:
    assert comparables(frame_of([record("la", "1", "Ann", "Lee", "2015-03-04")])).schema == pl.Schema(COMPARABLE)


def test_names_are_folded_and_grouped(one: Make) -> None:
    row = one("Zoë-Ann", "O'Brien-Shah", "2015-03-04")
    assert (row["given"], row["middle"], row["family"]) == ("zoe", "ann", "obrienshah")
    assert row["family_words"] == ["obrien", "obrienshah", "shah"]
    assert row["given_groups"]


def test_aliases_are_family_words_too(one: Make) -> None:
    row = one("Ann", "Lee", "2015-03-04", aliases=["Kaur"])
    assert row["family"] == "lee"
    assert row["family_words"] == ["kaur", "lee"]


def test_placeholders_are_missing(one: Make) -> None:
    row = one("Unborn Baby", "Unknown", "2015-03-04", postcode="N/A", address="Northgate hospital")
    assert row["unborn"]
    assert [row[name] for name in ("given", "family", "postcode", "address", "home")] == [None] * 5


@pytest.mark.parametrize(
    ("given", "born", "kind"),
    [
        ("Ann", "2015-03-04", "exact"),
        ("Ann", "2015-01-01", "estimated"),
        ("Ann", "2015-07-01", "estimated"),
        ("Baby", "2015-03-04", "expected"),
        ("Ann", None, "missing"),
    ],
)
def test_kind_of_birth_date(one: Make, given: str, born: str | None, kind: str) -> None:
    assert one(given, "Lee", born)["dob_kind"] == kind


def test_the_middle_of_an_estimate_stands_for_it(one: Make) -> None:
    more = {"dob_earliest": date(2015, 1, 1), "dob_latest": date(2015, 12, 31), "dob_kind": "estimated"}
    assert one("Ann", "Lee", "2015-01-01", **more)["dob"] == date(2015, 7, 2)


@pytest.mark.parametrize(
    ("ids", "known"),
    [
        (["upn:A1", "nhs:9434765919"], "nhs:9434765919"),
        (["upn:A1"], "upn:A1"),
        (["pnc:1/2"], None),
        ([], None),
        (None, None),
    ],
)
def test_the_id_that_settles_identity(one: Make, ids: list[str] | None, known: str | None) -> None:
    assert one("Ann", "Lee", "2015-03-04", known_ids=ids)["known"] == known


def test_a_home_is_its_address_and_whole_postcode(one: Make) -> None:
    home = one("Ann", "Lee", None, address="4 High Rd", postcode="LS1 2AB")["home"]
    assert home == one("Ann", "Lee", None, address="4 high road", postcode="ls12ab")["home"] == "4 high road|LS12AB"
    assert one("Ann", "Lee", None, address="4 High Rd", postcode="LS9 2AB")["home"] != home
    assert one("Ann", "Lee", None, address="4 High Rd", postcode="LS1")["home"] is None
    assert one("Ann", "Lee", None, address="4 High Rd")["home"] is None


def test_a_crowd_is_no_household(record: Make, frame_of: Frame) -> None:
    many = [record("la", str(number), "Ann", "Lee", None, address="1 Long Road", postcode="LS1 2AB") for number in range(CROWD + 1)]
    assert comparables(frame_of(many))["home"].null_count() == CROWD + 1
    assert comparables(frame_of(many[:-1]))["home"].null_count() == 0


def test_order_is_by_list_and_record(record: Make, frame_of: Frame) -> None:
    rows = [record("police", "2", "Bo", "Lee", None), record("la", "9", "Ann", "Lee", None), record("la", "10", "Cy", "Lee", None)]
    assert comparables(frame_of(rows))["given"].to_list() == ["cy", "ann", "bo"]
