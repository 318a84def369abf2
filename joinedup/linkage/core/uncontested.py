"""People whose records nothing speaks against: joined all at once, so that care is left for the few others."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import polars as pl

from joinedup.linkage.core.unions import Whole, united


def uncontested(
    links: pl.DataFrame, frame: pl.DataFrame, unique: frozenset[str], besides: Iterable[int] = ()
) -> tuple[Whole, pl.DataFrame]:
    """Return each record's smallest fellow over the links (idx_l, idx_r) that may all be made, and the links that may not.

    Links hang together in groups. Those of a group are all made, in whatever order, unless its records hold two known ids of
    one kind, two ids of an agency that gives each person one (`unique`), or one of the records `besides`.
    """
    one, other = (links[side].cast(pl.Int64).to_numpy() for side in ("idx_l", "idx_r"))
    groups = united(frame.height, one, other)
    contested = np.zeros(frame.height, dtype=np.bool_)
    contested[groups[list(besides)]] = True
    contested[_contradicting(frame.select("agency", "known", group=pl.Series(groups)), unique)] = True
    left: npt.NDArray[np.bool_] = contested[groups]
    return np.where(left, np.arange(frame.height), groups), links.filter(pl.Series(left[one]))


def _contradicting(frame: pl.DataFrame, unique: frozenset[str]) -> Whole:
    """The groups that hold two known ids of one kind, or two ids of an agency that gives each person one."""
    ids = frame.select("group", "known").drop_nulls().unique()
    kinds = ids.select("group", pl.col("known").str.split(":").list.first())
    agencies = frame.select("group", "agency").filter(pl.col("agency").is_in(sorted(unique)))
    return np.concatenate([each.filter(each.is_duplicated())["group"].to_numpy() for each in (kinds, agencies)])
