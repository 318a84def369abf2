"""People lists by the hundred thousand, for measuring linkage: the same households and recording differences, no stories."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from joinedup.training.census import ages, chance_known
from joinedup.training.households import make_households
from joinedup.training.recording import record
from joinedup.training.tables import rates

#: List id → sector whose error rates and coverage it has.
LISTS = {"la": "local_authority", "police": "police", "health": "health", "probation": "youth_offending"}
RECORDS_PER_CHILD = 1.93
COLUMNS = (
    "record_id", "given_names", "middle_names", "family_name", "date_of_birth", "sex", "postcode", "address", "aliases", "known_id",
)  # fmt: skip
TRUTH = ("list", "record_id", "person_id", "family_id", "is_twin", "tags")


@dataclass(frozen=True)
class PeopleLists:
    """Lists of people by list id (columns COLUMNS; sex M or F, known_id an NHS number) and the truth about each record (TRUTH)."""

    lists: dict[str, pl.DataFrame]
    truth: pl.DataFrame


def people_lists(records: int, *, seed: int, as_of: date) -> PeopleLists:
    """Return lists of about `records` records in all: children as four agencies know them on a day. Same seed, same lists."""
    rng = np.random.default_rng([seed, records])
    children = make_households(rng, max(2, round(records / RECORDS_PER_CHILD)), as_of)
    age = ages(children, as_of)
    lists, truths = {}, []
    for list_id, sector in LISTS.items():
        known = np.flatnonzero(rng.random(len(children)) < chance_known(sector, age))
        again = known[rng.random(len(known)) < rates(sector)["repeats"]]
        rows = children[rng.permutation(np.concatenate((known, again)))]
        written = record(rng, rows, sector).with_columns(
            (f"{list_id}-" + pl.int_range(pl.len()).cast(pl.String)).alias("record_id"),
            pl.col("sex").replace({"male": "M", "female": "F"}),
            pl.col("nhs").alias("known_id"),
        )
        lists[list_id] = written.select(COLUMNS)
        truth = pl.concat([rows.select("person_id", "family_id", "is_twin"), written.select("record_id", "tags")], how="horizontal")
        truths.append(truth.with_columns(pl.lit(list_id).alias("list")).select(TRUTH))
    return PeopleLists(lists, pl.concat(truths))


def families_with_twins(made: PeopleLists) -> PeopleLists:
    """Return the records of the families that hold twins, and the truth about them: who is hardest to tell apart."""
    families = made.truth.filter(pl.col("is_twin"))["family_id"].unique()
    truth = made.truth.filter(pl.col("family_id").is_in(families.implode()))
    kept = {
        list_id: rows.join(truth.filter(pl.col("list") == list_id), on="record_id", how="semi", maintain_order="left")
        for list_id, rows in made.lists.items()
    }
    return PeopleLists(kept, truth)
