import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from joinedup.records.shape import SECTORS
from joinedup.web.components.knew import picture


def frame(*rows):
    return pl.DataFrame(rows, schema={"child_id": pl.String, "sector": pl.String, "records": pl.Int64}, orient="row")


def test_children_are_counted_by_the_exact_set_of_sectors_that_hold_a_record():
    seen = picture(frame(("a", "police", 2), ("a", "health", 1), ("b", "police", 1), ("c", "health", 1), ("c", "police", 4)))
    assert [(set(line.sectors), line.children, line.share) for line in seen.together] == [
        ({"police", "health"}, 2, 100.0),
        ({"police"}, 1, 50.0),
    ]
    assert seen.sectors == ("police", "health")
    assert (seen.by_sector["police"], seen.by_sector["health"], seen.by_sector["probation"]) == (3, 2, 0)


def test_what_the_picture_has_no_room_for_is_counted_and_said():
    seen = picture(frame(("a", "police", 1), ("b", "police", 1), ("c", "health", 1)), lines=1)
    assert (seen.children, seen.left_out) == (3, 1)


def test_no_children_make_an_empty_picture():
    assert picture(frame()).together == ()


@given(st.dictionaries(st.text("abc", min_size=1), st.sets(st.sampled_from(SECTORS), min_size=1), max_size=12))
def test_every_child_is_counted_once(known):
    seen = picture(frame(*[(child, sector, 1) for child, held in known.items() for sector in held]))
    assert sum(line.children for line in seen.together) + seen.left_out == seen.children == len(known)
    for sector in SECTORS:
        assert seen.by_sector[sector] == sum(sector in held for held in known.values())
