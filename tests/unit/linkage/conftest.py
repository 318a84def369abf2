"""People written in one line, for the tests of linkage."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from joinedup.records.shape import RECORD

Make = Callable[..., dict[str, Any]]


def a_record(agency: str, own_id: str, given: str | None, family: str | None, born: str | None, **more: Any) -> dict[str, Any]:
    """One record. `more` overrides any column; `nhs`, `middle` and `aliases` (family names) are short for the long forms."""
    day = date.fromisoformat(born) if born else None
    aliases = [{"given": given, "middle": None, "family": name} for name in more.pop("aliases", ())]
    nhs = more.pop("nhs", None)
    return {
        "record_id": f"{agency}:{own_id}",
        "agency": agency,
        "sector": more.pop("sector", "health"),
        "own_id": own_id,
        "names": [{"given": given, "middle": more.pop("middle", None), "family": family}],
        "aliases": aliases,
        "dob_earliest": day,
        "dob_latest": day,
        "dob_kind": "exact" if day else "missing",
        "sex": None,
        "postcode": None,
        "address": None,
        "known_ids": [f"nhs:{nhs}"] if nhs else [],
        "submission": None,
        "list": agency,
        "sheet": None,
        "row": 2,
    } | more


@pytest.fixture
def record() -> Make:
    return a_record


@pytest.fixture
def frame_of() -> Callable[[list[dict[str, Any]]], pl.DataFrame]:
    return lambda rows: pl.DataFrame(rows, schema=RECORD)
