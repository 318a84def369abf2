"""How an agency records people: the same person, differently, at the rates of figures/rates.toml.

Each difference leaves a tag, so that linkage can be measured by what was done to a record:
alias hyph nick typof typos swapdm dobtypo estdob dobmiss moved pctypo pcmiss nameswap unborn.
"""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import numpy as np
import polars as pl

from joinedup.training import slips
from joinedup.training.tables import Flags, Strings, only_where, rates, short_names, surnames, text

#: Columns of a recorded person; people of the truth need all of these but `known_as`, `tags`.
RECORDED = (
    "given_names", "middle_names", "family_name", "aliases", "date_of_birth", "sex", "address", "postcode", "nhs", "tags",
)  # fmt: skip
ALIAS_NOTED = 0.25  # records under the usual surname that also give the other one
PLACEHOLDERS = ("Unborn", "Baby", "Unborn Baby", "Baby")


class Recorder:
    """Applies one agency's differences to a frame of true people, column by column, and keeps the tags."""

    def __init__(self, rng: np.random.Generator, people: pl.DataFrame, sector: str) -> None:
        """Take the true `people`, one row for each record to be made, and the rates of `sector`."""
        self.rng, self.size, self.rate = rng, len(people), rates(sector)
        self.random = Random(int(rng.integers(2**62)))  # noqa: S311  # made-up people, not secrets
        self.people = people
        self.column: dict[str, Strings] = {
            name: people[name].to_numpy().astype(object)
            for name in ("given_names", "middle_names", "family_name", "alias_name", "sex", "address", "postcode", "nhs")
        }
        self.column["date_of_birth"] = np.array(people["date_of_birth"].to_list(), dtype=object)
        self.column["aliases"] = np.full(self.size, None, dtype=object)
        self.tags: Strings = np.full(self.size, "", dtype=object)

    def chosen(self, rate: str, among: Flags | None = None) -> Flags:
        """Draw which records a difference happens to."""
        hit: Flags = self.rng.random(self.size) < self.rate[rate]
        return hit if among is None else hit & among

    def tag(self, where: Flags, name: str) -> None:
        """Add a tag to the records it happened to."""
        self.tags[where] = self.tags[where] + (name + " ")

    def change(self, name: str, where: Flags, slip: Callable[[str, Random], object], tag: str) -> None:
        """Change one column's values where drawn, leaving missing values alone."""
        where = where & present(self.column[name])
        column = self.column[name]
        for place in np.flatnonzero(where):
            column[place] = slip(column[place], self.random)
        self.tag(where, tag)

    def frame(self) -> pl.DataFrame:
        """Return what was recorded, one row per person given."""
        values = [text(name, self.column[name]) for name in RECORDED if name not in ("date_of_birth", "tags")]
        born = pl.Series("date_of_birth", self.column["date_of_birth"].tolist(), dtype=pl.Date)
        return (
            pl.DataFrame([*values, born, text("tags", self.tags)]).with_columns(pl.col("tags").str.strip_chars()).select(RECORDED)
        )


def present(values: Strings) -> Flags:
    """Return where a column holds a value."""
    return np.array([value is not None for value in values], dtype=np.bool_)


def record(rng: np.random.Generator, people: pl.DataFrame, sector: str) -> pl.DataFrame:
    """Return how an agency of `sector` records `people` (columns RECORDED), in their order."""
    recorder = Recorder(rng, people, sector)
    _surnames(recorder)
    _forenames(recorder)
    _births(recorder)
    _homes(recorder)
    _placeholders(recorder)
    _missing(recorder)
    return recorder.frame()


def _surnames(recorder: Recorder) -> None:
    column, rng = recorder.column, recorder.rng
    usual = column["family_name"].copy()
    alias = recorder.chosen("alias_surname") & (column["alias_name"] != usual)
    other = np.where(rng.random(recorder.size) < 0.4, column["alias_name"], surnames().draw(rng, recorder.size))
    column["family_name"] = np.where(alias, other, usual).astype(object)
    recorder.tag(alias, "alias")
    noted = rng.random(recorder.size) < ALIAS_NOTED * recorder.rate["alias_surname"] * 2
    column["aliases"] = only_where(noted, np.where(alias, usual, column["alias_name"]).astype(object))
    double = np.array(["-" in name for name in column["family_name"]], dtype=np.bool_)
    recorder.change("family_name", recorder.chosen("half_dropped", double), slips.drop_half, "hyph")
    recorder.change("family_name", recorder.chosen("family_typo"), slips.misspell, "typos")


