"""Whether lists hold families: it decides how much a shared surname, address and birth date may say."""

from typing import Final

import polars as pl

from joinedup.linkage.core.blocking import LARGEST_BLOCK

#: Fewer records than this with a name, a birth date and an address tell nothing: lists are then taken to hold families.
FEWEST: Final = 2000

#: Lists in which a smaller share of records has a relative at its address are taken to hold people unrelated to one another.
LEAST: Final = 0.01

#: Digits of the birth date by which two people differ; fewer may be one person, misspelt.
_DIGITS: Final = 3

_HOLDS: Final = ("given", "family", "dob_text")


def hold_families(frame: pl.DataFrame) -> bool:
    """Whether the lists hold families: yes unless enough records show that hardly any has a relative at its address."""
    share = share_with_relatives(frame)
    return share is None or share >= LEAST


def share_with_relatives(frame: pl.DataFrame) -> float | None:
    """Return the share of comparable records with a relative: same surname and address, another forename and birth date.

    The address is the whole one where at least half of the records that could be looked at have it, else the postcode. None where
    fewer than FEWEST records can be looked at.
    """
    told = frame.drop_nulls([*_HOLDS, "postcode"])
    if told.height < FEWEST:
        return None
    place = "home" if told["home"].count() * 2 >= told.height else "postcode"
    placed = told.select("idx", *_HOLDS, place).drop_nulls().filter(pl.len().over(place, "family") <= LARGEST_BLOCK)
    both = placed.join(placed, on=[place, "family"], suffix="_r").filter(pl.col("idx") < pl.col("idx_r"))
    relatives = both.filter(_initial("given") != _initial("given_r"), _digits_apart() >= _DIGITS)
    return pl.concat([relatives["idx"], relatives["idx_r"]]).n_unique() / placed.height if placed.height else None


def _initial(name: str) -> pl.Expr:
    return pl.col(name).str.slice(0, 1)


def _digits_apart() -> pl.Expr:
    """In how many of its eight digits one birth date differs from the other."""
    digits = [pl.col("dob_text").str.slice(place, 1) != pl.col("dob_text_r").str.slice(place, 1) for place in range(8)]
    return pl.sum_horizontal(each.cast(pl.Int32) for each in digits)
