"""Made-up lists as the records linkage is given, with the truth of who they are."""

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from joinedup.linkage.core.lists import read_lists
from joinedup.training.scale import PeopleLists


def records_of(made: PeopleLists) -> tuple[pl.DataFrame, dict[str, int]]:
    """Return the records (RECORD) and the person each is of."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.csv" for name in made.lists]
        for path in paths:
            made.lists[path.stem].write_csv(path)
        records = read_lists(paths).records
    rows = made.truth.select(pl.format("{}:record:{}", "list", "record_id"), "person_id").iter_rows()
    return records, dict(rows)
