"""How good a run is against a truth."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Counts:
    """Record pairs: both linked and true, linked, true."""

    both: int
    linked: int
    true: int

    def __sub__(self, other: "Counts") -> "Counts":
        """Count what is left without the other's pairs."""
        return Counts(self.both - other.both, self.linked - other.linked, self.true - other.true)

    @property
    def precision(self) -> float | None:
        """The share of linked pairs that are true; None where none is linked."""
        return self.both / self.linked if self.linked else None

    @property
    def recall(self) -> float | None:
        """The share of true pairs that are linked; None where there is none."""
        return self.both / self.true if self.true else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where nothing is linked and nothing true."""
        return 2 * self.both / (self.linked + self.true) if self.linked + self.true else None


class TruthError(ValueError):
    """A truth that nothing can be measured against. Its text goes on from the file's name."""


def check_truth(truth: pl.DataFrame, rows: pl.DataFrame) -> None:
    """Raise TruthError where a row of the truth lacks a cell, stands there twice, or none of them is one of the lists' `rows`.

    Both have list and record_id. A row there twice would count its pairs twice.
    """
    wanted = truth.with_row_index("row", 2)
    empty = wanted.filter(pl.any_horizontal(pl.col("list", "record_id", "person_id").is_null()))
    if empty.height:
        raise TruthError(f", row {empty['row'][0]}: each row needs a list, a record_id and a person_id.")
    double = wanted.filter(~pl.struct("list", "record_id").is_first_distinct())
    if double.height:
        raise TruthError(f", row {double['row'][0]}: this record stands in an earlier row too. Keep one of them.")
    if wanted.join(rows, on=["list", "record_id"], how="semi").is_empty():
        named = ", ".join(rows["list"].unique(maintain_order=True))
        raise TruthError(f" has no row of these lists ({named}). Its column list must name them as the files are named.")


def measure(memberships: pl.DataFrame, truth: pl.DataFrame) -> dict[str, float | int | None]:
    """Return precision, recall and F1 over all record pairs inside the clusters, and over pairs across lists only.

    `truth` has list, record_id, person_id. Rows found on one side only take no part and are counted as `unmatched_rows`.
    """
    both = memberships.join(truth.select("list", "record_id", "person_id"), on=["list", "record_id"], how="inner")
    whole = _counts(both, [])
    across = whole - _counts(both, ["list"])
    return {
        "precision": _rounded(whole.precision),
        "recall": _rounded(whole.recall),
        "f1": _rounded(whole.f1),
        "precision_across_lists": _rounded(across.precision),
        "recall_across_lists": _rounded(across.recall),
        "f1_across_lists": _rounded(across.f1),
        "true_pairs": whole.true,
        "linked_pairs": whole.linked,
        "people_found": both["child_id"].n_unique(),
        "people_true": both["person_id"].n_unique(),
        "unmatched_rows": memberships.height + truth.height - 2 * both.height,
    }


def _counts(both: pl.DataFrame, within: list[str]) -> Counts:
    return Counts(*(_pairs_in(both, [*by, *within]) for by in (["child_id", "person_id"], ["child_id"], ["person_id"])))


def _pairs_in(frame: pl.DataFrame, by: list[str]) -> int:
    size = frame.group_by(by).len()["len"].cast(pl.Int64)
    return int((size * (size - 1) // 2).sum())


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def merged_wrongly(memberships: pl.DataFrame, truth: pl.DataFrame) -> float | None:
    """Return the share of record pairs of two people of one family that ended in one cluster; None without such pairs.

    `truth` has list, record_id, person_id, family_id. To look at twins alone, give the twins' rows of the truth.
    """
    both = memberships.join(truth.select("list", "record_id", "person_id", "family_id"), on=["list", "record_id"], how="inner")
    relatives = _pairs_in(both, ["family_id"]) - _pairs_in(both, ["family_id", "person_id"])
    merged = _pairs_in(both, ["family_id", "child_id"]) - _pairs_in(both, ["family_id", "child_id", "person_id"])
    return merged / relatives if relatives else None
