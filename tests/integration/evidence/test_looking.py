"""Gaps: who gives them, who looks, every cell of their table of states; and the grid as each role may see it."""

from itertools import product
from uuid import uuid4

import pytest

from joinedup.audit.kept import KeptError
from joinedup.audit.models import Entry
from joinedup.audit.queries import verify
from joinedup.cases.consent.actions import ask_consent
from joinedup.cases.consent.models import SetAside
from joinedup.evidence.core.grid import Mark
from joinedup.evidence.core.revisions import EvidenceError
from joinedup.evidence.looking.actions import give, move_gap, open_grid, pass_on
from joinedup.evidence.looking.enums import GAP_MOVES, GapState
from joinedup.evidence.looking.left import left_to
from joinedup.evidence.looking.models import Gap, GapEntry
from joinedup.evidence.looking.queries import (
    children_unseen,
    entries_of,
    gaps_left_to,
    gaps_seen_by,
    grid_for,
    lines_on,
    notes_in,
    who_could_look,
)
from joinedup.evidence.models import Note
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from tests.factories.evidence import make_note
from tests.factories.inspections import NOTIFIED, make_inspection
from tests.factories.looking import WEDNESDAY, give_gap, see
from tests.factories.tracking import make_tracking

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def marks(grid):
    return {(cell.criterion, cell.sector): cell.mark for row in grid.rows for cell in row.cells}


def test_notes_fill_the_grid_and_reading_it_is_logged(world):
    see(world, "c1+c2 local_authority tracking strength", "c2 police meeting concern")
    grid = open_grid(by=world.lead, inspection=world.inspection)
    assert marks(grid)[("c2", "police")] == Mark.THIN
    assert grid.rows[1].whole.mark == Mark.TRIANGULATED
    read = Entry.objects.get(action="grid read")
    assert (read.actor, read.detail) == (str(world.lead.pk), '{"notes":2}')


def test_the_grid_asks_the_database_a_few_times_however_many_notes(world, django_assert_max_num_queries):
    see(world, *["c1 local_authority tracking strength"] * 12)
    with django_assert_max_num_queries(4):
        grid_for(world.lead, world.inspection)


def test_nobody_outside_the_team_reads_the_grid(world):
    for person in (*world.coordinators.values(), make_inspection().lead):
        with pytest.raises(InspectionRefused):
            open_grid(by=person, inspection=world.inspection)


def restrict(world, *cells):
    """Notes for restricted eyes of the police inspectorate."""
    return [
        make_note(world, criteria=[criterion], sector=sector, source="meeting", direction="concern", eyes="restricted")
        for criterion, sector in cells
    ]


def test_a_note_for_restricted_eyes_is_counted_for_its_inspectorate_and_is_other_for_everybody_else(world):
    [note] = restrict(world, ("c2", "police"))
    own = [world.inspectors["hmicfrs"]]
    others = [world.lead, world.inspectors["ofsted"], world.quality_assurer, *world.signatories.values()]
    for person in own:
        assert marks(grid_for(person, world.inspection))[("c2", "police")] == Mark.THIN
        assert grid_for(person, world.inspection).other == 0
    for person in [*others, None]:
        grid = grid_for(person, world.inspection)
        assert marks(grid)[("c2", "police")] == Mark.EMPTY
        assert (grid.other, [row.other for row in grid.rows]) == (1, [0, 0])
        if person:
            assert list(notes_in(person, world.inspection, [note.pk])) == []


def test_many_for_restricted_eyes_are_told_of_at_their_criterion(world):
    restrict(world, *[("c2", "police")] * 3)
    assert [row.other for row in grid_for(world.lead, world.inspection).rows] == [0, 3]


def test_a_note_set_aside_stands_apart_and_its_child_is_without_a_note():
    tracking = make_tracking()
    note = make_note(tracking.world, tracked=tracking.child)
    assert children_unseen(grid_for(None, tracking.inspection), tracking.inspection) == []
    consent = ask_consent(
        by=tracking.hers, tracked=tracking.child, whose="child", on=NOTIFIED, worker="Social worker", how="At home."
    )
    SetAside.objects.create(
        inspection=tracking.inspection,
        consent=consent,
        kind="note",
        object_id=note.pk,
        aside=True,
        why="Withdrawn.",
        by=tracking.hers,
    )
    grid = grid_for(tracking.hers, tracking.inspection)
    assert grid.aside == (note.pk,)
    assert children_unseen(grid, tracking.inspection) == [tracking.child]


def test_who_could_look_are_inspectors_of_those_who_assess_the_sector(world):
    assert who_could_look(world.inspection, "police") == [world.inspectors["hmicfrs"]]
    found = who_could_look(world.inspection, "local_authority")
    assert set(found) == {world.lead, world.inspectors["ofsted"]}
    assert lines_on([], "c1", "police") == []


