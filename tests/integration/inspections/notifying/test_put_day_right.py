"""A key date put right once the area was notified: by whom, which, what follows it, and who is told."""

from datetime import date, timedelta

import pytest

from joinedup.audit.queries import entries, verify
from joinedup.inspections.enums import Stage
from joinedup.inspections.interruptions.models import Interruption
from joinedup.inspections.interruptions.queries import times_lost
from joinedup.inspections.models import DaySet, Inspection, KeyDate
from joinedup.inspections.notifying import actions, queries, rules
from joinedup.inspections.queries import key_dates
from joinedup.inspections.rules import InspectionRefused
from joinedup.inspections.setting_up.actions import count_anew, say_set_up
from joinedup.inspections.setting_up.models import SetUpItem
from joinedup.inspections.setting_up.queries import day_for, things_at
from joinedup.method.loader import load_framework
from tests.factories.inspections import make_inspection
from tests.factories.interruptions import agree, decide
from tests.factories.notifying import notify
from tests.factories.setting_up import set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """The area is notified, and a deferral until a mistyped day has moved fieldwork a year ahead."""
    made = make_inspection(load_framework("jtai-2022-front-door"))
    notify(made.lead, made.inspection)
    set_up(made)
    first = made.inspection.fieldwork_from
    agree(made, "deferral", begins=first - timedelta(days=3), until=first + timedelta(days=365))
    made.inspection.refresh_from_db()
    return made


def right(world, step="fieldwork", day=date(2022, 10, 24), **changes):
    given = {"by": world.lead, "inspection": world.inspection, "step": step, "day": day, "why": "The year was mistyped."}
    return actions.put_day_right(**{**given, **changes})


def week(world) -> KeyDate:
    return key_dates(world.inspection).get(step="fieldwork")


def test_a_lead_inspector_puts_a_moved_day_right_and_the_step_keeps_its_length(world):
    moved = week(world)
    others = {row.step: (row.first, row.last) for row in key_dates(world.inspection) if row.step != "fieldwork"}
    kept = right(world)
    assert (week(world).first, week(world).computed) == (date(2022, 10, 24), moved.computed)
    assert (kept.computed, kept.printed, kept.why, kept.by) == (
        moved.computed,
        date(2022, 10, 24),
        "The year was mistyped.",
        world.lead,
    )
    assert (week(world).last - week(world).first).days == (moved.until - moved.computed).days
    assert {row.step: (row.first, row.last) for row in key_dates(world.inspection) if row.step != "fieldwork"} == others
    world.inspection.refresh_from_db()
    assert (world.inspection.fieldwork_from, world.inspection.fieldwork_to) == (week(world).first, week(world).last)
    logged = next(line for line in entries(str(world.inspection.pk)) if line.action == "day put right")
    assert '"step":"fieldwork"' in logged.detail and "mistyped" not in logged.detail
    assert verify(str(world.inspection.pk)) == []


def test_the_counted_day_holds_again_and_nothing_is_kept_where_nothing_changes(world):
    counted = week(world).computed
    assert right(world, day=counted) is None and right(world, day=None) is None
    assert not DaySet.objects.exists()
    right(world)
    right(world, day=None, why="It was meant.")
    assert week(world).first == counted
    assert [row.printed for row in queries.days_set(world.inspection)] == [date(2022, 10, 24), None]


def test_everybody_else_is_refused(world):
    others = [*world.inspectors.values(), world.quality_assurer, *world.signatories.values(), *world.coordinators.values()]
    for person in set(others) - {world.lead}:
        assert not rules.can_put_right(person, world.inspection, "fieldwork")
        with pytest.raises(InspectionRefused):
            right(world, by=person)
    assert rules.can_put_right(world.lead, world.inspection, "fieldwork")


@pytest.mark.parametrize(
    ("stage", "step", "sentence"),
    [
        (Stage.PLANNED, "fieldwork", "not been notified yet"),
        (Stage.CLOSED, "fieldwork", "is closed"),
        (Stage.LISTS, "notification", "it is what happened"),
        (Stage.JUDGING, "fieldwork", "fieldwork is over"),
        (Stage.LISTS, "no-such-step", "no such step"),
    ],
)
def test_what_is_over_or_unknown_is_not_put_right(world, stage, step, sentence):
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=stage)
    with pytest.raises(InspectionRefused, match=sentence):
        right(world, step=step)
    assert not DaySet.objects.exists()


