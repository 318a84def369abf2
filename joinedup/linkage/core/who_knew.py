"""Who knew this child: which agencies hold a record of the child, and which only of an adult in the child's life.

Counted as records, never as rows. That no record was found is not that an agency did not know the child: that is a question at
its door, and stands in no frame here.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

#: One line for each child and each place (agency or sector) that holds something: `records` of the child itself, `adults` in the
#: child's life of whom it holds a record. Either may be 0, never both.
KNOWN: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "child_id": pl.String,
    "place": pl.String,
    "records": pl.Int64,
    "adults": pl.Int64,
}

#: What separates words of a key; no agency's key holds it.
_UNIT: Final = "\x1f"


@dataclass(frozen=True)
class Together:
    """Children known alike: places that hold a record of the child, and those that hold one of an adult in its life alone."""

    knowing: frozenset[str]
    through_adults: frozenset[str]
    children: int

    @property
    def key(self) -> str:
        """Return the set's name in addresses: 16 hex digits anyone can compute again."""
        return key_of(self.knowing, self.through_adults)


@dataclass(frozen=True)
class Reach:
    """What one place knows of some children: of how many it holds a record, of how many only an adult's, of how many neither."""

    place: str
    knows: int
    through_adults: int
    neither: int


def key_of(knowing: Iterable[str], through_adults: Iterable[str]) -> str:
    """Return the name of a set of places: 16 hex digits of sha256."""
    text = _UNIT.join((*sorted(knowing), "", *sorted(through_adults)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def known_by(memberships: pl.DataFrame, records: pl.DataFrame, lives: pl.DataFrame, by: str = "agency") -> pl.DataFrame:
    """Return who holds what of every person of a run (KNOWN). `by`: agency or sector; `lives` as `adults.lives` returned it."""
    held = memberships.select("child_id", "record_id").join(records.select("record_id", place=by), on="record_id")
    own = held.group_by("child_id", "place").agg(pl.col("record_id").n_unique().cast(pl.Int64).alias("records"))
    of_adults = held.select("place", adult_id="child_id").unique()
    near = lives.select("child_id", "adult_id").unique().join(of_adults, on="adult_id")
    adults = near.group_by("child_id", "place").agg(pl.col("adult_id").n_unique().cast(pl.Int64).alias("adults"))
    both = own.join(adults, on=["child_id", "place"], how="full", coalesce=True)
    return both.with_columns(pl.col("records", "adults").fill_null(0)).select(list(KNOWN)).sort("child_id", "place")


def sets_of(
    known: pl.DataFrame, children: Collection[str], places: Collection[str]
) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return, for each child, the places (of those asked about) that know it, and those that know only an adult in its life."""
    wanted = known.filter(pl.col("child_id").is_in(list(children)), pl.col("place").is_in(list(places)))
    knowing: dict[str, set[str]] = {child: set() for child in children}
    near: dict[str, set[str]] = {child: set() for child in children}
    for child, place, records in wanted.select("child_id", "place", "records").iter_rows():
        (knowing if records else near)[child].add(place)
    return {child: (frozenset(knowing[child]), frozenset(near[child])) for child in children}


def together(sets: Mapping[str, tuple[frozenset[str], frozenset[str]]]) -> list[Together]:
    """Return the children counted by how they are known, the most frequent first; every child is counted once."""
    counted = Counter(sets.values())
    found = [Together(knowing, near, children) for (knowing, near), children in counted.items()]
    return sorted(found, key=lambda one: (-one.children, len(one.knowing), len(one.through_adults), one.key))


def reach(sets: Mapping[str, tuple[frozenset[str], frozenset[str]]], places: Iterable[str]) -> list[Reach]:
    """Return what each place knows of the children, in the order of `places`."""
    counts = []
    for place in places:
        knows = sum(place in knowing for knowing, _ in sets.values())
        near = sum(place in through for _, through in sets.values())
        counts.append(Reach(place, knows, near, len(sets) - knows - near))
    return counts


def adults_unseen(known: pl.DataFrame, lives: pl.DataFrame, seen_by: Collection[str]) -> pl.DataFrame:
    """Return the adults in the life of a child of whom none of the places `seen_by` holds a record, by adult and child.

    Columns: adult_id, child_id, kinds (sorted list). `known` must be by the same kind of place (agency or sector).
    """
    seen = known.filter(pl.col("place").is_in(list(seen_by)), pl.col("records") > 0).select("child_id").unique()
    left = lives.join(seen, on="child_id", how="anti")
    return left.group_by("adult_id", "child_id").agg(pl.col("kind").unique().sort().alias("kinds")).sort("adult_id", "child_id")
