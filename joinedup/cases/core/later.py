"""What a later link run would change about one child: records and events added or taken away.

A list sent again gives the same event another id, so events are the same here when they tell the same: the same record, kind,
times and attributes, come to the child by the same relation.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

import polars as pl

from joinedup.cases.core import words
from joinedup.method.days import london_day

_TELLS: Final = ("record_id", "kind", "start_earliest", "start_latest", "end_earliest", "end_latest", "attributes", "via")


@dataclass(frozen=True)
class Told:
    """One event as a decision is taken on it: which agency recorded it, its kind, its day in London (ISO) and whose it is.

    `when` is its date as exactly as it is known, in words; "" in what was kept before it was told.
    """

    agency: str
    kind: str
    day: str
    via: str | None = None
    when: str = ""


@dataclass(frozen=True)
class Change:
    """What a run would change. `elsewhere` are those of `records_gone` it holds to be another person's; the rest are on no list."""

    records_added: tuple[str, ...] = ()
    records_gone: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    events_added: tuple[Told, ...] = ()
    events_gone: tuple[Told, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether everything stays as it is."""
        return not (self.records_added or self.records_gone or self.events_added or self.events_gone)

    def reversed(self) -> "Change":
        """Return what is changed by taking this change back: what it brought goes, what it took comes again."""
        return Change(self.records_gone, self.records_added, (), self.events_gone, self.events_added)

    def as_json(self) -> dict[str, Any]:
        """Return the change as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Change":
        """Return the change `as_json` made."""
        added, gone = (tuple(Told(**one) for one in told[name]) for name in ("events_added", "events_gone"))
        return cls(tuple(told["records_added"]), tuple(told["records_gone"]), tuple(told["elsewhere"]), added, gone)


def same_child(memberships: pl.DataFrame, records: Collection[str], first: Collection[str]) -> str | None:
    """Return which person of a later run is the child whose records these are; none where it holds none of them.

    Whoever has most of the authority's own records of the child (`first`), then most of all its records, then by id.
    """
    held = memberships.filter(pl.col("record_id").is_in(list(records))).select("record_id", "child_id").rows()
    counts = Counter(child for _, child in held)
    own = Counter(child for record, child in held if record in first)
    return min(counts, key=lambda child: (-own[child], -counts[child], child), default=None)


#: Why a child of the cohort keeps its chronology of the draw although later lists were brought in.
AS_DRAWN: Final = {
    "missing": "The later run holds none of its records.",
    "together": "The later run holds it and another child of the cohort to be one person.",
    "kept_out": "Somebody kept out, or took back, what the run would change about it.",
}


def same_children(memberships: pl.DataFrame, pinned: pl.DataFrame, first: Collection[str]) -> dict[str, str]:
    """Return child_id → which person of a later run is that child, by `same_child`, of a whole cohort at once.

    `pinned` has child_id and records (list of record ids). A child none of whose records the run holds is left out.
    """
    own = pinned.select("child_id", pl.col("records").alias("record_id")).explode("record_id")
    held = own.join(memberships.select("record_id", pl.col("child_id").alias("person")), on="record_id")
    counted = held.group_by("child_id", "person").agg(
        pl.col("record_id").is_in(list(first)).sum().alias("own"), pl.len().alias("held")
    )
    best = counted.sort("child_id", "own", "held", "person", descending=[False, True, True, False]).unique(
        "child_id", keep="first", maintain_order=True
    )
    return dict(best.select("child_id", "person").iter_rows())


def change(
    records: Collection[str], lines: pl.DataFrame, later: Collection[str], later_lines: pl.DataFrame, listed: Collection[str]
) -> Change:
    """Return what changes from a child's `records` and chronology `lines` to the later ones. `listed`: every record of the run."""
    before, after = set(records), set(later)
    gone = before - after
    return Change(
        tuple(sorted(after - before)),
        tuple(sorted(gone)),
        tuple(sorted(gone & set(listed))),
        tuple(_more(later_lines, lines)),
        tuple(_more(lines, later_lines)),
    )


def _more(one: pl.DataFrame, other: pl.DataFrame) -> Iterable[Told]:
    """Yield the events of one chronology that the other does not tell, in order; one told twice counts twice."""
    left = Counter(other.select(_TELLS).iter_rows())
    days = one.select(london_day(pl.col("start_earliest")).cast(pl.String)).to_series()
    dates = [words.dated(*known) for known in one.select("start_earliest", "start_latest", "precision").iter_rows()]
    for row, agency, day, when in zip(one.select(_TELLS).iter_rows(), one["agency"], days, dates, strict=True):
        if left[row]:
            left[row] -= 1
        else:
            yield Told(agency, row[1], day, row[-1], when)
