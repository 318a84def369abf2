"""Which pairs a person looks at first, and how many children there are among the people found."""

from datetime import date

import polars as pl

from joinedup.records.shape import PAIR

#: PAIR and how many record pairs would come together if the two were one person.
REVIEW = PAIR | {"would_join": pl.Int64}

ADULT_AGE = 18


def for_review(pairs: pl.DataFrame, memberships: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs left to a person (REVIEW), those first that would change most, then the likelier.

    A pair whose records are one person already would join nothing and comes last: to refuse it may still part them.
    """
    sizes = memberships.select("record_id", "child_id", pl.len().over("child_id").cast(pl.Int64).alias("size"))
    open_pairs = pairs.filter(pl.col("outcome") == "review")
    for side in ("l", "r"):
        named = sizes.rename({"record_id": f"record_id_{side}", "child_id": f"child_{side}", "size": f"size_{side}"})
        open_pairs = open_pairs.join(named, on=f"record_id_{side}", how="inner")
    apart = pl.col("child_l") != pl.col("child_r")
    ranked = open_pairs.with_columns(pl.when(apart).then(pl.col("size_l") * pl.col("size_r")).otherwise(0).alias("would_join"))
    order = ["would_join", "probability", "record_id_l", "record_id_r"]
    return ranked.select(list(REVIEW)).sort(order, descending=[True, True, False, False])


def children_among(memberships: pl.DataFrame, records: pl.DataFrame, on: date) -> int:
    """Return how many people were under 18, or expected, on a day: those of whom a record says so.

    People whose age no record tells are not counted, whether as children or as adults.
    """
    day = 28 if (on.month, on.day) == (2, 29) else on.day  # eighteen years before a leap day there was none
    eighteen = pl.lit(date(on.year - ADULT_AGE, on.month, day))
    young = (pl.col("dob_kind") == "expected") | (pl.col("dob_earliest") > eighteen)
    said = records.filter(young.fill_null(value=False)).select("record_id")
    return memberships.join(said, on="record_id", how="semi")["child_id"].n_unique()
