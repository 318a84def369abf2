"""A slow, obvious second reading of an event list, held against the fast one on random rows."""

from collections.abc import Callable
from datetime import date, datetime
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joinedup.intake.core.reading import Reading
from joinedup.records.dates import day_moment, read_moment
from tests.factories.lists import AS_OF, csv_bytes, workbook_bytes

HEADER = ["Force ID", "Reported missing", "Returned", "Risk level", "Return check done?"]
RISKS = {"low": "low", "Low": "low", "medium": "medium", "Med": "medium", "HIGH": "high", "high": "high"}
YES_NO = {"Yes": "yes", "b) No": "no", "Unknown": None}
DATES = [
    "01/05/2023",
    "2023-05-02 10:30",
    "44950",
    "30/04/2023 23:10",
    "2023",
    "01/01/2019",
    "17/05/2023",
    "nope",
    "31/02/2023",
    "#N/A",
    "",
]

row = st.tuples(
    st.sampled_from(["1", "2", "003", "", "1.5E+10", "n/a"]),
    st.sampled_from(DATES),
    st.sampled_from(DATES),
    st.sampled_from([*RISKS, "purple", "", "-"]),
    st.sampled_from([*YES_NO, "perhaps", ""]),
)

Event = tuple[str, int, datetime, datetime, datetime | None, str]


def slowly(rows: list[tuple[str, ...]]) -> tuple[list[Event], set[tuple[int, str, str]]]:
    """Return the events and the issues (row, rule, header) a careful person would write down."""
    events: list[Event] = []
    issues: set[tuple[int, str, str]] = set()
    seen: set[tuple[str, ...]] = set()
    for number, cells in enumerate(rows, start=2):
        person, start_text, end_text, risk, debrief = ("" if cell in ("#N/A", "n/a", "-") else cell for cell in cells)
        whole = (person, start_text, end_text, risk, debrief)
        if not any(whole):
            continue
        good = True
        if whole in seen:
            issues.add((number, "row_twice", ""))
            good = False
        seen.add(whole)
        if not person:
            issues.add((number, "own_id_missing", "Force ID"))
        if "E+" in person:
            issues.add((number, "id_damaged", "Force ID"))
        good &= bool(person) and "E+" not in person
        start, end = read_moment(start_text), read_moment(end_text)
        for header, text, moment in (("Reported missing", start_text, start), ("Returned", end_text, end)):
            if text and moment is None:
                issues.add((number, "date_unreadable", header))
                good = False
            if moment is not None and moment.precision == "year":
                issues.add((number, "date_partial", header))
        if not start_text:
            issues.add((number, "word_for_no_date" if cells[1] else "required_missing", "Reported missing"))
        if start and start.earliest > day_moment(AS_OF).latest:
            issues.add((number, "date_future", "Reported missing"))
            good = False
        if start and start.last_day < date(2022, 5, 16):
            issues.add((number, "outside_window", "Reported missing"))
        if start and end and end.latest < start.earliest:
            issues.add((number, "end_before_start", "Returned"))
            good = False
        attributes = []
        if debrief and debrief not in YES_NO:
            issues.add((number, "boolean_unreadable", "Return check done?"))
        elif debrief and YES_NO[debrief]:
            attributes.append(f'"debrief":"{YES_NO[debrief]}"')
        if not risk:
            issues.add((number, "required_missing", "Risk level"))
        elif risk not in RISKS:
            issues.add((number, "code_unknown", "Risk level"))
        else:
            attributes.append(f'"risk":"{RISKS[risk]}"')
        if good and start:
            events.append(
                (
                    f"force:{person}",
                    number,
                    start.earliest,
                    start.latest,
                    end.latest if end else None,
                    "{" + ",".join(attributes) + "}",
                )
            )
    return events, issues


def differs(reading: Reading, rows: list[tuple[str, ...]]) -> str:
    """Return what the two readings do not agree on, "" where they agree."""
    events, issues = slowly(rows)
    found = reading.events.select("record_id", "row", "start_earliest", "start_latest", "end_latest", "attributes")
    if list(found.iter_rows()) != events:
        return "events"
    at_rows = reading.issues.filter(reading.issues["row"].is_not_null()).select("row", "rule", "column")
    if {(number, rule, header or "") for number, rule, header in at_rows.iter_rows()} != issues or at_rows.height != len(issues):
        return "issues"
    return ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(row, min_size=1, max_size=12))
def test_the_fast_reading_says_what_the_slow_one_says(read: Callable[..., Reading], rows: list[tuple[str, ...]]) -> None:
    assert differs(read("police-missing", [HEADER, *rows]), rows) == ""


def long_list(seed: int) -> list[tuple[str, ...]]:
    """Return a list so long that its columns are read each different text once, with a column of ids that seldom repeat."""
    draw = Random(seed)
    days = [f"{draw.randrange(1, 29):02}/{draw.randrange(1, 13):02}/{draw.choice((2022, 2023))}" for _ in range(60)]
    texts = [*DATES, *days]
    return [
        (
            draw.choice(["", "n/a", "1.5E+10", *map(str, range(900))]),
            draw.choice(texts),
            draw.choice(texts),
            draw.choice([*RISKS, "purple", "", "-"]),
            draw.choice([*YES_NO, "perhaps", ""]),
        )
        for _ in range(2_500)
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("seed", [3, 4])
def test_a_long_list_is_read_as_slowly_too(read: Callable[..., Reading], kind: str, seed: int) -> None:
    rows = long_list(seed)
    data = csv_bytes([HEADER, *rows]) if kind == "csv" else workbook_bytes({"Missing episodes": [HEADER, *rows]})
    reading = read("police-missing", data, filename=f"list.{kind}")
    assert differs(reading, rows) == ""
    assert reading.records["own_id"].n_unique() == reading.records.height
