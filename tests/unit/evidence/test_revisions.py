"""A revision's hash binds its words, its place in the chain and itself."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.evidence.core.revisions import EvidenceError, NoteContent, check_content, revision_hash
from tests.factories.frameworks import tiny_framework

CONTENT = NoteContent("tracking", "police", "c2", "strength", "Seen the same day.", date(2022, 10, 18))


def test_every_field_counts():
    changes = [
        replace(CONTENT, **{field.name: date(2022, 10, 19) if field.name == "seen_on" else "other"}) for field in fields(CONTENT)
    ]
    hashes = {revision_hash("r1", "", content) for content in (CONTENT, *changes)}
    assert len(hashes) == len(changes) + 1


def test_the_place_in_the_chain_counts():
    assert len({revision_hash("r1", "", CONTENT), revision_hash("r1", "abc", CONTENT), revision_hash("r2", "", CONTENT)}) == 3


@given(st.text(), st.text())
def test_text_never_runs_into_the_next_field(text, sector):
    one = replace(CONTENT, text=text, sector=sector)
    other = replace(CONTENT, text=text + sector, sector="")
    assert (one == other) == (revision_hash("r", "", one) == revision_hash("r", "", other))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": " \n"}, "empty"),
        ({"source": "gossip"}, "kind of source"),
        ({"sector": "fire"}, "not a sector"),
        ({"criterion": "c9"}, "not a criterion"),
        ({"direction": "good"}, "strength, a concern or context"),
    ],
)
def test_what_the_framework_does_not_hold_is_refused(change, words):
    with pytest.raises(EvidenceError, match=words):
        check_content(tiny_framework(), replace(CONTENT, **change))


def test_what_it_holds_passes():
    assert check_content(tiny_framework(), CONTENT) is None
