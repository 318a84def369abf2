"""The model as data: `joinedup/linkage/model/*.toml` read, checked and turned into Splink settings."""

import hashlib
import json
import math
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from joinedup.linkage.core.comparables import COMPARABLE

#: Splink wants the chance of a level among non-matches; only its ratio to that among matches counts, so this is a filler
#: small enough that the heaviest weight still gives a probability.
_FILLER: Final = 2.0**-24


#: Columns of a list by which rows are told apart, and what a column's name is made of.
_KEPT: Final = ("list", "row", "record_id", "of")
_COLUMN: Final = re.compile(r"[a-z][a-z0-9_]*")


class ModelError(ValueError):
    """A model file that cannot be used, with the file, the comparison and the reason."""


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison. `weight` None: not comparable, no evidence. `column` set: rarer values count for more."""

    label: str
    sql: str
    weight: float | None = None
    often: float | None = None
    rarity: float = 0.0
    column: str | None = None


@dataclass(frozen=True)
class Comparison:
    """What is compared (`name`), from which columns of the comparable frame, and its levels, the first that holds counts."""

    name: str
    columns: tuple[str, ...]
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Training:
    """When and how far lists may move the weights (`own_weights.py`).

    Only from so many `records`, and `sure_pairs` that agree in the comparison `ids`, on. The model's own weights count as much as
    `pseudo_pairs`. What `ids` are worth stays as it is, for ids are much of what makes a pair sure.
    """

    records: int
    sure_pairs: int
    pseudo_pairs: float
    ids: str


@dataclass(frozen=True)
class Model:
    """A linkage model: its id, the sha256 of its file, the evidence before comparing, and what is compared.

    `prior_weight` (bits) holds for a candidate pair out of `prior_records` records.
    """

    id: str
    sha256: str
    prior_weight: float
    prior_records: int
    comparisons: tuple[Comparison, ...]
    training: Training | None = None

    @property
    def further(self) -> tuple[str, ...]:
        """The columns compared that are not made from names, dates and places: each a column some list must have."""
        named = {column for each in self.comparisons for column in each.columns}
        return tuple(sorted(named - set(COMPARABLE)))

    def prior(self, records: int) -> float:
        """Return the evidence in bits before a candidate pair out of so many records is compared.

        Families come with the records, strangers alike with their square: half of what is weighed against a pair grows with
        the number of records, half does not.
        """
        return self.prior_weight - math.log2((1 + records / self.prior_records) / 2)


def load_model(path: Path | None = None) -> Model:
    """Return the model in a TOML file, Joinedup's own where none is named; raise ModelError saying what is wrong."""
    source = path if path is not None else files("joinedup.linkage") / "model" / "people.toml"
    try:
        data = source.read_bytes()
        content = tomllib.loads(data.decode())
        comparisons = tuple(_comparison(each) for each in content["comparison"])
        return Model(
            id=content["id"],
            sha256=hashlib.sha256(data).hexdigest(),
            prior_weight=_number(content["prior"]["weight"], "The weight of the prior"),
            prior_records=int(_number(content["prior"]["records"], "The records of the prior", above=0)),
            comparisons=comparisons,
            training=_training(content["training"], comparisons) if "training" in content else None,
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, IndexError) as error:
        raise ModelError(f"{source}: the model cannot be read ({error}).") from error


def _number(value: Any, what: str, above: float = -math.inf) -> float:
    """Return the value as it is; raise ModelError where it is no finite number above the bound. True and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ModelError(f"{what} is {value!r}. It must be a number.")
    if value <= above:
        raise ModelError(f"{what} is {value}. It must be more than {above:g}.")
    return value


def _training(content: dict[str, Any], comparisons: tuple[Comparison, ...]) -> Training:
    training = Training(**content)
    for name in ("records", "sure_pairs", "pseudo_pairs"):
        _number(getattr(training, name), f"{name} of the training")
    if training.ids not in [each.name for each in comparisons]:
        raise ModelError(f"ids of the training is {training.ids!r}. It must be the name of a comparison.")
    return training


def _comparison(content: dict[str, Any]) -> Comparison:
    unfit = [column for column in content["columns"] if column in _KEPT or not _COLUMN.fullmatch(column)]
    if unfit:
        raise ModelError(f"The comparison {content['name']} uses a column that cannot be compared: {', '.join(unfit)}.")
    levels = tuple(_level(content["name"], level) for level in content["level"])
    if levels[-1].sql != "else":
        raise ModelError(f"The comparison {content['name']} has no last level `else`, so some pairs would have no outcome.")
    return Comparison(content["name"], tuple(content["columns"]), levels)


def _level(comparison: str, content: dict[str, Any]) -> Level:
    level = Level(**content)
    where = f"of the level {level.label!r} in the comparison {comparison}"
    if not isinstance(level.label, str) or not isinstance(level.sql, str):
        raise ModelError(f"The label and the sql {where} must be text.")
    if level.weight is not None:
        _number(level.weight, f"The weight {where}")
    if level.often is not None:
        _number(level.often, f"often {where}", above=0)
    _number(level.rarity, f"rarity {where}")
    return level


def weights_of(model: Model) -> dict[str, Any]:
    """Return what a model weighs with, fit for JSON: the evidence before comparing, and each comparison's levels from the first."""
    known = ("label", "weight", "often", "rarity")
    levels = {each.name: [{name: getattr(level, name) for name in known} for level in each.levels] for each in model.comparisons}
    kept = {name: [{key: value for key, value in level.items() if value} for level in each] for name, each in levels.items()}
    return {"prior": {"weight": model.prior_weight, "records": model.prior_records}, "comparisons": kept}


def weights_sha256(weights: dict[str, Any]) -> str:
    """Return the sha256 of weights, as JSON without spaces and with sorted keys."""
    return hashlib.sha256(json.dumps(weights, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def probability(weight: float) -> float:
    """Return the probability of a match at a weight in bits."""
    return 1 / (1 + math.exp2(-max(min(weight, 500.0), -500.0)))


def splink_settings(model: Model, records: int) -> dict[str, Any]:
    """Return Splink's settings for so many records: one frame, every comparison with its fixed weights, no training."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "idx",
        "probability_two_random_records_match": probability(model.prior(records)),
        "blocking_rules_to_generate_predictions": ["l.known = r.known"],
        "comparisons": [_splink_comparison(comparison) for comparison in model.comparisons],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
    }


def _splink_comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [_splink_level(level) for level in comparison.levels],
    }


def _splink_level(level: Level) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "sql_condition": level.sql.upper() if level.sql == "else" else level.sql,
        "label_for_charts": level.label,
    }
    if level.weight is None:
        return settings | {"is_null_level": True}
    often = level.often if level.often is not None else _FILLER
    settings |= {"u_probability": often, "m_probability": min(1.0, often * 2.0**level.weight)}
    if level.column is None:
        return settings
    return settings | {
        "tf_adjustment_column": level.column,
        "tf_adjustment_weight": level.rarity,
        "disable_tf_exact_match_detection": True,
    }
