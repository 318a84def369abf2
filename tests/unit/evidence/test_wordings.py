"""A finding's wording is kept whole and read back as it was; its hash names these words and no others."""

from dataclasses import fields, replace
from datetime import date

import pytest

from joinedup.evidence.core.wordings import Acted, Wording, wording_hash

WORDING = Wording(
    text="Most are seen.",
    direction="improve",
    criterion="c2",
    also=("c1",),
    sectors=("police",),
    agencies=("police-1",),
    known_to_leaders="knew",
    acted=Acted("All were visited.", "2022-10-18", "ofsted"),
    notes=("n:r",),
)


def test_it_is_read_back_as_it_was_kept():
    assert Wording.from_json(WORDING.as_json()) == WORDING
    assert (WORDING.acted.day, Acted().day) == (date(2022, 10, 18), None)


@pytest.mark.parametrize("name", [field.name for field in fields(Wording)])
def test_whatever_is_changed_changes_the_hash(name):
    other = {"acted": Acted(), "also": (), "sectors": (), "agencies": (), "notes": ()}.get(name, "other")
    assert wording_hash("v", replace(WORDING, **{name: other})) != wording_hash("v", WORDING)


def test_the_same_words_in_another_version_hash_otherwise():
    assert wording_hash("v", WORDING) != wording_hash("w", WORDING)
