"""What is told of a made-up child is what a practitioner would not laugh at: by age, year and whether the child was in care."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import polars as pl
import pytest

from joinedup.method.framework import Framework
from joinedup.training.area import MadeUpArea
from joinedup.training.stories.diary import Entry
from joinedup.training.stories.sense import RARELY, Sense, age_on
from joinedup.training.vocabulary import vocabulary_of

BORN = date(2002, 5, 1)
IN_CARE = Entry(1, 1, "looked_after", datetime(2015, 1, 1), datetime(2015, 12, 1), 1)


def weigh(kind: str, attribute: str, label: str, on: datetime = datetime(2015, 6, 1), end: datetime | None = None) -> float:
    return Sense.of([IN_CARE], {1: BORN}).weigh(Entry(2, 1, kind, on, end, 2), attribute, [label])[0]


@pytest.mark.parametrize(
    ("kind", "attribute", "label", "expected"),
    [
        ("contact", "source", "3b: health visitor", 0),
        ("contact", "source", "2a: schools", 1),
        ("looked_after", "legal_status", "freeing order granted", 0),
        ("child_in_need", "closure", "residence order or special guardianship order", 0),
        ("placement", "placement_type", "r2: nhs trust or medical establishment", RARELY),
        ("placement", "placement_type", "p2: independent living", 0),
        ("placement", "placement_type", "u4: foster placement - long term", 1),
        ("missing_episode", "missing_from", "home", 0),
        ("missing_episode", "missing_from", "care placement", 1),
    ],
)
def test_what_is_said_of_a_child_of_thirteen_in_care(kind: str, attribute: str, label: str, expected: float) -> None:
    assert weigh(kind, attribute, label) == expected


def test_before_and_after_care_a_child_goes_missing_from_home() -> None:
    before = datetime(2014, 6, 1)
    assert weigh("missing_episode", "missing_from", "home", before) == 1
    assert weigh("missing_episode", "missing_from", "care placement", before) == 0


def test_a_plan_may_end_with_a_residence_order_once_care_is_over() -> None:
    label = "residence order or special guardianship order"
    assert weigh("child_in_need", "closure", label, end=datetime(2016, 3, 1)) == 1


def told(shipped: tuple[Framework, MadeUpArea], kinds: tuple[str, ...], part: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each event of these kinds with the label of what the attribute says."""
    framework, area = shipped
    known = vocabulary_of(framework).attributes
    for event in area.events.filter(pl.col("kind").is_in(kinds)).iter_rows(named=True):
        for name, value in json.loads(event["attributes"]).items():
            attribute = known[event["kind"]].get(name)
            if attribute and part in name and value in attribute.codes:
                yield event, dict(zip(attribute.codes, attribute.meanings, strict=True))[value]


def test_health_visitors_refer_only_children_under_five(shipped: tuple[Framework, MadeUpArea]) -> None:
    born = dict(shipped[1].people.select("person_id", "date_of_birth").iter_rows())
    found = [
        age_on(born[event["person_id"]], event["start"].date())
        for event, label in told(shipped, ("contact", "referral"), "source")
        if "health visitor" in label
    ]
    assert all(age < 5 for age in found)


def test_no_child_is_freed_and_few_live_in_hospital(shipped: tuple[Framework, MadeUpArea]) -> None:
    said = [label for _, label in told(shipped, ("looked_after", "placement"), "")]
    assert not [label for label in said if "freeing" in label]
    assert sum("nhs trust" in label for label in said) <= max(1, len(said) // 50)
