"""The data sets linkage is measured on, written as folders of lists with truth, the same files for every method."""

from datetime import date
from pathlib import Path

import polars as pl

from joinedup.training.scale import families_with_twins, people_lists

SHARED = Path(__file__).parents[2] / "shared" / "data" / "linkage"
#: A seed no weight was fitted on, and the day the made-up lists are drawn.
SEED, DAY = 2027, date(2026, 11, 1)
#: Records the families with twins are sought among.
AMONG = 200_000


def write_sets(into: Path, generated: int) -> list[Path]:
    """Return the folders of all five data sets, those that are not there yet written below `into`."""
    return [SHARED / "four_lists_dev", historical(into), febrl(into), made_up(into, generated), twins_and_siblings(into)]


def historical(into: Path) -> Path:
    """One list of 50,000 historical figures, about ten records of each, with the columns names, birth date, sex and postcode."""
    every = pl.read_parquet(SHARED / "historical_figures_with_errors_50k.parquet")
    rows = every.select(
        record_id="unique_id", given_names="first_name", family_name="surname", date_of_birth="dob",
        sex="gender", postcode="postcode_fake",
    )  # fmt: skip
    truth = every.select(list=pl.lit("historical"), record_id="unique_id", person_id="cluster")
    return _written(into / "historical_50k", {"historical": rows}, truth)


def febrl(into: Path) -> Path:
    """FEBRL 4: two lists of the same 5,000 strangers; the social security number is a key both hold, often mistyped."""
    lists, truths = {}, []
    for name in ("a", "b"):
        every = pl.read_csv(SHARED / f"dataset4{name}.csv", infer_schema=False)
        every = every.rename({column: column.strip() for column in every.columns}).with_columns(pl.all().str.strip_chars())
        every = every.with_columns(pl.when(pl.all() != "").then(pl.all()).name.keep())
        lists[name] = every.select(
            record_id="rec_id", given_names="given_name", family_name="surname", date_of_birth="date_of_birth",
            sex=pl.lit(None, dtype=pl.String), postcode="postcode", known_id="soc_sec_id",
            address=pl.concat_str("street_number", "address_1", separator=" ", ignore_nulls=True),
        )  # fmt: skip
        truths.append(every.select(list=pl.lit(name), record_id="rec_id", person_id=pl.col("rec_id").str.split("-").list.get(1)))
    return _written(into / "febrl4", lists, pl.concat(truths))


def made_up(into: Path, records: int) -> Path:
    """Lists of our own generator."""
    made = people_lists(records, seed=SEED, as_of=DAY)
    return _written(into / f"generated-{records}", made.lists, made.truth)


def twins_and_siblings(into: Path) -> Path:
    """Every family with twins among 200,000 records of our own generator: nobody here is without a brother or sister."""
    made = families_with_twins(people_lists(AMONG, seed=SEED, as_of=DAY))
    return _written(into / "twins_and_siblings", made.lists, made.truth)


def _written(folder: Path, lists: dict[str, pl.DataFrame], truth: pl.DataFrame) -> Path:
    folder.mkdir()
    for name, rows in lists.items():
        rows.write_csv(folder / f"{name}.csv")
    truth.write_csv(folder / "truth.csv")
    return folder
