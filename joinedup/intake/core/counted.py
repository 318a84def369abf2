"""A reading's issues counted: for a page, for the record of a check that may keep no word of the file, and against last time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from joinedup.intake.core.headers import known_headers, plain_header
from joinedup.intake.core.reading import Reading
from joinedup.intake.core.rules import SEVERITIES

#: Rules that tell the sender what it said itself: shown for information, and no issue to count.
SAID: Final = ("column_mapped",)


def counts(issues: pl.DataFrame) -> list[dict[str, Any]]:
    """Return rule, column (as the file heads it), severity, sentence, count: how many issues of each, gravest and most first."""
    found = issues.group_by("rule", "column", "severity", "sentence", maintain_order=True).len("count")
    rank = pl.col("severity").replace_strict(list(SEVERITIES), list(range(len(SEVERITIES))), return_dtype=pl.Int8)
    return found.sort(rank, "count", descending=[False, True], maintain_order=True).to_dicts()


def first_of_each(issues: pl.DataFrame, most: int) -> pl.DataFrame:
    """Return the issues (ISSUE) with their `place` among all, of each rule in each column no more than the first `most`."""
    return issues.with_row_index("place").filter(pl.int_range(pl.len()).over("rule", "column") < most)


def wordless_counts(reading: Reading) -> list[dict[str, Any]]:
    """Return rule, column, severity, count without a word of the file: a column is the framework's key, "" where it has none."""
    keys = _keys(reading)
    told: dict[tuple[str, str, str], int] = {}
    for line in counts(reading.issues.filter(~pl.col("rule").is_in(SAID))):
        what = (line["rule"], keys.get(line["column"], ""), line["severity"])
        told[what] = told.get(what, 0) + line["count"]
    return [
        {"rule": rule, "column": column, "severity": severity, "count": count} for (rule, column, severity), count in told.items()
    ]


def _keys(reading: Reading) -> dict[str, str]:
    """Return the key of each header an issue may stand under: as the file writes it, or as it was asked for."""
    keys: dict[str, str] = {}
    for table in reading.tables:
        known = known_headers(table.spec)
        headers = {header for header in reading.issues["column"].unique() if header is not None}
        keys |= {header: known[plain_header(header)] for header in headers if plain_header(header) in known}
        keys |= {header: key for key, header in table.headers.items()}
    return keys


@dataclass(frozen=True)
class Change:
    """How many issues of one rule in one column (its key) there were and are."""

    rule: str
    column: str
    before: int
    now: int


@dataclass(frozen=True)
class Compared:
    """Two checks of one list held against each other, by counts: one put right and another made look like one that stayed."""

    changes: tuple[Change, ...]

    @property
    def before(self) -> int:
        """How many issues there were."""
        return sum(change.before for change in self.changes)

    @property
    def now(self) -> int:
        """How many there are."""
        return sum(change.now for change in self.changes)

    @property
    def fixed(self) -> int:
        """How many fewer there are of those that there were."""
        return sum(max(change.before - change.now, 0) for change in self.changes)

    @property
    def still(self) -> int:
        """How many there were and are."""
        return sum(min(change.before, change.now) for change in self.changes)

    @property
    def new(self) -> int:
        """How many there are that there were not."""
        return sum(max(change.now - change.before, 0) for change in self.changes)


def compare(before: Iterable[Mapping[str, Any]], now: Iterable[Mapping[str, Any]]) -> Compared:
    """Return two checks' counts (`wordless_counts`) against each other, what changed most first."""
    was, is_now = _by_rule(before), _by_rule(now)
    changes = [Change(*what, was.get(what, 0), is_now.get(what, 0)) for what in {**was, **is_now}]
    return Compared(tuple(sorted(changes, key=lambda change: (-abs(change.before - change.now), change.rule, change.column))))


def _by_rule(lines: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], int]:
    total: dict[tuple[str, str], int] = {}
    for line in lines:
        what = (str(line["rule"]), str(line["column"]))
        total[what] = total.get(what, 0) + int(line["count"])
    return total
