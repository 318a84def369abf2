"""Whole runs on a few people: who is one person and who is not."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from joinedup.linkage.core.running import link
from joinedup.linkage.core.settings import Decided, LinkSettings
from joinedup.records.ids import child_id
from joinedup.records.shape import MEMBERSHIP, PAIR, RECORD, empty

Make = Callable[..., dict[str, Any]]
Frame = Callable[[list[dict[str, Any]]], pl.DataFrame]
Run = Callable[..., list[set[str]]]

HOME = {"address": "4 High Road", "postcode": "LS1 2AB"}
OLD = {"address": "9 Low Road", "postcode": "LS9 9ZZ"}


@pytest.fixture
def people(frame_of: Frame) -> Run:
    """The groups of more than one record, each a set of record ids."""

    def run(*rows: dict[str, Any], **settings: Any) -> list[set[str]]:
        found = link(frame_of(list(rows)), settings=LinkSettings(**settings)).memberships
        groups = found.group_by("child_id").agg("record_id").sort(pl.col("record_id").list.min())
        return [set(ids) for ids in groups["record_id"] if len(ids) > 1]

    return run


def test_one_child_on_three_lists(people: Run, record: Make) -> None:
    rows = [record(agency, "1", "Amelia", "Okafor", "2014-05-06", sex="female", **HOME) for agency in ("la", "police", "health")]
    assert people(*rows) == [{"la:1", "police:1", "health:1"}]


def test_twins_stay_two(people: Run, record: Make) -> None:
    rows = [
        record(agency, name, name, "Okafor", "2014-05-06", sex="female", **HOME)
        for agency in ("la", "health")
        for name in ("Amelia", "Grace")
    ]
    assert people(*rows) == [{"la:Amelia", "health:Amelia"}, {"la:Grace", "health:Grace"}]


def test_twins_with_names_alike_stay_two(people: Run, record: Make) -> None:
    rows = [
        record("la", "1", "Jayden", "Okafor", "2014-05-06", sex="male", **HOME),
        record("health", "1", "Jordan", "Okafor", "2014-05-06", sex="male", nhs="1", **HOME),
    ]
    rows += [record("police", "1", "Jayden", "Okafor", "2014-05-06", sex="male", nhs="2", **HOME)]
    assert people(*rows) == [{"la:1", "police:1"}]


def test_siblings_stay_two(people: Run, record: Make) -> None:
    rows = [record("la", "1", "Noah", "Okafor", "2012-01-19", **HOME), record("health", "1", "Leo", "Okafor", "2014-05-06", **HOME)]
    assert people(*rows) == []


def test_a_parent_with_the_childs_name_stays_apart(people: Run, record: Make) -> None:
    rows = [
        record("la", "1", "Winston", "Okafor", "2012-01-19", sex="male", **HOME),
        record("probation", "1", "Winston", "Okafor", "1984-06-02", sex="male", **HOME),
    ]
    assert people(*rows) == []


def test_adults_are_linked_like_children(people: Run, record: Make) -> None:
    rows = [record(agency, "1", "Winston", "Okafor", "1984-06-02", sex="male", **HOME) for agency in ("la", "probation")]
    assert people(*rows) == [{"la:1", "probation:1"}]


def test_one_child_with_two_surnames(people: Run, record: Make) -> None:
    rows = [
        record("la", "1", "Amelia", "Okafor", "2014-05-06", sex="female", **HOME),
        record("police", "1", "Amelia", "Whitby", "2014-05-06", sex="female", **HOME),
    ]
    assert people(*rows) == [{"la:1", "police:1"}]


@pytest.mark.parametrize(
    ("given", "family", "born", "more"),
    [
        pytest.param("Millie", "Okafor", "2014-05-06", HOME, id="short form"),
        pytest.param("Ameila", "Okafor", "2014-05-06", HOME, id="letters exchanged"),
        pytest.param("Okafor", "Amelia", "2014-05-06", HOME, id="names exchanged"),
        pytest.param("Amelia", "Okafor", "2014-06-05", HOME, id="day and month exchanged"),
        pytest.param("Amelia", "Okafor", "2014-05-16", HOME, id="one digit of the birth date"),
        pytest.param("Amelia", "Okafor", "2014-01-01", HOME, id="estimated birth date"),
        pytest.param("Amelia", "Okafor", None, HOME, id="birth date missing"),
        pytest.param("Amelia", "Okafor", "2014-05-06", {}, id="address missing"),
        pytest.param("Amelia", "Okafor", "2014-05-06", OLD, id="moved"),
        pytest.param("Amelia", "Okafor-Whitby", "2014-05-06", HOME, id="half a double name"),
        pytest.param("AMÉLIA", "O'Kafor", "2014-05-06", HOME, id="accents and apostrophes"),
        pytest.param("Unborn Baby", "Okafor", "2014-05-12", HOME, id="expected"),
    ],
)
def test_one_child_written_two_ways(
    people: Run, record: Make, given: str, family: str, born: str | None, more: dict[str, str]
) -> None:
    rows = [
        record("la", "1", "Amelia", "Okafor", "2014-05-06", sex="female", **HOME),
        record("police", "1", given, family, born, **more),
    ]
    assert people(*rows) == [{"la:1", "police:1"}]


def test_a_baby_that_may_be_either_twin_is_left_to_a_person(frame_of: Frame, record: Make) -> None:
    twins = [record("la", name, name, "Okafor", "2014-05-06", **HOME) for name in ("Amelia", "Grace")]
    result = link(frame_of([*twins, record("health", "1", "Baby", "Okafor", "2014-05-09", **HOME)]))
    assert result.memberships["child_id"].n_unique() == 3
    assert set(result.pairs.filter(pl.col("record_id_l").str.starts_with("health"))["reason"]) == {"fits two people alike"}


def test_a_familys_move_seen_in_one_child_helps_the_next(people: Run, record: Make) -> None:
    """The brother's names alone would not do; the sister's two addresses make it one household."""
    sister = [
        record("la", "s", "Amelia", "Okafor", "2014-05-06", nhs="1", **HOME),
        record("health", "s", "Amelia", "Okafor", "2014-05-06", nhs="1", **OLD),
    ]
    brother = [record("la", "b", "Leo", "Okafor", "2016-03-08", **HOME), record("health", "b", "Leo", "Okafor", None, **OLD)]
    assert people(*sister, *brother) == [{"la:b", "health:b"}, {"la:s", "health:s"}]
    assert people(*brother) == []


def test_nhs_numbers_that_differ_are_two_children(frame_of: Frame, record: Make) -> None:
    rows = [record(agency, "1", "Amelia", "Okafor", "2014-05-06", nhs=agency, **HOME) for agency in ("la", "health")]
    result = link(frame_of(rows))
    assert result.memberships["child_id"].n_unique() == 2
    assert result.pairs.select("outcome", "reason").rows() in ([("rejected", "different known ids")], [])


def test_an_agency_that_gives_one_id_to_a_child_is_believed(people: Run, record: Make) -> None:
    rows = [record("la", number, "Amelia", "Okafor", "2014-05-06", **HOME) for number in ("1", "2")]
    assert people(*rows) == [{"la:1", "la:2"}]
    assert people(*rows, unique_ids=frozenset({"la"})) == []


def test_shuffled_rows_give_the_same_bytes(frame_of: Frame, record: Make) -> None:
    names = ["Amelia", "Grace", "Leo", "Noah", "Baby", "Ann-Marie"]
    rows = [
        record(agency, f"{n}", names[n % 6], "Okafor", f"2014-05-{1 + n // 6:02}", **(HOME if n % 2 else OLD))
        for n in range(24)
        for agency in ("la", "health")
    ]
    frame = frame_of(rows)
    runs = [link(frame), *(link(frame.sample(fraction=1.0, shuffle=True, seed=seed)) for seed in (1, 2))]
    assert len({run.memberships.write_csv() for run in runs}) == 1
    assert len({run.pairs.write_csv() for run in runs}) == 1


def test_result_keeps_the_contract(frame_of: Frame, record: Make) -> None:
    result = link(
        frame_of([record(agency, "1", "Amelia", "Okafor", "2014-05-06", **HOME) for agency in ("la", "police", "health")])
    )
    assert result.memberships.schema == pl.Schema(MEMBERSHIP)
    assert result.pairs.schema == pl.Schema(PAIR)
    assert set(result.memberships["child_id"]) == {child_id([("la", "la:1"), ("police", "police:1"), ("health", "health:1")])}
    assert (result.pairs["record_id_l"] < result.pairs["record_id_r"]).all()
    assert result.memberships["probability"].is_between(0.5, 1.0).all()


def test_a_record_alone_is_certain(frame_of: Frame, record: Make) -> None:
    result = link(frame_of([record("la", "1", "Amelia", "Okafor", "2014-05-06")]))
    assert result.memberships["probability"].to_list() == [1.0]
    assert result.pairs.is_empty()


def test_no_records_are_no_people() -> None:
    result = link(empty(RECORD))
    assert result.memberships.is_empty()
    assert result.memberships.schema == pl.Schema(MEMBERSHIP)


def test_progress_reaches_the_end(frame_of: Frame, record: Make) -> None:
    told: list[tuple[str, float]] = []
    result = link(frame_of([record("la", "1", "Amelia", "Okafor", None)]), progress=lambda stage, part: told.append((stage, part)))
    assert told[-1][1] == 1.0
    assert [stage for stage, _ in told] == list(result.seconds)


def test_a_record_id_twice_is_refused_without_naming_it(frame_of: Frame, record: Make) -> None:
    with pytest.raises(ValueError, match="1 record ids stand for more than one record") as raised:
        link(frame_of([record("la", "secret", "Amelia", "Okafor", None)] * 2))
    assert "secret" not in str(raised.value)


def test_what_people_said_is_kept_to(frame_of: Frame, record: Make) -> None:
    rows = [record(agency, "1", "Amelia", "Okafor", "2014-05-06", **HOME) for agency in ("la", "police")]
    rows += [record("health", "1", "Grace", "Okafor", "2014-05-06", **HOME)]
    told = Decided(same=(("la:1", "health:1"), ("la:1", "gone:1")), different=(("police:1", "la:1"),))
    result = link(frame_of(rows), decided=told)
    child = dict(result.memberships.select("record_id", "child_id").iter_rows())
    assert child["la:1"] == child["health:1"] != child["police:1"]
    said = result.pairs.filter(pl.col("reason").str.contains("a person said")).select("record_id_l", "outcome").rows()
    assert ("la:1", "rejected") in said
