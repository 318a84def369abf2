"""Twins and siblings: of the families that hold twins, hardly a pair of two children is ever taken for one."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from joinedup.linkage.core.lists import links_of, read_lists
from joinedup.linkage.core.quality import measure, merged_wrongly
from joinedup.linkage.core.running import link
from joinedup.training.scale import families_with_twins, people_lists

#: Of the pairs of records of two children of one family, how many may end as one child.
MOST = 0.01


@pytest.fixture(scope="module")
def linked(tmp_path_factory) -> tuple[pl.DataFrame, pl.DataFrame]:
    folder: Path = tmp_path_factory.mktemp("twins")
    made = families_with_twins(people_lists(90_000, seed=71, as_of=date(2026, 11, 1)))
    paths = [folder / f"{name}.csv" for name in made.lists]
    for path in paths:
        made.lists[path.stem].write_csv(path)
    lists = read_lists(paths)
    return links_of(link(lists.records).memberships, lists), made.truth


def test_twins_are_not_merged(linked):
    links, truth = linked
    merged = merged_wrongly(links, truth.filter(pl.col("is_twin")))
    assert merged is not None
    assert merged <= MOST


def test_siblings_are_not_merged(linked):
    links, truth = linked
    assert (merged_wrongly(links, truth) or 0.0) <= MOST


def test_and_yet_each_is_found(linked):
    """Nobody would be merged if nothing were joined."""
    assert (measure(*linked)["recall"] or 0.0) > 0.9
