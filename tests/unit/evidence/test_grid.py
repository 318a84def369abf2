"""The grid: what each mark means, what is not counted, and that notes for other eyes cannot be found by adding up."""

from collections import Counter
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.evidence.core.grid import FEWEST_TOLD, Mark, NoteFacts, grid_of
from joinedup.method.framework import Criterion, Sector, SourceKind, Triangulated
from tests.factories.frameworks import tiny_framework

CHILD = UUID(int=77)
FRAMEWORK = replace(
    tiny_framework(),
    sectors=(Sector("local_authority", "Local authority"), Sector("police", "Police"), Sector("health", "Health")),
    criteria=(
        Criterion("alone", "front_door", "Children are seen.", ("local_authority",)),
        Criterion("joint", "front_door", "Agencies talk.", ("local_authority", "police"), joint=True),
        Criterion("wide", "front_door", "All of it.", ("local_authority", "police", "health")),
    ),
    sources=(SourceKind("tracking", "Tracking"), SourceKind("meeting", "Meeting"), SourceKind("data", "Data")),
)


def notes(*told: str, **changes: object) -> list[NoteFacts]:
    """Notes written "criteria sector source direction inspectorate", criteria joined by "+"."""
    made = []
    for number, line in enumerate(told, 1):
        criteria, sector, source, direction, inspectorate = line.split()
        made.append(NoteFacts(UUID(int=number), number, tuple(criteria.split("+")), sector, source, direction, inspectorate))
    return [replace(note, **changes) for note in made]


def cell(found: list[NoteFacts], criterion: str, sector: str, framework=FRAMEWORK):
    return grid_of(framework, found).cell(criterion, sector)


MARKS = [
    # notes, cell, mark, why thin
    ([], ("alone", "local_authority"), Mark.EMPTY, ()),
    ([], ("alone", "police"), Mark.NOT_ASKED, ()),
    (["alone police tracking strength a"], ("alone", "police"), Mark.THIN, ("one kind of source",)),  # not asked about, and seen
    (["alone local_authority tracking strength a"], ("alone", "local_authority"), Mark.THIN, ("one kind of source",)),
    (["alone local_authority tracking strength a"] * 3, ("alone", "local_authority"), Mark.THIN, ("one kind of source",)),
    (["alone local_authority tracking context a"], ("alone", "local_authority"), Mark.THIN, ("context only",)),
    (
        ["alone local_authority tracking strength a", "alone local_authority meeting context a"],
        ("alone", "local_authority"),
        Mark.THIN,
        ("one kind of source",),
    ),
    (
        ["alone local_authority tracking strength a", "alone local_authority meeting strength a"],
        ("alone", "local_authority"),
        Mark.TRIANGULATED,
        (),
    ),
    (
        ["joint local_authority tracking strength a", "joint local_authority meeting strength a"],
        ("joint", "local_authority"),
        Mark.THIN,
        ("one sector",),
    ),
    (
        ["joint local_authority tracking strength a", "joint police meeting strength b"],
        ("joint", "local_authority"),
        Mark.THIN,
        ("one kind of source",),
    ),
    (
        ["joint local_authority tracking strength a", "joint police meeting strength b"],
        ("joint", ""),
        Mark.TRIANGULATED,
        (),
    ),
    (["joint police tracking strength a"], ("joint", "police"), Mark.THIN, ("one kind of source", "one sector")),
    (
        ["joint local_authority tracking strength a", "joint police meeting context b"],
        ("joint", ""),
        Mark.THIN,
        ("one kind of source", "one sector"),
    ),
    (
        ["joint local_authority tracking strength a", "joint health meeting strength b"],  # health is not asked about
        ("joint", ""),
        Mark.THIN,
        ("one sector",),
    ),
]


