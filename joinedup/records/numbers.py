"""Numbers that carry their own check: the NHS number and the unique pupil number."""

import re
from typing import Final

import polars as pl

#: Department for Education, UPN guide: the 23 letters a check letter is drawn from, in order of the remainder.
UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN: Final = re.compile(rf"^[{UPN_LETTERS}][0-9]{{11}}[0-9{UPN_LETTERS}]$")


def read_nhs(text: str) -> str | None:
    """Return the ten digits of a valid NHS number (modulus 11, NHS Data Dictionary), None for any other text."""
    digits = re.sub(r"[\s\-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits) or len(set(digits)) == 1:
        return None
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits if check % 11 == int(digits[9]) and check != 10 else None


def read_upn(text: str) -> str | None:
    """Return a valid unique pupil number in capitals, None for any other text. A temporary number ends in a letter."""
    plain = re.sub(r"[\s\-]", "", text).upper()
    if not _UPN.match(plain):
        return None
    values = [int(char) if char.isdigit() else UPN_LETTERS.index(char) for char in plain[1:]]
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return plain if UPN_LETTERS[total % 23] == plain[0] else None


def read_nhs_numbers(texts: pl.Series) -> pl.Series:
    """Return the valid NHS numbers of a column, null elsewhere: row for row what `read_nhs` says."""
    frame = pl.DataFrame({"text": texts.cast(pl.String).str.replace_all(r"[\s\-]", "")})
    ten = pl.when(pl.col("text").str.contains(r"^[0-9]{10}$")).then(pl.col("text")).cast(pl.Int64)
    # The digits by their weights 10 … 2, and the last by 1, add up to a multiple of 11. With short[k] the number less its last k
    # digits, digit k from the right is short[k] - 10 short[k + 1], so that the sum is, modulo 11, that of (1 + 2k) short[k].
    total = pl.lit(0)
    for k in range(10):
        total = total + (1 + 2 * k) * (pl.col("ten") // 10**k)
    valid = (total % 11 == 0) & (pl.col("ten") % 1_111_111_111 != 0)
    return frame.with_columns(ten.alias("ten")).select(pl.when(valid).then("text").alias("nhs"))["nhs"]


def read_upns(texts: pl.Series) -> pl.Series:
    """Return the valid unique pupil numbers of a column, null elsewhere: row for row what `read_upn` says."""
    plain = pl.col("text").str.replace_all(r"[\s\-]", "").str.to_uppercase()
    shaped = pl.when(plain.str.contains(_UPN.pattern)).then(plain).alias("upn")
    digit = [pl.col("upn").str.slice(place, 1).cast(pl.Int64, strict=False) for place in range(1, 13)]
    # a temporary number ends in a letter, which counts as its place among the letters
    last = pl.coalesce(digit[11], _letter_place(pl.col("upn").str.slice(12, 1)))
    total = pl.sum_horizontal(value * weight for value, weight in zip([*digit[:11], last], range(2, 14), strict=True))
    frame = pl.DataFrame({"text": texts.cast(pl.String)}).select(shaped)
    return frame.select(pl.when(_letter_place(pl.col("upn").str.slice(0, 1)) == total % 23).then("upn").alias("upn"))["upn"]


def _letter_place(letter: pl.Expr) -> pl.Expr:
    return letter.replace_strict(list(UPN_LETTERS), list(range(23)), default=None, return_dtype=pl.Int64)
