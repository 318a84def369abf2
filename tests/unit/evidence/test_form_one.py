"""What was hashed before notebooks still verifies: the known hashes are those that stand in old databases."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from joinedup.evidence.core.form_one import FormOne, form_one_hash

CONTENT = FormOne("tracking", "police", "c2", "strength", "Seen the same day.", date(2022, 10, 18))


def test_an_old_hash_is_what_it_was():
    assert form_one_hash("r1", "", CONTENT) == "c027b9c0cac1ee461f9107e3fe70b92dfe85795a8b2afdfb2d194d35f9b07790"


def test_every_field_counts():
    changes = [
        replace(CONTENT, **{field.name: date(2022, 10, 19) if field.name == "seen_on" else "other"}) for field in fields(CONTENT)
    ]
    hashes = {form_one_hash("r1", "", content) for content in (CONTENT, *changes)}
    assert len(hashes) == len(changes) + 1


def test_the_place_in_the_chain_counts():
    assert len({form_one_hash("r1", "", CONTENT), form_one_hash("r1", "abc", CONTENT), form_one_hash("r2", "", CONTENT)}) == 3


@given(st.text(), st.text())
def test_text_never_runs_into_the_next_field(text, sector):
    one = replace(CONTENT, text=text, sector=sector)
    other = replace(CONTENT, text=text + sector, sector="")
    assert (one == other) == (form_one_hash("r", "", one) == form_one_hash("r", "", other))
