"""Each rule of a list by a small table: what it is broken by, where the issue stands, what still goes on."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from joinedup.intake.core.issues import ISSUE
from joinedup.intake.core.reading import Reading
from joinedup.intake.core.rules import SEVERITIES, rules

Read = Callable[..., Reading]

MISSING = ["Force ID", "Reported missing", "Returned", "Risk level", "Return check done?", "Times missing in 12 months"]
GOOD = ["1", "01/05/2023 10:00", "02/05/2023 09:00", "High", "Yes", "1"]
ASSESS = [
    "Child Unique ID",
    "Gender",
    "Date of Birth",
    "Age",
    "Continuous Assessment Start Date",
    "Continuous Assessment Date of Authorisation",
]


def with_cell(header: str, value: str) -> list[list[str]]:
    row = list(GOOD)
    row[MISSING.index(header)] = value
    if header == "Reported missing":
        row[MISSING.index("Returned")] = ""
    return [MISSING, GOOD, row]


def broken(reading: Reading) -> list[tuple[str, int | None, str | None, str]]:
    return list(reading.issues.select("rule", "row", "column", "severity").iter_rows())


@pytest.mark.parametrize(
    ("header", "value", "rule", "severity", "events"),
    [
        ("Force ID", "", "own_id_missing", "blocks", 1),
        ("Force ID", "1.2E+11", "id_damaged", "blocks", 1),
        ("Reported missing", "", "required_missing", "blocks", 1),
        ("Reported missing", "Not known", "word_for_no_date", "blocks", 1),
        ("Reported missing", "#N/A", "word_for_no_date", "blocks", 1),
        ("Reported missing", "yesterday", "date_unreadable", "blocks", 1),
        ("Reported missing", "2023", "date_partial", "note", 2),
        ("Reported missing", "17/05/2023", "date_future", "blocks", 1),
        ("Reported missing", "15/05/2022", "outside_window", "check", 2),
        ("Returned", "30/04/2023", "end_before_start", "blocks", 1),
        ("Returned", "soon", "date_unreadable", "blocks", 1),
        ("Risk level", "", "required_missing", "check", 2),
        ("Risk level", "purple", "code_unknown", "check", 2),
        ("Return check done?", "perhaps", "boolean_unreadable", "check", 2),
        ("Times missing in 12 months", "many", "number_unreadable", "check", 2),
    ],
)
def test_one_bad_cell(read: Read, header: str, value: str, rule: str, severity: str, events: int) -> None:
    reading = read("police-missing", with_cell(header, value))
    assert broken(reading) == [(rule, 3, header, severity)]
    assert reading.issues["value"][0] == (value or None)
    assert reading.events.height == events
    assert reading.rows == 2


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Reported missing", "16/05/2023 23:59"),
        ("Reported missing", "16/05/2022"),
        ("Returned", ""),
        ("Returned", "#N/A"),
        ("Returned", "01/05/2023"),
        ("Return check done?", "Unknown"),
        ("Risk level", "Med"),
    ],
)
def test_what_is_not_wrong_is_not_an_issue(read: Read, header: str, value: str) -> None:
    reading = read("police-missing", with_cell(header, value))
    assert broken(reading) == []
    assert reading.events.height == 2


@pytest.mark.parametrize(
    ("row", "rules_"),
    [
        (["1", "a) Male", "01/01/2013", "10.4", "01/03/2023", ""], []),
        (["1", "a) Male", "01/01/2013", "9", "01/03/2023", ""], []),
        (["1", "a) Male", "01/01/2013", "7", "01/03/2023", ""], ["age_differs"]),
        (["1", "a) Male", "01/01/2013", "12", "01/03/2023", ""], ["age_differs"]),
        (["1", "a) Male", "2013", "10", "01/03/2023", ""], ["date_partial"]),
        (["1", "a) Male", "01/09/2023", "0", "01/03/2023", ""], ["birth_future"]),
        (["1", "a) Male", "01/01/2024", "0", "01/02/2023", ""], ["birth_future", "before_birth"]),
        (["1", "a) Male", "01/01/1903", "", "01/03/2023", ""], ["required_missing", "birth_impossible"]),
    ],
)
def test_birth_dates(read: Read, row: list[str], rules_: list[str]) -> None:
    assert read("annex-a-4", [ASSESS, row]).issues["rule"].to_list() == rules_


def test_columns(read: Read) -> None:
    rows = [["Force ID", "Reported mising", "Returned", "Returned", "Shoe size"], ["1", "01/05/2023", "", "", "4"]]
    assert broken(read("police-missing", rows)) == [
        ("column_close", None, "Reported missing", "note"),
        ("column_missing", None, "Risk level", "check"),
        ("column_missing", None, "Return check done?", "note"),
        ("column_missing", None, "Times missing in 12 months", "note"),
        ("column_twice", None, "Returned", "check"),
        ("column_unknown", None, "Shoe size", "note"),
    ]


def test_an_unknown_column_is_not_to_be_left_out_while_it_may_be_a_missing_one(read: Read) -> None:
    rows = [["Force ID", "Reported missing", "Danger", "Shoe size"], ["1", "01/05/2023", "High", "4"]]
    told = {"Shoe size": "", "Danger": "risk"}

    def rules_of(mapping: dict[str, str]) -> dict[str, str]:
        issues = read("police-missing", rows, mapping=mapping).issues
        return dict(issues.filter(pl.col("rule").str.starts_with("column_un")).select("column", "rule").rows())

    assert rules_of({}) == {"Danger": "column_unknown", "Shoe size": "column_unknown"}
    assert rules_of({"Shoe size": ""}) == {"Danger": "column_unknown", "Shoe size": "column_unread"}
    assert rules_of({"Danger": "risk"}) == {"Shoe size": "column_unread"}
    assert rules_of(told) == {"Shoe size": "column_unread"}


def test_without_the_date_column_the_list_makes_nothing_and_says_so(read: Read) -> None:
    reading = read("police-missing", [["Force ID", "Risk level"], ["1", "High"]])
    assert ("column_missing", None, "Reported missing", "blocks") in broken(reading)
    assert (reading.rows, reading.events.height, reading.records.height) == (1, 0, 1)


def test_a_code_that_decides_the_event_blocks(read: Read) -> None:
    rows = [
        ["Force ID", "Date of meeting", "Meeting"],
        ["1", "01/05/2023", "MARAC"],
        ["2", "01/05/2023", "tea"],
        ["3", "1/5/23", "Exploitation meeting"],
    ]
    reading = read("police-conferences", rows)
    assert broken(reading) == [("code_unknown", 3, "Meeting", "blocks")]
    assert list(reading.events.select("record_id", "kind").iter_rows()) == [("force:1", "marac"), ("force:3", "mace")]


PEOPLE = ["Force ID", "Forename", "Surname", "DOB", "Home postcode", "NHS number", "Household"]


def test_people(read: Read) -> None:
    rows = [
        PEOPLE,
        ["1", "Ann", "Lee", "01/05/2010", "AB1 2CD", "943 476 5919", "h1"],
        ["1", "Anna", "Lee", "01/05/2010", "AB1 2CD", "", "h1"],
        ["2", "Bo", "Lee", "", "here", "943 476 5918", "h1"],
        ["3", "", "", "", "", "", ""],
        ["", "Cy", "Day", "1/1/2011", "", "", ""],
    ]
    reading = read("police-people", rows)
    assert [(rule, row) for rule, row, *_ in broken(reading) if row] == [
        ("own_id_twice", 2), ("own_id_twice", 3), ("postcode_unreadable", 4), ("nhs_invalid", 4),
        ("required_missing", 5), ("required_missing", 5), ("nobody", 5), ("required_missing", 6),
    ]  # fmt: skip
    no_id = f"force:police-people#{reading.sha256[:8]}:6"
    assert reading.records["record_id"].to_list() == ["force:1", "force:2", "force:3", no_id]
    assert [[name["given"] for name in names] for names in reading.records["names"]] == [["Ann", "Anna"], ["Bo"], [], ["Cy"]]
    assert reading.records["known_ids"].to_list() == [["nhs:9434765919"], [], [], []]
    assert list(reading.relations.select("record_id", "other_record_id", "kind").iter_rows()) == [
        ("force:1", "force:2", "household")
    ]


@pytest.mark.parametrize(
    ("births", "pair"),
    [
        (("01/05/2010", "01/05/1980"), ("force:1", "force:2")),
        (("01/05/1980", "01/05/2010"), ("force:2", "force:1")),
        (("", "01/05/2010"), ("force:1", "force:2")),
    ],
)
def test_a_household_is_told_from_the_younger_persons_side(read: Read, births: tuple[str, str], pair: tuple[str, str]) -> None:
    rows = [PEOPLE, *([str(number), "A", "B", birth, "", "", "h1"] for number, birth in enumerate(births, start=1))]
    assert read("police-people", rows).relations.select("record_id", "other_record_id").rows() == [pair]


def test_a_key_shared_by_a_crowd_is_no_household(read: Read) -> None:
    rows = [PEOPLE, *([str(number), "A", "B", "", "", "", "hostel"] for number in range(13))]
    reading = read("police-people", rows)
    assert reading.relations.height == 0
    assert set(reading.issues.filter(reading.issues["row"].is_not_null())["rule"]) == {"household_large"}


RELATION = ["Child's ID", "Other person's ID", "Relation", "From", "To"]


@pytest.mark.parametrize(
    ("row", "rules_", "made"),
    [
        (["1", "2", "Parent", "", ""], [], 1),
        (["1", "2", "Parent", "01/01/2020", "01/01/2021"], [], 1),
        (["1", "", "Parent", "", ""], ["own_id_missing"], 0),
        (["", "2", "Parent", "", ""], ["own_id_missing"], 0),
        (["1", "1", "Parent", "", ""], ["relation_self"], 0),
        (["1", "2", "chum", "", ""], ["relation_unknown"], 0),
        (["1", "2", "", "", ""], ["required_missing"], 0),
        (["1", "2", "Parent", "01/01/2021", "01/01/2020"], ["end_before_start"], 0),
    ],
)
def test_relations(read: Read, row: list[str], rules_: list[str], made: int) -> None:
    reading = read("police-relations", [RELATION, row, ["8", "9", "Sibling", "", ""]])
    assert reading.issues["rule"].to_list() == rules_
    assert reading.relations.height == made + 1


def test_the_same_row_twice_is_read_once(read: Read) -> None:
    reading = read("police-missing", [MISSING, GOOD, GOOD])
    assert broken(reading) == [("row_twice", 3, None, "note")]
    assert reading.events["row"].to_list() == [2]


def test_a_header_repeated_within_the_rows_is_no_row(read: Read) -> None:
    assert read("police-missing", [MISSING, GOOD, MISSING]).rows == 1


def test_issues_have_one_shape_and_no_sentence_holds_a_value(read: Read) -> None:
    reading = read("police-missing", with_cell("Returned", "Ann Lee came home"))
    assert dict(reading.issues.schema) == ISSUE
    assert "Ann" not in reading.issues["sentence"][0]
    assert reading.issues["value"][0] == "Ann Lee came home"


def test_every_rule_is_a_sentence_with_a_known_severity() -> None:
    for code, rule in rules().items():
        assert rule.severity in SEVERITIES, code
        assert rule.sentence.endswith("."), code
        assert "{value}" not in rule.sentence, code


def test_the_day_the_list_is_read_moves_what_is_future(read: Read) -> None:
    rows = [MISSING, GOOD]
    assert read("police-missing", rows, as_of=date(2023, 4, 30)).issues["rule"].to_list() == ["date_future"]


def test_what_starts_after_the_notification_is_asked_about_and_used(read: Read) -> None:
    rows = with_cell("Reported missing", "04/05/2023 00:00")
    reading = read("police-missing", rows, notified_on=date(2023, 5, 3))
    assert broken(reading) == [("after_notification", 3, "Reported missing", "check")]
    assert reading.events.height == 2
    assert read("police-missing", rows, notified_on=date(2023, 5, 4)).issues.height == 0
    assert read("police-missing", rows).issues.height == 0
    future = read("police-missing", with_cell("Reported missing", "17/05/2023"), notified_on=date(2023, 5, 3))
    assert future.issues["rule"].to_list() == ["date_future"]


def test_headers_without_a_row_are_asked_about(read: Read) -> None:
    for rows in ([MISSING], [MISSING, ["", "", "", "", "", ""]]):
        reading = read("police-missing", rows)
        assert broken(reading) == [("list_empty", None, None, "check")]
        assert reading.events.height == reading.rows == 0
