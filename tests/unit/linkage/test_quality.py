"""Precision, recall and who knew whom, against counting pair by pair."""

from itertools import combinations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core.quality import measure, merged_wrongly

PLACES = st.lists(
    st.tuples(st.sampled_from(["la", "police"]), st.integers(0, 3), st.integers(0, 3), st.integers(0, 1)), max_size=12
)


def frames(places: list[tuple[str, int, int, int]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Memberships and truth from (list, cluster, person, family of the person)."""
    ids = [str(number) for number in range(len(places))]
    lists, clusters, people, _ = zip(*places, strict=True) if places else ((), (), (), ())
    links = pl.DataFrame(
        {"list": lists, "record_id": ids, "child_id": [f"c{c}" for c in clusters]},
        schema=dict.fromkeys(("list", "record_id", "child_id"), pl.String),
    )
    truth = {"list": lists, "record_id": ids, "person_id": [f"p{p}" for p in people], "family_id": [f"f{p % 2}" for p in people]}
    return links, pl.DataFrame(truth, schema=dict.fromkeys(truth, pl.String))


@given(PLACES)
def test_counts_are_those_of_every_pair(places: list[tuple[str, int, int, int]]) -> None:
    pairs = list(combinations(places, 2))
    linked = [one[1] == other[1] for one, other in pairs]
    true = [one[2] == other[2] for one, other in pairs]
    both = sum(a and b for a, b in zip(linked, true, strict=True))
    found = measure(*frames(places))
    assert (found["linked_pairs"], found["true_pairs"]) == (sum(linked), sum(true))
    assert found["precision"] == (round(both / sum(linked), 4) if any(linked) else None)
    assert found["recall"] == (round(both / sum(true), 4) if any(true) else None)
    across = [(a, b) for a, b, (one, other) in zip(linked, true, pairs, strict=True) if one[0] != other[0]]
    hits = sum(a and b for a, b in across)
    assert found["recall_across_lists"] == (round(hits / sum(b for _, b in across), 4) if any(b for _, b in across) else None)


@given(PLACES)
def test_merged_relatives_are_those_of_every_pair(places: list[tuple[str, int, int, int]]) -> None:
    relatives = [(a, b) for a, b in combinations(places, 2) if a[2] % 2 == b[2] % 2 and a[2] != b[2]]
    merged = sum(a[1] == b[1] for a, b in relatives)
    assert merged_wrongly(*frames(places)) == (merged / len(relatives) if relatives else None)


def test_rows_on_one_side_only_are_counted_not_measured() -> None:
    links, truth = frames([("la", 0, 0, 0), ("police", 0, 0, 0)])
    found = measure(links, truth.head(1))
    assert (found["unmatched_rows"], found["true_pairs"], found["f1"]) == (1, 0, None)
