"""What is only seen with an agency's lists side by side."""

import polars as pl

from joinedup.intake.core.crosslist import all_issues, all_records, check_lists, count_by_rule
from joinedup.method.framework import Framework
from tests.factories.lists import AS_OF, csv_bytes

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