def test_a_day_needs_a_reason_and_one_that_looks_wrong_is_questioned(world):
    with pytest.raises(InspectionRefused, match="Say why"):
        right(world, why=" ")
    with pytest.raises(rules.DayQuestioned, match="Saturday 22 October 2022 is no working day"):
        right(world, day=date(2022, 10, 22))
    assert right(world, day=date(2022, 10, 22), although=True).questioned


def test_what_is_put_right_is_told_while_it_holds(world):
    right(world)
    [told] = queries.put_right(world.inspection)
    assert (told.step, told.printed) == ("fieldwork", date(2022, 10, 24))
    decide(world, Interruption.objects.get(), "ended", until=date(2022, 10, 24))
    agree(world, "pause", begins=date(2022, 10, 24), until=date(2022, 10, 26))
    assert not queries.put_right(world.inspection)


@pytest.mark.parametrize("ended_first", [True, False])
def test_days_that_were_mistyped_are_not_held_to_be_lost(world, ended_first):
    """Whichever is done first, a later pause moves the days as if nobody had mistyped anything; and what is asked for is due so."""
    if ended_first:
        decide(world, Interruption.objects.get(), "ended", until=date(2022, 10, 24))
    right(world)
    if not ended_first:
        decide(world, Interruption.objects.get(), "ended", until=date(2022, 10, 24))
    assert week(world).first == date(2022, 10, 24)
    [(begins, until), *_] = times_lost(world.inspection)
    assert begins < until == date(2022, 10, 24)
    agree(world, "pause", begins=date(2022, 10, 24), until=date(2022, 10, 27))
    assert week(world).first == date(2022, 10, 31)  # three working days later, kept to its Monday


def test_a_day_printed_before_the_call_was_not_put_right():
    world = make_inspection()
    actions.set_day(by=world.lead, inspection=world.inspection, step="lists", day=date(2022, 10, 6), why="They asked.")
    notify(world.lead, world.inspection)
    assert not queries.put_right(world.inspection)


def test_what_is_set_up_is_due_anew_wherever_fieldwork_moves(world):
    def due():
        return {thing.row.item: thing.row.by_when for thing in things_at(world.agencies["police"], world.inspection)}

    def counted():
        things = things_at(world.agencies["police"], world.inspection)
        return {thing.row.item: day_for(world.inspection, thing.asked) for thing in things}

    assert due() == counted()  # the deferral moved it a year ahead
    right(world)
    world.inspection.refresh_from_db()
    assert due() == counted()
    assert max(due().values()) <= date(2022, 10, 24)


def test_a_day_an_agency_named_itself_stays_and_so_does_what_it_said(world):
    rooms = SetUpItem.objects.get(inspection=world.inspection, agency=world.agencies["police"], item="rooms")
    said = {"thing": rooms, "to": "asked", "had": rooms.entries.count(), "words": "Room 4, east wing.", "who": "Estates manager"}
    say_set_up(by=world.coordinators["police"], **said, by_when=date(2022, 10, 12))
    passes = SetUpItem.objects.get(inspection=world.inspection, agency=world.agencies["police"], item="passes")
    before = passes.entries.count()
    say_set_up(by=world.coordinators["police"], thing=passes, to="arranged", had=before, words="At the gate.", who="Gatekeeper")
    right(world)
    things = {thing.row.item: thing for thing in things_at(world.agencies["police"], world.inspection)}
    assert things["rooms"].row.by_when == date(2022, 10, 12)
    assert (things["passes"].row.state, things["passes"].words, things["passes"].who) == ("arranged", "At the gate.", "Gatekeeper")
    assert things["passes"].entries[-1].by_when == things["passes"].row.by_when != passes.by_when


def test_nothing_is_counted_anew_where_fieldwork_stays(world):
    lines = len(entries(str(world.inspection.pk)))
    assert count_anew(by=world.lead, inspection=world.inspection, was=world.inspection.fieldwork_from) == 0
    assert len(entries(str(world.inspection.pk))) == lines
