"""Why a pair weighs what it weighs: what each comparison found, and what that is worth in bits."""

import math
from typing import Final

import polars as pl

from joinedup.linkage.core.model import Comparison, Level, Model

#: One step of a pair's weight, in the order of `place`. `step` is PRIOR or the name of a comparison, `level` what it found, in the
#: model's words; `bits` what that is worth (null: not comparable, no evidence), `rarity` what is added because the value is rarer
#: than most, or taken off because it is commoner.
EVIDENCE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "record_id_l": pl.String,
    "record_id_r": pl.String,
    "place": pl.Int64,
    "step": pl.String,
    "level": pl.String,
    "bits": pl.Float64,
    "rarity": pl.Float64,
}

#: The evidence before anything is compared: most pairs that share a key are of two people.
PRIOR: Final = "prior"

_PAIR: Final = ("record_id_l", "record_id_r")


def evidence(scored: pl.DataFrame, model: Model, ids: pl.Series, pairs: pl.DataFrame) -> pl.DataFrame:
    """Return the steps (EVIDENCE) of some scored pairs: their bits and rarity add up to the pair's weight.

    `scored` is as `scoring.score` gives it, with the model it was scored with; `ids` holds the record id of each `idx`; `pairs`
    names the pairs wanted by `record_id_l` and `record_id_r`. Pairs that were not scored are left out.
    """
    names = pl.DataFrame({"record_id": ids, "idx": pl.int_range(len(ids), dtype=pl.Int32, eager=True)})
    wanted = pairs.select(_PAIR)
    for side in ("l", "r"):
        wanted = wanted.join(names.rename({"record_id": f"record_id_{side}", "idx": f"at_{side}"}), on=f"record_id_{side}")
    placed = wanted.with_columns(idx_l=pl.min_horizontal("at_l", "at_r"), idx_r=pl.max_horizontal("at_l", "at_r"))
    found = placed.join(scored, on=["idx_l", "idx_r"])
    parts = [_prior(found, model.prior(len(ids)))]
    parts += [_step(found, comparison, place) for place, comparison in enumerate(model.comparisons, 1)]
    return pl.concat(parts).sort(*_PAIR, "place").select(list(EVIDENCE)).cast(pl.Schema(EVIDENCE))


def _prior(found: pl.DataFrame, bits: float) -> pl.DataFrame:
    return found.select(*_PAIR, place=pl.lit(0), step=pl.lit(PRIOR), level=pl.lit(""), bits=pl.lit(bits), rarity=pl.lit(0.0))


def _step(found: pl.DataFrame, comparison: Comparison, place: int) -> pl.DataFrame:
    """What one comparison says of each pair."""
    levels = speaking(comparison)
    number = pl.col(f"level_{comparison.name}").cast(pl.Int64)
    silent = next((level.label for level in comparison.levels if level.weight is None), "not known")
    label = number.replace_strict(dict(enumerate(level.label for level in levels)), default=silent, return_dtype=pl.String)
    bits = number.replace_strict({at: worth(level) for at, level in enumerate(levels)}, default=None, return_dtype=pl.Float64)
    rarity = pl.col(f"rarity_{comparison.name}") if f"rarity_{comparison.name}" in found.columns else pl.lit(0.0)
    parts = {"place": pl.lit(place), "step": pl.lit(comparison.name), "level": label, "bits": bits}
    return found.select(*_PAIR, **parts, rarity=rarity.fill_null(0.0))


def speaking(comparison: Comparison) -> list[Level]:
    """Return the levels that are evidence, in the order scored pairs number them: the last is 0."""
    return [level for level in reversed(comparison.levels) if level.weight is not None]


def worth(level: Level) -> float:
    """Return the bits of a level, as they enter a weight: no level is seen in more than all pairs of one person."""
    weight = level.weight or 0.0
    return weight if level.often is None else min(weight, -math.log2(level.often))
