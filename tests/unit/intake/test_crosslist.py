"""What is only seen with an agency's lists side by side."""

from dataclasses import replace

import polars as pl
import pytest

from joinedup.intake.core.crosslist import all_issues, all_records, check_lists, count_by_rule
from joinedup.method.framework import Framework
from joinedup.method.loader import load_framework
from tests.factories.lists import AS_OF, csv_bytes, workbook_bytes

PEOPLE = [
    ["Force ID", "Forename", "Surname", "DOB", "Household"],
    ["1", "Ann", "Lee", "01/05/2010", ""],
    ["2", "Bo", "Lee", "", ""],
]
MISSING = [
    ["Force ID", "Reported missing", "Risk level", "Times missing in 12 months"],
    ["1", "01/05/2023", "High", "0"],
    ["1", "02/04/2023", "High", "2"],
    ["1", "03/03/2023", "High", "5"],
    ["9", "01/05/2023", "High", "1"],
]
RELATIONS = [["Child's ID", "Other person's ID", "Relation"], ["1", "2", "Sibling"], ["1", "77", "Parent"]]


def files(**lists: list[list[str]]) -> list[tuple[str, bytes]]:
    return [(f"{name.replace('_', '-')}.csv", csv_bytes(rows)) for name, rows in lists.items()]


def issues_of(framework: Framework, **lists: list[list[str]]) -> list[tuple[str, int | None, str | None]]:
    issues = all_issues(check_lists(files(**lists), framework, AS_OF, agency="force"))
    issues = issues.filter(~pl.col("rule").is_in(["column_missing"]))
    return list(issues.select("rule", "row", "value").iter_rows())


def test_ids_that_are_not_on_the_people_list(framework: Framework) -> None:
    found = issues_of(framework, police_people=PEOPLE, police_missing=MISSING, police_relations=RELATIONS)
    assert [issue for issue in found if issue[0] == "not_on_people_list"] == [
        ("not_on_people_list", 5, "9"),
        ("not_on_people_list", 3, "77"),
    ]


def test_counts_that_the_rows_contradict(framework: Framework) -> None:
    found = issues_of(framework, police_people=PEOPLE, police_missing=MISSING)
    assert [issue for issue in found if issue[0] == "count_differs"] == [("count_differs", 2, "0")]


def test_lists_without_a_people_list(framework: Framework) -> None:
    assert ("people_list_missing", None, None) in issues_of(framework, police_missing=MISSING)
    assert ("people_list_missing", None, None) not in issues_of(framework, police_people=PEOPLE)


def test_each_person_is_one_record_as_the_people_list_has_it(framework: Framework) -> None:
    readings = check_lists(files(police_missing=MISSING, police_people=PEOPLE), framework, AS_OF, agency="force")
    assert [reading.list_id for reading in readings] == ["police-missing", "police-people"]
    records = all_records(reading.records for reading in readings)
    assert records.select("record_id", "list").rows() == [
        ("force:1", "police-people"), ("force:2", "police-people"), ("force:9", "police-missing"),
    ]  # fmt: skip


def test_counts_by_rule(framework: Framework) -> None:
    readings = check_lists(files(police_people=PEOPLE, police_relations=RELATIONS), framework, AS_OF, agency="force")
    assert count_by_rule(readings[1].issues) == {"column_missing": 2, "not_on_people_list": 1}


def test_ids_that_lost_their_zeros_are_told_apart_from_strangers(framework: Framework) -> None:
    people = [PEOPLE[0], ["0012", "Ann", "Lee", "", ""]]
    missing = [MISSING[0], ["12", "01/05/2023", "High", ""], ["13", "01/05/2023", "High", ""], ["0012", "02/05/2023", "High", ""]]
    found = issues_of(framework, police_people=people, police_missing=missing)
    assert found == [("zeros_lost", 2, "12"), ("not_on_people_list", 3, "13")]


def test_who_is_on_one_list_and_not_on_the_list_the_framework_says_they_must_be_on_too(framework: Framework) -> None:
    lists = [replace(spec, also_on=("police-missing",)) if spec.id == "police-conferences" else spec for spec in framework.lists]
    framework = replace(framework, lists=tuple(lists))
    meetings = [["Force ID", "Date of meeting", "Meeting"], ["1", "01/05/2023", "MARAC"], ["2", "01/05/2023", "MACE"]]
    found = issues_of(framework, police_people=PEOPLE, police_missing=MISSING, police_conferences=meetings)
    assert [issue for issue in found if issue[0] == "not_on_other_list"] == [("not_on_other_list", 3, "2")]
    alone = issues_of(framework, police_people=PEOPLE, police_conferences=meetings)
    assert [issue for issue in alone if issue[0] == "not_on_other_list"] == []


