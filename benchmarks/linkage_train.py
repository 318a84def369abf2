"""Train the weights of `joinedup/linkage/model/people.toml` on made-up lists with truth, and write them into the file.

    python benchmarks/linkage_train.py ../shared/data/linkage/four_lists_dev [more folders]

Each folder holds one CSV per list and `truth.csv`. A pair's evidence is a sum of weights, so the weights are fitted as a logistic
regression over the levels the candidate pairs reach; unlike EM it knows that a family shares surname, address and birth date.
Limits keep the fit from believing that made-up lists never err where real ones do. It is fitted on half of the families first
and the F1 over single pairs of the other half is printed; the weights written are those of all families.
"""

import re
import sys
from pathlib import Path

import numpy as np
import polars as pl

from joinedup.linkage.core.comparables import comparables
from joinedup.linkage.core.lists import read_csv, read_lists
from joinedup.linkage.core.model import Model, load_model
from joinedup.linkage.core.running import Clock, compared

FILE = Path(__file__).parents[1] / "joinedup" / "linkage" / "model" / "people.toml"
BIT = np.log(2)
#: The heaviest evidence for or against, in bits: made-up sexes and middle names never err, real ones do.
LIMITS = {"sex": 5.0, "middle": 5.0, "given": 7.0, "family": 6.0, "birth": 8.0, "place": 7.0, "known_id": 12.0}
#: Ranges of single levels that made-up lists hardly show: initials, and children known by their middle name.
SINGLE = {
    "given name of one, middle name of the other": (-2.0, 2.0),
    "initial only": (0.5, 3.0),
    "spelt almost alike, or an initial": (1.0, 5.0),
}
RARITY = (0.3, 1.0)
RIDGE = 1.0
#: Each folder is read once for each of these sets of columns left empty.
BLANKS = ((), ("address",))

Column = tuple[str, int | str]


def training_pairs(folder: Path, model: Model, blank: tuple[str, ...]) -> tuple[pl.DataFrame, int, int]:
    """Return the scored candidate pairs with `is_true` and `held_out`, the number of records, and of true pairs held out.

    The columns in `blank` are emptied first, so that the model also knows lists that do not hold them.
    """
    lists = read_lists(sorted(path for path in folder.glob("*.csv") if path.stem != "truth"))
    truth = read_csv(folder / "truth.csv", ("list", "record_id", "person_id")).select(
        "person_id", of=pl.format("{}:record:{}", "list", "record_id"), held_out=pl.col("person_id").hash(7) % 2 == 0
    )
    _, scored = compared(
        comparables(lists.records.with_columns(pl.lit(None).alias(name) for name in blank)), model, Clock(None), floor=None
    )
    ordered = (
        lists.records.sort("list", "record_id")
        .select(of="record_id")
        .with_row_index("idx")
        .with_columns(pl.col("idx").cast(pl.Int32))
    )
    people = ordered.join(truth, on="of", how="left").select("idx", "person_id", "held_out")
    both = scored.join(people, left_on="idx_l", right_on="idx").join(people, left_on="idx_r", right_on="idx", suffix="_r")
    sizes = people.filter(pl.col("held_out")).group_by("person_id").len()["len"].cast(pl.Int64)
    marked = both.with_columns(is_true=pl.col("person_id") == pl.col("person_id_r"))
    return marked, lists.records.height, int((sizes * (sizes - 1) // 2).sum())


def design(pairs: pl.DataFrame, model: Model) -> tuple[np.ndarray, list[Column]]:
    """Return one column per level that speaks, and one per rarity, in units of the natural logarithm's bits."""
    columns, names = [np.ones(pairs.height)], [("prior", 0)]
    for comparison in model.comparisons:
        last = len(comparison.levels) - 1
        for place, level in enumerate(comparison.levels):
            if level.weight is not None:
                columns.append((pairs[f"level_{comparison.name}"] == _gamma(comparison, place, last)).cast(pl.Float64).to_numpy())
                names.append((comparison.name, level.label))
            if level.column is not None:
                columns.append(pairs[f"rarity_{comparison.name}"].fill_null(0.0).to_numpy() / level.rarity)
                names.append((comparison.name, "rarity"))
    return np.column_stack(columns), names


def _gamma(comparison, place: int, last: int) -> int:
    """Splink counts levels from the last, without those that are not comparable."""
    return sum(level.weight is not None for level in comparison.levels[place + 1 : last + 1])


def limits(name: str, label: int | str) -> tuple[float, float]:
    """The range a weight is held to."""
    if name == "prior":
        return -np.inf, np.inf
    return RARITY if label == "rarity" else SINGLE.get(str(label), (-LIMITS[name], LIMITS[name]))


def fit(x: np.ndarray, y: np.ndarray, names: list[Column]) -> np.ndarray:
    """Return the weights in bits: ridge logistic regression by Newton's steps, each held to its limits."""
    low, high = np.array([limits(*name) for name in names]).T
    free, weights = np.ones(len(names), dtype=bool), np.zeros(len(names))
    while True:
        weights[free] = _newton(x[:, free], y, x[:, ~free] @ weights[~free])
        over = free & ((weights < low) | (weights > high))
        if not over.any():
            return weights
        weights[over] = np.clip(weights, low, high)[over]
        free &= ~over


def _newton(x: np.ndarray, y: np.ndarray, offset: np.ndarray) -> np.ndarray:
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-BIT * (x @ weights + offset)))
        gradient = BIT * x.T @ (y - p) - RIDGE * BIT**2 * weights
        curve = BIT**2 * (x.T * (p * (1 - p))) @ x + RIDGE * BIT**2 * np.eye(x.shape[1])
        step = np.linalg.solve(curve, gradient)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def rewritten(text: str, names: list[Column], weights: np.ndarray, records: int) -> str:
    """Return the model file with each weight put in its place; everything else stays as it was."""
    lines, comparison, label = [], "prior", 0
    values = dict(zip(names, weights, strict=True))
    for line in text.splitlines():
        key = line.strip().partition(" = ")[0]
        if key == "name":
            comparison = line.split('"')[1]
        elif key == "label":
            label = line.split('"')[1]
        elif key == "[training]":
            comparison = key
        value = {"weight": values.get((comparison, label)), "rarity": values.get((comparison, "rarity"))}.get(key)
        lines.append(
            re.sub(r"= \S+", f"= {value:.2f}", line)
            if value is not None
            else f"records = {records}"
            if (comparison, key) == ("prior", "records")
            else line
        )
    return "\n".join(lines) + "\n"


def main(folders: list[str]) -> None:
    model = load_model()
    read = [training_pairs(Path(folder), model, blank) for folder in folders for blank in BLANKS]
    pairs = pl.concat([each[0] for each in read])
    x, names = design(pairs, model)
    y, held = pairs["is_true"].cast(pl.Float64).to_numpy(), pairs["held_out"].to_numpy()
    part = fit(x[~held], y[~held], names)
    said = (x[held] @ part) >= 0
    print(
        "F1 over single pairs of people held out:",
        round(2 * (said * y[held]).sum() / (said.sum() + sum(each[2] for each in read)), 4),
    )
    weights = fit(x, y, names)
    for (name, label), value, count in zip(names, weights, x.astype(bool).sum(axis=0), strict=True):
        print(f"{name:10} {label!s:45} {value:7.2f} {count:8}")
    FILE.write_text(rewritten(FILE.read_text(), names, weights, max(each[1] for each in read)))


if __name__ == "__main__":
    main(sys.argv[1:])
