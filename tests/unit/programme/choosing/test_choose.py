"""Which areas a round goes to: what is always in, what chance gives, what reasons give, what the spread gives, and why not."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from joinedup.programme.core.burden.shape import Place, Weeks
from joinedup.programme.core.choosing.ask import asked_for, shares_for
from joinedup.programme.core.choosing.choose import ChoosingError, choose_areas
from joinedup.programme.core.choosing.draw import Draw
from joinedup.programme.core.choosing.kept import choice_text, hash_of, inputs_text
from joinedup.programme.core.choosing.shape import Asked, Choice, Reason
from tests.unit.programme.choosing.oracle import Reading
from tests.unit.programme.made import ON, RULE, asked, monday, place, reason, spread, weeks

PLACES = [
    place(code, region)
    for code, region in zip("abcdefgh", ["North", "North", "North", "South", "South", "East", "East", "West"], strict=True)
]
WEEKS = weeks({one.code: range(12) for one in PLACES})


def chosen_by(choice: Choice) -> dict[str, str]:
    return {one.area: one.by for one in choice.chosen}


def test_what_ministers_ask_for_is_always_in() -> None:
    for seed in range(20):
        choice = choose_areas(PLACES, [reason("g", "ministers")], WEEKS, asked(3), seed)
        assert chosen_by(choice)["g"] == "ministers"
        assert choice.chosen[0].sentence == "In the round because ministers asked for it."
        assert len(choice.chosen) == 3


def test_ministers_may_ask_for_more_areas_than_the_round_has() -> None:
    choice = choose_areas(PLACES, [reason(code, "ministers") for code in "abc"], WEEKS, asked(2), 1)
    assert chosen_by(choice) == {"a": "ministers", "b": "ministers", "c": "ministers"}
    assert choice.notes == ("Ministers asked for 3 areas, more than the 2 of the round: all are in.",)


def test_ministers_request_takes_a_week_beside_another_inspection_where_none_is_open() -> None:
    near = {**WEEKS, **weeks({"g": ()}, {"g": [4]})}
    choice = choose_areas(PLACES, [reason("g", "ministers")], near, asked(2), 1)
    assert choice.chosen[0].week == monday(4)
    assert choice.notes == ("Gshire has no week open: ministers’ request takes one beside another inspection.",)


def test_ministers_request_for_an_area_without_any_week_is_told() -> None:
    with pytest.raises(ChoosingError, match="Ministers asked for Gshire, and no week"):
        choose_areas(PLACES, [reason("g", "ministers")], {**WEEKS, **weeks({"g": ()})}, asked(2), 1)


def test_an_area_without_an_open_week_is_left_out_and_why_is_said() -> None:
    sentence = "Fieldwork would fall into a closed time: August, 1 to 31 August 2026."
    shut = {**WEEKS, "a": Weeks(frozenset(), {monday(0): sentence}, causes=(sentence,))}
    for seed in range(20):
        choice = choose_areas(PLACES, [reason("a")], shut, asked(3, ("concern", 1)), seed)
        assert choice.left_out["a"] == f"No week is open. {sentence}"


def test_a_place_for_a_reason_goes_to_an_area_that_has_one_and_the_sentence_says_which() -> None:
    reasons = [reason("h", "interest", "Tries a new service.")]
    came = [choose_areas(PLACES, reasons, WEEKS, asked(3, ("interest", 1)), seed).chosen for seed in range(10)]
    of_h = [next(one for one in chosen if one.area == "h") for chosen in came]
    assert {one.by for one in of_h} <= {"interest", "chance"}
    assert {one.kinds for one in of_h} == {("interest",)}
    told = {one.sentence for one in of_h if one.by == "interest"}
    assert told == {"Chosen for interest: Tries a new service. No other area had the same ground."}


def test_words_for_named_eyes_stand_in_no_sentence() -> None:
    secret = reason("h", "concern", "A source told us so.", open=False)
    for seed in range(10):
        choice = choose_areas(
            PLACES, [secret, reason("b", "concern", "Told us too.", open=False)], WEEKS, asked(3, ("concern", 1)), seed
        )
        assert "old us" not in choice_text(choice)
        told = [one.sentence for one in choice.chosen if one.by == "concern"]
        assert told
        assert all(sentence.startswith("Chosen for concern; the words are for named readers.") for sentence in told)


def test_an_area_with_a_reason_that_was_not_drawn_is_told_the_kind_alone() -> None:
    reasons = [reason(one.code, "concern", "Words.") for one in PLACES]
    choice = choose_areas(PLACES, reasons, weeks({one.code: range(9) for one in PLACES}), asked(2, ("concern", 1)), 3)
    said = "There were reasons of these kinds: concern."
    assert all(sentence.endswith(said) for sentence in choice.left_out.values())


@pytest.mark.parametrize("gone", [{"expires": ON - timedelta(days=1)}, {"dated": ON + timedelta(days=1)}])
def test_a_reason_run_out_or_not_yet_known_does_not_count(gone: dict[str, date]) -> None:
    choice = choose_areas(PLACES, [reason("h", **gone)], WEEKS, asked(2, ("concern", 1)), 3)
    assert "concern" not in chosen_by(choice).values()
    assert choice.notes == ("Place 1 of 1 for concern went to the spread: no area with such a reason could go in.",)
    assert all(not one.kinds for one in choice.chosen)


@pytest.mark.parametrize("holds", [{"expires": ON}, {"dated": ON}])
def test_a_reason_counts_on_its_first_and_its_last_day(holds: dict[str, date]) -> None:
    found = [choose_areas(PLACES, [reason("h", **holds)], WEEKS, asked(2, ("concern", 1)), seed) for seed in range(3)]
    assert all("h" in chosen_by(choice) for choice in found)


def test_a_heavier_ground_is_drawn_more_often_and_one_of_weight_nought_never() -> None:
    reasons = [reason("a", ground="heavy"), reason("d", ground="light"), reason("f", ground="none")]
    weigh = asked(2, ("concern", 1), weights={"heavy": 4, "none": 0}, spread=spread(region_over=3))
    drawn = [
        area
        for seed in range(150)
        for area, by in chosen_by(choose_areas(PLACES, reasons, WEEKS, weigh, seed)).items()
        if by == "concern"
    ]
    assert "f" not in drawn
    assert drawn.count("a") > 2 * drawn.count("d") > 0


def test_a_force_has_no_second_area_unless_nothing_else_is_left() -> None:
    one_force = [replace(one, force="Eastmoor") for one in PLACES]
    choice = choose_areas(one_force, [], WEEKS, asked(2), 1)
    assert choice.notes == ("No area was left within the limits to a force and a region: one came in beyond them.",)
    two_forces = [replace(one, force="Eastmoor") for one in PLACES[:-1]] + PLACES[-1:]
    for seed in range(10):
        choice = choose_areas(two_forces, [], WEEKS, asked(2), seed)
        assert "h" in chosen_by(choice)
        assert "the police force area Eastmoor has 1 area in the round" in next(iter(choice.left_out.values()))


def test_a_round_that_cannot_be_filled_says_so() -> None:
    choice = choose_areas(PLACES, [], weeks({one.code: [0] for one in PLACES}), asked(2), 1)
    assert len(choice.chosen) == 1
    assert choice.notes == ("1 place could not be filled: no other area has a week left.",)
    told = set(choice.left_out.values())
    assert "Not in: no week open to it is left beside the areas of the round." in told


def test_the_spread_is_told_by_its_groups() -> None:
    places = [place("a"), place("b", "South", rural="rural"), place("c", "South", rural="urban"), place("d"), place("e", "South")]
    only = weeks({"a": [0], "b": [1, 2], "c": [], "d": [], "e": []})
    choice = choose_areas(places, [], only, asked(2), 1)
    assert {one.by for one in choice.chosen} == {"chance", "spread"}
    assert choice.chosen[1].sentence == "Chosen for the spread of the round from the 1 area that could go in. One area was left."
    wide = weeks({one.code: range(5) for one in places})
    found = choose_areas(
        places, [reason("a", "ministers")], wide, asked(3, spread=spread(aims=("region", "rural"), region_over=3)), 2
    )
    assert any("short of an area were" in one.sentence for one in found.chosen)


def test_the_spread_says_where_inspections_lie_furthest_back() -> None:
    places = [place("a"), place("b", last_joint=date(2016, 1, 8)), place("c", last_joint=date(2025, 1, 8))]
    only = weeks({"a": [0], "b": [1], "c": [2]})
    ask = asked(3, spread=spread(aims=("last_time",), region_over=3))
    came = [choose_areas(places, [reason("a", "ministers")], only, ask, seed).chosen for seed in range(10)]
    told = {(one.area, one.by): one.sentence for chosen in came for one in chosen}
    assert told["c", "spread"] == "Chosen for the spread of the round from the 1 area that could go in. One area was left."
    wide = [choose_areas(places, [], only, replace(ask, number=2), seed).chosen[1].sentence for seed in range(10)]
    assert set(wide) == {
        "Chosen for the spread of the round from the 2 areas that could go in: "
        f"joint inspections lie furthest back ({ago}). One area was left."
        for ago in ("none known", "6 years ago or more")
    }


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"asked": replace(asked(1), number=0)}, "at least one area"),
        ({"places": [*PLACES, PLACES[0]]}, "twice"),
        ({"weeks": {}}, "open weeks of the area a are missing"),
        ({"reasons": [reason("nowhere")]}, "the area nowhere"),
        ({"reasons": [reason("a", "spite")]}, "not 'spite'"),
        ({"asked": asked(2, ("spite", 1))}, "not 1 for 'spite'"),
        ({"asked": asked(2, ("concern", -1))}, "not -1 for 'concern'"),
        ({"asked": asked(2, weights={"x": -1})}, "0 or more"),
        ({"asked": replace(asked(2), shares=(("concern", 1),))}, "left to chance"),
        ({"asked": replace(asked(2), shares=())}, "left to chance"),
        ({"asked": replace(asked(2), shares=(("chance", 0),))}, "left to chance"),
    ],
)
def test_what_makes_no_sense_is_told(change: dict[str, object], says: str) -> None:
    given: dict[str, object] = {"places": PLACES, "reasons": [], "weeks": WEEKS, "asked": asked(2), **change}
    with pytest.raises(ChoosingError, match=says):
        choose_areas(given["places"], given["reasons"], given["weeks"], given["asked"], 1)  # type: ignore[arg-type]  # as told


def test_shares_are_whole_numbers_of_the_round_chance_first() -> None:
    assert shares_for(RULE, 6) == (("chance", 1), ("concern", 2), ("interest", 1), ("good_practice", 1))
    assert shares_for(RULE, 1) == (("chance", 1), ("concern", 0), ("interest", 0), ("good_practice", 0))
    assert shares_for(RULE, 10) == (("chance", 2), ("concern", 3), ("interest", 2), ("good_practice", 2))
    assert shares_for(replace(RULE, shares=RULE.shares[:1]), 6) == (("chance", 1),)
    assert asked_for(RULE, 6, ON, {"missing": 2}).weights == {"missing": 2}


# Properties over made-up rounds.

CODES = "abcdef"


@st.composite
def rounds(draw: st.DrawFn) -> tuple[list[Place], list[Reason], dict[str, Weeks], Asked]:
    """Draw a small round: up to six areas, few weeks, reasons of every kind."""
    codes = list(CODES[: draw(st.integers(1, 6))])
    places = [
        Place(
            code,
            code.upper(),
            draw(st.sampled_from(["North", "South"])),
            draw(st.sampled_from(["F1", "F2", "F3"])),
            (),
            draw(st.sampled_from([None, 20_000, 60_000, 200_000])),
            draw(st.sampled_from([None, "rural", "urban"])),
            draw(st.sampled_from([None, date(2016, 1, 8), date(2022, 5, 5), date(2025, 1, 8)])),
        )
        for code in codes
    ]
    open_to = {code: draw(st.frozensets(st.integers(0, 4), max_size=4)) for code in codes}
    kinds = st.sampled_from(["concern", "interest", "good_practice"])
    reasons = [
        reason(draw(st.sampled_from(codes)), draw(kinds), f"Words {n}", ground=draw(st.sampled_from(["", "g1", "g2"])))
        for n in range(draw(st.integers(0, 5)))
    ]
    if draw(st.booleans()) and (wanted := [code for code in codes if open_to[code]]):
        reasons.append(reason(wanted[0], "ministers"))
    shares = [(kind, draw(st.integers(0, 2))) for kind in ("concern", "interest", "good_practice")]
    number = draw(st.integers(1, 5))
    return places, reasons, weeks(open_to), asked(number, *shares, at_once=draw(st.integers(1, 2)))


@settings(max_examples=150)
@given(given_round=rounds(), seed=st.integers(0, 2**31))
def test_every_step_keeps_the_rule_as_a_slow_reader_finds_it(
    given_round: tuple[list[Place], list[Reason], dict[str, Weeks], Asked], seed: int
) -> None:
    places, reasons, open_to, wanted = given_round
    choice = choose_areas(places, reasons, open_to, wanted, seed)
    reading = Reading(places, reasons, open_to, wanted)
    assert not reading.wrong(choice)
    ministers = {one.area for one in reasons if one.kind == "ministers"}
    assert len(choice.chosen) == min(max(wanted.number, len(ministers)), reading.most())


@settings(max_examples=60)
@given(given_round=rounds(), seed=st.integers(0, 2**31), shuffled=st.integers(0, 99))
def test_the_same_inputs_and_seed_give_the_same_bytes_in_whatever_order_they_come(
    given_round: tuple[list[Place], list[Reason], dict[str, Weeks], Asked], seed: int, shuffled: int
) -> None:
    places, reasons, open_to, wanted = given_round
    choice = choose_areas(places, reasons, open_to, wanted, seed)
    mixed = Random(shuffled)
    places, reasons = mixed.sample(places, len(places)), mixed.sample(reasons, len(reasons))
    again = choose_areas(places, reasons, dict(mixed.sample(list(open_to.items()), len(open_to))), wanted, seed)
    assert choice_text(again) == choice_text(choice)
    assert choice.inputs_hash == hash_of(inputs_text(places, reasons, open_to, wanted))
    assert json.loads(choice_text(choice))["seed"] == seed


@settings(max_examples=60)
@given(given_round=rounds())
def test_every_area_with_a_week_left_has_a_chance(given_round: tuple[list[Place], list[Reason], dict[str, Weeks], Asked]) -> None:
    """For each of them there is a seed whose first draw is theirs, and under it they are in: no limit can take the chance away."""
    places, reasons, open_to, wanted = given_round
    ministers = sorted({one.area for one in reasons if one.kind == "ministers"})
    assume(len(ministers) < wanted.number)
    pool = Reading(places, reasons, open_to, wanted).pool(ministers, limits=False)
    inputs_hash = hash_of(inputs_text(places, reasons, open_to, wanted))
    for area in pool:
        seed = next(seed for seed in count() if Draw(seed, inputs_hash).order("chance 1", pool)[0] == area)
        assert chosen_by(choose_areas(places, reasons, open_to, wanted, seed))[area] == "chance"


def test_what_no_text_can_hold_is_refused() -> None:
    strange = [reason("a", key=object())]
    with pytest.raises(TypeError, match="A choice holds no object"):
        inputs_text(PLACES, strange, WEEKS, asked(2))


def test_no_number_is_made_of_an_area() -> None:
    """What is kept of a choice holds no number but the seed, counts of areas in sentences, and days."""
    choice = choose_areas(PLACES, [reason("a", ground="missing")], WEEKS, asked(3, ("concern", 1), weights={"missing": 3}), 1)

    def numbers(value: object) -> list[object]:
        if isinstance(value, dict):
            return [found for inner in value.values() for found in numbers(inner)]
        if isinstance(value, list):
            return [found for inner in value for found in numbers(inner)]
        return [value] if isinstance(value, int | float) else []

    assert numbers(json.loads(choice_text(choice))) == [1]
