"""How a round is planned, as frameworks lay it down; and the day an area is notified for a week of fieldwork."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from joinedup.method.calendar import is_working_day, key_dates
from joinedup.method.check_programme import check_programme
from joinedup.method.framework import Framework, ProgrammeRule
from joinedup.method.loader import framework_ids, load_framework
from joinedup.method.programme import earliest_week, notified_for, programme_of, standard_programme

MONDAYS = [date(2023, 9, 4) + timedelta(weeks=n) for n in range(150)]


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework("jtai-2023-serious-youth-violence")


def week_of_fieldwork(framework: Framework, notified: date) -> date:
    first = next(day.first for day in key_dates(framework, notified) if day.step == "fieldwork")
    return first - timedelta(days=first.weekday())


def test_a_framework_kept_before_there_were_rounds_takes_the_standard_way(framework: Framework) -> None:
    assert programme_of(replace(framework, programme=None)) == standard_programme()


@pytest.mark.parametrize("id", framework_ids())
def test_every_packaged_framework_says_how_a_round_is_planned(id: str) -> None:
    assert load_framework(id).programme is not None


def test_the_day_of_notification_leads_to_the_week_by_the_frameworks_own_calendar(framework: Framework) -> None:
    for monday in MONDAYS:
        day = notified_for(framework, monday)
        assert is_working_day(day)
        assert week_of_fieldwork(framework, day) == monday


def test_an_area_is_notified_on_a_tuesday_wherever_one_leads_to_the_week(framework: Framework) -> None:
    for monday in MONDAYS:
        tuesdays = [monday - timedelta(days=6 + 7 * back) for back in range(8)]
        leading = [day for day in tuesdays if is_working_day(day) and week_of_fieldwork(framework, day) == monday]
        if leading:
            assert notified_for(framework, monday) == leading[0]


def test_an_urgent_week_is_the_first_whose_notification_need_not_be_in_the_past(framework: Framework) -> None:
    week = earliest_week(framework, date(2026, 11, 25))
    assert week == date(2026, 12, 14)
    assert notified_for(framework, week) >= date(2026, 11, 25) > notified_for(framework, week - timedelta(weeks=1))


def test_a_week_no_notification_leads_to_is_told(framework: Framework) -> None:
    months_away = tuple(replace(step, offset=60, until=64) if step.id == "fieldwork" else step for step in framework.calendar)
    with pytest.raises(ValueError, match="No day of notification leads to fieldwork in the week of 2026-11-16"):
        notified_for(replace(framework, calendar=months_away), date(2026, 11, 16))


def test_fieldwork_a_day_after_notification_has_no_tuesday_before_it(framework: Framework) -> None:
    at_once = tuple(replace(step, offset=1, until=5) if step.id == "fieldwork" else step for step in framework.calendar)
    assert notified_for(replace(framework, calendar=at_once), date(2026, 11, 16)) == date(2026, 11, 10)
    monday_alone = tuple(replace(step, offset=0, until=4) if step.id == "fieldwork" else step for step in framework.calendar)
    assert notified_for(replace(framework, calendar=monday_alone), date(2026, 11, 16)) == date(2026, 11, 10)


def faults(rule: ProgrammeRule, framework: Framework) -> dict[str, str]:
    return dict(check_programme(replace(framework, programme=rule)))


def test_the_standard_way_is_sound(framework: Framework) -> None:
    assert faults(standard_programme(), framework) == {}
    assert not list(check_programme(replace(framework, programme=None)))


RULE = standard_programme()
GAP, AUGUST, CHANCE = RULE.gaps[0], RULE.closed[0], RULE.shares[0]


@pytest.mark.parametrize(
    ("rule", "at", "says"),
    [
        (replace(RULE, a_year=0), "programme.a_year", "at least one"),
        (replace(RULE, set_size=0), "programme.set_size", "at least one"),
        (replace(RULE, gaps=(*RULE.gaps, GAP)), "programme.gaps", "stands 2 times"),
        (replace(RULE, gaps=RULE.gaps[1:]), "programme.gaps", "needed for area"),
        (replace(RULE, gaps=(*RULE.gaps, replace(GAP, place="moon"))), "programme.gaps[any, moon].place", "one of area"),
        (replace(RULE, gaps=(replace(GAP, weeks_after=-1), *RULE.gaps[1:])), "programme.gaps[any, area]", "negative"),
        (replace(RULE, closed=(AUGUST, AUGUST)), "programme.closed", "stands 2 times"),
        (replace(RULE, closed=(replace(AUGUST, keeps_off="sleep"),)), "programme.closed[august].keeps_off", "fieldwork, notice"),
        (replace(RULE, closed=(replace(AUGUST, to_day=""),)), "programme.closed[august]", "or neither"),
        (replace(RULE, closed=(replace(AUGUST, to_day="02-29"),)), "programme.closed[august].to_day", "every year"),
        (replace(RULE, closed=(replace(AUGUST, to_day="8-31"),)), "programme.closed[august].to_day", "MM-DD"),
        (replace(RULE, shares=(CHANCE, CHANCE)), "programme.shares", "stands 2 times"),
        (replace(RULE, shares=(replace(CHANCE, least=0),)), "programme.shares", "left to chance"),
        (replace(RULE, shares=(replace(CHANCE, part=(2, 1)),)), "programme.shares[chance].part", "part of the whole"),
        (replace(RULE, shares=(replace(CHANCE, part=(0, 0)),)), "programme.shares[chance].part", "part of the whole"),
        (replace(RULE, shares=(CHANCE, replace(CHANCE, kind="luck"))), "programme.shares[luck].kind", "one of chance"),
        (replace(RULE, shares=(CHANCE, replace(CHANCE, kind="concern", least=-1))), "programme.shares[concern].least", "negative"),
        (replace(RULE, spread=replace(RULE.spread, aims=("colour",))), "programme.spread.aims", "one of region"),
        (replace(RULE, spread=replace(RULE.spread, aims=("size", "size"))), "programme.spread.aims", "stands 2 times"),
        (replace(RULE, spread=replace(RULE.spread, most_of_force=0)), "programme.spread.most_of_force", "at least"),
        (replace(RULE, spread=replace(RULE.spread, region_over=-1)), "programme.spread.region_over", "negative"),
        (replace(RULE, spread=replace(RULE.spread, sizes=(2, 1))), "programme.spread.sizes", "rising"),
        (replace(RULE, spread=replace(RULE.spread, last_times=(0, 1))), "programme.spread.last_times", "above 0"),
        (replace(RULE, concern=replace(RULE.concern, limits=900)), "programme.concern.limits", "950 or 998"),
        (replace(RULE, concern=replace(RULE.concern, apart=100)), "programme.concern.apart", "between 0 and 100"),
        (replace(RULE, concern=replace(RULE.concern, fewest_areas=2)), "programme.concern.fewest_areas", "fewer than three"),
        (replace(RULE, concern=replace(RULE.concern, expires_months=0)), "programme.concern.expires_months", "one month"),
        (replace(RULE, roster=replace(RULE.roster, at_once=0)), "programme.roster.at_once", "at least 1"),
        (replace(RULE, roster=replace(RULE.roster, rest_weeks=-1)), "programme.roster.rest_weeks", "at least 0"),
    ],
)
def test_a_round_that_could_not_be_planned_is_told(rule: ProgrammeRule, at: str, says: str, framework: Framework) -> None:
    assert says in faults(rule, framework)[at]
