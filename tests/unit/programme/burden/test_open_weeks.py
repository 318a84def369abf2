"""In which weeks an area can be inspected: a table of cases, and a slow reading of the same rule day by day."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.method.calendar import is_working_day
from joinedup.method.framework import BurdenGap, ClosedTime
from joinedup.method.programme import standard_programme
from joinedup.programme.core.burden.shape import Closure, Place, Visit, Weeks
from joinedup.programme.core.burden.weeks import BurdenError, mondays, open_weeks, why_closed

STANDARD = standard_programme()
MILLBROOK = Place("millbrook", "Millbrook", "North", "Eastmoor", ("H1", "H2"))
HARBOUR = Place("harbour", "Harbour", "South", "Eastmoor", ("H3",))
AUTUMN = (date(2026, 9, 7), date(2026, 12, 18))


def notified(monday: date) -> date:
    return monday - timedelta(days=13)


def weeks_of(
    place: Place,
    visits: tuple[Visit, ...] = (),
    closures: tuple[Closure, ...] = (),
    rule: object = STANDARD,
    span: tuple[date, date] = AUTUMN,
) -> Weeks:
    return open_weeks([place], visits, closures, rule=rule, notified=notified, span=span)[place.code]  # type: ignore[arg-type]


def visit(kind: str, first: date, last: date, **where: object) -> Visit:
    return Visit(kind, "A visit", first, last, "A made-up source", **where)  # type: ignore[arg-type]


def test_mondays_are_of_whole_weeks_within_the_days() -> None:
    assert mondays(date(2026, 9, 8), date(2026, 9, 25)) == [date(2026, 9, 14), date(2026, 9, 21)]
    assert mondays(date(2026, 9, 7), date(2026, 9, 10)) == []


def test_with_nothing_near_every_week_is_open_but_those_before_christmas() -> None:
    found = weeks_of(MILLBROOK)
    assert found.open == frozenset(mondays(*AUTUMN))
    assert found.barred == {}


def test_notice_too_stays_out_of_christmas() -> None:
    found = weeks_of(MILLBROOK, span=(date(2026, 12, 14), date(2027, 1, 22)))
    assert found.open == {date(2026, 12, 14), date(2027, 1, 18)}
    assert found.barred[date(2027, 1, 11)] == (
        "Notice or fieldwork would fall into a closed time: Christmas and the New Year, 22 December 2026 to 2 January 2027."
    )
    assert not found.yielding


def test_a_week_with_a_bank_holiday_is_no_whole_week() -> None:
    found = weeks_of(MILLBROOK, span=(date(2027, 5, 24), date(2027, 6, 11)))
    assert found.barred == {date(2027, 5, 31): "A bank holiday falls in the week: 31 May 2027."}


@pytest.mark.parametrize(
    ("kind", "where", "after", "before"),
    [
        ("ilacs", {"area": "millbrook"}, 26, 13),
        ("send", {"area": "millbrook"}, 13, 8),  # no gap of its own
        ("peel", {"force": "Eastmoor"}, 8, 4),
        ("well_led", {"health": ("H9", "H2")}, 8, 4),
        ("joint", {"area": "millbrook", "force": "Eastmoor", "health": ("H1",)}, 104, 52),
        ("joint", {"area": "harbour", "force": "Eastmoor"}, 17, 8),
    ],
)
def test_each_kind_of_visit_keeps_its_own_distance(kind: str, where: dict[str, object], after: int, before: int) -> None:
    other = visit(kind, date(2026, 3, 2), date(2026, 3, 6), **where)
    rule = STANDARD.__class__(**{**vars(STANDARD), "closed": (), "whole_weeks": False})
    found = weeks_of(MILLBROOK, (other,), rule=rule, span=(date(2024, 1, 1), date(2029, 12, 31)))
    # Whole weeks free between the Friday of one and the Monday of the other.
    barred = {date(2026, 3, 2) + timedelta(weeks=n) for n in range(-before, after + 1)}
    assert set(found.barred) == barred == found.yielding


def test_a_visit_elsewhere_keeps_nobody_off() -> None:
    others = (
        visit("ilacs", *AUTUMN, area="elsewhere"),
        visit("peel", *AUTUMN, force="Westmoor"),
        visit("well_led", *AUTUMN, health=("H9",)),
    )
    assert weeks_of(MILLBROOK, others).barred == {}


def test_a_sentence_says_what_is_near_and_what_is_common() -> None:
    peel = Visit("peel", "Effectiveness inspection", date(2026, 9, 14), date(2026, 9, 25), "A made-up source", force="Eastmoor")
    found = weeks_of(MILLBROOK, (peel,))
    near = "of the same force: Effectiveness inspection, 14 to 25 September 2026."
    assert found.barred[date(2026, 9, 7)] == f"Less than 4 weeks before another inspection {near}"
    assert found.barred[date(2026, 9, 21)] == f"At the time of another inspection {near}"
    assert found.barred[date(2026, 10, 5)] == f"Less than 8 weeks after another inspection {near}"


def test_a_visit_with_more_than_one_thing_in_common_is_told_once() -> None:
    both = visit("joint", date(2026, 9, 7), date(2026, 9, 11), area="millbrook", force="Eastmoor", health=("H1", "H2"))
    assert weeks_of(MILLBROOK, (both,)).barred[date(2026, 9, 14)].count("A visit") == 1


def test_holidays_of_some_areas_close_these_alone() -> None:
    half_term = Closure("school_holiday", date(2026, 10, 26), date(2026, 10, 30), "A council's page", frozenset({"millbrook"}))
    found = open_weeks([MILLBROOK, HARBOUR], (), (half_term,), rule=STANDARD, notified=notified, span=AUTUMN)
    assert found["millbrook"].barred == {
        date(2026, 10, 26): "Fieldwork would fall into a closed time: School holidays, 26 to 30 October 2026."
    }
    assert found["harbour"].barred == {}


def test_a_closure_everywhere_closes_all_under_its_own_title() -> None:
    election = Closure("pre_election", date(2026, 9, 30), date(2026, 11, 5), "A notice", title="Before a general election")
    found = weeks_of(HARBOUR, closures=(election,))
    assert found.barred[date(2026, 11, 2)].endswith("Before a general election, 30 September to 5 November 2026.")
    assert date(2026, 11, 9) in found.open


def test_what_makes_no_sense_is_told() -> None:
    with pytest.raises(BurdenError, match="A visit ends on 1 September 2026, before it begins on 2 September 2026"):
        weeks_of(MILLBROOK, (visit("ilacs", date(2026, 9, 2), date(2026, 9, 1)),))
    with pytest.raises(BurdenError, match="ends on 1 September 2026, before"):
        weeks_of(MILLBROOK, closures=(Closure("august", date(2026, 9, 2), date(2026, 9, 1), "x"),))
    with pytest.raises(BurdenError, match="no closed time 'carnival'"):
        weeks_of(MILLBROOK, closures=(Closure("carnival", date(2026, 9, 1), date(2026, 9, 1), "x"),))


def test_why_no_week_is_open_is_said_once_for_each_cause() -> None:
    peel = Visit("peel", "Effectiveness inspection", date(2026, 9, 14), date(2026, 9, 18), "A made-up source", force="Eastmoor")
    found = weeks_of(MILLBROOK, (peel,), span=(date(2026, 9, 7), date(2026, 10, 9)))
    assert why_closed(found) == (
        "No week is open. Less than 8 weeks after another inspection of the same force: Effectiveness inspection, "
        "14 to 18 September 2026."
    )


def test_causes_are_no_more_than_explain_every_week() -> None:
    ilacs = Visit("ilacs", "Inspection of children’s services", date(2026, 8, 3), date(2026, 8, 14), "A list", area="millbrook")
    peel = Visit("peel", "Effectiveness inspection", date(2026, 9, 14), date(2026, 9, 18), "A list", force="Eastmoor")
    found = weeks_of(MILLBROOK, (ilacs, peel), span=(date(2026, 9, 7), date(2026, 12, 18)))
    assert why_closed(found) == (
        "No week is open. Less than 26 weeks after another inspection of the area: Inspection of children’s services, "
        "3 to 14 August 2026."
    )
    later = weeks_of(MILLBROOK, (ilacs, peel), span=(date(2026, 10, 5), date(2027, 7, 30)))
    told = [cause.split(": ")[1] for cause in later.causes]
    assert told[0] == "Inspection of children’s services, 3 to 14 August 2026."
    # Both fall among the weeks the first cause explains.
    assert not any("Effectiveness" in cause or "Christmas" in cause for cause in told)
    assert told[1:] == ["26 March 2027.", "29 March 2027.", "3 May 2027.", "31 May 2027."]


# The slow reading: every day that is taken up, and whether any of the days that must be free is one.

DAYS = st.dates(date(2025, 11, 1), date(2027, 3, 31))
LENGTHS = st.integers(0, 30).map(lambda n: timedelta(days=n))
GAPS = st.lists(
    st.builds(
        BurdenGap,
        st.sampled_from(["any", "ilacs", "joint"]),
        st.sampled_from(["area", "force", "health"]),
        *[st.integers(0, 9)] * 2,
    ),
    unique_by=lambda gap: (gap.kind, gap.place),
    max_size=6,
)
VISITS = st.lists(
    st.builds(
        lambda kind, first, length, area, force, health: Visit(kind, "V", first, first + length, "s", area, force, health),
        st.sampled_from(["ilacs", "joint", "send"]),
        DAYS,
        LENGTHS,
        st.sampled_from(["", "millbrook", "harbour"]),
        st.sampled_from(["", "Eastmoor", "Westmoor"]),
        st.sampled_from([(), ("H1",), ("H3", "H2")]),
    ),
    max_size=4,
)
CLOSED = (
    ClosedTime("august", "August", from_day="08-01", to_day="08-31"),
    ClosedTime("christmas", "Christmas", "notice", "12-22", "01-02"),
    ClosedTime("school_holiday", "Holidays"),
    ClosedTime("pre_election", "Election", "notice"),
)
CLOSURES = st.lists(
    st.builds(
        lambda kind, first, length, areas: Closure(kind, first, first + length, "s", areas),
        st.sampled_from(["school_holiday", "pre_election"]),
        DAYS,
        LENGTHS,
        st.sampled_from([None, frozenset({"millbrook"}), frozenset({"harbour"})]),
    ),
    max_size=3,
)


def every(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def slow_taken(place: Place, visits: list[Visit], gaps: list[BurdenGap]) -> set[date]:
    """Return the days on which no fieldwork may be at a place for any visit's sake."""
    taken: set[date] = set()
    for one in visits:
        common = [
            ("area", one.area == place.code),
            ("force", one.force == place.force),
            ("health", bool(set(one.health) & set(place.health))),
        ]
        for what, met in common:
            own = [gap for gap in gaps if gap.place == what and gap.kind == one.kind]
            gap = (own or [gap for gap in gaps if gap.place == what and gap.kind == "any"] or [None])[0]
            if met and gap:
                # Whole weeks free: the Friday before a visit's Monday leaves none, so days count from the one next to it.
                taken |= set(every(one.first - timedelta(weeks=gap.weeks_before), one.last + timedelta(weeks=gap.weeks_after)))
    return taken


