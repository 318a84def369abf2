"""recordlinkage on a folder of lists: pairs in which more than three fields agree, as its guide does, gathered into people.

    PYTHON benchmarks/linkage_recordlinkage.py FOLDER OUT

The blocks are those Splink is given; its ECM classifier, tried first, joined nearly everybody. Needs only recordlinkage and
pandas < 3, so that it runs in an environment of its own. Writes list, record_id, child_id; prints
seconds, processor seconds and peak memory as JSON.
"""

import json
import resource
import sys
import time
from pathlib import Path

import pandas as pd
import recordlinkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

COLUMNS = ["record_id", "given_names", "family_name", "date_of_birth", "sex", "postcode", "known_id"]
BLOCKS = (
    ["given_names", "family_name"], ["date_of_birth"], ["postcode", "given_names"], ["postcode", "family_name"], ["known_id"],
)  # fmt: skip


def read(folder: Path) -> pd.DataFrame:
    frames = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem != "truth":
            frames.append(pd.read_csv(path, dtype=str).reindex(columns=COLUMNS).assign(list=path.stem))
    return pd.concat(frames, ignore_index=True)


def candidates(people: pd.DataFrame) -> pd.MultiIndex:
    found = None
    for columns in BLOCKS:
        told = people.dropna(subset=columns)
        if told.empty:
            continue
        pairs = recordlinkage.Index().block(columns).index(told)
        found = pairs if found is None else found.union(pairs)
    return found


def features(people: pd.DataFrame, pairs: pd.MultiIndex) -> pd.DataFrame:
    compare = recordlinkage.Compare()
    for name in ("given_names", "family_name"):
        compare.string(name, name, method="jarowinkler", threshold=0.88, label=name)
    compare.string("date_of_birth", "date_of_birth", method="levenshtein", threshold=0.85, label="date_of_birth")
    for name in ("postcode", "sex", "known_id"):
        if people[name].notna().any():
            compare.exact(name, name, label=name)
    return compare.compute(pairs, people)


def main(folder: Path, out: Path) -> None:
    start, worked = time.perf_counter(), time.process_time()
    people = read(folder)
    seen = features(people, candidates(people))
    links = seen.index[seen.sum(axis=1) > 3]
    one, other = links.get_level_values(0).to_numpy(), links.get_level_values(1).to_numpy()
    graph = coo_matrix(([1] * len(one), (one, other)), shape=(len(people), len(people)))
    people["child_id"] = connected_components(graph, directed=False)[1]
    people[["list", "record_id", "child_id"]].to_csv(out, index=False)
    cost = {"seconds": round(time.perf_counter() - start, 2), "processor": round(time.process_time() - worked, 2)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"method": "recordlinkage", "records": len(people), **cost, "peak_mib": peak}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
