"""People gathered from links, against a slow and obvious second way."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.linkage.core.clustering import MARGIN, Groups, Offer, attach_nameless, join_strongest_first
from joinedup.linkage.core.uncontested import uncontested
from joinedup.linkage.core.unions import Unions, Whole, alone, united

SIZE = 9
LINKS = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] < pair[1]), unique=True)
KNOWN = st.lists(st.sampled_from([None, "nhs:1", "nhs:2", "upn:1", "upn:2"]), min_size=SIZE, max_size=SIZE)
AGENCIES = st.lists(st.sampled_from(["la", "police", "health"]), min_size=SIZE, max_size=SIZE)


def contradict(group: set[int], known: list[str | None], agencies: list[str], unique: set[str]) -> bool:
    """Whether a set of records cannot be one person, looked at pair by pair."""
    for one in group:
        for other in group:
            if one < other:
                a, b = known[one], known[other]
                if a and b and a != b and a.split(":")[0] == b.split(":")[0]:
                    return True
                if agencies[one] == agencies[other] and agencies[one] in unique:
                    return True
    return False


def slow_groups(links: list[tuple[int, int]], known: list[str | None], agencies: list[str], unique: set[str]) -> list[int]:
    groups = [{number} for number in range(SIZE)]
    for one, other in links:
        a = next(group for group in groups if one in group)
        b = next(group for group in groups if other in group)
        if a is not b and not contradict(a | b, known, agencies, unique):
            groups.remove(b)
            a |= b
    return [min(next(group for group in groups if number in group)) for number in range(SIZE)]


@settings(max_examples=200)
@given(LINKS, KNOWN, AGENCIES, st.sets(st.sampled_from(["la", "health"])))
def test_joining_is_as_the_slow_way(
    links: list[tuple[int, int]], known: list[str | None], agencies: list[str], unique: set[str]
) -> None:
    groups = Groups(known, agencies, frozenset(unique))
    forbidden = join_strongest_first(groups, links)
    assert groups.groups() == slow_groups(links, known, agencies, unique)
    assert all(groups.find(one) != groups.find(other) for one, other in forbidden)


def columns(links: list[tuple[int, int]]) -> tuple[Whole, Whole]:
    return tuple(np.array(links, dtype=np.int64).reshape(-1, 2).T)


@settings(max_examples=200)
@given(LINKS, KNOWN, AGENCIES, st.sets(st.sampled_from(["la", "health"])), st.sets(st.integers(0, SIZE - 1), max_size=2))
def test_joining_the_uncontested_first_changes_nothing(
    links: list[tuple[int, int]], known: list[str | None], agencies: list[str], unique: set[str], besides: set[int]
) -> None:
    frame = pl.DataFrame({"known": known, "agency": agencies}, schema={"known": pl.String, "agency": pl.String})
    given = pl.DataFrame(links, schema={"idx_l": pl.Int32, "idx_r": pl.Int32}, orient="row")
    together, left = uncontested(given, frame, frozenset(unique), besides)
    groups = Groups(known, agencies, frozenset(unique), together)
    join_strongest_first(groups, left.iter_rows())
    assert groups.groups() == slow_groups(links, known, agencies, unique)
    assert all(together[each] == each for each in besides)
    for one in range(SIZE):
        members = [number for number, group in enumerate(groups.groups()) if group == groups.find(one)]
        assert groups.share_agency(one, one)
        assert all(groups.share_agency(one, each) for each in members)


@given(LINKS)
def test_unions_are_named_by_their_smallest_member(links: list[tuple[int, int]]) -> None:
    unions = Unions(alone(SIZE))
    for one, other in links:
        unions.join(one, other)
    expected = slow_groups(links, [None] * SIZE, [str(n) for n in range(SIZE)], set())
    assert unions.groups().tolist() == expected
    assert united(SIZE, *columns(links)).tolist() == expected


def nobody(size: int) -> Groups:
    return Groups([None] * size, [f"agency {number}" for number in range(size)], frozenset())


def test_two_different_known_ids_never_meet_through_a_third_record() -> None:
    groups = Groups(["nhs:1", None, "nhs:2"], ["la", "police", "health"], frozenset())
    assert join_strongest_first(groups, [(0, 1), (1, 2)]) == [(1, 2)]
    assert groups.groups() == [0, 0, 2]


def test_ids_of_two_kinds_do_not_contradict() -> None:
    groups = Groups(["nhs:1", "upn:2"], ["la", "police"], frozenset())
    assert groups.try_join(0, 1)


def test_a_nameless_record_joins_the_person_it_fits() -> None:
    groups = nobody(3)
    undecided = attach_nameless(groups, [Offer(9.0, 0, 1), Offer(9.0 - MARGIN, 0, 2)])
    assert groups.groups() == [0, 0, 2]
    assert undecided.two_fit == []


def test_a_nameless_record_that_fits_two_alike_joins_neither() -> None:
    groups = nobody(3)
    undecided = attach_nameless(groups, [Offer(9.0, 0, 1), Offer(9.1 - MARGIN, 0, 2)])
    assert groups.groups() == [0, 1, 2]
    assert undecided.two_fit == [(0, 1), (0, 2)]


def test_two_records_of_one_person_do_not_compete() -> None:
    groups = nobody(3)
    groups.try_join(1, 2)
    attach_nameless(groups, [Offer(9.0, 0, 1), Offer(9.0, 0, 2)])
    assert groups.groups() == [0, 0, 0]


def test_a_nameless_record_does_not_join_whom_its_agency_names_already() -> None:
    groups = Groups([None] * 3, ["health", "la", "health"], frozenset())
    groups.try_join(1, 2)
    undecided = attach_nameless(groups, [Offer(9.0, 0, 1)])
    assert groups.groups() == [0, 1, 1]
    assert undecided.same_agency == [(0, 1)]


def test_a_nameless_record_with_another_known_id_stays_apart() -> None:
    groups = Groups(["nhs:1", "nhs:2"], ["health", "la"], frozenset())
    assert attach_nameless(groups, [Offer(9.0, 0, 1)]).forbidden == [(0, 1)]
    assert groups.groups() == [0, 1]


TOLD = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda pair: pair[0] < pair[1]), max_size=4)


@given(LINKS, TOLD)
def test_whom_a_person_parted_never_meet(links: list[tuple[int, int]], apart: list[tuple[int, int]]) -> None:
    groups = nobody(SIZE)
    for one, other in apart:
        groups.keep_apart(one, other)
    forbidden = join_strongest_first(groups, links)
    assert all(groups.find(one) != groups.find(other) for one, other in apart)
    met = {(groups.find(one), groups.find(other)) for one, other in apart}
    assert all((groups.find(a), groups.find(b)) in met or (groups.find(b), groups.find(a)) in met for a, b in forbidden)


def test_a_person_may_join_what_known_ids_forbid() -> None:
    groups = Groups(["nhs:1", "nhs:2"], ["la", "police"], frozenset({"la"}))
    assert not groups.try_join(0, 1)
    assert groups.join_as_told(0, 1)


def test_a_person_who_parted_two_is_not_overruled_by_joining_both_to_a_third() -> None:
    groups = nobody(3)
    groups.keep_apart(0, 1)
    assert groups.join_as_told(0, 2)
    assert not groups.join_as_told(1, 2)