def test_a_gap_stands_with_whoever_looks_until_they_say_that_they_did(world):
    looks = world.inspectors["hmicfrs"]
    gap = give_gap(world, words="Ask the duty sergeant.")
    assert list(gaps_left_to(looks, world.inspection)) == [gap]
    assert left_to(looks, world.inspection).gaps == (gap,)
    moved = move_gap(by=looks, gap=gap, to=GapState.LOOKED, words="Two files read.")
    assert moved.state == GapState.LOOKED and not gaps_left_to(looks, world.inspection)
    assert [entry.kind for entry in entries_of(gap)] == ["given", "looked"]
    assert [entry.words for entry in entries_of(gap)] == ["Ask the duty sergeant.", "Two files read."]
    assert verify(str(world.inspection.pk)) == []


def test_a_gap_is_passed_on_and_its_history_stays(world):
    gap = give_gap(world)
    passed = pass_on(by=world.inspectors["hmicfrs"], gap=gap, person=world.inspectors["ofsted"], day=WEDNESDAY)
    assert passed.person == world.inspectors["ofsted"]
    assert [entry.person for entry in entries_of(gap)] == [world.inspectors["hmicfrs"], world.inspectors["ofsted"]]
    with pytest.raises(KeptError):
        GapEntry.objects.filter(gap=gap).update(day=WEDNESDAY)
    move_gap(by=world.lead, gap=gap, to=GapState.LOOKED)
    with pytest.raises(InspectionRefused, match="not passed on"):
        pass_on(by=world.lead, gap=gap, person=world.lead, day=WEDNESDAY)


@pytest.mark.parametrize(("before", "to"), list(product(GapState, GapState)))
def test_every_cell_of_the_table_of_gaps(world, before, to):
    gap = give_gap(world)
    Gap.objects.filter(pk=gap.pk).update(state=before)
    if (before, to) in GAP_MOVES:
        assert move_gap(by=world.lead, gap=gap, to=to, words="Said so.").state == to
    else:
        with pytest.raises(InspectionRefused):
            move_gap(by=world.lead, gap=gap, to=to, words="Said so.")


def test_nobody_is_to_look_only_with_a_reason(world):
    with pytest.raises(EvidenceError, match="Say why"):
        move_gap(by=world.lead, gap=give_gap(world), to=GapState.DROPPED, words=" ")


def test_only_inspectors_give_and_take_gaps(world):
    for person in (world.quality_assurer, *world.signatories.values(), *world.coordinators.values()):
        with pytest.raises(InspectionRefused):
            give_gap(world, by=person)
        with pytest.raises(InspectionRefused, match="not an inspector"):
            give_gap(world, person=person)


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ({"criterion": "", "sector": ""}, "which criterion or which child"),
        ({"criterion": "c9"}, "not a criterion"),
        ({"sector": "circus"}, "not a sector"),
    ],
)
def test_a_gap_is_about_something_the_framework_knows(world, about, said):
    with pytest.raises(InspectionRefused, match=said):
        give_gap(world, **about)


def test_a_gap_is_about_a_child_of_its_own_inspection(world):
    elsewhere = make_tracking()
    with pytest.raises(InspectionRefused, match="not tracked"):
        give_gap(world, tracked=elsewhere.child)


def test_the_same_gap_is_given_to_the_same_person_once(world):
    give_gap(world)
    with pytest.raises(InspectionRefused, match="already"):
        give_gap(world)
    assert give_gap(world, person=world.inspectors["ofsted"]).pk != uuid4()


def test_gaps_are_given_while_notes_are_written(world):
    gap = give_gap(world)
    world.inspection.stage = Stage.SIGNED
    world.inspection.save()
    gap.refresh_from_db()
    for refused in (
        lambda: give_gap(world, person=world.lead),
        lambda: move_gap(by=world.lead, gap=gap, to=GapState.LOOKED),
        lambda: pass_on(by=world.lead, gap=gap, person=world.lead, day=WEDNESDAY),
    ):
        with pytest.raises(InspectionRefused, match="until the letter is signed"):
            refused()


def test_gaps_are_seen_by_the_team_alone(world):
    gap = give_gap(world)
    assert list(gaps_seen_by(world.quality_assurer, world.inspection)) == [gap]
    assert not gaps_seen_by(world.coordinators["police"], world.inspection)
    assert not gaps_seen_by(make_inspection().lead, world.inspection)


def test_what_is_left_names_incomplete_notes_and_empty_criteria(world):
    own = world.inspectors["hmicfrs"]
    left = left_to(own, world.inspection)
    assert left.empty == ("c2",)  # the one criterion that asks about the police
    note = make_note(world)
    assert left_to(own, world.inspection).empty == ()
    Note.objects.filter(pk=note.pk).update(usable=False)
    left = left_to(own, world.inspection)
    assert [one.pk for one in left.incomplete] == [note.pk] and left.empty == ("c2",)
    Note.objects.filter(pk=note.pk).update(heads=[str(uuid4()), str(uuid4())])
    left = left_to(own, world.inspection)
    assert ([one.pk for one in left.branched], left.incomplete) == ([note.pk], ())
    assert left_to(world.inspectors["ofsted"], world.inspection).branched == ()


def test_give_takes_words_nowhere_but_sealed(world):
    gap = give(
        by=world.lead,
        inspection=world.inspection,
        person=world.lead,
        day=WEDNESDAY,
        criterion="c1",
        words="A very particular sentence.",
    )
    assert "particular" not in str(Entry.objects.filter(object_id=str(gap.pk)).values_list("detail", flat=True))
