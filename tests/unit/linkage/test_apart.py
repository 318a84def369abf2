"""Lists without families: seen as such, weighed by their own weights, and joined only where everything speaks for it."""

from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.linkage.core.apart import compared_apart, ids_err, single_names_placed
from joinedup.linkage.core.clustering import Groups
from joinedup.linkage.core.coherence import join_coherent
from joinedup.linkage.core.comparables import comparables
from joinedup.linkage.core.families import LEAST, hold_families, share_with_relatives
from joinedup.linkage.core.fitting import STRANGERS, strangers
from joinedup.linkage.core.lists import read_lists
from joinedup.linkage.core.model import load_model
from joinedup.linkage.core.quality import measure
from joinedup.linkage.core.running import link

FORENAMES = [
    "ada", "bruno", "carla", "dmitri", "elena", "farid", "greta", "hugo", "ingrid", "jonas",
    "katya", "lionel", "mona", "nadir", "olga", "pavel", "rosa", "stefan", "tilda", "umar",
]  # fmt: skip
SYLLABLES = [
    "bar", "cor", "dal", "fen", "gor", "hul", "kim", "lod", "mar", "nor", "pel", "quin", "ros", "sal", "tor", "ven", "wil", "yar",
]  # fmt: skip


def _slip(text: str, random: Random) -> str:
    place = random.randrange(len(text))
    return text[:place] + random.choice("abcdefghij") + text[place + 1 :]


def _rows(people: int, random: Random) -> list[dict[str, str]]:
    found = []
    for number in range(people):
        found.append(
            {
                "record_id": str(number),
                "given_names": random.choice(FORENAMES),
                "family_name": "".join(random.choice(SYLLABLES) for _ in range(3)),
                "date_of_birth": f"{random.randrange(1940, 2010)}-{random.randrange(1, 13):02}-{random.randrange(2, 29):02}",
                "sex": "",
                "postcode": f"LS{random.randrange(1, 30)} {random.randrange(1, 10)}{random.choice('ABDE')}{random.choice('ABDE')}",
            }
        )
    return found


@pytest.fixture(scope="module")
def unrelated(tmp_path_factory):
    """Two lists of 1,500 people nobody of whom is another's relative; every record of the second has a slip or two."""
    random, folder = Random(4), tmp_path_factory.mktemp("unrelated")
    first = _rows(1500, random)
    second = []
    for row in first:
        other = dict(row)
        for column in random.sample(["given_names", "family_name", "postcode"], 2):
            other[column] = "" if random.random() < 0.3 else _slip(row[column], random)
        second.append(other)
    pl.DataFrame(first).write_csv(folder / "one.csv")
    pl.DataFrame(second).write_csv(folder / "two.csv")
    return read_lists([folder / "one.csv", folder / "two.csv"]).records


def _truth(records: pl.DataFrame) -> pl.DataFrame:
    return records.select("list", "record_id", person_id=pl.col("record_id").str.split(":").list.last())


def test_people_without_relatives_are_seen_as_such(unrelated):
    share = share_with_relatives(comparables(unrelated))
    assert share is not None
    assert share < LEAST
    assert not hold_families(comparables(unrelated))


def test_few_records_are_taken_to_hold_families(unrelated):
    few = comparables(unrelated.head(500))
    assert share_with_relatives(few) is None
    assert hold_families(few)


def test_brothers_and_sisters_at_one_address_are_families(unrelated):
    sister = pl.col("names").list.eval(
        pl.struct(
            given=pl.lit("Zenobia"),
            middle=pl.element().struct.field("middle"),
            family=pl.element().struct.field("family"),
        )
    )
    some = unrelated.filter(pl.col("list") == "one").head(100)
    siblings = some.with_columns(
        sister.alias("names"),
        pl.col("record_id") + "-sister",
        *(pl.lit("2024-09-25").str.to_date().alias(name) for name in ("dob_earliest", "dob_latest")),
    )
    assert hold_families(comparables(pl.concat([unrelated, siblings])))


def test_unrelated_people_are_found_though_every_record_errs(unrelated):
    result = link(unrelated)
    found = measure(result.memberships, _truth(unrelated))
    assert not result.families
    assert found["f1"] > 0.97
    assert found["precision"] > 0.99


