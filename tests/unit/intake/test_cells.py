"""What each kind of cell says: one table of spellings for each type."""

import polars as pl
import pytest

from joinedup.intake.core.cells import read_cells
from joinedup.intake.core.codes import Codes, sexes_of
from joinedup.method.framework import CodeSet, Column

GENDER = CodeSet("gender", (("a", "Male"), ("b", "Female"), ("c", "Not stated/recorded"), ("d", "Neither")), lettered=True)
SOURCE = CodeSet(
    "source",
    (("b", "1B: Individual - acquaintance"), ("j", "3D: Other primary health services"), ("q", "6: Police")),
    lettered=True,
    synonyms=(("Constabulary", "q"),),
)
ETHNICITY = CodeSet("ethnicity", (("a", "WBRI"), ("s", "REFU"), ("t", "NOBT")), lettered=True)
NEED = CodeSet("need", (("N1", "Abuse or neglect"), ("N2", "Child's disability or illness")))


@pytest.mark.parametrize(
    ("codes", "text", "code"),
    [
        (GENDER, "a) Male", "a"), (GENDER, "Male", "a"), (GENDER, "a)", "a"), (GENDER, "MALE", "a"), (GENDER, "a", "a"),
        (GENDER, "b)  female", "b"), (GENDER, "c) Not stated/recorded", "c"), (GENDER, "z) Male", "a"), (GENDER, "banana", None),
        (GENDER, "a) banana", None), (GENDER, "m", None),
        (SOURCE, "q) 6: Police", "q"), (SOURCE, "6: Police", "q"), (SOURCE, "Police", None), (SOURCE, "6", "q"),
        (SOURCE, "constabulary", "q"), (SOURCE, "b) 1B: Individual", "b"), (SOURCE, "j) 3D: Health services", "j"),
        # the letters of two systems differ: what follows the letter decides
        (ETHNICITY, "s) NOBT", "t"), (ETHNICITY, "t) REFU", "s"), (ETHNICITY, "NOBT", "t"), (ETHNICITY, "wbri", "a"),
        (NEED, "N1 - Abuse or Neglect", "N1"), (NEED, "n1", "N1"), (NEED, "N2: child’s disability or illness", "N2"),
        (NEED, "PSRMEM - Support with memory", None), (NEED, "N9", None),
    ],
)  # fmt: skip
def test_codes(codes: CodeSet, text: str, code: str | None) -> None:
    assert Codes(codes).read(text) == code


def test_sexes_leave_out_what_does_not_say() -> None:
    assert sexes_of(GENDER) == {"a": "male", "b": "female", "d": "other"}


# type, text → value; FAULT where it cannot be read
FAULT = object()


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        ("boolean", "Yes", "yes"),
        ("boolean", "b) No", "no"),
        ("boolean", "Y", "yes"),
        ("boolean", "FALSE", "no"),
        ("boolean", "a)", "yes"),
        ("boolean", "c) Unknown", None),
        ("boolean", "not known", None),
        ("boolean", "perhaps", FAULT),
        ("boolean", "0", "no"),
        ("integer", "3", "3"),
        ("integer", "3.0", "3"),
        ("integer", "1,204", "1204"),
        ("integer", "3.5", FAULT),
        ("integer", "three", FAULT),
        ("age", "14", "14"),
        ("age", "14.83093771", "14"),
        ("age", "0.19", "0"),
        ("age", "14 years", "14"),
        ("age", "7 months", "0"),
        ("age", "18 mths", "1"),
        ("age", "3 weeks", "0"),
        ("age", "unborn", "0"),
        ("age", "-0.2", "0"),
        ("age", "teen", FAULT),
        ("id", "00123", "00123"),
        ("id", "9212044.0", "9212044"),
        ("id", "'0042", "0042"),
        ("id", "1.23457E+11", FAULT),
        ("id", "AB/12", "AB/12"),
        ("id", "1.2345e18", FAULT),
        ("id", "7E12", "7E12"),
        ("postcode", "ab12cd", "AB1 2CD"),
        ("postcode", "nfa", None),
        ("postcode", "nope", FAULT),
        ("nhs", "943 476 5919", "9434765919"),
        ("nhs", "943 476 5918", FAULT),
        ("upn", "H801200001001", "H801200001001"),
        ("upn", "R801200001001", FAULT),
        ("text", "anything", "anything"),
        ("name", "Null", "Null"),
    ],
)
def test_cells(type_: str, text: str, value: object) -> None:
    cells = read_cells(pl.Series([text, None]), Column("k", "K", type_, "For the test."), {})
    assert cells.values.to_list() == [None if value is FAULT else value, None]
    assert cells.faulty.to_list() == [value is FAULT, False]


def test_dates_are_intervals_and_partial_ones_are_odd() -> None:
    cells = read_cells(pl.Series(["16/09/2020", "2009", "nope", None]), Column("k", "K", "date", "For the test."), {})
    assert [value and value["precision"] for value in cells.values.to_list()] == ["day", "year", None, None]
    assert cells.faulty.to_list() == [False, False, True, False]
    assert cells.odd is not None
    assert cells.odd.to_list() == [False, True, False, False]