@pytest.mark.parametrize(("told", "where", "mark", "why"), MARKS)
def test_what_each_mark_means(told, where, mark, why) -> None:
    criterion, sector = where
    grid = grid_of(FRAMEWORK, notes(*told))
    found = grid.cell(criterion, sector) or next(row.whole for row in grid.rows if row.criterion.id == criterion)
    assert (found.mark, found.why_thin) == (mark, why)


def test_the_framework_says_from_how_many_sides() -> None:
    found = notes("joint local_authority tracking strength a", "joint police meeting concern b")
    stricter = replace(FRAMEWORK, triangulated=Triangulated(sources=3, sectors=2))
    assert grid_of(stricter, found).rows[1].whole.why_thin == ("only 2 kinds of source",)
    milder = replace(FRAMEWORK, triangulated=Triangulated(sources=1, sectors=1))
    assert cell(found, "joint", "police", milder).mark == Mark.TRIANGULATED


def test_no_more_sectors_are_wanted_than_a_joint_criterion_asks_about() -> None:
    narrow = replace(FRAMEWORK, criteria=(Criterion("one", "front_door", "One.", ("police",), joint=True),))
    found = notes("one police tracking strength a", "one police meeting strength a")
    assert grid_of(narrow, found).rows[0].whole.mark == Mark.TRIANGULATED


def test_strengths_and_concerns_differ_and_so_may_inspectorates() -> None:
    one = cell(notes("alone police tracking strength a", "alone police meeting concern a"), "alone", "police")
    assert one.differing and not one.inspectorates_differ
    two = cell(notes("alone police tracking strength a", "alone police meeting concern b"), "alone", "police")
    assert two.differing and two.inspectorates_differ
    context = cell(notes("alone police tracking strength a", "alone police meeting context b"), "alone", "police")
    assert not context.differing


def test_gaps_are_sectors_the_criterion_asks_about_empty_before_thin() -> None:
    grid = grid_of(FRAMEWORK, notes("wide local_authority tracking strength a", "alone health tracking strength a"))
    gaps = {row.criterion.id: [(one.sector, one.mark) for one in row.gaps] for row in grid.rows}
    assert gaps["wide"] == [("police", Mark.EMPTY), ("health", Mark.EMPTY), ("local_authority", Mark.THIN)]
    assert gaps["alone"] == [("local_authority", Mark.EMPTY)]


def test_incomplete_and_unjoined_notes_stand_apart() -> None:
    first, second, third, fourth = notes(*["alone police tracking strength a"] * 4)
    grid = grid_of(FRAMEWORK, [replace(first, usable=False), replace(second, heads=2), third, replace(fourth, aside=True)])
    assert (grid.incomplete, grid.unjoined, grid.aside) == ((first.id,), (second.id,), (fourth.id,))
    assert grid.cell("alone", "police").notes == (third.id,)


def hidden(*criteria: str) -> list[NoteFacts]:
    return notes(*(f"{one} police tracking concern b" for one in criteria), hidden=True, tracked=CHILD)


def test_a_single_note_for_other_eyes_is_told_of_for_the_grid_alone() -> None:
    grid = grid_of(FRAMEWORK, hidden("alone"))
    assert grid.other == 1
    assert [row.other for row in grid.rows] == [0, 0, 0]
    assert grid.rows == grid_of(FRAMEWORK, []).rows


def test_several_are_told_of_at_their_criterion() -> None:
    assert [row.other for row in grid_of(FRAMEWORK, hidden(*["joint"] * 3)).rows] == [0, 3, 0]


def test_none_are_told_of_at_a_criterion_where_subtracting_would_leave_few() -> None:
    assert [row.other for row in grid_of(FRAMEWORK, hidden(*["joint"] * 3, "alone")).rows] == [0, 0, 0]


ids = st.integers(0, 40)
WHERE = [(one.id, sector.id) for one in FRAMEWORK.criteria for sector in FRAMEWORK.sectors]


