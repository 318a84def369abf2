"""What rows become: records, events and relations in the shapes every other room reads."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import polars as pl
import pytest

from joinedup.intake.core.people import alias_names
from joinedup.intake.core.reading import Reading, read_file, read_list
from joinedup.intake.core.unusable import UnusableFile
from joinedup.method.framework import Framework
from joinedup.records.shape import EVENT, RECORD, RELATION
from tests.factories.lists import AS_OF, workbook_bytes

Read = Callable[..., Reading]


def test_a_person_whole(read: Read) -> None:
    rows = [
        ["Force ID", "Forename", "Middle names", "Surname", "Aliases", "DOB", "Sex", "Home address", "Home postcode", "NHS number"],
        [
            "0012",
            "Ann",
            "Mary Jo",
            "O'Neill-Smith",
            "AKA Annie Smith; Jones, Ann",
            "16/09/2010",
            "female",
            "1 High St",
            "ab12cd",
            "9434765919",
        ],
    ]
    reading = read("police-people", rows)
    [person] = reading.records.to_dicts()
    assert dict(reading.records.schema) == RECORD
    assert person == {
        "record_id": "force:0012",
        "agency": "force",
        "sector": "police",
        "own_id": "0012",
        "names": [{"given": "Ann", "middle": "Mary Jo", "family": "O'Neill-Smith"}],
        "aliases": [{"given": "Annie", "middle": None, "family": "Smith"}, {"given": "Ann", "middle": None, "family": "Jones"}],
        "dob_earliest": date(2010, 9, 16),
        "dob_latest": date(2010, 9, 16),
        "dob_kind": "exact",
        "sex": "female",
        "postcode": "AB1 2CD",
        "address": "1 High St",
        "known_ids": ["nhs:9434765919"],
        "submission": reading.sha256,
        "list": "police-people",
        "sheet": None,
        "row": 2,
    }


ID_LESS = [["Force ID", "Forename", "Surname", "DOB"], ["", "Ann", "Lee", "16/09/2010"]]


def test_people_without_an_own_id_in_the_same_row_of_two_sheets_are_two(framework: Framework) -> None:
    sheets = {"Police people": ID_LESS, "Nominals": [ID_LESS[0], ["", "Bo", "Day", "01/02/2012"]]}
    [reading] = read_file(workbook_bytes(sheets), filename="both.xlsx", framework=framework, agency="force", as_of=AS_OF)
    file = reading.sha256[:8]
    assert reading.records.select("record_id", pl.col("names").list.first().struct.field("given")).rows() == [
        (f"force:police-people#{file}:Police people:2", "Ann"),
        (f"force:police-people#{file}:Nominals:2", "Bo"),
    ]


def test_a_row_without_an_own_id_is_another_record_when_the_list_is_sent_again_changed(read: Read) -> None:
    stranger = ["", "Bo", "Day", "01/02/2012"]
    first, again = read("police-people", ID_LESS), read("police-people", [ID_LESS[0], stranger, ID_LESS[1]])
    assert first.records["record_id"].to_list() == [f"force:police-people#{first.sha256[:8]}:2"]
    assert not set(first.records["record_id"]) & set(again.records["record_id"])
    assert read("police-people", ID_LESS).records["record_id"].equals(first.records["record_id"])


@pytest.mark.parametrize(
    ("given", "birth", "kind", "first", "last"),
    [
        ("Ann", "16/09/2010", "exact", date(2010, 9, 16), date(2010, 9, 16)),
        ("Ann", "2010", "estimated", date(2010, 1, 1), date(2010, 12, 31)),
        ("Ann", "Feb 2010", "estimated", date(2010, 2, 1), date(2010, 2, 28)),
        ("Unborn", "16/04/2023", "expected", date(2023, 4, 16), date(2023, 4, 16)),
        ("Ann", "16/09/2023", "expected", date(2023, 9, 16), date(2023, 9, 16)),
        ("Ann", "", "missing", None, None),
        ("Ann", "soon", "missing", None, None),
    ],
)
def test_birth_dates(read: Read, given: str, birth: str, kind: str, first: date | None, last: date | None) -> None:
    rows = [["Force ID", "Forename", "Surname", "DOB"], ["1", given, "Lee", birth]]
    [person] = read("police-people", rows).records.to_dicts()
    assert (person["dob_kind"], person["dob_earliest"], person["dob_latest"]) == (kind, first, last)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jay Smith", [("Jay", None, "Smith")]),
        ("Smith, Jay Lee", [("Jay", "Lee", "Smith")]),
        ("Jay Lee Smith / JJ", [("Jay", "Lee", "Smith"), (None, None, "JJ")]),
        (" ; ", []),
    ],
)
def test_aliases(text: str, names: list[tuple[str | None, ...]]) -> None:
    assert [tuple(name.values()) for name in alias_names(text)] == names


def test_an_event_whole(read: Read) -> None:
    rows = [
        ["Force ID", "Reported missing", "Returned", "Risk level", "Return check done?"],
        ["0012", "01/05/2023 10:30", "02/05/2023", "high", "Yes"],
    ]
    reading = read("police-missing", rows)
    [event] = reading.events.to_dicts()
    assert dict(reading.events.schema) == EVENT
    event_id = event.pop("event_id")
    assert len(event_id) == 16
    assert event == {
        "record_id": "force:0012",
        "kind": "missing_episode",
        "start_earliest": datetime(2023, 5, 1, 9, 30, tzinfo=UTC),
        "start_latest": datetime(2023, 5, 1, 9, 30, 59, 999999, tzinfo=UTC),
        "precision": "minute",
        "end_earliest": datetime(2023, 5, 1, 23, 0, tzinfo=UTC),
        "end_latest": datetime(2023, 5, 2, 22, 59, 59, 999999, tzinfo=UTC),
        "end_precision": "day",
        "attributes": '{"debrief":"yes","risk":"high"}',
        "submission": reading.sha256,
        "list": "police-missing",
        "sheet": None,
        "row": 2,
    }  # fmt: skip
    assert read("police-missing", rows).events["event_id"][0] == event_id


def test_attributes_are_json_whatever_the_text(read: Read) -> None:
    rows = [["Force ID", "Reported missing", "Risk level"], ["1", "01/05/2023", "high"], ["1", "02/05/2023", ""]]
    assert [json.loads(text) for text in read("police-missing", rows).events["attributes"]] == [{"risk": "high"}, {}]


def test_events_about_people_on_no_list_leave_a_bare_record(read: Read) -> None:
    header = ["Child Unique ID", "Gender", "Date of Birth", "Age", "Continuous Assessment Start Date"]
    rows = [header, ["7", "", "", "", "01/03/2023"], ["7", "b) Female", "16/09/2010", "12", "01/04/2023"]]
    reading = read("annex-a-4", rows)
    [person] = reading.records.to_dicts()
    assert (person["record_id"], person["sex"], person["dob_earliest"], person["names"], person["row"]) == (
        "force:7", "female", date(2010, 9, 16), [], 2,
    )  # fmt: skip
    assert reading.events.height == 2


def test_a_relation_whole(read: Read) -> None:
    rows = [["Child's ID", "Other person's ID", "Relation", "From", "To"], ["1", "2", "poses_risk", "01/05/2020", "2021"]]
    reading = read("police-relations", rows)
    [relation] = reading.relations.to_dicts()
    assert dict(reading.relations.schema) == RELATION
    assert (relation["record_id"], relation["other_record_id"], relation["kind"]) == ("force:1", "force:2", "poses_risk")
    assert (relation["from_date"], relation["to_date"]) == (date(2020, 5, 1), date(2021, 12, 31))


PEOPLE = [["Force ID", "Forename", "Surname"], ["1", "Ann", "Lee"]]
MISSING = [["Force ID", "Reported missing", "Risk level"], ["1", "01/05/2023", "High"]]


def test_one_workbook_of_several_lists(framework: Framework) -> None:
    data = workbook_bytes({"Police people": PEOPLE, "Missing episodes": MISSING, "Missing 2": MISSING})
    common = {"filename": "police.xlsx", "framework": framework, "agency": "force", "as_of": AS_OF}
    readings = read_file(data, **common)  # type: ignore[arg-type]  # one dict for three calls
    assert [(reading.list_id, reading.rows) for reading in readings] == [("police-people", 1), ("police-missing", 2)]
    assert readings[1].events["event_id"].n_unique() == 2
    assert read_list(data, list_id="police-people", **common).rows == 1  # type: ignore[arg-type]
    with pytest.raises(UnusableFile, match="several lists"):
        read_list(data, **common)  # type: ignore[arg-type]
    with pytest.raises(UnusableFile, match="does not look like"):
        read_list(data, list_id="annex-a-4", **common)  # type: ignore[arg-type]
    with pytest.raises(LookupError, match="no list 'other'"):
        read_list(data, list_id="other", **common)  # type: ignore[arg-type]
    with pytest.raises(UnusableFile, match="could not tell which list"):
        read_list(workbook_bytes({"One": [["a", "b"], ["1", "2"]]}), **common)  # type: ignore[arg-type]
