"""Who is known to which sector, and the list of people each agency keeps: own ids, repeats, recorded values."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from joinedup.method.framework import Framework, ListSpec
from joinedup.training.agencies import Agency
from joinedup.training.recording import record
from joinedup.training.tables import Flags, Ints, rates

LA, HEALTH, EDUCATION = 0.55, 0.80, 0.88
POLICE_YOUNG, POLICE_OLDER = 0.25, 0.55
YOUTH = 0.22  # of those over fourteen
UNBORN = {"local_authority": 0.5, "health": 0.9}
PARENT_KNOWN = {"local_authority": 0.45, "health": 0.30, "police": 0.08}
CHILD_OF_SUPERVISED = 0.85
#: Sectors that number people with figures alone; the others put a letter before.
PREFIX = {
    "police": "N",
    "health": "H",
    "probation": "P",
    "youth_offending": "Y",
    "education": "S",
    "local_authority": "",
    "board": "B",
}


def ages(people: pl.DataFrame, on: date) -> Ints:
    """Return completed years on a day; -1 for those not yet born."""
    born = people["date_of_birth"]
    year, month, day = (part.cast(pl.Int64).to_numpy() for part in (born.dt.year(), born.dt.month(), born.dt.day()))
    found: Ints = np.maximum(on.year - year - (month * 100 + day > on.month * 100 + on.day), -1)
    found[(people["role"] == "unborn").to_numpy()] = -1
    return found


def chance_known(sector: str, age: Ints) -> NDArray[np.float64]:
    """Return how likely a sector knows a child of each age."""
    shares = {
        "local_authority": np.full(len(age), LA),
        "police": np.where(age > 8, POLICE_OLDER, POLICE_YOUNG),
        "health": np.full(len(age), HEALTH),
        "youth_offending": np.where(age >= 14, YOUTH, 0.0),
        "education": np.where(age >= 4, EDUCATION, 0.0),
    }
    return shares.get(sector, np.zeros(len(age)))


def known_to(rng: np.random.Generator, people: pl.DataFrame, relations: pl.DataFrame, sector: str, on: date) -> set[int]:
    """Draw the people a sector has a record of before any story is told."""
    age, role = ages(people, on), people["role"].to_numpy()
    share = np.where(role == "child", chance_known(sector, age), np.where(role == "unborn", UNBORN.get(sector, 0.0), 0.0))
    chosen = people.filter(pl.Series(rng.random(len(people)) < share))["person_id"]
    found = set(chosen.to_list())
    found |= _adults_known(rng, people, role == "adult", chosen, sector)
    return found | _through_adults(rng, people, relations, sector)


def _adults_known(rng: np.random.Generator, people: pl.DataFrame, adult: Flags, chosen: pl.Series, sector: str) -> set[int]:
    """Parents are on a list beside their children for a share of the families known."""
    share = PARENT_KNOWN.get(sector, 0.0)
    families = people.filter(pl.col("person_id").is_in(chosen.implode()))["family_id"].unique()
    near = people["family_id"].is_in(families.implode()).to_numpy()
    return set(people.filter(pl.Series(adult & near & (rng.random(len(people)) < share)))["person_id"].to_list())


def _through_adults(rng: np.random.Generator, people: pl.DataFrame, relations: pl.DataFrame, sector: str) -> set[int]:
    """Probation knows children through the adult it supervises; social care and health an expected child through its mother."""
    if sector == "probation":
        adults = people.filter("on_probation")["person_id"]
        children = (
            relations.filter(pl.col("other_id").is_in(adults.implode()) & (pl.col("kind") == "household"))["person_id"]
            .unique()
            .sort()
        )
        kept = children.filter(pl.Series(rng.random(len(children)) < CHILD_OF_SUPERVISED))
        return set(adults.to_list()) | set(kept.to_list())
    if sector in ("local_authority", "health"):
        mothers = relations.filter(pl.col("kind") == "expectant_mother")["other_id"].unique().sort()
        return set(mothers.filter(pl.Series(rng.random(len(mothers)) < 0.9)).to_list())
    return set()


def people_list_of(framework: Framework, sector: str) -> ListSpec | None:
    """Return the sector's people list; its first list of another kind where it sends no people list; None without lists."""
    own = [spec for spec in framework.lists if spec.sector == sector]
    return next((spec for spec in own if spec.kind == "people"), own[0] if own else None)


def register(rng: np.random.Generator, people: pl.DataFrame, known: Iterable[int], agency: Agency, list_id: str) -> pl.DataFrame:
    """Return the agency's records of the people it knows, some of them twice, with what it wrote down.

    Columns: list, agency, sector, record_id, own_id, person_id, family_id, is_twin, role and those of `recording.RECORDED`.
    """
    chosen = people.filter(pl.col("person_id").is_in(pl.Series(sorted(known), dtype=pl.Int64).implode()))
    again = chosen.filter(pl.Series(rng.random(len(chosen)) < rates(agency.sector)["repeats"]))
    rows = pl.concat([chosen, again])
    rows = rows[rng.permutation(len(rows))]
    written = record(rng, rows, agency.sector)
    numbers = 1_000_000 + rng.choice(8_999_999, len(rows), replace=False)
    own = pl.Series("own_id", [f"{PREFIX[agency.sector]}{number}" for number in numbers.tolist()], dtype=pl.String)
    truth = rows.select("person_id", "family_id", "is_twin", "role", "upn")
    keyed = truth.with_columns(
        own,
        pl.lit(list_id).alias("list"),
        pl.lit(agency.key).alias("agency"),
        pl.lit(agency.sector).alias("sector"),
        (agency.key + ":" + own).alias("record_id"),
    )
    return pl.concat([keyed, written], how="horizontal")
