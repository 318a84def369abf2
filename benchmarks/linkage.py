"""Linkage measured beside Splink's default settings and recordlinkage on lists with truth, each in its own process.

    python benchmarks/linkage.py [FOLDER …] [--generated 30000] [--parts 1.0,0.42] [--peers-python PATH] [--json PATH]

Without FOLDER all five data sets are measured: the four made-up lists, 50,000 historical figures and FEBRL 4 of
../shared/data/linkage, and lists our generator makes from a seed no weight was fitted on, whole and of the families that hold
twins alone. A FOLDER holds one CSV per list and
`truth.csv` with list, record_id, person_id, and, where families are known, family_id and is_twin. `--parts` also runs on a
share of the people. All read the same files (`linkage_sets.py`); only ours also uses their addresses and middle names.

Splink's defaults: NameComparison for both names, DateOfBirthComparison, PostcodeComparison, exact sex and known id, five
blocking rules, EM capped at a million pairs, threshold 0.95. recordlinkage: `linkage_recordlinkage.py`, run by the Python of
`--peers-python` (it needs pandas < 3), and left out where that cannot import it, and above `--peers-most` records (300,000).
Figures are single runs; seconds include reading the files, `processor` is what all cores together worked, and peak memory is never
shown below that of the process that starts them all (about 300 MiB). Of ours is also shown which share of the true pairs was
never looked at, and which was missed where a record has a tag of the truth (`linkage_missed.py`).
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import splink.comparison_library as cl
from linkage_missed import Watched, missed_by_tag, never_looked_at
from linkage_sets import write_sets
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from joinedup.linkage.core.lists import links_of, read_csv, read_lists
from joinedup.linkage.core.quality import measure, merged_wrongly
from joinedup.linkage.core.running import link

RECORDLINKAGE = Path(__file__).with_name("linkage_recordlinkage.py")
THRESHOLD = 0.95


#: The links a method finds, and what else its run can tell once the truth is known.
Told = tuple[pl.DataFrame, Callable[[pl.DataFrame], dict[str, object]]]


def ours(paths: list[Path]) -> Told:
    lists, engine = read_lists(paths), Watched()
    links = links_of(link(lists.records, engine=engine).memberships, lists)

    def more(truth: pl.DataFrame) -> dict[str, object]:
        told: dict[str, object] = {"never_looked_at": round(never_looked_at(lists, truth, engine.looked_at), 5)}
        return told | ({"missed": missed_by_tag(links, truth)} if "tags" in truth.columns else {})

    return links, more


def _with_columns(frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """The frame with columns it lacks, empty."""
    return frame.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in columns if name not in frame.columns)


def splink_default(paths: list[Path]) -> Told:
    columns = ["record_id", "given_names", "family_name", "date_of_birth", "sex", "postcode", "known_id"]
    rows = [
        _with_columns(read_csv(path, ("record_id",)), columns).select(pl.lit(path.stem).alias("list"), *columns) for path in paths
    ]
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
            block_on("postcode", "family_name"),
            block_on("known_id"),
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
    return people.join(found, on="unique_id").select("list", "record_id", "child_id"), lambda _: {}


METHODS = {"joinedup": ours, "splink_default": splink_default}


def worker(method: str, folder: Path) -> dict[str, object]:
    """One method on one folder, measured in this process."""
    paths = sorted(path for path in folder.glob("*.csv") if path.stem != "truth")
    start, worked = time.perf_counter(), time.process_time()
    links, more = METHODS[method](paths)
    cost = {"seconds": round(time.perf_counter() - start, 2), "processor": round(time.process_time() - worked, 2)}
    cost["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    truth = read_csv(folder / "truth.csv", ("list", "record_id", "person_id"))
    return {"method": method, "records": links.height} | cost | judged(links, truth) | more(truth)


def judged(links: pl.DataFrame, truth: pl.DataFrame) -> dict[str, object]:
    """What a method's links are worth against the truth."""
    figures: dict[str, object] = dict(measure(links, truth))
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
    target = into / f"{folder.name}-part-{share}"
    target.mkdir()
    kept.write_csv(target / "truth.csv")
    for path in folder.glob("*.csv"):
        if path.stem != "truth":
            ids = kept.filter(pl.col("list") == path.stem).select("record_id")
            read_csv(path, ("record_id",)).join(ids, on="record_id", how="semi").write_csv(target / path.name)
    return target


def recordlinkage(folder: Path, python: Path) -> dict[str, object]:
    """recordlinkage on one folder, in the Python that holds it; where it cannot be imported there, a sentence that says so."""
    if subprocess.run([python, "-c", "import recordlinkage"], capture_output=True, check=False).returncode:
        return {"method": f"recordlinkage is left out: {python} cannot import it (extra `peers`, in its own environment)."}
    with tempfile.TemporaryDirectory() as into:
        out = Path(into) / "links.csv"
        done = subprocess.run([python, RECORDLINKAGE, folder, out], capture_output=True, text=True, check=True)
        links = read_csv(out, ("list", "record_id", "child_id"))
    return json.loads(done.stdout.splitlines()[-1]) | judged(
        links, read_csv(folder / "truth.csv", ("list", "record_id", "person_id"))
    )


def measured(folder: Path, python: Path, most: int) -> list[dict[str, object]]:
    """Every method on one folder, each in its own process."""
    runs = []
    for method in METHODS:
        done = subprocess.run([sys.executable, __file__, folder, "--worker", method], capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    ratios = {name: round(runs[0][name] / runs[1][name], 2) for name in ("seconds", "processor", "peak_mib")}
    runs.append({"method": "joinedup / splink_default"} | ratios)
    if runs[0]["records"] <= most:
        runs.append(recordlinkage(folder, python))
    return [{"lists": folder.name} | run for run in runs]


def options_of() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--generated", type=int, default=30_000)
    parser.add_argument("--parts", default="1.0")
    parser.add_argument("--peers-python", type=Path, default=Path(sys.executable))
    parser.add_argument("--peers-most", type=int, default=300_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--worker", choices=METHODS)
    return parser.parse_args()


def main() -> None:
    options = options_of()
    if options.worker:
        print(json.dumps(worker(options.worker, options.folders[0])))
        return
    runs = []
    with tempfile.TemporaryDirectory() as into:
        folders = options.folders or write_sets(Path(into), options.generated)
        for folder in folders:
            for share in (float(share) for share in options.parts.split(",")):
                for run in measured(part_of(folder, share, Path(into)), options.peers_python, options.peers_most):
                    print(", ".join(f"{name} {value}" for name, value in run.items()), flush=True)
                    runs.append(run)
    if options.json:
        options.json.write_text(json.dumps(runs, indent=2) + "\n")


if __name__ == "__main__":
    main()
