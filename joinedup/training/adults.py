"""Adults in children's lives, unborn babies, and who is what to whom."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from joinedup.training.addresses import addresses, postcodes
from joinedup.training.households import household_surnames
from joinedup.training.numbers import nhs_numbers
from joinedup.training.tables import Strings, given_names, only_where, text

MOTHERS, FATHERS, STEP_PARTNERS = 0.97, 0.66, 0.10
OTHER_SURNAME = {"mother": 0.38, "father": 0.12, "step": 1.0}
FATHER_ELSEWHERE = 0.35
NAMESAKES = 0.03  # fathers whose son bears their whole name
UNBORN = 0.012  # expected children for each child living in the area
ON_PROBATION = {"mother": 0.012, "father": 0.045, "step": 0.09}

RELATION = ("person_id", "other_id", "kind", "from_date")


@dataclass(frozen=True)
class Household:
    """Everyone: children, adults and unborn babies as one frame, and their relations as another."""

    people: pl.DataFrame
    relations: pl.DataFrame


def add_adults(rng: np.random.Generator, children: pl.DataFrame, on: date) -> Household:
    """Return the children with their parents, parents' partners and unborn siblings, and how they are related."""
    eldest = children.sort("date_of_birth", "person_id").unique("family_id", keep="first", maintain_order=True).sort("family_id")
    adults = pl.concat([_adults(rng, eldest, kind) for kind in ("mother", "father", "step")])
    adults = adults.with_columns(person_id=pl.int_range(pl.len()) + len(children) + 1)
    adults = _namesakes(rng, adults, children)
    unborn = _unborn(rng, adults, on).with_columns(person_id=pl.int_range(pl.len()) + len(children) + len(adults) + 1)
    people = pl.concat([children, adults, unborn], how="diagonal_relaxed")
    extra = nhs_numbers(rng, len(people))[: len(adults)]
    people = _numbered(people, adults, extra, children)
    return Household(people, _relations(children, adults, unborn))


def _share(kind: str) -> float:
    return {"mother": MOTHERS, "father": FATHERS, "step": STEP_PARTNERS}[kind]


