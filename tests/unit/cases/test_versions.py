"""What several people write at once: nothing is lost, whatever the order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.cases.core.versions import (
    Version,
    VersionError,
    ancestors,
    check_parents,
    common_start,
    in_order,
    standing,
    version_hash,
)

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def version(id, *parents, minute=0, text=None, by="Ada"):
    return Version(id, parents, {"words": text or f"what {id} says"}, by=by, at=START + timedelta(minutes=minute))


FIRST = version("a")
HERS, HIS = version("b", "a", minute=1), version("c", "a", minute=2, by="Ben")
JOINED = version("d", "b", "c", minute=3)


def ids(versions):
    return [version.id for version in versions]


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([], []),
        ([FIRST], ["a"]),
        ([FIRST, HERS], ["b"]),
        ([HIS, HERS, FIRST], ["b", "c"]),
        ([FIRST, HERS, HIS, JOINED], ["d"]),
        ([HERS], ["b"]),  # its parent has not come yet
    ],
)
def test_what_nobody_has_written_over_stands(versions, expected):
    assert ids(standing(versions)) == expected


def test_a_join_where_somebody_wrote_on_meanwhile_stands_beside_what_they_wrote():
    on = version("e", "c", minute=3)
    assert ids(standing([FIRST, HERS, HIS, JOINED, on])) == ["d", "e"]


def test_the_common_start_is_the_last_both_had_before_them():
    later = version("f", "b", minute=4)
    assert common_start([FIRST, HERS, HIS], ["b", "c"]) == FIRST
    assert common_start([FIRST, HERS, later], ["b", "f"]) == HERS
    assert common_start([version("x"), version("y")], ["x", "y"]) is None
    assert common_start([FIRST], []) is None


def test_a_join_says_that_it_joins():
    assert JOINED.joins
    assert not HERS.joins


def test_a_parent_that_is_not_kept_is_refused():
    check_parents([FIRST, HERS], ["a", "b"])
    with pytest.raises(VersionError, match="not kept here"):
        check_parents([FIRST], ["nowhere"])


def test_the_hash_binds_id_words_and_parents_in_any_order():
    kept = version_hash("d", ["1", "2"], {"words": "safe"})
    assert kept == version_hash("d", ["2", "1"], {"words": "safe"})
    others = {
        version_hash("e", ["1", "2"], {"words": "safe"}),
        version_hash("d", ["1"], {"words": "safe"}),
        version_hash("d", ["1", "2"], {"words": "safer"}),
    }
    assert len(others | {kept}) == 4


@st.composite
def writing(draw):
    """Versions as several people would make them: each writes over one or more of those kept before, known to them or not."""
    made = []
    for number in range(draw(st.integers(1, 12))):
        over = draw(st.sets(st.sampled_from(ids(made)), max_size=3)) if made else set()
        made.append(version(f"{number:02}", *sorted(over), minute=draw(st.integers(0, 5)), text=draw(st.text(max_size=5))))
    return made


@given(writing(), st.data())
def test_the_order_and_saving_twice_change_nothing(made, data):
    mixed = data.draw(st.permutations(made + data.draw(st.lists(st.sampled_from(made)))))
    assert standing(mixed) == standing(made)
    assert in_order(mixed) == in_order(made)


@given(writing())
def test_every_version_stands_or_was_written_over_by_one_that_leads_to_what_stands(made):
    reached = {id for tip in standing(made) for id in ancestors(made, tip.id)}
    assert reached == {version.id for version in made}


@given(writing())
def test_two_people_who_kept_apart_have_the_same_after_telling_one_another(made):
    one, other = made[::2], made[1::2]
    assert standing([*one, *other]) == standing([*other, *one, *one]) == standing(made)


@given(writing())
def test_joining_what_stands_leaves_one_and_loses_none(made):
    join = version("zz", *ids(standing(made)), minute=9)
    kept = [*made, join]
    assert standing(kept) == (join,)
    assert ancestors(kept, "zz") == {version.id for version in kept}


@given(writing(), st.data())
def test_the_common_start_equals_a_slow_search(made, data):
    chosen = data.draw(st.lists(st.sampled_from(ids(made)), min_size=1, max_size=3))
    by_id = {version.id: version for version in made}

    def leads_to(old, new):
        return old == new or any(leads_to(old, parent) for parent in by_id[new].parents)

    shared = [id for id in by_id if all(leads_to(id, one) for one in chosen)]
    nearest = [id for id in shared if not any(other != id and leads_to(id, other) for other in shared)]
    start = common_start(made, chosen)
    assert (start.id if start else None) == (max(nearest, key=lambda id: (by_id[id].at, id)) if nearest else None)
