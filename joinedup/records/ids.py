"""Identifiers anyone can compute again."""

import hashlib
from collections.abc import Iterable

import polars as pl


def child_id(members: Iterable[tuple[str, str]]) -> str:
    """Return the child's id: first 16 hex digits of sha256 over the sorted (list, record_id) of its records.

    Each member is written `list\\x1frecord_id`, members are joined with `\\x1e`, so that no two sets share a text.
    """
    return _short_hash("\x1e".join(f"{list_}\x1f{record}" for list_, record in sorted(members)))


def child_ids(members: pl.DataFrame) -> pl.Series:
    """Return, row for row, the `child_id` of each row's group; `members` is sorted by list and record_id, and has a group."""
    together = members.select("group", text=pl.concat_str("list", "record_id", separator="\x1f")).with_row_index("row")
    together = together.sort("group", maintain_order=True)
    texts, ends = together["text"].to_list(), together["group"].rle().struct.field("len").cum_sum().to_list()
    ids = [_short_hash("\x1e".join(texts[start:end])) for start, end in zip([0, *ends], ends, strict=False)]
    named = together.select("row", child_id=pl.Series(ids, dtype=pl.String).gather(together["group"].rle_id()))
    return named.sort("row")["child_id"]


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def event_id(list_: str, sheet: str | None, row: int, kind: str, submission: str) -> str:
    """Return an event's id: 16 hex digits bound to the row it was read from and its kind."""
    return _short_hash("\x1f".join((submission, list_, sheet or "", str(row), kind)))


def event_ids(list_: str, sheet: str | None, rows: Iterable[int], kind: str, submission: str) -> list[str]:
    """Return `event_id` of each row of one sheet, hashing what they share once."""
    shared = hashlib.sha256("\x1f".join((submission, list_, sheet or "", "")).encode())
    end = f"\x1f{kind}"
    ids = []
    for row in rows:
        one = shared.copy()
        one.update(f"{row}{end}".encode())
        ids.append(one.hexdigest()[:16])
    return ids


def draw_key(seed: str, frame_hash: str, child: str) -> str:
    """Return the key a draw sorts by: sha256 hex of `seed|frame_hash|child_id`. Anyone can redo it in a spreadsheet."""
    return hashlib.sha256(f"{seed}|{frame_hash}|{child}".encode()).hexdigest()
