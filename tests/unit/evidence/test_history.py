"""Whatever order revisions arrive in, however often and in whatever batches: one history."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from joinedup.evidence.core.history import History, Link


@st.composite
def written(draw):
    """Draw the revisions of one note as devices write them: each follows some that were there."""
    size = draw(st.integers(1, 12))
    links = []
    for number in range(size):
        parents = draw(st.sets(st.integers(0, number - 1), max_size=3)) if number else set()
        at = f"2026-03-{draw(st.integers(1, 28)):02d}"
        links.append(Link(f"r{number:02d}", tuple(sorted(f"r{one:02d}" for one in parents)), f"h{number}", at))
    return links


@st.composite
def arrived(draw):
    """Draw revisions, and the same again shuffled, some of them twice, cut into batches."""
    links = draw(written())
    again = draw(st.permutations(links + draw(st.lists(st.sampled_from(links), max_size=5))))
    cuts = sorted({0, len(again), *draw(st.lists(st.integers(0, len(again)), max_size=4))})
    return links, [again[start:end] for start, end in pairwise(cuts)]


@given(arrived())
def test_any_order_any_duplication_any_batching_gives_the_same_history(case):
    links, batches = case
    merged = History()
    for batch in batches:
        merged = merged.merged(History.of(batch))
    straight = History.of(links)
    assert merged == straight
    for told in ("heads", "shown", "branched", "conflicts", "awaited"):
        assert getattr(merged, told) == getattr(straight, told)
    assert merged.ordered() == straight.ordered()


@given(written(), st.data())
def test_merging_is_the_union_whichever_side_it_is_seen_from(links, data):
    left, right = (History.of(data.draw(st.lists(st.sampled_from(links)))) for _ in range(2))
    assert left.merged(right) == right.merged(left)
    assert left.merged(left) == left
    assert left.merged(History()) == left


@given(written())
def test_heads_are_what_a_slow_look_finds(links):
    history = History.of(links)
    slow = [one.id for one in links if not any(one.id in other.parents for other in links)]
    assert list(history.heads) == sorted(slow)


@given(written(), st.data())
def test_no_revision_is_hidden_even_where_some_have_not_arrived(links, data):
    history = History.of(data.draw(st.lists(st.sampled_from(links), min_size=1)))
    shown = {one for head in history.heads for one in (head, *history.before(head))}
    assert shown == set(history.by_id)
    assert not history.awaited & set(history.by_id)


@given(written())
def test_each_revision_stands_after_those_it_follows(links):
    order = {one: place for place, one in enumerate(History.of(links).ordered())}
    assert all(order[parent] < order[link.id] for link in links for parent in link.parents)


def test_two_devices_make_two_branches_until_somebody_joins_them():
    root, one, other = Link("a", (), "1"), Link("b", ("a",), "2", "2026-03-03"), Link("c", ("a",), "3", "2026-03-01")
    branched = History.of([root, one, other])
    assert (branched.heads, branched.branched, branched.shown) == (("b", "c"), True, "b")
    assert (branched.branch("b"), branched.branch("c")) == (("b",), ("c",))
    joined = branched.merged(History.of([Link("d", ("b", "c"), "4")]))
    assert (joined.heads, joined.branched) == (("d",), False)


def test_the_same_id_with_other_words_is_a_conflict_whichever_came_first():
    one, other = Link("a", (), "1"), Link("a", (), "2")
    assert History.of([one, other]).conflicts == History.of([other, one]).conflicts == {"a"}
    assert History.of([one, one]).conflicts == frozenset()
    assert History.of([one, other]).by_id == History.of([other, one]).by_id == {"a": one}


def test_revisions_in_a_circle_do_not_hide_each_other():
    circle = History.of([Link("a", ("b",), "1"), Link("b", ("a",), "2"), Link("c", ("c",), "3")])
    assert circle.heads == ("a", "c")
    assert {"a", "b", "c"} == {one for head in circle.heads for one in (head, *circle.before(head))}
