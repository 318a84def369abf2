"""Interruptions: who asks, who decides, which dates move, what stands still, and who is told."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import timezone

from joinedup.audit.kept import KeptError
from joinedup.audit.queries import entries, verify
from joinedup.inspections.actions import move_stage
from joinedup.inspections.enums import Stage
from joinedup.inspections.interruptions.actions import InterruptionError, open_interruption, see_interruptions
from joinedup.inspections.interruptions.enums import ASKED_IN, INTERRUPTION_MOVES, InterruptionKind, InterruptionState, Mover
from joinedup.inspections.interruptions.models import Interruption, InterruptionEntry, InterruptionSeen, KeyDateMove
from joinedup.inspections.interruptions.queries import (
    asked_by_agencies,
    date_moves,
    entries_of,
    interruptions_seen_by,
    pause_of,
    seen_by_whom,
    standing,
    stated,
)
from joinedup.inspections.interruptions.rules import can_ask, can_move_interruption
from joinedup.inspections.models import Inspection, KeyDate
from joinedup.inspections.notifying.rules import DayQuestioned
from joinedup.inspections.queries import due_days, key_dates
from joinedup.inspections.rules import InspectionRefused, can_move, goes_on
from joinedup.method.calendar import add_working_days
from joinedup.method.framework import InterruptionRule
from tests.factories.frameworks import tiny_framework
from tests.factories.inspections import as_if_real, make_inspection
from tests.factories.interruptions import BEGINS, GOES_ON, agree, ask, decide, decider

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_inspection(stage=Stage.LISTS)


def days(world) -> dict[str, tuple[date, date | None]]:
    return {row.step: (row.computed, row.until) for row in key_dates(world.inspection)}


@pytest.mark.parametrize(("before", "to"), list(product(InterruptionState, InterruptionState)))
def test_every_cell_of_the_table_of_interruptions(world, before, to):
    asked = ask(world, "pause")
    Interruption.objects.filter(pk=asked.pk).update(state=before)
    asked.refresh_from_db()
    mover = INTERRUPTION_MOVES.get((before, to))
    everybody = [world.lead, *world.inspectors.values(), world.quality_assurer, *world.signatories.values()]
    everybody += world.coordinators.values()
    inspectors, signatories = {world.lead, *world.inspectors.values()}, set(world.signatories.values())
    may = {Mover.INSPECTOR: inspectors, Mover.DECIDER: signatories}.get(mover, set())
    assert {person for person in everybody if can_move_interruption(person, asked, to)} == may
    for person in everybody:
        if person not in may:
            with pytest.raises(InspectionRefused):
                decide(world, asked, to, by=person)
    if may:
        assert decide(world, asked, to, by=next(iter(may))).state == to


@pytest.mark.parametrize(("kind", "stage"), list(product(InterruptionKind, Stage)))
def test_in_which_stage_each_may_be_asked_for(world, kind, stage):
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=stage)
    world.inspection.refresh_from_db()
    assert can_ask(world.lead, world.inspection, kind) == (stage in ASKED_IN[kind])


def test_only_inspectors_write_down_who_asks_and_an_agency_asks_for_itself(world):
    police = world.coordinators["police"]
    others = {world.quality_assurer, *world.signatories.values(), *world.coordinators.values()} - {police}
    for person in others:
        with pytest.raises(InspectionRefused, match="Only an inspector"):
            ask(world, by=person)
    asked = ask(world, by=police)
    assert (asked.agency, asked.asked_by, asked.recorded_by) == (world.agencies["police"], "area", police)
    assert list(asked_by_agencies([world.agencies["police"]], world.inspection)) == [asked]
    assert not asked_by_agencies([world.agencies["local_authority"]], world.inspection)
    assert not interruptions_seen_by(police, world.inspection)
    with pytest.raises(InspectionRefused, match="asked for already"):
        ask(world, by=police)


def test_an_agency_asks_for_nothing_the_framework_or_the_stage_does_not_let_it(world):
    police, agency = world.coordinators["police"], world.agencies["police"]
    assert can_ask(police, world.inspection, "deferral", agency)
    for other in (world.agencies["local_authority"], make_inspection().agencies["police"], None):
        assert not can_ask(police, world.inspection, "deferral", other)
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.JUDGING)
    world.inspection.refresh_from_db()
    assert not can_ask(police, world.inspection, "deferral", agency)
    assert can_ask(world.lead, world.inspection, "incomplete") and not can_ask(police, world.inspection, "incomplete", agency)
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.PLANNED)
    world.inspection.refresh_from_db()
    assert not can_ask(police, world.inspection, "deferral", agency)


def test_the_framework_says_who_asks_and_who_decides(world):
    with pytest.raises(InspectionRefused, match="the area cannot ask for this"):
        Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.JUDGING)
        ask(world, "incomplete", asker=world.agencies["police"])
    rules = (InterruptionRule("pause", "Pause", "It stops.", ("inspectorate",), "lead"),)
    other = make_inspection(replace(tiny_framework(), interruptions=rules), Stage.LISTS)
    with pytest.raises(InspectionRefused, match="knows no deferral"):
        ask(other, "deferral", asker=other.agencies["police"])
    assert decide(other, ask(other, "pause"), "agreed", by=other.lead).state == InterruptionState.AGREED


def test_who_takes_no_part_asks_nothing(world):
    stranger = make_inspection()
    with pytest.raises(InspectionRefused, match="takes no part"):
        ask(world, asker=stranger.agencies["police"])


def test_what_is_asked_says_who_why_and_when(world):
    for said, words in (
        ({"post": " "}, "by post"),
        ({"grounds": ""}, "what grounds"),
        ({"until": date(2022, 10, 9)}, "over before"),
    ):
        with pytest.raises(InterruptionError, match=words):
            ask(world, **said)
    as_if_real(world)
    with pytest.raises(InterruptionError, match="in the past"):
        ask(world, asked_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(InterruptionError, match="comes after"):
        ask(world, until=BEGINS)
    with pytest.raises(InterruptionError, match="Say why"):
        decide(world, ask(world), "refused", words=" ")


def test_one_of_a_kind_is_open_at_a_time(world):
    first = ask(world)
    with pytest.raises(InspectionRefused, match="Deferral 1 is asked for already"):
        ask(world)
    decide(world, first, "refused")
    assert ask(world).number == 2


def test_a_deferral_moves_what_lies_ahead_and_keeps_how_it_stood(world):
    printed = {"printed": date(2022, 10, 18), "printed_until": date(2022, 10, 24)}
    KeyDate.objects.filter(inspection=world.inspection, step="fieldwork").update(**printed)
    before = {row.step: (row.computed, row.until) for row in key_dates(world.inspection)}
    agree(world, "deferral")
    world.inspection.refresh_from_db()
    assert days(world)["lists"] == before["lists"]
    assert days(world)["fieldwork"] == (date(2022, 10, 21), date(2022, 10, 27))  # three working days after the day that was printed
    assert (world.inspection.fieldwork_from, world.inspection.fieldwork_to) == days(world)["fieldwork"]
    [kept] = date_moves(world.inspection)
    assert (kept.was_computed, kept.was_until, kept.was_printed) == (*before["fieldwork"], date(2022, 10, 18))
    assert KeyDate.objects.get(inspection=world.inspection, step="fieldwork").printed is None
    with pytest.raises(KeptError):
        KeyDateMove.objects.all().delete()
    assert verify(str(world.inspection.pk)) == []


def test_a_refused_one_moves_nothing(world):
    before = days(world)
    decide(world, ask(world), "refused", words="Somebody can stand in.")
    assert days(world) == before
    assert [entry.words for entry in entries_of(Interruption.objects.get())] == ["Somebody can stand in."]


def test_days_lost_beyond_those_counted_move_the_dates_again_and_fewer_leave_them(world):
    asked = agree(world, "deferral")
    told = days(world)
    decide(world, asked, "ended", until=date(2022, 10, 11))
    assert days(world) == told
    later = agree(world, "deferral", begins=date(2022, 10, 12), until=date(2022, 10, 14))
    assert days(world)["fieldwork"][0] == date(2022, 10, 21)  # the 12th was counted already
    decide(world, later, "ended", until=date(2022, 10, 17))  # Friday more
    assert days(world)["fieldwork"][0] == date(2022, 10, 24)


def test_a_pause_without_an_end_moves_the_dates_when_it_ends(world):
    before = days(world)
    asked = agree(world, "pause", until=None)
    assert days(world) == before
    decide(world, asked, "ended", until=GOES_ON)
    assert days(world)["fieldwork"][0] == date(2022, 10, 20)


def test_a_paused_inspection_does_not_move_and_says_so(world):
    asked = agree(world, "pause", until=None)
    assert pause_of(world.inspection) == asked
    with pytest.raises(InspectionRefused, match=r"paused and no day is set on which it goes on.*“Pause 1” is ended"):
        move_stage(by=world.lead, inspection=world.inspection, to=Stage.SELECTION)
    for stage in Stage:
        assert not goes_on(world.inspection, stage)
    decide(world, asked, "ended", until=GOES_ON)
    assert can_move(world.lead, world.inspection, Stage.SELECTION)


def test_a_pause_whose_day_has_come_holds_nothing(world):
    agree(world, "pause")
    assert can_move(world.lead, world.inspection, Stage.SELECTION)
    assert list(standing(world.inspection, BEGINS)) and not list(standing(world.inspection, GOES_ON))
    assert not list(standing(world.inspection, BEGINS - timedelta(days=1)))


def test_a_deferral_holds_fieldwork_alone(world):
    agree(world, "deferral", until=timezone.localdate() + timedelta(days=3))
    assert can_move(world.lead, world.inspection, Stage.SELECTION)
    move_stage(by=world.lead, inspection=world.inspection, to=Stage.SELECTION)
    with pytest.raises(InspectionRefused, match="Fieldwork of this inspection is deferred until"):
        move_stage(by=world.lead, inspection=world.inspection, to=Stage.FIELDWORK)


def test_incomplete_and_additional_evidence_are_stated_and_move_nothing(world):
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.JUDGING)
    before = days(world)
    incomplete = agree(world, "incomplete", until=None)
    more = agree(world, "additional_evidence", begins=date(2022, 11, 7), until=date(2022, 11, 9))
    assert stated(world.inspection) == [incomplete, more]
    decide(world, more, "ended", until=date(2022, 11, 10))
    assert [one.pk for one in stated(world.inspection)] == [incomplete.pk, more.pk]
    assert days(world) == before
    with pytest.raises(InterruptionError, match="over before"):
        decide(world, incomplete, "ended", until=date(2022, 10, 1))


def test_people_are_told_and_it_is_kept_when_they_first_saw_it(world):
    agree(world, "deferral")
    police = world.coordinators["police"]
    [entry] = see_interruptions(by=police, inspection=world.inspection)
    see_interruptions(by=police, inspection=world.inspection)
    assert [seen.person for seen in seen_by_whom(entry)] == [police]
    assert [line.action for line in entries(str(world.inspection.pk))].count("interruption seen") == 1
    with pytest.raises(InspectionRefused):
        see_interruptions(by=make_inspection().lead, inspection=world.inspection)
    with pytest.raises(KeptError):
        InterruptionSeen.objects.all().delete()


def test_grounds_are_the_teams_alone_and_reading_them_is_logged(world):
    asked = ask(world)
    assert list(interruptions_seen_by(world.quality_assurer, world.inspection)) == [asked]
    assert not interruptions_seen_by(world.coordinators["police"], world.inspection)
    with pytest.raises(InspectionRefused):
        open_interruption(by=world.coordinators["police"], interruption=asked)
    open_interruption(by=world.lead, interruption=asked)
    assert entries(str(world.inspection.pk)).last().action == "interruption read"


def test_what_was_decided_is_never_changed(world):
    decide(world, ask(world), "agreed", by=decider(world, Interruption.objects.get()))
    with pytest.raises(KeptError):
        InterruptionEntry.objects.update(to="refused")


def test_no_day_is_lost_twice(world):
    agree(world, "deferral", begins=date(2022, 10, 10), until=date(2022, 10, 17))
    told = days(world)
    agree(world, "pause", begins=date(2022, 10, 10), until=date(2022, 10, 17))
    assert days(world) == told


def test_ended_with_a_day_to_come_it_holds_until_that_day(world):
    today = timezone.localdate()
    for kind, to in (("pause", Stage.SELECTION), ("deferral", Stage.FIELDWORK)):
        asked = agree(world, kind, begins=today - timedelta(days=3), until=None, asked_on=today)
        decide(world, asked, "ended", until=today + timedelta(days=2))
        assert not goes_on(world.inspection, to)
        assert list(standing(world.inspection, today + timedelta(days=1)))
        assert not list(standing(world.inspection, today + timedelta(days=2)))
        Interruption.objects.filter(pk=asked.pk).update(until=today)
        assert goes_on(world.inspection, to)


@pytest.mark.parametrize("kind", InterruptionKind)
def test_nothing_is_agreed_in_a_stage_in_which_it_cannot_be_asked_for(world, kind):
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=ASKED_IN[kind][0])
    world.inspection.refresh_from_db()
    asked = ask(world, kind)
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.SIGNED)
    before = days(world)
    with pytest.raises(InspectionRefused, match="cannot be agreed any more"):
        decide(world, asked, "agreed")
    assert days(world) == before


def test_a_fieldwork_that_is_over_and_the_call_never_move(world):
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.JUDGING)
    before = days(world)
    agree(world, "pause", begins=world.inspection.notified_on, until=date(2022, 10, 12))
    assert {step: days(world)[step] for step in ("notification", "fieldwork")} == {
        step: before[step] for step in ("notification", "fieldwork")
    }
    assert days(world)["lists"] != before["lists"]


def test_nothing_begins_before_the_area_was_notified_and_days_far_off_are_questioned(world):
    with pytest.raises(InterruptionError, match="before the day of notification, 3 October 2022"):
        ask(world, begins=date(2021, 10, 10))
    for said in ({"until": date(2023, 10, 13)}, {"begins": date(2023, 10, 10), "until": None}):
        with pytest.raises(DayQuestioned, match="Is it what you mean"):
            ask(world, **said, although=False)
    asked = ask(world)
    with pytest.raises(DayQuestioned, match="until 13 October 2023"):
        decide(world, asked, "agreed", until=date(2023, 10, 13), although=False)
    assert decide(world, asked, "agreed", although=False).state == InterruptionState.AGREED


def test_agencies_are_told_of_all_that_stands_not_of_the_last_decision_alone(world):
    today = timezone.localdate()
    put_off = agree(world, "deferral", begins=today - timedelta(days=1), until=today + timedelta(days=5), asked_on=today)
    agree(world, "pause", begins=today, until=None, asked_on=today)
    decide(world, put_off, "ended", until=today)
    told = see_interruptions(by=world.coordinators["police"], inspection=world.inspection)
    assert [(entry.interruption.kind, entry.to) for entry in told] == [("deferral", "ended"), ("pause", "agreed")]


def test_the_printed_last_day_is_kept_when_a_step_moves(world):
    printed = {"printed": date(2022, 10, 18), "printed_until": date(2022, 10, 25)}
    KeyDate.objects.filter(inspection=world.inspection, step="fieldwork").update(**printed)
    agree(world, "deferral")
    [kept] = date_moves(world.inspection)
    assert (kept.was_printed, kept.was_printed_until) == (date(2022, 10, 18), date(2022, 10, 25))


def test_what_is_asked_for_after_a_deferral_is_due_on_the_days_that_stand_now(world):
    before = due_days(world.inspection)
    lists = key_dates(world.inspection).get(step="lists")
    on = next(day for day in range(1, 10) if before(day) == lists.first)
    agree(world, "deferral", begins=lists.first, until=add_working_days(lists.first, 5))
    after, moved_to = due_days(world.inspection), key_dates(world.inspection).get(step="lists").first
    assert after(on) == moved_to == add_working_days(lists.first, 5)
    assert after(on - 1) == before(on - 1)
    assert after(on + 2) == add_working_days(before(on + 2), 5)
