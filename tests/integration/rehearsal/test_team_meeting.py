"""A rehearsal holds a team meeting whose gaps are taken, looked at and passed on."""

import pytest

from joinedup.audit.queries import verify
from joinedup.evidence.core.grid import Mark
from joinedup.evidence.looking.enums import GapState
from joinedup.evidence.looking.models import Gap
from joinedup.evidence.looking.queries import entries_of, grid_for
from joinedup.evidence.meetings.queries import decisions_in
from joinedup.inspections.enums import Stage
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.looking import meet_in_the_evening
from tests.factories.inspections import make_inspection
from tests.factories.looking import see

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def cast_of(world):
    people = {code: [person] for code, person in world.inspectors.items()}
    return Cast(lead=world.lead, area=world.area, inspectors=people, inspectorates=world.inspectorates)


def test_the_gaps_it_gives_stand_in_the_grid_and_are_done_with(world):
    meeting = meet_in_the_evening(cast_of(world), world.inspection)
    gaps = list(Gap.objects.order_by("given_at"))
    assert [gap.state for gap in gaps] == [GapState.LOOKED, GapState.DROPPED]
    assert [[entry.kind for entry in entries_of(gap)] for gap in gaps] == [["given", "looked"], ["given", "passed_on", "dropped"]]
    grid = grid_for(None, world.inspection)
    assert all(grid.cell(gap.criterion, gap.sector).mark == Mark.EMPTY for gap in gaps)
    assert [gap.criterion for gap in gaps] == [criterion for criterion, *_ in meeting.stood][:2]
    assert [one.words for one in decisions_in(meeting)] == ["Tomorrow we look where nothing is seen yet."]
    assert set(meeting.there.all()) == set(world.inspectors.values())
    assert verify(str(world.inspection.pk)) == []


def test_where_nothing_is_thin_no_gap_is_given(world):
    cells = ["c1+c2 local_authority {} strength", "c2 police {} strength"]
    see(world, *(cell.format(source) for cell in cells for source in ("tracking", "meeting")))
    meeting = meet_in_the_evening(cast_of(world), world.inspection)
    assert not Gap.objects.exists() and meeting.stood == []
