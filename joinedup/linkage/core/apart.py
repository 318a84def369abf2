"""Lists that hold no families: more pairs are looked at, and the weights are fitted to the lists themselves."""

from typing import Final

import polars as pl

from joinedup.linkage.core.blocking import KEYS, LOOSE_KEYS, candidate_pairs
from joinedup.linkage.core.engine import ONE_MACHINE, Engine
from joinedup.linkage.core.fitting import fitted, strangers
from joinedup.linkage.core.model import Model

#: Candidate pairs the weights are fitted to; of more, evenly spread ones are taken.
MOST: Final = 1_000_000

#: Bits of two different ids below which they are two people's. Above, the lists show that ids are often mistyped.
_SURE: Final = -6.0


def compared_apart(
    frame: pl.DataFrame, model: Model, floor: float | None, engine: Engine = ONE_MACHINE
) -> tuple[pl.DataFrame, Model]:
    """Return every candidate pair scored with weights fitted to these lists, and the model with those weights."""
    pairs = candidate_pairs(frame, KEYS + LOOSE_KEYS)
    every = -(-pairs.height // MOST) or 1
    seen = engine.score(frame, pairs.gather_every(every), model, None)
    far = engine.score(frame, strangers(frame.height), model, None)
    own = fitted(model, seen, far, records=frame.height, every=every)
    return engine.score(frame, pairs, own, floor), own


def single_names_placed(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with a forename that stands alone taken for a family name where the lists use it as one more often."""
    given = frame.group_by("given").len("as_given").drop_nulls()
    family = frame.group_by(given="family").agg(pl.len().alias("as_family")).drop_nulls()
    used = frame.join(given, on="given", how="left", maintain_order="left").join(
        family, on="given", how="left", maintain_order="left"
    )
    lone = (pl.col("family").is_null() & (pl.col("as_family") > pl.col("as_given"))).fill_null(value=False)
    return used.with_columns(
        pl.when(lone).then("given").otherwise("family").alias("family"),
        pl.when(lone).then(pl.concat_list("given")).otherwise("family_words").alias("family_words"),
        pl.when(~lone).then("given").alias("given"),
        pl.when(~lone).then("given_groups").alias("given_groups"),
    ).select(frame.columns)


def ids_err(frame: pl.DataFrame, model: Model) -> bool:
    """Whether the lists' own weights show ids that are often mistyped; never said of NHS and pupil numbers."""
    kinds = frame["known"].drop_nulls().str.split(":").list.first().unique().to_list()
    weights = [each.levels[-1].weight for each in model.comparisons if each.name == "known_id"]
    return kinds == ["known"] and any(weight is not None and weight > _SURE for weight in weights)
