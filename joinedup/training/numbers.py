"""Numbers that are well formed and belong to no one: NHS numbers of the test range 999, pupil numbers of an unused authority."""

import numpy as np

from joinedup.training.tables import Ints, Strings

#: Letters of a unique pupil number's check, in the order of their value (DfE, UPN guide).
UPN_LETTERS = np.array(list("ABCDEFGHJKLMNPQRTUVWXYZ"), dtype=object)
UPN_AUTHORITY = "099"


def _digits(values: Ints, width: int) -> Ints:
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    digits: Ints = values[:, None] // powers % 10
    return digits


def nhs_numbers(rng: np.random.Generator, size: int) -> Strings:
    """Return `size` different NHS numbers of the range 999 set aside for tests, each with its modulus-11 check digit.

    Raises ValueError beyond the 900,000 the range holds.
    """
    if size > 900_000:
        raise ValueError(f"The test range 999 holds no {size:,} different NHS numbers; ask for at most 900,000 people.")
    stems = 999_000_000 + rng.permutation(1_000_000)
    check = 11 - (_digits(stems, 9) * np.arange(10, 1, -1)).sum(axis=1) % 11
    check[check == 11] = 0
    good = check < 10
    numbers: Strings = (stems[good] * 10 + check[good])[:size].astype(str).astype(object)
    return numbers


def upns(rng: np.random.Generator, size: int) -> Strings:
    """Return `size` different unique pupil numbers, each with its check letter."""
    stems = np.int64(UPN_AUTHORITY) * 10**9 + rng.choice(10**9, size, replace=False, shuffle=False)
    letters = UPN_LETTERS[(_digits(stems, 12) * np.arange(2, 14)).sum(axis=1) % 23]
    numbers: Strings = letters + np.char.zfill(stems.astype(str), 12).astype(object)
    return numbers
