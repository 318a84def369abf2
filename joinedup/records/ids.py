"""Identifiers anyone can compute again."""

import hashlib
from collections.abc import Iterable


def child_id(members: Iterable[tuple[str, str]]) -> str:
    """Return the child's id: first 16 hex digits of sha256 over the sorted (list, record_id) of its records.

    Each member is written `list\\x1frecord_id`, members are joined with `\\x1e`, so that no two sets share a text.
    """
    text = "\x1e".join(f"{list_}\x1f{record}" for list_, record in sorted(members))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def event_id(list_: str, sheet: str | None, row: int, kind: str, submission: str) -> str:
    """Return an event's id: 16 hex digits bound to the row it was read from and its kind."""
    text = "\x1f".join((submission, list_, sheet or "", str(row), kind))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


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