def test_children_with_a_protection_plan_must_be_on_the_list_of_children_in_need() -> None:
    framework = load_framework("jtai-2016-sexual-exploitation-missing")
    also_on = {spec.id: spec.also_on for spec in framework.lists if spec.also_on}
    assert also_on == {"annex-a-7": ("annex-a-6",), "annex-a-8": ("annex-a-6",)}
    need = [["Child Unique ID", "CIN Start Date"], ["1", "01/03/2023"]]
    plans = [["Child Unique ID", "Child Protection Plan Start Date"], ["1", "01/04/2023"], ["2", "01/04/2023"]]
    found = check_lists(files(annex_a_6=need, annex_a_7=plans), framework, AS_OF, agency="council")
    absent = all_issues(found).filter(pl.col("rule") == "not_on_other_list")
    assert absent.select("list", "row", "column", "value", "severity").rows() == [("annex-a-7", 3, "Child Unique ID", "2", "check")]
    assert "List 6: Children in Need" in absent["sentence"][0]


def test_what_blocks_stops_only_what_it_touches(framework: Framework) -> None:
    missing = [
        ["Force ID", "Reported missing", "Returned", "Risk level", "Return check done?"],
        ["1", "01/05/2023", "30/04/2023", "High", "Yes"],  # closed before it was opened: this event
        ["1", "02/04/2023", "03/04/2023", "High", "Yes"],
        ["2", "whenever", "", "High", "Yes"],  # no date: this event
        ["2", "04/04/2023", "", "purple", "maybe"],  # cells that cannot be read: these cells
        ["", "05/04/2023", "", "High", "Yes"],  # nobody's: this row
    ]
    people = [[*PEOPLE[0], "NHS number"], [*PEOPLE[1], "943 476 5918"], [*PEOPLE[2], "943 476 5919"]]
    relations = [*RELATIONS, ["1", "1", "Parent"]]
    readings = {
        reading.list_id: reading
        for reading in check_lists(
            files(police_people=people, police_missing=missing, police_relations=relations), framework, AS_OF, agency="force"
        )
    }
    events = readings["police-missing"].events.select("row", "record_id", "attributes").rows()
    assert events == [(3, "force:1", '{"debrief":"yes","risk":"high"}'), (5, "force:2", "{}")]
    records = all_records(reading.records for reading in readings.values()).sort("record_id")
    assert records.select("record_id", "known_ids").rows() == [("force:1", []), ("force:2", ["nhs:9434765919"])]
    assert readings["police-relations"].relations["other_record_id"].to_list() == ["force:2", "force:77"]
    blocked = all_issues(readings.values()).filter(pl.col("severity") == "blocks", pl.col("row").is_not_null())
    assert blocked.select("list", "row", "rule").sort("list", "row").rows() == [
        ("police-missing", 2, "end_before_start"),
        ("police-missing", 4, "date_unreadable"),
        ("police-missing", 6, "own_id_missing"),
        ("police-people", 2, "nhs_invalid"),
        ("police-relations", 4, "relation_self"),
    ]


ELSEWHERE = {
    "another name and birth date": (["1", "Bo", "Day", "02/06/2012"], True),
    "a sibling": (["1", "Bo", "Lee", "02/06/2012"], True),
    "another name, no birth date": (["1", "Bo", "Day", ""], True),
    "the same person": (["1", "ANN", "Lee", "01/05/2010"], False),
    "the same person, less well known": (["1", "Ann", "Lee", "2010"], False),
    "another birth date alone": (["1", "Ann", "Lee", "01/05/2011"], False),
    "a changed name": (["1", "Ann", "Day", "01/05/2010"], False),
    "a changed name, no birth date": (["1", "Ann", "Day", ""], False),
    "no name": (["1", "", "", "02/06/2012"], False),
    "another id": (["3", "Bo", "Day", "02/06/2012"], False),
}


@pytest.mark.parametrize(("row", "two"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_one_own_id_for_two_people_in_two_files_or_sheets_of_a_list(framework: Framework, row: list[str], two: bool) -> None:
    first, second = [row[:4] for row in PEOPLE], [PEOPLE[0][:4], row]
    in_files = [("one.csv", csv_bytes(first)), ("two.csv", csv_bytes(second))]
    in_sheets = [("both.xlsx", workbook_bytes({"Police people": first, "Nominals": second}))]
    for sent, where in ((in_files, "file"), (in_sheets, "sheet")):
        issues = all_issues(check_lists(sent, framework, AS_OF, agency="force")).filter(pl.col("rule") == "own_id_shared")
        places = ("one.csv", "two.csv") if where == "file" else ("Police people", "Nominals")
        assert set(issues.select(where, "row", "value").rows()) == ({(place, 2, "1") for place in places} if two else set())
