"""Link files read and written."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from joinedup.linkage.core.lists import ListFileError, Unread, links_of, read_csv, read_lists
from joinedup.records.ids import child_id
from joinedup.records.shape import RECORD

HEAD = "record_id,given_names,family_name,date_of_birth,sex,postcode"
Write = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(name: str, *lines: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join(lines) + "\n", encoding=encoding)
        return path

    return write


def test_a_row_is_a_record(written: Write) -> None:
    lists = read_lists([written("police", HEAD, "7,Ann,Lee,2015-03-04,F,LS1 2AB")])
    assert lists.records.schema == pl.Schema(RECORD)
    row = lists.records.row(0, named=True)
    assert (row["list"], row["agency"], row["row"]) == ("police", "police", 2)
    assert row["names"] == [{"given": "Ann", "middle": None, "family": "Lee"}]
    assert (row["dob_earliest"], row["dob_latest"], row["dob_kind"], row["sex"]) == (
        date(2015, 3, 4),
        date(2015, 3, 4),
        "exact",
        "female",
    )
    assert lists.rows.select("list", "record_id").rows() == [("police", "7")]


@pytest.mark.parametrize(
    "text", ["2015-03-04", "04/03/2015", "04-03-2015", "04.03.2015", "20150304", "4 March 2015", "04 Mar 2015"]
)
def test_dates_are_day_first_or_year_first(written: Write, text: str) -> None:
    assert read_lists([written("la", HEAD, f"1,Ann,Lee,{text},,")]).records["dob_earliest"].to_list() == [date(2015, 3, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "2015-03-04 00:00:00",
        "2015-03-04T00:00:00",
        "2015-03-04 13:45",
        "2015-03-04 00:00:00.0000000",
        "2015-03-04T00:00:00.000Z",
        "2015-03-04 00:00:00+01:00",
        "04/03/2015 00:00",
        "04/03/2015 0:00:00",
    ],
)
def test_a_time_behind_the_day_is_left_out(written: Write, text: str) -> None:
    lists = read_lists([written("la", HEAD, f"1,Ann,Lee,{text},,")])
    assert (lists.records["dob_earliest"].to_list(), lists.unread) == ([date(2015, 3, 4)], ())


@pytest.mark.parametrize("text", ["12/31/2005", "2015-03-04T23:00:00Z", "2015-03-04 soon", "2015-03-04 00:00:00 BST"])
def test_a_day_that_is_not_sure_is_not_read(written: Write, text: str) -> None:
    lists = read_lists([written("la", HEAD, f"1,Ann,Lee,{text},,")])
    assert lists.records["dob_earliest"].to_list() == [None]
    assert lists.unread == (Unread("la", "date_of_birth", 1, 2),)


@pytest.mark.parametrize(
    ("text", "sex"), [("Woman", "female"), ("GIRL", "female"), ("Man", "male"), ("boy", "male"), ("2", "female"), ("X", "other")]
)
def test_words_for_a_sex(written: Write, text: str, sex: str) -> None:
    assert read_lists([written("la", HEAD, f"1,Ann,Lee,,{text},")]).records["sex"].to_list() == [sex]


def test_what_could_not_be_read_is_counted_by_list_and_column(written: Write) -> None:
    la = written("la", HEAD, "1,Ann,Lee,unknown,,", "2,Bo,Lee,4/31/2015,?,", "3,Cy,Lee,2015-03-04,W,", "4,Di,Lee,2015-02-30,F,")
    police = written("police", HEAD, "1,Ann,Lee,2015-03-04,F,", "2,Bo,Lee,2015-03-04,neither,")
    none = written("health", HEAD, "1,Ann,Lee,,,")
    assert read_lists([police, none, la]).unread == (
        Unread("police", "sex", 1, 3),
        Unread("la", "date_of_birth", 2, 3),
        Unread("la", "sex", 2, 3),
    )


def test_of_the_rows_of_one_person_the_first_date_that_can_be_read_counts(written: Write) -> None:
    lists = read_lists([written("la", HEAD + ",person_key", "1,Ann,Lee,3/14/2015,,,P1", "2,Ann,Lee,2015-03-14,,,P1")])
    assert lists.records["dob_earliest"].to_list() == [date(2015, 3, 14)]
    assert lists.unread == (Unread("la", "date_of_birth", 1, 2),)


@pytest.mark.parametrize(
    ("given", "born", "kind"), [("Ann", "", "missing"), ("Ann", "soon", "missing"), ("Unborn", "2015-03-04", "expected")]
)
def test_kind_of_birth_date(written: Write, given: str, born: str, kind: str) -> None:
    assert read_lists([written("la", HEAD, f"1,{given},Lee,{born},,")]).records["dob_kind"].to_list() == [kind]


@pytest.mark.parametrize("empty", ["", "#N/A", "n/a", "NULL", "Not known", " - "])
def test_what_stands_for_nothing_is_missing(written: Write, empty: str) -> None:
    row = read_lists([written("la", HEAD, f"1,{empty},Lee,{empty},{empty},{empty}")]).records.row(0, named=True)
    assert row["names"] == [{"given": None, "middle": None, "family": "Lee"}]
    assert (row["dob_kind"], row["sex"], row["postcode"]) == ("missing", None, None)


def test_aliases_are_full_names_or_family_names(written: Write) -> None:
    lists = read_lists([written("la", HEAD + ",aliases", "1,Ann,Lee,,,,Kaur; Ann Mary Shah ;;")])
    found = lists.records["aliases"][0].to_list()
    assert found == [{"given": None, "middle": None, "family": "Kaur"}, {"given": "Ann", "middle": "Mary", "family": "Shah"}]


@pytest.mark.parametrize(
    ("text", "known"), [("943 476 5919", ["known:9434765919"]), ("nhs:9434765919", ["nhs:9434765919"]), ("", [])]
)
def test_known_ids(written: Write, text: str, known: list[str]) -> None:
    assert read_lists([written("la", HEAD + ",known_id", f"1,Ann,Lee,,,,{text}")]).records["known_ids"][0].to_list() == known


def test_rows_of_one_person_key_are_one_record(written: Write) -> None:
    path = written("la", HEAD + ",person_key", "1,Ann,Lee,,,,P1", "2,Annie,Lee,2015-03-04,,,P1", "3,Bo,Lee,,,,")
    lists = read_lists([path])
    assert lists.records.height == 2
    assert [name["given"] for name in lists.records["names"][0]] == ["Ann", "Annie"]
    assert lists.records["dob_earliest"].to_list() == [date(2015, 3, 4), None]
    people = pl.DataFrame({"record_id": lists.records["record_id"], "child_id": ["x", "y"], "probability": [1.0, 1.0]})
    links = links_of(people, lists)
    assert links["child_id"].to_list() == [child_id([("la", "1"), ("la", "2")])] * 2 + [child_id([("la", "3")])]


def test_headers_may_have_capitals_and_a_mark_in_front(written: Write) -> None:
    path = written("la", HEAD.upper(), "1,Ann,Lee,,,", encoding="utf-8-sig")
    assert read_lists([path]).records.height == 1


def test_columns_without_a_header_are_passed_over(written: Write) -> None:
    assert read_lists([written("la", HEAD + ",, ,", "1,Ann,Lee,,,,x,y,z")]).records.height == 1


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["record_id,given_names"], "has no column family_name, date_of_birth, sex, postcode"),
        ([HEAD, ",Ann,Lee,,,"], "row 2: there is no record_id"),
        ([HEAD, "1,Ann,Lee,,,", "1,Bo,Lee,,,"], "row 3: this record_id stands in an earlier row too"),
        ([""], "cannot be read as a CSV file"),
        ([HEAD + ",Sex", "1,Ann,Lee,,,,F"], "la.csv has two columns sex, whatever their capitals"),
        ([HEAD + ",notes,notes", "1,Ann,Lee,,,,,"], "la.csv has two columns notes"),
        ([HEAD + ", postcode ", "1,Ann,Lee,,,,"], "la.csv has two columns postcode"),
    ],
)
def test_unusable_files_are_refused_in_a_sentence(written: Write, lines: list[str], says: str) -> None:
    with pytest.raises(ListFileError, match=says):
        read_lists([written("la", *lines)])


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "la.csv"
    path.write_bytes(HEAD.encode() + b"\n1,\xff\xfe\x80,Lee,,,\n")
    with pytest.raises(ListFileError, match="UTF-8"):
        read_csv(path, ())


def test_two_files_may_not_be_one_list(written: Write, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    one = written("la", HEAD)
    other = tmp_path / "sub" / "la.csv"
    other.write_text(HEAD)
    with pytest.raises(ListFileError, match="both the list la"):
        read_lists([one, other])
