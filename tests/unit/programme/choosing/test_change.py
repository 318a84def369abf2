"""Changes by a named person: a swap with its reason, an urgent area, and as few weeks moved as can be."""

from datetime import date
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from joinedup.programme.core.choosing.change import Round, put_in_urgently, swap
from joinedup.programme.core.choosing.choose import ChoosingError, choose_areas
from joinedup.programme.core.choosing.kept import choice_text
from joinedup.programme.core.choosing.shape import Choice
from tests.unit.programme.made import asked, monday, place, reason, spread, weeks

PLACES = [place("a"), place("b"), place("c", "South"), place("d", "South", "Force of c"), place("e", "East")]
WIDE = spread(aims=(), region_over=5)
OPEN = weeks({"a": [0], "b": [1], "c": [2, 3], "d": [2], "e": []}, {"e": [1]})
ROUND = Round(PLACES, [reason("d", "interest")], OPEN, asked(2, spread=WIDE))


def chosen_with(round: Round, *areas: str) -> Choice:
    """Return a choice of these areas: the first one drawn so."""
    choices = (choose_areas(round.places, round.reasons, round.weeks, round.asked, seed) for seed in range(1000))
    return next(choice for choice in choices if {one.area for one in choice.chosen} == set(areas))


AB = chosen_with(ROUND, "a", "b")


def test_a_swap_puts_one_area_in_for_another_and_says_who_and_why() -> None:
    swapped = swap(AB, ROUND, out="a", put_in="d", by="Ada Lindqvist", why="A merger of services. ")
    assert {one.area for one in swapped.chosen} == {"b", "d"}
    new = next(one for one in swapped.chosen if one.area == "d")
    assert (new.by, new.week, new.kinds) == ("swap", monday(2), ("interest",))
    assert new.sentence == "Swapped in for Ashire by Ada Lindqvist: A merger of services."
    assert swapped.left_out["a"] == "Was chosen, and swapped for Dshire by Ada Lindqvist: A merger of services."
    assert "d" not in swapped.left_out
    step = swapped.steps[-1]
    assert (step.what, step.by, step.why, step.put_in, step.out) == ("swap", "Ada Lindqvist", "A merger of services.", "d", "a")
    assert (swapped.seed, swapped.inputs_hash) == (AB.seed, AB.inputs_hash)


def test_the_same_swap_gives_the_same_bytes() -> None:
    one, other = (swap(AB, ROUND, out="a", put_in="d", by="Ada", why="So.") for _ in range(2))
    assert choice_text(one) == choice_text(other)


def test_a_swap_of_what_chance_drew_and_one_beyond_a_limit_are_noted() -> None:
    by_chance = next(one.area for one in AB.chosen if one.by == "chance")
    other = next(one.area for one in AB.chosen if one.area != by_chance)
    first = swap(AB, ROUND, out=by_chance, put_in="c", by="Ada", why="So.")
    assert first.notes == (f"{by_chance.upper()}shire was drawn by chance and swapped for another by a named person.",)
    second = swap(first, ROUND, out=other, put_in="d", by="Ada", why="So.")
    assert second.notes[1] == (
        "Beyond a limit by a named person’s decision: the police force area Force of c has 1 area in the round, as many as it may."
    )
    assert {one.area: one.week for one in second.chosen} == {"c": monday(3), "d": monday(2)}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"out": "c"}, "Cshire is not in the round"),
        ({"out": "zz"}, "The area zz is not among"),
        ({"put_in": "zz"}, "The area zz is not among"),
        ({"put_in": "b"}, "Bshire is in the round already"),
        ({"put_in": "e"}, "Eshire cannot be put in. No week is open."),
        ({"by": " "}, "needs the name"),
        ({"why": ""}, "needs the name"),
    ],
)
def test_a_swap_that_cannot_be_is_refused_in_words(change: dict[str, str], says: str) -> None:
    with pytest.raises(ChoosingError, match=says):
        swap(AB, ROUND, **{"out": "a", "put_in": "d", "by": "Ada", "why": "So.", **change})


def test_what_ministers_ask_for_is_not_swapped_out() -> None:
    round = Round(PLACES, [reason("a", "ministers")], OPEN, asked(2, spread=WIDE))
    choice = choose_areas(round.places, round.reasons, round.weeks, round.asked, 1)
    with pytest.raises(ChoosingError, match="Ashire stays in: ministers asked for it"):
        swap(choice, round, out="a", put_in="d", by="Ada", why="So.")


