"""The draw can be redone by hand, and the seats of a round hold as many as any arrangement could."""

from datetime import date
from hashlib import sha256
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from joinedup.programme.core.choosing.draw import Draw
from joinedup.programme.core.choosing.seats import Seats
from tests.unit.programme.made import monday


def test_a_draw_is_the_order_of_hashes_anyone_can_count_out() -> None:
    by_hand = sorted(["millbrook", "harbour", "fell"], key=lambda code: sha256(f"7|abc|chance 1|{code}".encode()).hexdigest())
    assert Draw(7, "abc").order("chance 1", {"harbour", "fell", "millbrook"}) == by_hand


def test_each_is_first_about_as_often_as_any_other() -> None:
    first = [Draw(seed, "abc").order("chance 1", "abcd")[0] for seed in range(2000)]
    assert all(440 <= first.count(ticket) <= 560 for ticket in "abcd")


def test_a_ground_of_weight_three_comes_first_three_times_as_often_and_one_of_none_never() -> None:
    first = [Draw(seed, "abc").order_by_weight("concern 1", {"heavy": 3, "light": 1, "none": 0}) for seed in range(2000)]
    assert all(set(order) == {"heavy", "light"} for order in first)
    assert 1420 <= sum(order[0] == "heavy" for order in first) <= 1580


MAY = st.dictionaries(st.sampled_from("abcd"), st.frozensets(st.integers(0, 3), max_size=3), min_size=1)


def arrangements(may: dict[str, frozenset[int]], at_once: int) -> list[dict[str, date]]:
    """Return every way to seat all, by trying all."""
    found = []
    for weeks in product(*(sorted(may[area]) for area in may)):
        if all(weeks.count(week) <= at_once for week in weeks):
            found.append(dict(zip(may, map(monday, weeks), strict=True)))
    return found


def seats_for(may: dict[str, frozenset[int]], at_once: int, **more: object) -> Seats:
    seats = Seats(at_once, **more)  # type: ignore[arg-type]  # as told
    for area, weeks in may.items():
        seats.may(area, map(monday, weeks))
    return seats


@given(may=MAY, at_once=st.integers(1, 2))
def test_all_are_seated_exactly_where_some_arrangement_seats_all(may: dict[str, frozenset[int]], at_once: int) -> None:
    seats = seats_for(may, at_once)
    seated = [area for area in may if seats.fits(area) and seats.seat(area)]
    assert set(seats.taken) == set(seated)
    assert all(seats.taken[area] in set(map(monday, may[area])) for area in seated)
    assert all(list(seats.taken.values()).count(week) <= at_once for week in seats.taken.values())
    assert (len(seated) == len(may)) == bool(arrangements(may, at_once))


@given(may=MAY, at_once=st.integers(1, 2), data=st.data())
def test_a_newcomer_moves_as_few_as_any_arrangement_could(
    may: dict[str, frozenset[int]], at_once: int, data: st.DataObject
) -> None:
    newcomer = sorted(may)[0]
    others = {area: weeks for area, weeks in may.items() if area != newcomer}
    before = data.draw(st.sampled_from(arrangements(others, at_once) or [{}]))
    assume(len(before) == len(others))
    held = data.draw(st.frozensets(st.sampled_from(sorted(others) or ["none"]), max_size=1))
    ways = [way for way in arrangements(may, at_once) if all(way[area] == before[area] for area in held & set(before))]
    seats = seats_for(may, at_once, taken=before, held=held)
    assert seats.seat(newcomer) == bool(ways)
    if ways:
        moved = sum(seats.taken[area] != before[area] for area in before)
        assert moved == min(sum(way[area] != before[area] for area in before) for way in ways)


def test_a_week_given_back_is_free() -> None:
    seats = seats_for({"a": frozenset({0}), "b": frozenset({0})}, 1)
    assert seats.seat("a")
    assert not seats.fits("b")
    seats.free("a")
    assert seats.seat("b")
