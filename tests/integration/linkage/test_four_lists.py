"""The whole run on 94,330 made-up records of children with truth, held to what the documentation claims."""

from pathlib import Path

import polars as pl
import pytest

from joinedup.linkage.core.lists import links_of, read_csv, read_lists
from joinedup.linkage.core.quality import measure, merged_wrongly
from joinedup.linkage.core.running import link

pytestmark = pytest.mark.data


def test_four_lists_of_children(shared_data: Path) -> None:
    folder = shared_data / "linkage" / "four_lists_dev"
    lists = read_lists([folder / f"{name}.csv" for name in ("la", "police", "health", "probation")])
    links = links_of(link(lists.records).memberships, lists)
    truth = read_csv(folder / "truth.csv", ("list", "record_id", "person_id", "family_id", "is_twin"))
    found = measure(links, truth)
    assert (found["f1"] or 0) >= 0.97
    assert (found["precision"] or 0) >= 0.99
    assert (merged_wrongly(links, truth) or 0) <= 0.002
    assert (merged_wrongly(links, truth.filter(pl.col("is_twin") == "true")) or 0) <= 0.01
