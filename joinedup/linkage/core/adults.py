"""Who is a child on a day, and which adults are in a child's life, as agencies' relations say it, with source and date."""

from datetime import date
from typing import Final

import polars as pl

from joinedup.linkage.core.review import ADULT_AGE
from joinedup.records.shape import SOURCE

#: People by age on a day: `adult` only where every record with a birth date says so, `not known` where none says anything.
AGES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {"child_id": pl.String, "age": pl.String}

#: One line for each relation of a child to somebody else, both as people of a link run (`child_id`, `adult_id`).
LIVES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.String,
    "adult_id": pl.String,
    "kind": pl.String,
    "from_date": pl.Date,
    "to_date": pl.Date,
    "agency": pl.String,
    **SOURCE,
}

#: Kinds of relation that make somebody an adult in a child's life whatever their age: a parent may be a child too.
BY_ROLE: Final = ("parent", "partner", "carer", "expectant_mother")

#: Kinds told of any two people, in either order: they tell of an adult where one of the two is one.
BY_AGE: Final = ("household", "sibling")

#: Said of somebody who is no child; where no record tells the age, agencies mean an adult.
UNLESS_A_CHILD: Final = "poses_risk"


def ages(memberships: pl.DataFrame, records: pl.DataFrame, on: date) -> pl.DataFrame:
    """Return each person of a run as child, adult or not known on a day (AGES), by id.

    A child is whoever a record says is under 18, or expected; where records differ, the child's side is taken.
    """
    day = 28 if (on.month, on.day) == (2, 29) else on.day  # eighteen years before a leap day there was none
    eighteen = pl.lit(date(on.year - ADULT_AGE, on.month, day))
    young = ((pl.col("dob_kind") == "expected") | (pl.col("dob_earliest") > eighteen)).fill_null(value=False)
    grown = (pl.col("dob_latest") <= eighteen).fill_null(value=False)
    told = memberships.join(records.select("record_id", young=young, grown=grown), on="record_id", how="left")
    of_person = told.group_by("child_id").agg(pl.col("young").any(), pl.col("grown").any())
    age = pl.when("young").then(pl.lit("child")).when("grown").then(pl.lit("adult")).otherwise(pl.lit("not known"))
    return of_person.select("child_id", age.alias("age")).sort("child_id")


def lives(memberships: pl.DataFrame, relations: pl.DataFrame, aged: pl.DataFrame) -> pl.DataFrame:
    """Return the adults in children's lives (LIVES): one line for each relation an agency gave, as it gave it.

    `aged` is what `ages` returned. A parent, partner, carer or expectant mother counts at any age; somebody of the household, a
    sibling only where a record says that they are an adult; a person who poses a risk unless a record says that they are a child.
    Where a run holds both ends of a relation to be one person, the relation says nothing here.
    """
    person = memberships.select("record_id", "child_id")
    both = relations.join(person, on="record_id").join(
        person.rename({"record_id": "other_record_id", "child_id": "adult_id"}), on="other_record_id"
    )
    told = both.with_columns(pl.col("record_id").str.split(":").list.first().alias("agency")).select(list(LIVES))
    turned = told.filter(pl.col("kind").is_in(BY_AGE)).rename({"child_id": "adult_id", "adult_id": "child_id"})
    every = pl.concat([told, turned.select(list(LIVES))])
    named = every.join(aged, on="child_id").join(aged.rename({"child_id": "adult_id", "age": "adult_age"}), on="adult_id")
    by_role = pl.col("kind").is_in(BY_ROLE)
    by_age = pl.col("kind").is_in(BY_AGE) & (pl.col("adult_age") == "adult")
    a_risk = (pl.col("kind") == UNLESS_A_CHILD) & (pl.col("adult_age") != "child")
    apart = pl.col("child_id") != pl.col("adult_id")
    kept = named.filter(apart & (pl.col("age") == "child") & (by_role | by_age | a_risk))
    return kept.select(list(LIVES)).unique(maintain_order=True).sort("child_id", "adult_id", "kind", "agency", "row")
