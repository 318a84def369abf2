"""Linkage measured beside Splink's default settings on lists with truth, each in its own process, ratios in one run.

    python benchmarks/linkage.py [FOLDER] [--parts 1.0,0.42] [--json PATH]

FOLDER (default ../shared/data/linkage/four_lists_dev) holds one CSV per list and `truth.csv` with list, record_id, person_id,
family_id, is_twin. `--parts` also runs on a share of the people. Splink's defaults: NameComparison for both names,
DateOfBirthComparison, PostcodeComparison, exact sex and known id, three blocking rules, EM capped at a million pairs,
threshold 0.95. Figures are single runs; seconds include reading the files.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from joinedup.linkage.core.lists import links_of, read_csv, read_lists
from joinedup.linkage.core.quality import measure, merged_wrongly
from joinedup.linkage.core.running import link

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "linkage" / "four_lists_dev"
THRESHOLD = 0.95


def ours(paths: list[Path]) -> pl.DataFrame:
    lists = read_lists(paths)
    return links_of(link(lists.records).memberships, lists)


def splink_default(paths: list[Path]) -> pl.DataFrame:
    columns = ["record_id", "given_names", "family_name", "date_of_birth", "sex", "postcode", "known_id"]
    rows = [read_csv(path, tuple(columns)).select(pl.lit(path.stem).alias("list"), *columns) for path in paths]
    people = pl.concat(rows).with_columns(unique_id=pl.format("{}|{}", "list", "record_id"))
    people = people.with_columns(pl.col("postcode").str.to_uppercase())
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("given_names"),
            cl.NameComparison("family_name"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.ExactMatch("sex"),
            cl.ExactMatch("known_id"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_names", "family_name"),
            block_on("date_of_birth"),
            block_on("postcode", "given_names"),
        ],
    )
    api = DuckDBAPI(":memory:")
    linker = Linker(api.register(people.to_arrow(), dataset_display_name="people"), settings, log_level=None)
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on("given_names", "family_name", "date_of_birth")], recall=0.7)
    train.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("given_names", "family_name"), block_on("date_of_birth")):
        train.estimate_parameters_using_expectation_maximisation(rule, max_pairs=1e6)
    scored = linker.inference.predict(threshold_match_probability=THRESHOLD)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(scored, threshold_match_probability=THRESHOLD)
    found = clusters.as_duckdbpyrelation().pl().select(pl.col("cluster_id").alias("child_id"), "unique_id")
    return people.join(found, on="unique_id").select("list", "record_id", "child_id")


METHODS = {"joinedup": ours, "splink_default": splink_default}


def worker(method: str, folder: Path) -> dict[str, object]:
    """One method on one folder, measured in this process."""
    paths = sorted(path for path in folder.glob("*.csv") if path.stem != "truth")
    start = time.perf_counter()
    links = METHODS[method](paths)
    seconds = time.perf_counter() - start
    truth = read_csv(folder / "truth.csv", ("list", "record_id", "person_id"))
    figures = {"method": method, "records": links.height, "seconds": round(seconds, 2)}
    figures["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures |= measure(links, truth)
    if "family_id" in truth.columns:
        figures["relatives_merged"] = round(merged_wrongly(links, truth) or 0.0, 5)
        figures["twins_merged"] = round(merged_wrongly(links, truth.filter(pl.col("is_twin") == "true")) or 0.0, 5)
    return figures


def part_of(folder: Path, share: float, into: Path) -> Path:
    """Write the records of a share of the people, whole families where the truth names them, and return the folder."""
    if share >= 1:
        return folder
    truth = read_csv(folder / "truth.csv", ("list", "record_id", "person_id"))
    by = "family_id" if "family_id" in truth.columns else "person_id"
    kept = truth.filter(pl.col(by).hash(11) % 1000 < share * 1000)
    target = into / f"part-{share}"
    target.mkdir()
    kept.write_csv(target / "truth.csv")
    for path in folder.glob("*.csv"):
        if path.stem != "truth":
            ids = kept.filter(pl.col("list") == path.stem).select("record_id")
            read_csv(path, ("record_id",)).join(ids, on="record_id", how="semi").write_csv(target / path.name)
    return target


def measured(folder: Path) -> list[dict[str, object]]:
    """Every method on one folder, each in its own process."""
    runs = []
    for method in METHODS:
        done = subprocess.run(
            [sys.executable, __file__, str(folder), "--worker", method], capture_output=True, text=True, check=True
        )
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    ratio = round(runs[0]["seconds"] / runs[1]["seconds"], 2)
    return [*runs, {"method": "ratio of seconds, joinedup / splink_default", "ratio": ratio}]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--parts", default="1.0")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--worker", choices=METHODS)
    options = parser.parse_args()
    if options.worker:
        print(json.dumps(worker(options.worker, options.folder)))
        return
    with tempfile.TemporaryDirectory() as into:
        shares = [float(share) for share in options.parts.split(",")]
        runs = [run for share in shares for run in measured(part_of(options.folder, share, Path(into)))]
    for run in runs:
        print(", ".join(f"{name} {value}" for name, value in run.items()))
    if options.json:
        options.json.write_text(json.dumps(runs, indent=2) + "\n")


if __name__ == "__main__":
    main()
