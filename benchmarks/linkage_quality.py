"""How often the intervals of the quality page hold the truth, on made-up lists whose truth is known.

    python benchmarks/linkage_quality.py [--records 5000] [--seeds 20] [--json PATH]

For each seed the lists are linked, the drawn pairs are checked by somebody who is always right, and precision, recall and the
share of each band are estimated from that alone. Printed: the truth, the estimates, and of how many seeds (and bands) the
interval holds it.
"""

import argparse
import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from joinedup.linkage.core.checking import draw, drawable, looked_at, strata
from joinedup.linkage.core.lists import read_lists
from joinedup.linkage.core.quality import measure
from joinedup.linkage.core.recall import estimated, recapture
from joinedup.linkage.core.running import link
from joinedup.linkage.core.settings import LinkSettings
from joinedup.training.scale import people_lists

DAY = date(2026, 11, 1)
ENDS = ["record_id_l", "record_id_r"]


def made(records: int, seed: int) -> tuple[pl.DataFrame, dict[str, int]]:
    """The records of made-up lists, and whose each is."""
    lists = people_lists(records, seed=seed, as_of=DAY)
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.csv" for name in lists.lists]
        for path in paths:
            lists.lists[path.stem].write_csv(path)
        frame = read_lists(paths).records
    return frame, dict(lists.truth.select(pl.format("{}:record:{}", "list", "record_id"), "person_id").iter_rows())


def one_seed(records: int, seed: int) -> dict[str, object]:
    """Estimates and truth of one seed."""
    frame, person = made(records, seed)
    settings = LinkSettings(seed=seed)
    result = link(frame, settings=settings)
    every = drawable(result.pairs, result.memberships)
    drawn = draw(every, seed=seed, each=settings.check_each)
    same = {(one, other): person[one] == person[other] for one, other in every.select(ENDS).iter_rows()}
    said = {ends: "accept" if same[ends] else "refuse" for ends in drawn.select(ENDS).iter_rows()}
    bands = looked_at(strata(every), drawn, said)
    precision, recall = estimated(recapture(frame, result.memberships, settings), bands)
    truth = frame.select("list", "record_id").with_columns(person_id=pl.col("record_id").replace_strict(person))
    true = measure(result.memberships, truth)
    held = []
    for band in bands:
        inside = every.filter((pl.col("outcome") == band.stratum.outcome) & (pl.col("band") == band.stratum.band))
        share = sum(same[ends] for ends in inside.select(ENDS).iter_rows()) / inside.height
        held.append(band.share.low <= share <= band.share.high)
    return {"seed": seed, "bands": len(held), "bands_held": sum(held)} | {
        f"{name}_{part}": value
        for name, found in (("precision", precision), ("recall", recall))
        for part, value in (
            ("true", true[name]), ("estimate", round(found.value, 4)), ("low", round(found.low, 4)), ("high", round(found.high, 4)),
            ("held", found.low <= true[name] <= found.high),
        )
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    runs = []
    for seed in range(1, options.seeds + 1):
        runs.append(one_seed(options.records, seed))
        print(json.dumps(runs[-1]), flush=True)
    held = {name: sum(run[f"{name}_held"] for run in runs) for name in ("precision", "recall")}
    bands = (sum(run["bands_held"] for run in runs), sum(run["bands"] for run in runs))
    off = sum(run["recall_estimate"] - run["recall_true"] for run in runs) / len(runs)
    print(
        f"precision held {held['precision']} of {len(runs)}, recall {held['recall']} of {len(runs)}, bands {bands[0]} of {bands[1]}"
    )
    print(f"recall is estimated {off:+.4f} from the truth on average")
    if options.json:
        options.json.write_text(json.dumps(runs, indent=2) + "\n")


if __name__ == "__main__":
    main()