def _adults(rng: np.random.Generator, eldest: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Return one adult of a kind for a share of the families, at the family's address or elsewhere."""
    homes = eldest.filter(pl.Series(rng.random(len(eldest)) < _share(kind)))
    size, sex = len(homes), "female" if kind == "mother" else "male"
    years = rng.triangular(17, 27, 42, size)
    born = homes["date_of_birth"].to_numpy() - (years * 365.25).astype(np.int64)
    other = rng.random(size) < OTHER_SURNAME[kind]
    family = np.where(other, household_surnames(rng, size), homes["family_name"].to_numpy())
    away = (rng.random(size) < FATHER_ELSEWHERE) if kind == "father" else np.zeros(size, dtype=np.bool_)
    names = {
        "given_names": given_names(sex, "w1996").draw(rng, size),
        "middle_names": only_where(rng.random(size) < 0.6, given_names(sex, "w1996").draw(rng, size)),
        "family_name": family,
        "address": np.where(away, addresses(rng, size), homes["address"].to_numpy()),
        "postcode": np.where(away, postcodes(rng, size, away=0.2), homes["postcode"].to_numpy()),
    }
    return homes.select("family_id", "alias_name", "old_address", "old_postcode", "moved_on").with_columns(
        pl.lit("adult").alias("role"),
        pl.lit(kind).alias("parent"),
        pl.lit(False).alias("is_twin"),
        pl.lit(sex).alias("sex"),
        pl.Series("date_of_birth", born).cast(pl.Date),
        pl.Series("on_probation", rng.random(size) < ON_PROBATION[kind]),
        *(text(key, values) for key, values in names.items()),
    )


def _namesakes(rng: np.random.Generator, adults: pl.DataFrame, children: pl.DataFrame) -> pl.DataFrame:
    """Give some fathers the whole name of their eldest son."""
    sons = children.filter(pl.col("sex") == "male").sort("date_of_birth", "person_id")
    sons = sons.unique("family_id", keep="first", maintain_order=True).select(
        "family_id", pl.lit("father").alias("parent"), pl.col("given_names").alias("son"), pl.col("family_name").alias("son_family")
    )
    joined = adults.join(sons, on=["family_id", "parent"], how="left", maintain_order="left")
    same = pl.Series(rng.random(len(joined)) < NAMESAKES) & joined["son"].is_not_null()
    return joined.with_columns(
        given_names=pl.when(same).then("son").otherwise("given_names"),
        family_name=pl.when(same).then("son_family").otherwise("family_name"),
    ).drop("son", "son_family")


def _unborn(rng: np.random.Generator, adults: pl.DataFrame, on: date) -> pl.DataFrame:
    """Return expected children: no name of their own yet, the mother's surname, an expected date of birth."""
    can = adults.filter((pl.col("parent") == "mother") & (pl.col("date_of_birth") > date(on.year - 44, on.month, 1)))
    wanted = min(len(can), max(3, round(adults["family_id"].n_unique() * 1.8 * UNBORN)))
    chosen = can[np.sort(rng.choice(len(can), wanted, replace=False))]
    expected = np.datetime64(on, "D") + rng.integers(4, 200, wanted)
    return chosen.select(
        "family_id", "family_name", "alias_name", "address", "postcode", "old_address", "old_postcode", "moved_on"
    ).with_columns(
        pl.lit("unborn").alias("role"),
        pl.lit(False).alias("is_twin"),
        pl.Series("date_of_birth", expected).cast(pl.Date),
        pl.Series("mother_id", chosen["person_id"]),
    )


def _numbered(people: pl.DataFrame, adults: pl.DataFrame, numbers: Strings, children: pl.DataFrame) -> pl.DataFrame:
    """Give adults the test numbers left over by the children, so that no two people share one."""
    taken = set(children["nhs"].to_list())
    spare = [number for number in numbers.tolist() if number not in taken]
    own = pl.DataFrame({"person_id": adults["person_id"][: len(spare)], "spare": spare}, schema_overrides={"spare": pl.String})
    joined = people.join(own, on="person_id", how="left", maintain_order="left")
    return joined.with_columns(nhs=pl.coalesce("nhs", "spare"), on_probation=pl.col("on_probation").fill_null(False)).drop("spare")


def _relations(children: pl.DataFrame, adults: pl.DataFrame, unborn: pl.DataFrame) -> pl.DataFrame:
    """Return parents, step-parents as carers, partners, expectant mothers and those who pose a risk."""
    young = children.select("person_id", "family_id", from_date="date_of_birth")
    pairs = young.join(
        adults.select("family_id", "parent", "on_probation", other_id="person_id"), on="family_id", maintain_order="left"
    )
    parents = pairs.filter(pl.col("parent") != "step").with_columns(kind=pl.lit("parent"))
    carers = pairs.filter(pl.col("parent") == "step").with_columns(kind=pl.lit("carer"))
    household = pairs.filter("on_probation").with_columns(kind=pl.lit("household"))
    risk = pairs.filter(pl.col("on_probation") & (pl.col("other_id") % 3 == 0)).with_columns(kind=pl.lit("poses_risk"))
    expecting = unborn.select("person_id", other_id="mother_id", kind=pl.lit("expectant_mother"), from_date=pl.lit(None, pl.Date))
    mothers = adults.filter(pl.col("parent") == "mother").select("family_id", person_id="person_id")
    partners = mothers.join(
        adults.filter(pl.col("parent") != "mother").select("family_id", other_id="person_id"), on="family_id", maintain_order="left"
    ).with_columns(kind=pl.lit("partner"), from_date=pl.lit(None, pl.Date))
    frames = [frame.select(RELATION) for frame in (parents, carers, household, risk, expecting, partners)]
    return pl.concat([frame.cast({"from_date": pl.Date}) for frame in frames])
