"""Columns of the lists beyond the known ones, which a model names because it compares them too."""

import polars as pl

from joinedup.linkage.core.model import Model, ModelError


def as_text(name: str) -> pl.Expr:
    """Return a column as text to compare: small letters, no space at the ends, one between words; null where nothing is left."""
    text = pl.col(name).str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.when(text != "").then(text).alias(name)


def check_given(model: Model, given: pl.DataFrame | None) -> None:
    """Raise ModelError where the model compares a column that no list has."""
    missing = [name for name in model.further if given is None or name not in given.columns]
    if missing:
        raise ModelError(f"The model {model.id} compares the column {', '.join(missing)}, which no list has.")


def with_further(frame: pl.DataFrame, ordered: pl.DataFrame, given: pl.DataFrame | None, model: Model) -> pl.DataFrame:
    """Return the comparable frame with the further columns the model compares.

    `ordered` holds the frame's records in their order, `given` (record_id and further columns) what the lists said of them.
    Raises ModelError where no list has a column.
    """
    check_given(model, given)
    if given is None or not model.further:
        return frame
    said = given.select("record_id", *(as_text(name) for name in model.further))
    beside = ordered.select("record_id").join(said, on="record_id", how="left", maintain_order="left")
    return frame.with_columns(beside[name] for name in model.further)
