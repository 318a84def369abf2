"""Whether lists that move the model's weights are linked better: F1, precision and merged twins without and with it.

    python benchmarks/linkage_own_weights.py [--sizes 30000] [--seeds 101,102] [--rates 0.5,1.0,1.5,2.0,3.0] [--json PATH]

First the four lists of ../shared/data/linkage (the weights were fitted on them) whole, without addresses, without addresses, middle
names and ids, and of a half and a quarter of the families; then made-up lists of other seeds, with every error rate of
training/figures/rates.toml multiplied (what an agency holds and repeats stays as it is).
"""

import argparse
import json
import tempfile
from pathlib import Path
from unittest.mock import patch

import polars as pl
from linkage_sets import DAY, SHARED

from joinedup.linkage.core.lists import Lists, links_of, read_csv, read_lists
from joinedup.linkage.core.quality import measure, merged_wrongly
from joinedup.linkage.core.running import link
from joinedup.linkage.core.settings import LinkSettings
from joinedup.training.scale import people_lists
from joinedup.training.tables import rates

SAME = ("nhs_held", "repeats", "middle_missing")
NOBODY = pl.lit([], dtype=pl.List(pl.String))
NOWHERE = pl.lit(None, dtype=pl.String)


def judged(name: str, lists: Lists, truth: pl.DataFrame) -> dict[str, object]:
    """Both ways of linking the same records."""
    found: dict[str, object] = {"lists": name, "records": lists.records.height}
    for label, train in (("shipped", False), ("own", True)):
        links = links_of(link(lists.records, settings=LinkSettings(train=train)).memberships, lists)
        figures = measure(links, truth)
        twins = merged_wrongly(links, truth.filter(pl.col("is_twin") == "true"))
        found[label] = {name: round(figures[name], 4) for name in ("f1", "precision", "recall")} | {"twins": round(twins or 0, 4)}
    return found


def read(folder: Path) -> tuple[Lists, pl.DataFrame]:
    lists = read_lists(sorted(path for path in folder.glob("*.csv") if path.stem != "truth"))
    return lists, read_csv(folder / "truth.csv", ("list", "record_id", "person_id"))


def changed(lists: Lists, **columns: pl.Expr) -> Lists:
    return Lists(lists.records.with_columns(**columns), lists.rows, lists.further)


def part(lists: Lists, truth: pl.DataFrame, share: float) -> tuple[Lists, pl.DataFrame]:
    """The records of a share of the families."""
    kept = truth.filter(pl.col("family_id").hash(11) % 1000 < share * 1000)
    ids = kept.select("list", "record_id", of=pl.format("{}:record:{}", "list", "record_id"))
    records = lists.records.join(ids.select(record_id="of"), on="record_id", how="semi")
    return Lists(records, lists.rows.join(ids, on=["list", "record_id"], how="semi"), lists.further), kept


def made_up(folder: Path, records: int, seed: int, times: float) -> None:
    def harsher(sector: str) -> dict[str, float]:
        return {name: rate if name in SAME else min(0.97, rate * times) for name, rate in rates(sector).items()}

    with patch("joinedup.training.recording.rates", harsher), patch("joinedup.training.scale.rates", harsher):
        made = people_lists(records, seed=seed, as_of=DAY)
    for name, rows in made.lists.items():
        rows.write_csv(folder / f"{name}.csv")
    made.truth.write_csv(folder / "truth.csv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="30000")
    parser.add_argument("--seeds", default="101,102")
    parser.add_argument("--rates", default="0.5,1.0,1.5,2.0,3.0")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    runs = []

    def show(name: str, lists: Lists, truth: pl.DataFrame) -> None:
        runs.append(judged(name, lists, truth))
        print(json.dumps(runs[-1]), flush=True)

    if SHARED.is_dir():
        lists, truth = read(SHARED / "four_lists_dev")
        bare = pl.col("names").list.eval(pl.element().struct.with_fields(middle=NOWHERE))
        show("four lists", lists, truth)
        show("four lists without addresses", changed(lists, address=NOWHERE), truth)
        show(
            "four lists without addresses, middle names and ids",
            changed(lists, address=NOWHERE, known_ids=NOBODY, names=bare),
            truth,
        )
        show("half of the four lists", *part(lists, truth, 0.5))
        show("a quarter of the four lists", *part(lists, truth, 0.25))
    for size in options.sizes.split(","):
        for seed in options.seeds.split(","):
            for times in options.rates.split(","):
                with tempfile.TemporaryDirectory() as into:
                    made_up(Path(into), int(size), int(seed), float(times))
                    lists, truth = read(Path(into))
                show(f"made up, seed {seed}, rates × {times}", lists, truth)
                show(f"made up, seed {seed}, rates × {times}, without addresses", changed(lists, address=NOWHERE), truth)
    if options.json:
        options.json.write_text(json.dumps(runs, indent=2) + "\n")


if __name__ == "__main__":
    main()
