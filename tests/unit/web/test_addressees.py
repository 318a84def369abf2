"""Whom a letter goes to as a rule: the posts of the year of the fieldwork."""

from dataclasses import dataclass
from datetime import date

import pytest

from joinedup.records.shape import SECTORS
from joinedup.web.inspectorate.addressees import POSTS, proposed_addressees


@dataclass
class Told:
    """A body as the proposal reads it."""

    sector: str
    name: str


@pytest.mark.parametrize(
    ("sector", "day", "post"),
    [
        ("health", date(2022, 6, 30), "Accountable officer"),
        ("health", date(2022, 7, 1), "Chief executive"),
        ("youth_offending", date(2016, 4, 11), "Youth offending manager"),
        ("youth_offending", date(2023, 11, 13), "Youth justice manager"),
        ("board", date(2018, 5, 14), "Independent chair"),
        ("board", date(2022, 11, 14), "Independent scrutineer"),
        ("police", date(2016, 4, 11), "Chief constable"),
    ],
)
def test_posts_are_called_as_in_the_week_of_fieldwork(sector: str, day: date, post: str) -> None:
    assert proposed_addressees([Told(sector, "Madeupshire")], day) == [f"{post}, Madeupshire"]


def test_every_sector_has_a_post() -> None:
    assert set(POSTS) == set(SECTORS)