def test_nobody_is_swapped_into_a_week_that_is_taken() -> None:
    tight = Round(PLACES, [], weeks({"a": [0], "b": [1], "c": [1], "d": [2], "e": []}), asked(2, spread=WIDE))
    with pytest.raises(ChoosingError, match="Cshire cannot be put in: no week open to it is left"):
        swap(chosen_with(tight, "a", "b"), tight, out="a", put_in="c", by="Ada", why="So.")


def test_an_urgent_area_takes_the_first_week_it_can_though_an_inspection_is_near() -> None:
    roomy = Round(PLACES, [], weeks({"a": [0, 4], "b": [1, 5], "c": [], "d": [], "e": [6]}, {"e": [1]}), asked(2, spread=WIDE))
    choice = chosen_with(roomy, "a", "b")
    urgent = put_in_urgently(choice, roomy, area="e", from_week=monday(1), by="Ada", why="A child died.")
    assert {one.area: one.week for one in urgent.chosen} == {"a": monday(0), "b": monday(5), "e": monday(1)}
    assert urgent.chosen[-1].sentence == "Put in urgently by Ada: A child died."
    assert urgent.notes == (
        "Eshire was put in urgently though another inspection is near. "
        "Less than 13 weeks after another inspection of the area: A visit, 1 June 2026.",
        "Bshire moved from 14 September 2026 to 12 October 2026 for an urgent area.",
    )
    assert "e" not in urgent.left_out
    assert (urgent.steps[-1].what, urgent.steps[-1].out) == ("urgent", "")


def test_who_is_held_never_moves_for_an_urgent_area() -> None:
    roomy = Round(PLACES, [], weeks({"a": [0, 4], "b": [1, 5], "c": [], "d": [], "e": [6]}, {"e": [1]}), asked(2, spread=WIDE))
    choice = chosen_with(roomy, "a", "b")
    urgent = put_in_urgently(choice, roomy, area="e", from_week=monday(1), held=["b"], by="Ada", why="So.")
    assert {one.area: one.week for one in urgent.chosen} == {"a": monday(0), "b": monday(1), "e": monday(6)}
    assert not urgent.notes


def test_an_urgent_area_without_any_week_is_told() -> None:
    with pytest.raises(ChoosingError, match="Eshire cannot be put in from 21 September 2026 on"):
        put_in_urgently(AB, ROUND, area="e", from_week=monday(2), by="Ada", why="So.")
    with pytest.raises(ChoosingError, match="in the round already"):
        put_in_urgently(AB, ROUND, area="a", from_week=monday(0), by="Ada", why="So.")
    with pytest.raises(ChoosingError, match="needs the name"):
        put_in_urgently(AB, ROUND, area="c", from_week=monday(0), by="", why="So.")


@settings(max_examples=60)
@given(
    open_to=st.fixed_dictionaries({code: st.frozensets(st.integers(0, 4), min_size=1, max_size=4) for code in "abcd"}),
    since=st.integers(0, 3),
    held=st.frozensets(st.sampled_from("ab"), max_size=1),
    seed=st.integers(0, 50),
)
def test_an_urgent_area_comes_as_early_and_moves_as_few_as_any_arrangement_could(
    open_to: dict[str, frozenset[int]], since: int, held: frozenset[str], seed: int
) -> None:
    places = [place(code) for code in "abcd"]
    round = Round(places, [], weeks(open_to), asked(3, spread=WIDE))
    choice = choose_areas(places, [], round.weeks, round.asked, seed)
    newcomer = next((code for code in "dcba" if code in choice.left_out), None)
    assume(newcomer is not None)
    before = {one.area: one.week for one in choice.chosen}
    may: dict[str, list[date]] = {
        area: [week] if area in held else sorted({week, *(monday(n) for n in open_to[area] if n >= since)})
        for area, week in before.items()
    }
    may[newcomer] = [monday(n) for n in sorted(open_to[newcomer]) if n >= since]
    ways = [dict(zip(may, way, strict=True)) for way in product(*may.values()) if len(set(way)) == len(way)]
    if not ways:
        with pytest.raises(ChoosingError):
            put_in_urgently(choice, round, area=newcomer, from_week=monday(since), held=held, by="Ada", why="So.")
        return
    urgent = put_in_urgently(choice, round, area=newcomer, from_week=monday(since), held=held, by="Ada", why="So.")
    after = {one.area: one.week for one in urgent.chosen}
    assert after in ways
    earliest = min(way[newcomer] for way in ways)
    assert after[newcomer] == earliest
    moved = [sum(way[area] != before[area] for area in before) for way in ways if way[newcomer] == earliest]
    assert sum(after[area] != before[area] for area in before) == min(moved)