@st.composite
def any_note(draw: st.DrawFn) -> NoteFacts:
    number = draw(st.integers(1, 10_000))
    return NoteFacts(
        UUID(int=number),
        number,
        tuple(draw(st.lists(st.sampled_from(["alone", "joint", "wide"]), max_size=3))),
        draw(st.sampled_from(["local_authority", "police", "health"])),
        draw(st.sampled_from(["tracking", "meeting", "data"])),
        draw(st.sampled_from(["strength", "concern", "context"])),
        draw(st.sampled_from(["a", "b", "c"])),
        draw(st.sampled_from([None, CHILD, UUID(int=78)])),
        draw(st.booleans()),
        draw(st.integers(1, 2)),
        draw(st.sampled_from([True, False, False, False])),
        draw(st.sampled_from([True, False, False])),
    )


any_notes = st.lists(any_note(), max_size=25, unique_by=lambda note: note.number)


def oracle(found: list[NoteFacts], criterion: Criterion, sector: str) -> tuple:
    """One cell read off the notes, as somebody with a pencil would."""
    here = [n for n in found if n.usable and n.heads == 1 and not n.aside and not n.hidden and criterion.id in n.criteria]
    pointing = [n for n in here if n.direction in ("strength", "concern")]
    cell_notes = [n for n in here if n.sector == sector]
    cell_pointing = [n for n in cell_notes if n.direction in ("strength", "concern")]
    if not cell_notes:
        mark = "empty" if sector in criterion.sectors else "not_asked"
    else:
        enough_sources = len({n.source for n in cell_pointing}) >= 2
        enough_sectors = not criterion.joint or len({n.sector for n in pointing if n.sector in criterion.sectors}) >= 2
        mark = "triangulated" if cell_pointing and enough_sources and enough_sectors else "thin"
    directions = Counter(n.direction for n in cell_notes)
    return (
        mark,
        directions["strength"],
        directions["concern"],
        directions["context"],
        sorted({n.source for n in cell_notes}),
        sorted({n.inspectorate for n in cell_notes}),
        sorted({n.tracked for n in cell_notes if n.tracked}),
        [n.id for n in sorted(cell_notes, key=lambda n: n.number)],
    )


@given(any_notes)
def test_the_grid_is_what_a_pencil_makes_of_it(found) -> None:
    grid = grid_of(FRAMEWORK, found)
    for criterion in FRAMEWORK.criteria:
        for sector in FRAMEWORK.sectors:
            one = grid.cell(criterion.id, sector.id)
            told = (one.mark, one.strengths, one.concerns, one.context)
            lists = (list(one.sources), list(one.inspectorates), list(one.children), list(one.notes))
            assert (*told, *lists) == oracle(found, criterion, sector.id)


@given(any_notes, st.randoms())
def test_the_order_of_notes_changes_nothing(found, random) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert grid_of(FRAMEWORK, shuffled) == grid_of(FRAMEWORK, found)


@given(any_notes)
def test_hidden_notes_change_nothing_but_the_count_of_others(found) -> None:
    grid, without = grid_of(FRAMEWORK, found), grid_of(FRAMEWORK, [one for one in found if not one.hidden])
    assert [(row.whole, row.cells) for row in grid.rows] == [(row.whole, row.cells) for row in without.rows]
    assert (grid.incomplete, grid.unjoined, grid.aside) == (without.incomplete, without.unjoined, without.aside)
    assert grid.other == sum(one.hidden and one.counts for one in found)


@given(any_notes)
def test_no_count_of_others_is_small_nor_leaves_a_small_one(found) -> None:
    grid = grid_of(FRAMEWORK, found)
    told = {row.criterion.id: row.other for row in grid.rows if row.other}
    assert all(count >= FEWEST_TOLD for count in told.values())
    secret = [one for one in found if one.hidden and one.counts]
    left = [one for one in secret if not set(one.criteria) & set(told)]
    assert not told or not left or len(left) >= FEWEST_TOLD