def slow_closed(place: Place, closures: list[Closure], keeps_off: str) -> set[date]:
    days: set[date] = set()
    if keeps_off == "fieldwork":
        days |= {day for day in every(date(2025, 6, 1), date(2027, 9, 1)) if day.month == 8}
    else:
        days |= {
            day
            for day in every(date(2025, 6, 1), date(2027, 9, 1))
            if (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 2)
        }
    for one in closures:
        if (one.kind == "pre_election") == (keeps_off == "notice") and (one.areas is None or place.code in one.areas):
            days |= set(every(one.first, one.last))
    return days


@settings(max_examples=60)
@given(visits=VISITS, closures=CLOSURES, gaps=GAPS, whole=st.booleans())
def test_weeks_are_as_a_slow_reading_day_by_day_finds_them(
    visits: list[Visit], closures: list[Closure], gaps: list[BurdenGap], whole: bool
) -> None:
    rule = STANDARD.__class__(**{**vars(STANDARD), "closed": CLOSED, "gaps": tuple(gaps), "whole_weeks": whole})
    span = (date(2026, 3, 2), date(2027, 2, 12))
    found = open_weeks([MILLBROOK, HARBOUR], visits, closures, rule=rule, notified=notified, span=span)
    for place in (MILLBROOK, HARBOUR):
        taken = slow_taken(place, visits, gaps)
        no_fieldwork, no_notice = (slow_closed(place, closures, keeps_off) for keeps_off in ("fieldwork", "notice"))
        for monday in mondays(*span):
            week = set(every(monday, monday + timedelta(days=4)))
            shut = (
                bool(week & no_fieldwork)
                or bool(set(every(notified(monday), monday + timedelta(days=4))) & no_notice)
                or (whole and not all(map(is_working_day, week)))
            )
            near = bool(week & taken)
            assert (monday in found[place.code].open) == (not shut and not near)
            assert (monday in found[place.code].yielding) == (not shut and near)
            assert (monday in found[place.code].barred) == (shut or near)
