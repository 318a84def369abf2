"""A list's issues as people put them right: the same thing said once, with the rows it is about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

#: What an issue stops, most pressing first, in the words of a page.
SEVERITIES: Final = {"blocks": "Not used until put right", "check": "Please check", "note": "For information"}
_NAMED = 12
_WRITTEN = 5
#: Places of one thing a page shows one by one; the workbook with the cells marked has them all.
SHOWN: Final = 50


@dataclass(frozen=True)
class Place:
    """Where one kept issue is: what is wrong, in which column, on which sheet and row (null: the whole column or sheet)."""

    rule: str
    column: str
    sheet: str
    row: int | None
    value: str = ""  # as written; only for whoever wrote it


@dataclass(frozen=True)
class Group:
    """One thing to put right. `count`: how often; `where`: the rows as a sentence would say them ("" for a whole column).

    `values`: the first few different values as written, where their places tell them. `places`: the first rows one by one.
    """

    sentence: str
    count: int
    where: str
    values: tuple[str, ...] = ()
    rule: str = ""
    column: str = ""
    severity: str = ""
    places: tuple[Place, ...] = ()


def grouped(counts: Iterable[Mapping[str, Any]], places: Iterable[Place]) -> list[tuple[str, list[Group]]]:
    """Return the issues said once each, under what they stop; headings without any are left out.

    `counts` are a submission's rule, column, severity, sentence and count; `places` the issues kept of it, which may be fewer.
    """
    kept: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        kept[(place.rule, place.column)].append(place)
    under: dict[str, list[Group]] = defaultdict(list)
    for entry in counts:
        found = kept[(entry["rule"], entry["column"] or "")]
        under[entry["severity"]].append(_group(entry, found))
    return [(title, under[severity]) for severity, title in SEVERITIES.items() if under[severity]]


def _group(entry: Mapping[str, Any], found: list[Place]) -> Group:
    return Group(
        sentence=entry["sentence"],
        count=entry["count"],
        where=where(found, entry["count"]),
        values=tuple(dict.fromkeys(place.value for place in found if place.value))[:_WRITTEN],
        rule=entry["rule"],
        column=entry["column"] or "",
        severity=entry["severity"],
        places=tuple(place for place in found if place.row is not None)[:SHOWN],
    )


def where(places: list[Place], count: int) -> str:
    """Return "rows 3 to 7, 12 and 40", "row 5 of sheet “March”", "rows 1 to 4 and 210 more"; "" for a whole column."""
    rows = sorted({place.row for place in places if place.row is not None})
    sheets = sorted({place.sheet for place in places if place.sheet})
    if not rows:
        return ""
    told = _rows(rows, max(count, len(rows)))
    return f"{told} of sheet “{sheets[0]}”" if len(sheets) == 1 else told


def _rows(rows: list[int], count: int) -> str:
    spans = _spans(rows)[:_NAMED]
    rest = count - sum(last - first + 1 for first, last in spans)
    words = [f"{first} to {last}" if last > first else str(first) for first, last in spans]
    words += [f"{rest:,} more"] if rest else []
    told = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    return f"{'row' if count == 1 else 'rows'} {told}"


def _spans(rows: list[int]) -> list[tuple[int, int]]:
    """Return runs of neighbouring rows as (first, last)."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and row == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return spans
