"""Postcodes as people write them: formatted alike, known in part, or standing in for "we do not know"."""

import re
from typing import Final

import polars as pl

#: Not places: no fixed abode, unknown, abroad (the NHS's ZZ99 family), test addresses, and words in a postcode's field.
_PLACEHOLDER: Final = re.compile(r"^(?:ZZ99.*|NF1?1AA?|XX.*|NFA|NOFIXEDABODE|UNKNOWN|NOTKNOWN|NONE|NA|N/A|NOTRECORDED|AA11AA|0+)$")
_FULL: Final = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$")
_PART: Final = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)$")
_SECTOR: Final = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)\s+([0-9])$")
_DIGIT_SLIPS: Final = str.maketrans("OIL", "011")
_LETTER_SLIPS: Final = str.maketrans("015", "OIS")

KINDS: Final = ("full", "part", "placeholder", "unreadable")


def read_postcode(text: str) -> tuple[str | None, str]:
    """Return (postcode, kind) for one text: "AB1 2CD" full, "AB1" or "AB1 2" part, None for placeholder or unreadable."""
    upper = " ".join(text.upper().split())
    squeezed = re.sub(r"[^A-Z0-9/]", "", upper)
    if _PLACEHOLDER.match(squeezed):
        return None, "placeholder"
    if match := _FULL.match(squeezed) or _FULL.match(_repaired(squeezed)):
        return f"{match[1]} {match[2]}", "full"
    if match := _SECTOR.match(upper):
        return f"{match[1]} {match[2]}", "part"
    if match := _PART.match(squeezed):
        return match[1], "part"
    return None, "unreadable"


def _repaired(squeezed: str) -> str:
    """Return the text with letters for digits (O for 0) put right in the second half, where each place's kind is fixed."""
    if not 5 <= len(squeezed) <= 7:
        return squeezed
    outward, inward = squeezed[:-3], squeezed[-3:]
    return outward + inward[0].translate(_DIGIT_SLIPS) + inward[1:].translate(_LETTER_SLIPS)


def read_postcodes(texts: pl.Series) -> pl.DataFrame:
    """Return columns postcode and kind for a column of texts (null stays null): row for row what `read_postcode` says."""
    plain = pl.col("text").str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")
    formatted = plain.str.replace(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$", "$1 $2")
    quick = pl.col("text").str.contains(r"^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}$")
    quick = quick & ~pl.col("text").str.contains(r"^(?:(?i)ZZ99|XX|AA1 ?1AA|NF1 ?1AA)")
    frame = pl.DataFrame({"text": texts.cast(pl.String)}).with_columns(quick.fill_null(False).alias("quick"))
    rest = [(text, *read_postcode(text)) for text in frame.filter(~pl.col("quick"))["text"].drop_nulls().unique()]
    slow = pl.DataFrame(rest, schema={"text": pl.String, "_postcode": pl.String, "_kind": pl.String}, orient="row")
    return frame.join(slow, on="text", how="left", maintain_order="left").select(
        pl.when("quick").then(formatted).otherwise("_postcode").alias("postcode"),
        pl.when("quick").then(pl.lit("full")).otherwise("_kind").alias("kind"),
    )
