"""Linking on Spark: the same links, to the byte, and one sentence where Spark cannot be used."""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from click.testing import CliRunner, Result

from joinedup.linkage.commands import link
from joinedup.linkage.core import spark_session
from joinedup.linkage.core.blocking import KEYS, candidate_pairs
from joinedup.linkage.core.comparables import comparables
from joinedup.linkage.core.engine import ONE_MACHINE
from joinedup.linkage.core.lists import read_lists
from joinedup.linkage.core.model import load_model
from joinedup.linkage.core.running import link as link_records
from joinedup.linkage.core.spark_session import SparkMissing, SparkStopped, check_can_start, session
from joinedup.training.scale import people_lists
from tests.conftest import missing

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from joinedup.linkage.core.spark import SparkEngine

DAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def started() -> "Iterator[SparkSession]":
    try:
        check_can_start()
    except SparkMissing as error:
        missing(str(error))
    with session() as running:
        yield running


@pytest.fixture
def engine(started: "SparkSession") -> "SparkEngine":
    from joinedup.linkage.core.spark import SparkEngine

    return SparkEngine(started)


def written(folder: Path, records: int, *, families: bool = True) -> list[Path]:
    """Lists of made-up children; without families, of one child of each family."""
    made = people_lists(records, seed=3, as_of=DAY)
    alone = made.truth.group_by("family_id").agg(pl.col("person_id").min())
    for name, rows in made.lists.items():
        kept = made.truth.filter(pl.col("list") == name).join(alone, on=["family_id", "person_id"], how="semi")
        (rows if families else rows.join(kept, on="record_id", how="semi")).write_csv(folder / f"{name}.csv")
    return sorted(folder.glob("*.csv"))


@pytest.mark.parametrize(("records", "families"), [(3000, True), (6500, False)])
def test_every_link_is_the_same_as_on_one_machine(tmp_path: Path, engine: "SparkEngine", records: int, families: bool) -> None:
    people = read_lists(written(tmp_path, records, families=families)).records
    here, there = link_records(people), link_records(people, engine=engine)
    assert here.families is families
    assert there.memberships.write_csv() == here.memberships.write_csv()
    assert there.pairs.write_csv() == here.pairs.write_csv()
    assert list(there.seconds) == list(here.seconds)


def test_every_level_of_every_pair_is_the_same(tmp_path: Path, engine: "SparkEngine") -> None:
    frame, model = comparables(read_lists(written(tmp_path, 1500)).records), load_model()
    told: list[str] = []
    there = engine.compare(frame, KEYS, model, None, told.append)
    assert there.equals(ONE_MACHINE.compare(frame, KEYS, model, None, told.append))
    assert told == ["candidates", "candidates"]
    assert there.height == candidate_pairs(frame).height > 2000


def test_no_pairs_are_no_scores(tmp_path: Path, engine: "SparkEngine") -> None:
    frame = comparables(read_lists(written(tmp_path, 100)).records)
    none = candidate_pairs(frame).clear()
    assert engine.score(frame, none, load_model(), None).equals(ONE_MACHINE.score(frame, none, load_model(), None))


def test_spark_listens_to_nobody_and_hides_what_it_writes(started: "SparkSession") -> None:
    assert started.sparkContext.uiWebUrl is None
    assert started.conf.get("spark.driver.bindAddress") == "127.0.0.1"
    assert started.conf.get("spark.io.encryption.enabled") == "true"


def run(folder: Path, *more: str) -> Result:
    files = [str(path) for path in sorted(folder.glob("*.csv"))]
    return CliRunner().invoke(link, [*files, "--out", str(folder / "links"), *more])


def test_without_pyspark_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, 50)
    monkeypatch.setattr(spark_session, "find_spec", lambda name: None)
    done = run(tmp_path, "--engine", "spark")
    assert done.exit_code == 2
    assert done.stderr == f"{spark_session.NO_PYSPARK}\n"
    assert not (tmp_path / "links").exists()


def test_without_java_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, 50)
    monkeypatch.setattr(spark_session, "find_spec", lambda name: name)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    done = run(tmp_path, "--engine", "spark")
    assert done.exit_code == 2
    assert done.stderr == f"{spark_session.NO_JAVA}\n"


def test_spark_giving_up_is_one_sentence(tmp_path: Path, started: "SparkSession", monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.errors import PySparkException

    monkeypatch.setattr(spark_session, "_started", lambda master, folder: started.newSession())
    monkeypatch.setattr("pyspark.sql.SparkSession.stop", lambda self: None)
    with (
        pytest.raises(SparkStopped, match=r"^Spark stopped before it was done \(PySparkException\). Nothing was linked.$"),
        session(),
    ):
        raise PySparkException("a row with a name in it")


@pytest.mark.parametrize("master", ["nonsense", "local[abc]", "local[", "spark://", ""])
def test_a_place_spark_does_not_know_is_said_before_the_work(tmp_path: Path, master: str) -> None:
    written(tmp_path, 50)
    done = run(tmp_path, "--engine", "spark", "--spark-master", master)
    assert done.exit_code == 2
    assert done.stderr.startswith(f"Spark cannot start at {master}: write local[2]")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "links").exists()


@pytest.mark.parametrize(
    "master", ["local", "local[4]", "local[*]", "local[*,2]", "yarn", "spark://a:7077,b:7077", "k8s://https://a:6443"]
)
def test_places_spark_knows_are_taken(started: "SparkSession", master: str) -> None:
    check_can_start(master)


def test_a_place_that_cannot_be_reached_is_one_sentence(
    tmp_path: Path, started: "SparkSession", monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from py4j.protocol import Py4JError

    def refused(builder: object) -> None:
        os.write(2, b"at org.apache.spark.SparkContext")
        raise Py4JError("all masters are unresponsive")

    monkeypatch.setattr("pyspark.sql.SparkSession.Builder.getOrCreate", refused)
    written(tmp_path, 50)
    done = run(tmp_path, "--engine", "spark", "--spark-master", "spark://127.0.0.1:9")
    assert done.exit_code == 2
    assert done.stderr.startswith("Spark cannot start at spark://127.0.0.1:9. See that it can be reached")
    assert done.stderr.count("\n") == 1
    assert capfd.readouterr().err == ""
    assert not (tmp_path / "links").exists()


def test_it_is_said_whose_memory_is_counted(tmp_path: Path, started: "SparkSession", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_session, "_started", lambda master, folder: started.newSession())
    monkeypatch.setattr("pyspark.sql.SparkSession.stop", lambda self: None)
    written(tmp_path, 50)
    summary = tmp_path / "summary.json"
    assert " MiB, Java's left out.\n" in run(tmp_path, "--engine", "spark", "--json", str(summary)).stdout
    assert json.loads(summary.read_text())["peak_memory_leaves_out"] == "Java's"
    assert " MiB.\n" in run(tmp_path, "--json", str(summary)).stdout
    assert json.loads(summary.read_text())["peak_memory_leaves_out"] is None
