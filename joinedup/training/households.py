"""Children in households: siblings at one address, twins, half-siblings with another surname, double-barrelled names."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from joinedup.training.addresses import addresses, postcodes
from joinedup.training.numbers import nhs_numbers, upns
from joinedup.training.tables import BANDS, Flags, Ints, Strings, given_names, only_where, shared_names, surnames, text

SIZES = np.array([1, 2, 3, 4, 5])
SIZE_SHARES = (0.45, 0.36, 0.13, 0.045, 0.015)
TWINS = 0.03  # share of children who are a twin
HALF_SIBLINGS = 0.08  # share of children with a surname other than the household's
DOUBLE_BARRELLED = 0.06  # share of households
BOYS = 0.512
SHARED_NAMES = 0.10  # share of households whose names are of few, common in families of South Asian heritage
SHARED_GIVEN = 0.85  # of the children there
NEIGHBOURS = 5  # families with children in one postcode
MIDDLE, SECOND_MIDDLE = 0.68, 0.08
CHILDHOOD = 6574  # days in eighteen years
MOVED_AWAY = 0.12  # previous addresses outside the area


def make_households(rng: np.random.Generator, children: int, on: date) -> pl.DataFrame:
    """Return `children` children living in households on a day: who they truly are, one row each."""
    family, order = _families(rng, children)
    twin = _twins(rng, order)
    born = _birth_days(rng, family, order, twin, on)
    sex = _sexes(rng, children)
    shared = (rng.random(int(family[-1]) + 1) < SHARED_NAMES)[family]
    namers = Namers(rng, sex, born, shared & (rng.random(children) < SHARED_GIVEN))
    homes = _homes(rng, int(family[-1]) + 1, on)
    frame = pl.DataFrame(
        [
            pl.Series("person_id", np.arange(1, children + 1)),
            pl.Series("role", ["child"] * children),
            pl.Series("family_id", family + 1),
            pl.Series("is_twin", twin),
            text("sex", sex),
            text("given_names", distinct_in_family(family, namers)),
            text("middle_names", _middle(namers)),
            text("family_name", _family_names(rng, family, order, twin, shared)),
            pl.Series("date_of_birth", born.astype("datetime64[D]")),
            text("nhs", nhs_numbers(rng, children)),
            text("upn", upns(rng, children)),
        ]
    )
    frame = frame.with_columns(text("alias_name", alias_names(rng, frame)))
    return frame.join(homes, on="family_id", maintain_order="left")


def _families(rng: np.random.Generator, children: int) -> tuple[Ints, Ints]:
    """Return each child's family (0, 1, …) and place in it (0 is the eldest drawn)."""
    sizes = rng.choice(SIZES, children, p=SIZE_SHARES)
    family = np.repeat(np.arange(children), sizes)[:children]
    starts = np.concatenate(([0], np.cumsum(sizes)))
    return family, np.arange(children) - starts[family]


def _twins(rng: np.random.Generator, order: Ints) -> Flags:
    """Mark pairs of twins: the first and second child of some households."""
    second = np.flatnonzero(order == 1)
    wanted = min(len(second), max(1, round(len(order) * TWINS / 2))) if len(second) else 0
    chosen = rng.choice(second, wanted, replace=False)
    twin: Flags = np.zeros(len(order), dtype=np.bool_)
    twin[chosen] = True
    twin[chosen - 1] = True
    return twin


def _birth_days(rng: np.random.Generator, family: Ints, order: Ints, twin: Flags, on: date) -> Ints:
    """Return days since 1970 on which each child was born: siblings eleven months to four years apart, twins together."""
    gap = np.where(order == 0, 0, rng.integers(330, 1500, len(order)))
    running = np.cumsum(gap)
    first = np.flatnonzero(order == 0)
    eldest = rng.integers(0, CHILDHOOD, len(first))
    age = (eldest[family] - (running - running[first][family])) % CHILDHOOD
    second = np.flatnonzero(twin & (order == 1))
    age[second] = age[second - 1]
    days: Ints = (np.datetime64(on, "D").astype(np.int64)) - age - 1
    return days


