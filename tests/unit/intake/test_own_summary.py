"""What an agency's own file says: counted again by hand, and how long things took by a slow second reckoning."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.intake.core.own_summary import OwnSummary, own_summary
from joinedup.intake.core.own_times import Times, median
from joinedup.intake.core.reading import Reading, read_file
from joinedup.method.calendar import add_working_days, working_days_between
from joinedup.method.framework import EventMapping, Framework, ListSpec, Timescale
from joinedup.method.loader import load_framework
from tests.factories.lists import AS_OF, MEETINGS, column, csv_bytes, framework_of_lists

Read = Callable[..., Reading]

MISSING = [
    ["Force ID", "Reported missing", "Returned", "Risk level"],
    ["1", "03/01/2023 10:00", "04/01/2023 09:00", "High"],
    ["1", "05/01/2023", "", "Low"],
    ["2", "10/03/2023", "10/03/2023", ""],
    ["3", "31/02/2023", "", "perhaps"],
]
PEOPLE = [
    ["Force ID", "Forename", "Surname", "DOB"],
    ["1", "Ann", "Lee", "01/05/2019"],
    ["2", "Bob", "Day", "17/05/2018"],
    ["3", "Cy", "", "2013"],
    ["4", "Unborn", "Lee", "01/08/2023"],
    ["5", "Di", "Fox", ""],
    ["6", "Ed", "Fox", "16/05/2005"],
]


def summary(reading: Reading, framework: Framework) -> OwnSummary:
    return own_summary([reading], framework, AS_OF)


def test_people_are_counted_by_age_on_the_day_of_notification(read: Read, framework: Framework) -> None:
    told = summary(read("police-people", PEOPLE), framework)
    assert (told.rows, told.people, told.named, told.events, told.kinds, told.months, told.times) == (6, 6, 6, 0, (), (), ())
    assert [(band.words, band.number) for band in told.ages] == [
        ("not yet born", 1), ("under 5", 2), ("5 to 9", 0), ("10 to 13", 0), ("14 to 17", 0), ("18 and over", 1),
        ("age not known", 2),
    ]  # fmt: skip


def test_cells_left_empty_have_their_denominator(read: Read, framework: Framework) -> None:
    told = summary(read("police-missing", MISSING), framework)
    assert {gap.key: (gap.in_file, gap.empty, gap.unreadable, gap.rows) for gap in told.gaps} == {
        "force_id": (True, 0, 0, 4),
        "reported": (True, 0, 1, 4),
        "returned": (True, 2, 0, 4),
        "risk": (True, 1, 1, 4),
        "debrief": (False, 0, 0, 0),
        "times": (False, 0, 0, 0),
    }
    assert [(gap.key, gap.words) for gap in told.columns_with_gaps] == [
        ("debrief", "not in the file"),
        ("times", "not in the file"),
        ("returned", "2 of 4 empty"),
        ("risk", "1 of 4 empty, 1 not readable"),
        ("reported", "0 of 4 empty, 1 not readable"),
    ]


def test_months_are_those_of_the_window_and_empty_ones_stand_out(read: Read, framework: Framework) -> None:
    told = summary(read("police-missing", MISSING), framework)
    assert (told.months[0].first, told.months[-1].words, len(told.months)) == (date(2022, 5, 1), "May 2023", 13)
    assert [(month.words, month.events) for month in told.months if month.events] == [("January 2023", 2), ("March 2023", 1)]
    assert [(kind.words, kind.number) for kind in told.kinds] == [("Missing episode", 3)]
    # the first and the last month lie only in part in the window, so that they are empty says nothing
    assert [month.words for month in told.empty_months][:2] == ["June 2022", "July 2022"]
    assert "April 2023" in {month.words for month in told.empty_months}
    assert "May 2023" not in {month.words for month in told.empty_months}


def test_a_list_of_what_is_current_has_no_empty_months(read: Read, framework: Framework) -> None:
    rows = [["Force ID", "Date of meeting", "Meeting"], ["1", "01/02/2023", "MARAC"], ["2", "01/05/2023", "MACE"]]
    told = summary(read(MEETINGS.id, rows), framework)
    assert [(month.words, month.events) for month in told.months][::3] == [("February 2023", 1), ("May 2023", 1)]
    assert told.empty_months == ()


REFERRALS = ListSpec(
    id="referrals",
    title="Referrals",
    sector="local_authority",
    kind="events",
    purpose="For the test.",
    columns=(
        column("child", "Child", "id", holds="own_id", required=True),
        column("referred", "Referred", "date", required=True),
        column("decided", "Decided", "date"),
        column("nfa", "NFA", "code", codes="risk"),
    ),
    events=(EventMapping("referral", "referred", attributes=(("nfa", "nfa"),)), EventMapping("referral_decision", "decided")),
)
DECISION = Timescale("decision", "Decision in time", "referral", "referral_decision", 2, "working_days", "For the test.")


def of_referrals(rows: list[list[str]], rule: Timescale = DECISION, headers: tuple[str, ...] = ()) -> tuple[Times, ...]:
    framework = replace(framework_of_lists(), lists=(REFERRALS,), timescales=(rule,))
    data = csv_bytes([list(headers) or ["Child", "Referred", "Decided", "NFA"], *rows])
    readings = read_file(data, filename="a.csv", framework=framework, agency="council", as_of=AS_OF, list_id="referrals")
    return own_summary(readings, framework, AS_OF).times


def test_a_row_answers_itself_and_what_is_open_is_kept_apart() -> None:
    rows = [
        ["1", "02/05/2023", "02/05/2023", "High"],  # the same day
        ["1", "03/05/2023", "04/05/2023", "High"],  # a day later; an older row's answer is not taken for it
        ["2", "02/05/2023", "10/05/2023", "High"],  # Bank holiday on the 8th: five working days
        ["3", "02/05/2023", "", "High"],  # open, long after
        ["4", "15/05/2023", "", "High"],  # open, not yet due on the 16th
        ["5", "02/05/2023", "May 2023", "High"],  # which day is not known
        ["6", "02/05/2023", "soon", "High"],  # answered, the day cannot be read
    ]
    (told,) = of_referrals(rows)
    assert (told.began, told.finished, told.within, told.outside, told.open, told.ended, told.unclear) == (7, 4, 2, 2, 1, 0, 2)
    assert told.sentence == (
        "4 of 7 that began in this list have an end in it; 2 within 2 working days; 2 later, or still open after that; "
        "1 still open, which may yet end in time; 2 cannot be told from the dates given."
    )
    assert [(band.words, band.finished, band.open) for band in told.bands] == [
        ("up to 1 working day", 2, 1), ("2 working days", 0, 0), ("3 to 4 working days", 0, 0), ("more than 4 working days", 1, 1),
    ]  # fmt: skip


def test_what_a_column_not_in_the_file_would_tell_is_not_told() -> None:
    assert of_referrals([["1", "02/05/2023", "High"]], headers=("Child", "Referred", "NFA")) == ()


def test_a_rule_counts_only_what_it_is_about_and_unknown_is_unclear() -> None:
    rule = replace(DECISION, when=(("nfa", ("high",)),))
    rows = [["1", "02/05/2023", "02/05/2023", "High"], ["2", "02/05/2023", "", "Low"], ["3", "02/05/2023", "02/05/2023", ""]]
    (told,) = of_referrals(rows, rule)
    assert (told.began, told.within, told.outside, told.unclear) == (2, 1, 0, 1)


days = st.integers(0, 40).map(lambda number: date(2023, 4, 1) + timedelta(days=number))


@settings(deadline=None)
@given(st.lists(st.tuples(days, st.none() | days), min_size=1, max_size=12))
def test_rows_are_timed_as_a_calendar_would(rows: list[tuple[date, date | None]]) -> None:
    written = [[str(place), f"{start}", f"{end or ''}", "High"] for place, (start, end) in enumerate(rows)]
    (told,) = of_referrals(written)
    expected = {"within": 0, "outside": 0, "open": 0, "unclear": 0}
    for start, end in rows:
        due = add_working_days(start, 2)
        late = due < (end or AS_OF)
        state = "unclear" if end and end < start else "outside" if late else "within" if end else "open"
        expected[state] += 1
    assert {state: getattr(told, state) for state in expected} == expected
    took = [working_days_between(start, end) for start, end in rows if end and end >= start]
    assert sum(band.finished for band in told.bands) == len(took)
    assert told.bands[-1].finished == sum(length > 4 for length in took)


def test_a_childs_next_event_answers_where_rows_hold_one_each() -> None:
    rule = Timescale("later", "Next meeting", "marac", "mace", 30, "days", "For the test.")
    framework = replace(framework_of_lists(), timescales=(rule,))
    rows = [
        ["Force ID", "Date of meeting", "Meeting"],
        ["1", "01/02/2023", "MARAC"],
        ["1", "20/02/2023", "MACE"],
        ["1", "01/01/2023", "MACE"],
        ["2", "01/02/2023", "MARAC"],
        ["2", "01/05/2023", "MACE"],
        ["3", "10/05/2023", "MARAC"],
    ]
    readings = read_file(csv_bytes(rows), filename="a.csv", framework=framework, agency="force", as_of=AS_OF)
    (told,) = own_summary(readings, framework, AS_OF).times
    assert (told.began, told.within, told.outside, told.open, told.unit) == (3, 1, 1, 1, "days")


def test_spans_are_told_by_how_long_they_lasted(read: Read, framework: Framework) -> None:
    (told,) = summary(read("police-missing", MISSING), framework).times
    assert (told.title, told.began, told.finished, told.open) == ("How long it lasted: Missing episode", 3, 2, 1)
    assert told.sentence == "2 of 3 that began in this list have an end in it; 1 still open."
    assert [(band.words, band.finished, band.open) for band in told.bands] == [
        ("up to 7 days", 2, 0), ("8 to 28 days", 0, 0), ("29 to 91 days", 0, 0), ("92 to 182 days", 0, 1),
        ("more than 182 days", 0, 0),
    ]  # fmt: skip


def test_a_span_whose_end_cannot_be_used_is_not_still_open(read: Read, framework: Framework) -> None:
    rows = [*MISSING[:4], ["4", "10/03/2023", "05/03/2023", "Low"], ["5", "11/03/2023", "soon", "Low"]]
    (told,) = summary(read("police-missing", rows), framework).times
    assert (told.began, told.finished, told.open, told.unusable) == (3, 2, 1, 2)
    assert told.sentence == "2 of 3 that began in this list have an end in it; 1 still open; 2 end dates not usable."
    assert sum(band.open for band in told.bands) == 1
    (told,) = summary(read("police-missing", [MISSING[0], rows[-1]]), framework).times
    assert told.sentence == "0 of 0 that began in this list have an end in it; 1 end date not usable."


lengths = st.lists(st.integers(0, 9), max_size=8)


@settings(deadline=None)
@given(lengths, lengths)
def test_the_median_is_that_of_kaplan_and_meier(done: list[int], running: list[int]) -> None:
    left, answer = Fraction(1), None
    for length in range(10):
        at_risk = sum(one >= length for one in done + running)
        if at_risk:
            left *= 1 - Fraction(done.count(length), at_risk)
        if done + running and left <= Fraction(1, 2):
            answer = length
            break
    assert median(pl.Series(done, dtype=pl.Int64), pl.Series(running, dtype=pl.Int64)) == answer


@pytest.mark.data
def test_the_published_workbook_is_summed_up_whole(shared_data: Path) -> None:
    path = shared_data / "childlevel" / "annex_a_dummy.xlsx"
    framework, day = load_framework("jtai-2016-sexual-exploitation-missing"), date(2021, 3, 16)
    readings = read_file(path, filename=path.name, framework=framework, agency="council", as_of=day)
    told = own_summary(readings, framework, day)
    assert told.rows == sum(reading.rows for reading in readings)
    assert told.people == len({own for reading in readings for own in reading.records["own_id"]})
    assert sum(band.number for band in told.ages) == told.people
    assert {"assessment-45", "conference-15", "looked_after-lasted"} <= {times.id for times in told.times}
    for times in told.times:
        assert times.began == (
            times.within + times.outside + times.open + times.ended + times.unclear
            if times.limit_words
            else times.finished + times.open
        )
