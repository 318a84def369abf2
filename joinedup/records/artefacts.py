"""Frames as files: the same frame gives the same bytes, so that a hash names its content."""

import io
from collections.abc import Sequence

import polars as pl


def to_parquet(frame: pl.DataFrame, sort_by: Sequence[str]) -> bytes:
    """Return the frame, sorted by its key columns, as Parquet bytes. The same rows in any order give the same bytes.

    `sort_by` must be a key: rows equal in it would keep the order they came in. Raises ColumnNotFoundError for an unknown column.
    """
    buffer = io.BytesIO()
    ordered = frame.sort(list(sort_by), nulls_last=True, maintain_order=True) if sort_by else frame
    ordered.rechunk().write_parquet(buffer, compression="zstd", compression_level=3, statistics=False, row_group_size=100_000)
    return buffer.getvalue()


def from_parquet(data: bytes) -> pl.DataFrame:
    """Return the frame of Parquet bytes made by `to_parquet`."""
    return pl.read_parquet(io.BytesIO(data))
