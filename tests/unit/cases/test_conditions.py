"""Spec table of duties that hang on the child's age, or on what came before."""

from dataclasses import dataclass
from datetime import date

import polars as pl
import pytest

from joinedup.cases.core.conditions import completes
from joinedup.cases.core.coverage import Coverage
from joinedup.cases.core.timescales import timescales
from joinedup.method.days import end_of
from joinedup.method.framework import Timescale

AS_OF = end_of(date(2024, 5, 14))
REVIEW, CARE, VISIT, PLACED = "looked_after_review", "looked_after", "social_work_visit", "placement"
SECOND = Timescale("r", "R", REVIEW, REVIEW, 3, "months", "law", since=CARE, nth="first")
LATER = Timescale("r", "R", REVIEW, REVIEW, 6, "months", "law", repeats=True, since=CARE, nth="later")
EARLY = Timescale("r", "R", VISIT, VISIT, 42, "days", "law", repeats=True, since=PLACED, since_under=12)
LATE = Timescale("r", "R", VISIT, VISIT, 3, "months", "law", repeats=True, since=PLACED, since_from=12)
UNDER = Timescale("r", "R", VISIT, VISIT, 6, "months", "law", repeats=True, age_under=5)
OVER = Timescale("r", "R", VISIT, VISIT, 12, "months", "law", repeats=True, age_from=5)


@dataclass(frozen=True)
class Rules:
    timescales: tuple
    lists: tuple
    handovers: tuple = ()


@pytest.fixture(scope="module")
def judged(told, every_list):
    def make(rule, events, born=None, coverage=None):
        lo, hi = born or (None, None)
        frame = told(*[("la", *event) for event in events])
        frame = frame.with_columns(pl.lit(lo, pl.Date).alias("born_earliest"), pl.lit(hi, pl.Date).alias("born_latest"))
        return timescales(Rules((rule,), every_list), frame, AS_OF, coverage).select("start_event", "state").rows()

    return make


CAME = (CARE, "2023-01-10")
COUNTED = [
    ("the first alone begins it", SECOND, [CAME, (REVIEW, "2023-02-01"), (REVIEW, "2023-05-01")], [("e1", "met")]),
    ("too long after the first", SECOND, [CAME, (REVIEW, "2023-02-01"), (REVIEW, "2023-05-02")], [("e1", "missed")]),
    ("the rest belong to the other rule", LATER, [CAME, (REVIEW, "2023-02-01"), (REVIEW, "2023-08-01"), (REVIEW, "2024-01-31")],
     [("e2", "met"), ("e3", "open")]),
    ("a new time in care begins anew", SECOND,
     [(CARE, "2023-01-10", "2023-06-01"), (REVIEW, "2023-02-01"), (CARE, "2023-09-01"), (REVIEW, "2023-09-20")],
     [("e1", "missed"), ("e3", "missed")]),
    ("no time in care on the lists", SECOND, [(REVIEW, "2023-02-01")], [("e0", "unknown")]),
    ("loosely dated, it may be the first or not", SECOND, [CAME, (REVIEW, "2023-02"), (REVIEW, "2023-02-14")],
     [("e1", "unknown"), ("e2", "unknown")]),
    ("two rows of one day are one review", SECOND, [CAME, (REVIEW, "2023-02-01"), (REVIEW, "2023-02-01")],
     [("e1", "missed"), ("e2", "missed")]),
    ("in the first year", EARLY, [(PLACED, "2023-03-01"), (VISIT, "2024-02-28")], [("e1", "missed")]),
    ("a year is over", EARLY, [(PLACED, "2023-03-01"), (VISIT, "2024-03-01")], []),
    ("after the first year", LATE, [(PLACED, "2023-03-01"), (VISIT, "2024-03-01")], [("e1", "open")]),
    ("before a placement on the lists", EARLY, [(PLACED, "2023-03-01"), (VISIT, "2023-02-28")], [("e1", "unknown")]),
    ("the last placement counts", LATE, [(PLACED, "2022-03-01"), (PLACED, "2024-01-01"), (VISIT, "2024-02-01")], []),
    ("the year may be over", LATE, [(PLACED, "2023-03"), (VISIT, "2024-03-15")], [("e1", "unknown")]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "events", "expected"), [case[1:] for case in COUNTED], ids=[case[0] for case in COUNTED])
def test_what_came_before(judged, rule, events, expected):
    assert judged(rule, events) == expected


AGES = [
    ("four", UNDER, (date(2019, 3, 2), date(2019, 3, 2)), "open"),
    ("five that day", UNDER, (date(2019, 3, 1), date(2019, 3, 1)), None),
    ("five that day, by the other rule", OVER, (date(2019, 3, 1), date(2019, 3, 1)), "open"),
    ("may be either", UNDER, (date(2019, 2, 1), date(2019, 4, 1)), "unknown"),
    ("not recorded", OVER, None, "unknown"),
]


@pytest.mark.parametrize(("rule", "born", "state"), [case[1:] for case in AGES], ids=[case[0] for case in AGES])
def test_the_childs_age_on_the_day(judged, rule, born, state):
    assert judged(rule, [(VISIT, "2024-03-01")], born) == ([("e0", state)] if state else [])


def test_what_the_lists_did_not_show_leaves_it_open(judged, every_list):
    coverage = Coverage(Rules((), every_list), date(2024, 5, 14), received=("police",))
    assert judged(LATE, [(PLACED, "2022-03-01"), (VISIT, "2024-03-01")], coverage=coverage) == [("e1", "unknown")]


def test_born_on_a_leap_day():
    born = pl.DataFrame({"born": [date(2016, 2, 29), date(2016, 2, 28)]})
    assert born.select(completes(pl.col("born"), 5)).to_series().to_list() == [date(2021, 3, 1), date(2021, 2, 28)]
    assert born.select(completes(pl.col("born"), 4)).to_series().to_list() == [date(2020, 2, 29), date(2020, 2, 28)]
