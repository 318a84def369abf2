"""A child's identity as lists give it, for a question at one agency's door: names, birth dates, sex and addresses, each once."""

from collections.abc import Iterable
from typing import Any, Final

import polars as pl

#: What an identity holds, each a list of texts without repeats, the most frequent first.
PARTS: Final = ("names", "births", "sexes", "addresses")

Identity = dict[str, list[str]]


def identity_of(records: pl.DataFrame, besides: str) -> Identity:
    """Return what the records (RECORD) of a child say of who it is, without those of the agency `besides`, which is asked.

    Births are ISO dates, "2014-05-01 to 2014-05-31" where known in part, followed by " (expected)" or " (estimated)".
    Who wrote what is not told: the agency asked needs to know whom to look for, not who else knows the child.
    """
    rows = [row for row in records.sort("record_id").iter_rows(named=True) if row["agency"] != besides]
    return {
        "names": _each_once(written(name) for row in rows for name in (*(row["names"] or ()), *(row["aliases"] or ()))),
        "births": _each_once(_born(row) for row in rows),
        "sexes": _each_once(row["sex"] or "" for row in rows),
        "addresses": _each_once(", ".join(part for part in (row["address"], row["postcode"]) if part) for row in rows),
    }


def _each_once(texts: Iterable[str]) -> list[str]:
    """Return texts without repeats or empty ones, compared without case; those written most often first."""
    counts: dict[str, list[str]] = {}
    for text in texts:
        if text:
            counts.setdefault(" ".join(text.casefold().split()), []).append(text)
    return [written[0] for written in sorted(counts.values(), key=lambda written: -len(written))]


def written(name: dict[str, str | None]) -> str:
    """Return a name (NAME) as one text."""
    return " ".join(part for part in (name["given"], name["middle"], name["family"]) if part)


def _born(row: dict[str, Any]) -> str:
    first, last, kind = row["dob_earliest"], row["dob_latest"], row["dob_kind"]
    if first is None or kind == "missing":
        return ""
    said = first.isoformat() if last in (None, first) else f"{first.isoformat()} to {last.isoformat()}"
    return said if kind == "exact" else f"{said} ({kind})"
