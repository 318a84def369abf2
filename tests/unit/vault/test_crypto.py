"""Sealing bytes."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.vault.crypto import SealBroken, seal, unseal

KEY = bytes(range(32))


@given(st.binary(max_size=300), st.text(max_size=60))
def test_what_is_sealed_opens_where_it_belongs(plain, bound):
    assert unseal(KEY, seal(KEY, plain, bound), bound) == plain


@given(st.binary(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_it_opens_nowhere_else(plain, here, there):
    if here != there:
        with pytest.raises(SealBroken):
            unseal(KEY, seal(KEY, plain, here), there)


@given(st.binary(min_size=1, max_size=60), st.data())
def test_any_changed_bit_is_noticed(plain, data):
    sealed = bytearray(seal(KEY, plain, "here"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        unseal(KEY, bytes(sealed), "here")


def test_another_key_does_not_open_it():
    with pytest.raises(SealBroken):
        unseal(os.urandom(32), seal(KEY, b"plain", "here"), "here")


@pytest.mark.parametrize("cut", [0, 1, 12, 13, 28])
def test_a_cut_off_value_is_told_in_a_sentence(cut):
    with pytest.raises(SealBroken, match="seal"):
        unseal(KEY, seal(KEY, b"plain", "here")[:cut], "here")
