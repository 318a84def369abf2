"""Every cell of the one table of an urgent concern's states, as everybody who could want to move one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from joinedup.cases.concerns.actions import move_concern, write_down
from joinedup.cases.concerns.enums import MOVES, OPEN, ConcernState, Party
from joinedup.cases.concerns.models import Concern
from joinedup.cases.concerns.rules import ConcernRefused, can_move, can_write_down, moves_open_to, parties_of
from joinedup.inspections.enums import Stage
from joinedup.method.concerns import route_of
from joinedup.method.within import due_at
from tests.factories.concerns import WORDS, WRITTEN, make_concern, move
from tests.factories.inspections import make_inspection

pytestmark = pytest.mark.django_db
CELLS = [(start, to) for start in ConcernState for to in ConcernState]


@pytest.fixture
def world():
    return make_inspection(stage=Stage.FIELDWORK)


def people(world):
    """Everybody who could want to: whoever raised it, a lead, another of the team, the receiver, another agency."""
    return {
        "raiser": world.inspectors["hmicfrs"],
        "lead": world.lead,
        "team": world.inspectors["ofsted"],
        "receiver": world.coordinators["local_authority"],
        "other": world.coordinators["police"],
    }


def allowed(who: str, moves: frozenset[Party]) -> bool:
    parties = {
        "raiser": {Party.RAISER, Party.TEAM},
        "lead": {Party.LEAD, Party.TEAM},
        "team": {Party.TEAM},
        "receiver": {Party.RECEIVER},
    }
    return bool(parties.get(who, set()) & moves)


@pytest.mark.parametrize("who", ["raiser", "lead", "team", "receiver", "other"])
def test_every_cell(world, who):
    concern, person = make_concern(world), people(world)[who]
    for start, to in CELLS:
        concern.state = start
        concern.save(update_fields=["state"])
        may = allowed(who, MOVES.get((start, to), frozenset()))
        assert can_move(person, concern, to) == may, (start, to)
        if not may:
            with pytest.raises(ConcernRefused):
                move_concern(by=person, concern=concern, to=to, words=WORDS, told_by="By telephone")
    assert Concern.objects.get(pk=concern.pk).entries.count() == 1  # what was refused left nothing behind


@pytest.mark.parametrize("cell", MOVES)
def test_every_move_is_written_down(world, cell):
    start, to = cell
    concern = make_concern(world)
    concern.state = start
    concern.save(update_fields=["state"])
    moved = move(concern, world.lead if Party.RECEIVER not in MOVES[cell] else world.coordinators["local_authority"], to)
    assert moved.state == to
    last = moved.entries.order_by("-seq").first()
    assert (last.kind, last.seq) == (to.value, 2)
    assert last.words


def test_about_staff_only_the_raiser_and_the_lead_are_the_team(world):
    concern = make_concern(world, "about-staff")
    found = {who: parties_of(person, concern) for who, person in people(world).items()}
    assert found == {
        "raiser": {Party.RAISER, Party.TEAM},
        "lead": {Party.LEAD, Party.TEAM},
        "team": frozenset(),
        "receiver": {Party.RECEIVER},
        "other": frozenset(),
    }


def test_the_way_from_raised_to_closed_and_open_again(world):
    concern, who = make_concern(world), people(world)
    concern = move(concern, who["receiver"], "acknowledged", "replied")
    assert concern.replied_at is not None
    concern = move(concern, who["raiser"], "not_yet")
    hours, route = world.inspection.framework.working_hours, route_of(world.inspection.framework, concern.route)
    assert concern.replied_at is None
    assert abs(concern.reply_due_at - due_at(timezone.now(), route.reply, hours)) < timedelta(minutes=1)
    concern = move(concern, who["receiver"], "replied")
    concern = move(move(concern, who["team"], "seen"), who["lead"], "closed", "not_yet")
    assert concern.state == "not_yet"
    assert [entry.kind for entry in concern.entries.order_by("seq")] == [
        "written", "acknowledged", "replied", "not_yet", "replied", "seen", "closed", "not_yet",
    ]  # fmt: skip


def test_closing_needs_the_concern_in_writing_a_reply_and_words(world):
    concern, who = make_concern(world, "immediate-risk"), people(world)
    assert ConcernState.CLOSED not in moves_open_to(who["lead"], concern)  # nobody has replied
    concern = move(concern, who["receiver"], "replied")
    with pytest.raises(ConcernRefused, match="never put in writing"):
        move(concern, who["lead"], "closed")
    concern = write_down(by=who["team"], concern=concern, written=WRITTEN)
    with pytest.raises(ConcernRefused, match="Why it cannot be seen to work"):
        move_concern(by=who["lead"], concern=concern, to=ConcernState.CLOSED, words={"cannot": " "})
    seen = move(concern, who["raiser"], "seen")
    closed = move_concern(by=who["lead"], concern=seen, to=ConcernState.CLOSED, words={})
    assert closed.state == "closed"


def test_it_is_put_in_writing_once(world):
    concern, who = make_concern(world, "immediate-risk"), people(world)
    assert can_write_down(who["raiser"], concern)
    assert not can_write_down(who["receiver"], concern)
    written = write_down(by=who["raiser"], concern=concern, written=WRITTEN)
    with pytest.raises(ConcernRefused, match="in writing already"):
        write_down(by=who["raiser"], concern=written, written=WRITTEN)
    withdrawn = move(make_concern(world, "immediate-risk"), who["lead"], "withdrawn")
    with pytest.raises(ConcernRefused, match="withdrawn"):
        write_down(by=who["raiser"], concern=withdrawn, written=WRITTEN)


@pytest.mark.parametrize(("state", "lacks"), [("acknowledged", ""), ("replied", "What was done")])
def test_the_team_says_who_told_it(world, state, lacks):
    """The receiver writes for itself; the team writes down what it heard, and from whom."""
    concern, who = make_concern(world, account=False), people(world)
    with pytest.raises(ConcernRefused, match="who told you"):
        move(concern, who["raiser"], state, told_by=" ")
    moved = move(concern, who["raiser"], state, told_by="Duty manager, by telephone at noon")
    assert moved.entries.order_by("-seq").first().words["told_by"] == "Duty manager, by telephone at noon"
    if lacks:
        with pytest.raises(ConcernRefused, match=lacks):
            move_concern(by=who["receiver"], concern=moved, to=ConcernState(state), words={})


def test_open_states_are_all_but_the_two_ends():
    assert set(ConcernState) - set(OPEN) == {ConcernState.CLOSED, ConcernState.WITHDRAWN}
    assert {to for _, to in MOVES} == set(ConcernState) - {ConcernState.RAISED}