def _sexes(rng: np.random.Generator, size: int) -> Strings:
    return np.where(rng.random(size) < BOYS, "male", "female").astype(object)


@dataclass(frozen=True)
class Namers:
    """Those who name children: by sex, year of birth and whether names run in the family's community."""

    rng: np.random.Generator
    sex: Strings
    born: Ints
    shared: Flags

    def given(self, among: Ints) -> Strings:
        """Return given names for the children at these places."""
        sex, names = self.sex[among], np.empty(len(among), dtype=object)
        year = self.born[among].astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        band = np.searchsorted([start for _, start in BANDS][1:], year, side="right")
        band[self.shared[among]] = -1
        for kind in ("female", "male"):
            sources = {-1: shared_names(kind)} | {place: given_names(kind, column) for place, (column, _) in enumerate(BANDS)}
            for place, source in sources.items():
                chosen = np.flatnonzero((band == place) & (sex == kind))
                names[chosen] = source.draw(self.rng, len(chosen))
        return names


def _middle(namers: Namers) -> Strings:
    """Return middle names, None for those who have none, two for a few."""
    everyone = np.arange(len(namers.sex))
    one, two = namers.given(everyone), namers.given(everyone)
    chance = namers.rng.random(len(everyone))
    names: Strings = np.where(chance < SECOND_MIDDLE, one + " " + two, one).astype(object)
    return only_where(chance < MIDDLE, names)


def distinct_in_family(family: Ints, namers: Namers) -> Strings:
    """Return given names, repeats inside one family drawn again, so that siblings are told apart by name."""
    names = namers.given(np.arange(len(family)))
    for _ in range(8):
        codes = np.unique(names.astype(str), return_inverse=True)[1]
        key = family * (codes.max() + 1) + codes
        again = np.setdiff1d(np.arange(len(names)), np.unique(key, return_index=True)[1])
        if not len(again):
            break
        names[again] = namers.given(again)
    return names


def household_surnames(rng: np.random.Generator, size: int) -> Strings:
    """Return surnames, a share of them double-barrelled."""
    one, two = surnames().draw(rng, size), surnames().draw(rng, size)
    double = (rng.random(size) < DOUBLE_BARRELLED) & (one != two)
    return np.where(double, one + "-" + two, one).astype(object)


def _family_names(rng: np.random.Generator, family: Ints, order: Ints, twin: Flags, shared: Flags) -> Strings:
    """Return each child's surname: the household's, but another one for half-siblings (never for one of two twins)."""
    households = int(family[-1]) + 1
    usual, common = household_surnames(rng, households)[family], shared_names("surname").draw(rng, households)[family]
    names: Strings = np.where(shared, common, usual).astype(object)
    may = np.flatnonzero((order > 0) & ~twin)
    half = rng.choice(may, min(len(may), round(len(family) * HALF_SIBLINGS)), replace=False)
    names[half] = household_surnames(rng, len(half))
    return names


def alias_names(rng: np.random.Generator, people: pl.DataFrame) -> Strings:
    """Return the other surname each person may be known by: one for the family, or one's own."""
    family = people["family_id"].to_numpy()
    shared = surnames().draw(rng, int(family.max()) + 1)[family]
    return np.where(rng.random(len(family)) < 0.6, shared, surnames().draw(rng, len(family))).astype(object)


def _homes(rng: np.random.Generator, families: int, on: date) -> pl.DataFrame:
    """Return where each family lives, since when, and where it lived before."""
    streets, away = postcodes(rng, families // NEIGHBOURS + 1), postcodes(rng, families, away=1.0)
    moved = np.datetime64(on, "D") - rng.integers(20, 1800, families)
    return pl.DataFrame(
        [
            pl.Series("family_id", np.arange(1, families + 1)),
            text("address", addresses(rng, families)),
            text("postcode", rng.choice(streets, families)),
            text("old_address", addresses(rng, families)),
            text("old_postcode", np.where(rng.random(families) < MOVED_AWAY, away, rng.choice(streets, families)).astype(object)),
            pl.Series("moved_on", moved),
        ]
    )