def _forenames(recorder: Recorder) -> None:
    known = short_names()
    has = np.array([name in known for name in recorder.column["given_names"]], dtype=np.bool_)
    recorder.change("given_names", recorder.chosen("short_name", has), slips.shorten, "nick")
    recorder.change("given_names", recorder.chosen("given_typo"), slips.misspell, "typof")


def _births(recorder: Recorder) -> None:
    days = recorder.column["date_of_birth"]
    swap = np.array([day is not None and day.day <= 12 and day.day != day.month for day in days], dtype=np.bool_)
    change = recorder.change
    change("date_of_birth", recorder.chosen("day_month_swap", swap), lambda day, _: slips.swap_day_and_month(day), "swapdm")  # type: ignore[arg-type]
    change("date_of_birth", recorder.chosen("dob_typo"), slips.mistype_date, "dobtypo")  # type: ignore[arg-type]
    change("date_of_birth", recorder.chosen("dob_estimated"), slips.estimate_date, "estdob")  # type: ignore[arg-type]


def _homes(recorder: Recorder) -> None:
    """Some records hold the address the family has left, or the child's placement; some postcodes are mistyped."""
    column, people = recorder.column, recorder.people
    moved = recorder.chosen("old_address", present(people["old_postcode"].to_numpy().astype(object)))
    for name in ("address", "postcode"):
        column[name] = np.where(moved, people[f"old_{name}"].to_numpy(), column[name]).astype(object)
    recorder.tag(moved, "moved")
    if "placement_postcode" in people.columns:
        placed = people["placement_postcode"].is_not_null().to_numpy() & (recorder.rng.random(recorder.size) < 0.35)
        for name in ("address", "postcode"):
            column[name] = np.where(placed, people[f"placement_{name}"].to_numpy(), column[name]).astype(object)
        recorder.tag(placed & ~moved, "moved")
    recorder.change("postcode", recorder.chosen("postcode_typo"), slips.mistype_postcode, "pctypo")


def _placeholders(recorder: Recorder) -> None:
    """Records made before birth: no name, no sex, a birth date within ten days of the true one. Mostly the youngest."""
    people, column, rng = recorder.people, recorder.column, recorder.rng
    unborn = (people["role"] == "unborn").to_numpy()
    rate = recorder.rate["placeholder"]
    child = (people["role"] == "child").to_numpy()
    where = unborn.copy()
    if rate and child.any():
        newest = people["date_of_birth"].max()
        days_old = people.select((newest - pl.col("date_of_birth")).dt.total_days()).to_series().to_numpy()
        young = child & (days_old < 1200)
        weight = np.where(young, 4.0, 1.0) * child
        where |= rng.random(recorder.size) < rate * weight / weight[child].mean()
    for place in np.flatnonzero(where):
        column["given_names"][place] = recorder.random.choice(PLACEHOLDERS)
        column["date_of_birth"][place] = people["date_of_birth"][int(place)] + _ten_days(recorder.random, bool(unborn[place]))
        column["middle_names"][place] = column["sex"][place] = None
    recorder.tag(where, "unborn")


def _ten_days(random: Random, unborn: bool) -> timedelta:
    return timedelta(days=random.randint(-3, 3) if unborn else random.randint(-10, 10))


def _missing(recorder: Recorder) -> None:
    column = recorder.column
    swapped = recorder.chosen("names_swapped", present(column["given_names"]))
    given, family = column["given_names"].copy(), column["family_name"].copy()
    column["given_names"], column["family_name"] = np.where(swapped, family, given), np.where(swapped, given, family)
    recorder.tag(swapped, "nameswap")
    nowhere = recorder.chosen("postcode_missing")
    column["address"][nowhere] = column["postcode"][nowhere] = None
    recorder.tag(nowhere, "pcmiss")
    undated = recorder.chosen("dob_missing")
    column["date_of_birth"][undated] = None
    recorder.tag(undated, "dobmiss")
    column["middle_names"][recorder.chosen("middle_missing")] = None
    column["sex"][recorder.chosen("sex_missing")] = None
    column["nhs"][~recorder.chosen("nhs_held")] = None
