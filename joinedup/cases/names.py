"""The names the lists have of sampled and tracked children, for a check that none of them stands in a text."""

from collections.abc import Mapping

import polars as pl

from joinedup.cases.queries import every_tracked_child, sample_of
from joinedup.cases.sampled.queries import sampled_children
from joinedup.inspections.models import Inspection
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import linked_records_of, memberships_of


def names_of_children(inspection: Inspection) -> list[Mapping[str, str | None]]:
    """Return every name and alias (given, middle, family) any agency has of a sampled or tracked child; none before the sample.

    No name leaves the server: whoever calls this hashes them, or looks for them.
    """
    sample = sample_of(inspection)
    run = LinkRun.objects.filter(pk=sample.run).first() if sample else None
    if sample is None or run is None:
        return []
    wanted = {child.child_id for child in sampled_children(sample)} | {child.child_id for child in every_tracked_child(inspection)}
    members = memberships_of(run).filter(pl.col("child_id").is_in(sorted(wanted)))
    records = linked_records_of(run).filter(pl.col("record_id").is_in(members["record_id"].implode()))
    return [name for column in ("names", "aliases") for names in records[column].to_list() for name in names or []]