def test_order_of_rows_changes_nothing(unrelated):
    one, other = link(unrelated), link(unrelated.sample(fraction=1, shuffle=True, seed=5))
    assert one.memberships.equals(other.memberships)
    assert one.pairs.equals(other.pairs)


def test_weights_are_the_lists_own(unrelated):
    frame = comparables(unrelated)
    scored, own = compared_apart(frame, load_model(), -8.0)
    births = next(each for each in own.comparisons if each.name == "birth")
    weights = {level.label: level.weight for level in births.levels}
    assert weights["same"] > 10
    assert weights["different"] < 0
    assert scored["weight"].min() >= -8.0


def test_ids_of_people_are_never_said_to_err_where_they_are_nhs_numbers(unrelated):
    frame = comparables(unrelated)
    _, own = compared_apart(frame, load_model(), -8.0)
    nhs = frame.with_columns(known=pl.lit("nhs:9434765919"))
    assert not ids_err(nhs, own)
    assert ids_err(frame.with_columns(known=pl.lit("known:1")), own)


def test_a_name_alone_is_a_family_name_where_the_lists_use_it_so():
    frame = pl.DataFrame(
        {
            "given": ["john", "mary", "foxwell", "john"],
            "given_groups": [[1], [2], [], [1]],
            "family": ["foxwell", "foxwell", None, None],
            "family_words": [["foxwell"], ["foxwell"], [], []],
        },
        schema_overrides={"given_groups": pl.List(pl.Int32), "family_words": pl.List(pl.String)},
    )
    placed = single_names_placed(frame)
    assert placed["family"].to_list() == ["foxwell", "foxwell", "foxwell", None]
    assert placed["given"].to_list() == ["john", "mary", None, "john"]
    assert placed["family_words"].to_list()[2] == ["foxwell"]


def test_one_strong_link_does_not_join_what_others_contradict():
    groups = Groups([None] * 4, ["a"] * 4, frozenset())
    pairs = [(0, 1, 9.0), (2, 3, 9.0), (1, 2, 5.0), (0, 2, -6.0), (0, 3, -6.0), (1, 3, -6.0)]
    assert join_coherent(groups, [(0, 1), (2, 3), (1, 2)], pairs) == [(1, 2)]
    assert groups.groups() == [0, 0, 2, 2]


def test_what_people_joined_before_counts_as_one_group():
    groups = Groups([None] * 3, ["a"] * 3, frozenset())
    groups.join_as_told(0, 1)
    assert join_coherent(groups, [(1, 2)], [(0, 2, -9.0), (1, 2, 5.0)]) == [(1, 2)]


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(-9, 9)), max_size=30))
def test_evidence_between_groups_is_the_sum_over_their_records(triples):
    pairs = {tuple(sorted((a, b))): float(w) for a, b, w in triples if a != b}
    links = sorted((pair for pair, weight in pairs.items() if weight > 0), key=lambda pair: (-pairs[pair], pair))
    groups = Groups([None] * 8, ["a"] * 8, frozenset())
    left = join_coherent(groups, links, [(*pair, weight) for pair, weight in pairs.items()])
    slow = [{number} for number in range(8)]
    for one, other in links:
        a, b = (next(each for each in slow if number in each) for number in (one, other))
        if a is b:
            continue
        if sum(weight for (x, y), weight in pairs.items() if (x in a and y in b) or (x in b and y in a)) > 0:
            slow.remove(b)
            a |= b
        else:
            assert (one, other) in left
    assert groups.groups() == [min(next(each for each in slow if number in each)) for number in range(8)]


@pytest.mark.parametrize("records", [0, 1, 2, 3, 50, 3000])
def test_strangers_are_distinct_pairs_of_the_records(records):
    pairs = strangers(records)
    assert pairs.height <= max(STRANGERS, records)
    assert pairs.unique().height == pairs.height
    assert pairs.filter(pl.col("idx_l") >= pl.col("idx_r")).is_empty()
    assert (pairs.height > 0) == (records > 1)
