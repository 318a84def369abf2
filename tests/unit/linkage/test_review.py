"""Which pairs come first, and how many children there are."""

from datetime import date

import polars as pl
import pytest

from joinedup.linkage.core.review import REVIEW, children_among, for_review


def test_what_would_change_most_comes_first() -> None:
    members = pl.DataFrame({"record_id": ["a", "b", "c", "d", "e"], "child_id": ["1", "1", "2", "2", "3"]})
    pairs = pl.DataFrame(
        {
            "record_id_l": ["a", "a", "d", "a", "c"],
            "record_id_r": ["b", "c", "e", "e", "e"],
            "weight": [0.0] * 5,
            "probability": [0.9, 0.2, 0.3, 0.6, 0.8],
            "outcome": ["review", "review", "review", "review", "joined"],
            "reason": [""] * 5,
        }
    )
    found = for_review(pairs, members)
    assert found.schema == pl.Schema(REVIEW)
    assert found.select("record_id_l", "record_id_r", "would_join").rows() == [
        ("a", "c", 4),
        ("a", "e", 2),
        ("d", "e", 2),
        ("a", "b", 0),
    ]


@pytest.mark.parametrize(
    ("born", "kind", "on", "counted"),
    [
        (date(2008, 10, 4), "exact", date(2026, 10, 3), 1),
        (date(2008, 10, 3), "exact", date(2026, 10, 3), 0),
        (date(2008, 2, 29), "exact", date(2026, 2, 28), 1),
        (date(2006, 3, 1), "exact", date(2024, 2, 29), 1),
        (date(2006, 2, 28), "exact", date(2024, 2, 29), 0),
        (None, "missing", date(2026, 10, 3), 0),
        (date(2026, 12, 1), "expected", date(2026, 10, 3), 1),
    ],
)
def test_children_are_those_under_eighteen_or_expected(born: date | None, kind: str, on: date, counted: int) -> None:
    records = pl.DataFrame(
        {"record_id": ["a", "b"], "dob_earliest": [born, None], "dob_kind": [kind, "missing"]},
        schema_overrides={"dob_earliest": pl.Date},
    )
    members = pl.DataFrame({"record_id": ["a", "b"], "child_id": ["1", "1"]})
    assert children_among(members, records, on) == counted
