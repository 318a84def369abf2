"""Whether Splink's text functions for Spark find names as alike as DuckDB does, with whose functions the model was fitted.

    python benchmarks/spark_similarity.py

Compares Jaro-Winkler on 300,000 pairs of made-up names, 200,000 drawn and 100,000 of a name and the same with two slips, and says
for how many the similarity differs, and for how many a limit of the model's falls between the two. Needs `joinedup[spark]`.
"""

import random

import duckdb
import polars as pl
from linkage_sets import DAY, SEED
from splink.backends.spark import similarity_jar_location

from joinedup.linkage.core.spark_session import session
from joinedup.training.scale import people_lists

LIMITS = (0.78, 0.88, 0.9)
CLASS = "uk.gov.moj.dash.linkage.JaroWinklerSimilarity"


def pairs() -> pl.DataFrame:
    made = people_lists(8000, seed=SEED, as_of=DAY).lists.values()
    names = sorted(
        {str(name).lower() for rows in made for column in ("given_names", "family_name") for name in rows[column]} - {"none"}
    )
    chance = random.Random(1)

    def slip(name: str) -> str:
        place = chance.randrange(len(name))
        return name[:place] + chance.choice("abcdefghij") + name[place + chance.randrange(2) :]

    found = [(chance.choice(names), chance.choice(names)) for _ in range(200_000)]
    found += [(name, slip(slip(name))) for name in (chance.choice(names) for _ in range(100_000))]
    return pl.DataFrame(found, schema=["one", "other"], orient="row").unique(maintain_order=True)


def main() -> None:
    names = pairs()
    here = duckdb.sql("select one, other, jaro_winkler_similarity(one, other) as duckdb from names").pl()
    with session() as spark:
        jar = spark.sparkContext._jvm.java.net.URL(f"file:{similarity_jar_location()}")
        loader = spark.sparkContext._jvm.java.lang.Thread.currentThread().getContextClassLoader()
        loader.addURL(jar)
        spark.udf.registerJavaFunction("jaro_winkler", CLASS, "double")
        spark.createDataFrame(names.to_arrow()).createOrReplaceTempView("names")
        there = pl.DataFrame(pl.from_arrow(spark.sql("select one, other, jaro_winkler(one, other) as spark from names").toArrow()))
    both = here.join(there, on=["one", "other"])
    differ = (pl.col("duckdb") - pl.col("spark")).abs()
    print(f"{both.filter(differ > 1e-9).height} of {both.height} pairs differ, by {both.select(differ.max()).item():.3f} at most.")
    for limit in LIMITS:
        apart = both.filter((pl.col("duckdb") >= limit) != (pl.col("spark") >= limit)).height
        print(
            f"Limit {limit}: {apart} pairs on two sides, {both.filter(pl.col('duckdb') >= limit).height} at or above it in DuckDB."
        )


if __name__ == "__main__":
    main()
