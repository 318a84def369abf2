"""A list's issues as people put them right: the same thing said once, with the rows it is about."""

from dataclasses import dataclass
from typing import Final

import polars as pl

#: What an issue stops, most pressing first, in the words of a page.
SEVERITIES: Final = {"blocks": "Not used until put right", "check": "Please check", "note": "For information"}
_NAMED = 12


@dataclass(frozen=True)
class Group:
    """One thing to put right. `rows`: how many; `where`: their numbers as a sentence would say them ("" for a whole column)."""

    severity: str
    sentence: str
    sheet: str
    rows: int
    where: str


def grouped(issues: pl.DataFrame) -> list[tuple[str, list[Group]]]:
    """Return the issues of one list (ISSUE shape), said once each, under what they stop; headings without any are left out."""
    once = (
        issues.group_by("severity", "rule", "sentence", "sheet")
        .agg(pl.col("row").drop_nulls().sort().alias("rows"), pl.len().alias("issues"))
        .sort(pl.col("issues"), "sentence", "sheet", descending=[True, False, False], nulls_last=True)
    )
    groups = [_group(row) for row in once.to_dicts()]
    return [(title, found) for key, title in SEVERITIES.items() if (found := [group for group in groups if group.severity == key])]


def counts(issues: pl.DataFrame) -> dict[str, int]:
    """Return how many issues there are of each severity, every severity named."""
    found = dict(issues.group_by("severity").len().iter_rows())
    return {key: found.get(key, 0) for key in SEVERITIES}


def _group(row: dict[str, object]) -> Group:
    rows = [int(number) for number in row["rows"]]  # type: ignore[union-attr]  # a list of numbers, as aggregated above
    return Group(str(row["severity"]), str(row["sentence"]), str(row["sheet"] or ""), len(rows), _where(rows))


def _where(rows: list[int]) -> str:
    """Return row numbers, neighbours drawn together: "rows 3 to 7, 12 and 40", "row 5", "rows 1 to 4 and 210 more"."""
    if not rows:
        return ""
    spans = _spans(rows)
    named = [f"{first} to {last}" if last > first else str(first) for first, last in spans[:_NAMED]]
    rest = len(rows) - sum(last - first + 1 for first, last in spans[:_NAMED])
    words = [*named, *([f"{rest:,} more"] if rest else [])]
    told = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"{'row' if len(rows) == 1 else 'rows'} {told}"


def _spans(rows: list[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for row in dict.fromkeys(rows):
        if spans and row == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return spans
