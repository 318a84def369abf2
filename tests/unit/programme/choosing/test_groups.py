"""The groups a round is spread over, and when a group is short of an area."""

from datetime import date

import pytest

from joinedup.programme.core.choosing.groups import Groups, groups_of
from tests.unit.programme.made import ON, asked, place, spread


@pytest.mark.parametrize(
    ("children", "words"),
    [
        (None, "not known"),
        (39_999, "fewer than 40,000 children"),
        (40_000, "40,000 to 79,999 children"),
        (149_999, "80,000 to 149,999 children"),
        (150_000, "150,000 children or more"),
    ],
)
def test_sizes_are_bands(children: int | None, words: str) -> None:
    assert groups_of(place("fell", children=children), spread(), ON)["size"] == words
    assert groups_of(place("fell", children=children), spread(sizes=()), ON)["size"] in {"any size", "not known"}


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "none known"),
        (date(2023, 6, 2), "less than 3 years ago"),
        (date(2023, 6, 1), "3 to 6 years ago"),
        (date(2020, 6, 2), "3 to 6 years ago"),
        (date(2020, 6, 1), "6 years ago or more"),
    ],
)
def test_times_are_bands_counted_in_whole_years(last: date | None, words: str) -> None:
    assert groups_of(place("fell", last_joint=last), spread(), date(2026, 6, 1))["last_time"] == words


def test_without_bounds_there_is_one_band_of_time() -> None:
    assert groups_of(place("fell", last_joint=date(2020, 1, 1)), spread(last_times=()), ON)["last_time"] == "at some time"


NORTH = [place(f"n{n}") for n in range(6)]
SOUTH = [place(f"s{n}", "South", rural="mostly rural") for n in range(3)]


def test_a_region_has_its_part_of_the_round_rounded_up() -> None:
    groups = Groups.of_places([*NORTH, *SOUTH], asked(4))
    assert (groups.most_of_region("North"), groups.most_of_region("South")) == (3, 2)
    assert Groups.of_places([*NORTH, *SOUTH], asked(4, spread=spread(region_over=1))).most_of_region("South") == 3


def test_limits_are_said_in_words() -> None:
    places = [*NORTH, *SOUTH, place("s3", "South", "Force of s0")]
    groups = Groups.of_places(places, asked(3))
    assert groups.over("s3", ["s0"]) == "the police force area Force of s0 has 1 area in the round, as many as it may"
    assert groups.over("s3", ["s1", "s2"]) == "the region South has 2 areas in the round, as many as it may"
    assert not groups.over("s3", ["n1"])


def test_unknown_forces_are_not_one_force() -> None:
    unknown = [place("a").__class__("a", "A", "North", ""), place("b").__class__("b", "B", "North", "")]
    assert not Groups.of_places([*unknown, *NORTH], asked(6)).over("a", ["b"])


def test_the_group_furthest_short_of_its_part_comes_first() -> None:
    groups = Groups.of_places([*NORTH, *SOUTH], asked(3))
    everybody = [one.code for one in (*NORTH, *SOUTH)]
    assert groups.shortest("region", everybody, []) == [one.code for one in NORTH]
    assert groups.shortest("region", everybody, ["n0", "n1"]) == [one.code for one in SOUTH]
    assert groups.shortest("rural", everybody, ["n0", "n1"]) == [one.code for one in SOUTH]


def test_of_times_the_longest_ago_comes_first_and_unknown_before_all() -> None:
    places = [
        place("a", last_joint=date(2025, 1, 1)),
        place("b", last_joint=date(2022, 1, 1)),
        place("c", last_joint=date(2016, 1, 1)),
        place("d"),
    ]
    groups = Groups.of_places(places, asked(2))
    assert groups.shortest("last_time", ["a", "b"], []) == ["b"]
    assert groups.shortest("last_time", ["a", "b", "c"], []) == ["c"]
    assert groups.shortest("last_time", ["a", "b", "c", "d"], []) == ["d"]
