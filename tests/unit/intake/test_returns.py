"""Statutory returns as another form of lists: known by content, read by the mapping, counted again by a slow second reading."""

import csv
import tomllib
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from joinedup.intake.commands import lists
from joinedup.intake.core.crosslist import check_lists, unlinked
from joinedup.intake.core.reading import Reading, read_file
from joinedup.intake.core.returns import parse_returns, return_code_sets, return_specs
from joinedup.intake.core.unlinkable import unlinkable
from joinedup.intake.core.unusable import Limits, UnusableFile
from joinedup.method.faults import FrameworkFaults
from joinedup.method.loader import load_framework
from tests.factories.lists import csv_bytes

FRAMEWORK = load_framework("jtai-2022-front-door")
CARE = load_framework("jtai-2016-sexual-exploitation-missing")  # asks for the list of children in care
AS_OF = date(2026, 3, 3)
DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "childlevel"
EPISODES = [
    ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "HOME_POST"],
    ["7", "01/04/2024", "S", "V2", "N1", "U6", "PR1", "10/06/2024", "X1", "AB1 2CD"],
    ["7", "10/06/2024", "L", "C2", "N1", "U6", "PR1", "01/08/2024", "X1", ""],
    ["7", "01/08/2024", "P", "C2", "N1", "K2", "PR4", "01/12/2024", "E4A", ""],
    ["7", "03/02/2025", "S", "V2", "N1", "U6", "PR1", "", "", ""],
    ["8", "05/05/2024", "S", "V2", "N1", "P1", "PR0", "", "", ""],
]
HEADER = [["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER"], ["7", "2", "01/05/2012", "WBRI", "T850728973744", ""]]
CHILD = """<Child><ChildIdentifiers><LAchildID>A1</LAchildID><UPN>T850728973744</UPN><PersonBirthDate>2012-05-01</PersonBirthDate>
<GenderCurrent>2</GenderCurrent></ChildIdentifiers><CINdetails><CINreferralDate>2024-04-02</CINreferralDate>
<ReferralSource>6</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>false</ReferralNFA>
<Assessments><AssessmentActualStartDate>2024-04-03</AssessmentActualStartDate>
<AssessmentAuthorisationDate>2024-05-08</AssessmentAuthorisationDate></Assessments>
<Section47><S47ActualStartDate>2024-04-04</S47ActualStartDate><DateOfInitialCPC>2024-04-20</DateOfInitialCPC></Section47>
<ChildProtectionPlans><CPPstartDate>2024-04-20</CPPstartDate><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><Reviews>
<CPPreviewDate>2024-07-01</CPPreviewDate><CPPreviewDate>2024-12-01</CPPreviewDate></Reviews></ChildProtectionPlans>
<CINPlanDates><CINPlanStartDate>2024-04-09</CINPlanStartDate><CINPlanEndDate>2024-04-19</CINPlanEndDate></CINPlanDates>
</CINdetails></Child>"""
UNBORN = """<Child><CINdetails><CINreferralDate>2026-02-02</CINreferralDate></CINdetails><ChildIdentifiers><LAchildID>A2</LAchildID>
<ExpectedPersonBirthDate>2026-05-01</ExpectedPersonBirthDate></ChildIdentifiers></Child>"""


def census(*children: str, before: str = "", collection: str = "CIN") -> bytes:
    head = f"<Header><CollectionDetails><Collection>{collection}</Collection></CollectionDetails></Header>"
    return f"{before}<Message>{head}<Children>{''.join(children)}</Children></Message>".encode()


def read(data: bytes, name: str, **more: object) -> dict[str, Reading]:
    how: dict[str, object] = {"framework": FRAMEWORK, "agency": "council", "as_of": AS_OF, **more}
    readings = read_file(data, filename=name, **how)  # type: ignore[arg-type]  # as called
    return {reading.list_id: reading for reading in readings}


def spans(reading: Reading) -> list[tuple[str, str, str, str | None]]:
    day = [pl.col(f"{end}_earliest").dt.convert_time_zone("Europe/London").dt.strftime("%Y-%m-%d") for end in ("start", "end")]
    return reading.events.select("kind", "record_id", *day).rows()


def test_episodes_make_periods_of_care_and_placements() -> None:
    (reading,) = read(csv_bytes(EPISODES), "anything.csv").values()
    assert reading.list_id == "ssda903-episodes"
    assert sorted(spans(reading), key=lambda span: (span[1], span[0], span[2])) == [
        ("looked_after", "council:7", "2024-04-01", "2024-12-01"),
        ("looked_after", "council:7", "2025-02-03", None),
        ("placement", "council:7", "2024-04-01", "2024-08-01"),
        ("placement", "council:7", "2024-08-01", "2024-12-01"),
        ("placement", "council:7", "2025-02-03", None),
        ("looked_after", "council:8", "2024-05-05", None),
        ("placement", "council:8", "2024-05-05", None),
    ]
    assert reading.issues.height == 0
    assert "AB1" not in str(reading.events.rows()) + str(reading.records.rows())


def test_a_row_that_stands_twice_changes_no_period() -> None:
    (once,) = read(csv_bytes(EPISODES), "a.csv").values()
    (twice,) = read(csv_bytes([*EPISODES, EPISODES[1], EPISODES[3]]), "a.csv").values()
    assert spans(once) == spans(twice)
    assert twice.issues["rule"].to_list() == ["row_twice", "row_twice"]


def test_a_header_says_who_the_children_are_and_names_nobody() -> None:
    (reading,) = read(csv_bytes(HEADER), "a.csv").values()
    facts = reading.records.select("record_id", "dob_earliest", "sex", "names", "known_ids").rows()
    assert facts == [("council:7", date(2012, 5, 1), "female", [], [])]
    assert (reading.events.height, reading.issues.height) == (0, 0)


def test_missing_and_reviews_make_their_events() -> None:
    missing = [["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"], ["7", "01/05/2012", "A", "01/06/2024", "02/06/2024"]]
    reviews = [["CHILD", "DOB", "REVIEW", "REVIEW_CODE"], ["7", "01/05/2012", "28/04/2024", "PN1"]]
    (first,), (second,) = (read(csv_bytes(rows), "a.csv").values() for rows in (missing, reviews))
    assert spans(first) == [("missing_episode", "council:7", "2024-06-01", "2024-06-02")]
    assert first.events["attributes"].to_list() == ['{"return_missing":"A"}']
    assert spans(second) == [("looked_after_review", "council:7", "2024-04-28", None)]


def test_faults_of_a_return_are_issues_like_any() -> None:
    no_such_day = ["7", "31/02/2024", "S", "V2", "N1", "U6", "PR1", "", "", ""]
    nobody = ["", "01/04/2024", "Q", "V2", "N1", "U6", "PR1", "", "", ""]
    rows = [EPISODES[0], no_such_day, nobody]
    (reading,) = read(csv_bytes(rows), "a.csv").values()
    assert {(row, rule) for row, rule in reading.issues.select("row", "rule").rows()} >= {
        (2, "date_unreadable"), (3, "own_id_missing"), (3, "code_unknown"),
    }  # fmt: skip
    assert reading.events.height == 0


def test_a_census_is_read_entry_by_entry() -> None:
    readings = read(census(CHILD, UNBORN), "export.xml")
    found = sorted(span for reading in readings.values() for span in spans(reading))
    assert found == [
        ("assessment", "council:A1", "2024-04-03", "2024-05-08"),
        ("child_in_need", "council:A1", "2024-04-09", "2024-04-19"),
        ("child_protection_plan", "council:A1", "2024-04-20", None),
        ("child_protection_review", "council:A1", "2024-07-01", None),
        ("child_protection_review", "council:A1", "2024-12-01", None),
        ("icpc", "council:A1", "2024-04-20", None),
        ("referral", "council:A1", "2024-04-02", None),
        ("referral", "council:A2", "2026-02-02", None),
        ("section_47", "council:A1", "2024-04-04", None),
    ]
    people = readings["cin-census-children"].records
    assert people.select("record_id", "dob_earliest", "dob_kind", "sex", "names").rows() == [
        ("council:A1", date(2012, 5, 1), "exact", "female", []),
        ("council:A2", date(2026, 5, 1), "expected", None, []),
    ]
    assert readings["cin-census-details"].events["attributes"][0] == '{"nfa":"b","return_need":"N1","source":"q"}'


def test_children_not_named_are_counted_until_the_people_list_comes() -> None:
    people = [["Child Unique ID", "First name", "Family name"], ["A1", "Ann", "Lee"]]
    files = [("export.xml", census(CHILD, UNBORN))]
    assert unlinked(check_lists(files, FRAMEWORK, AS_OF, agency="council")) == 2
    assert unlinked(check_lists([*files, ("la-people.csv", csv_bytes(people))], FRAMEWORK, AS_OF, agency="council")) == 1


def test_the_command_recognises_a_return_and_says_whom_it_cannot_link(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(census(CHILD))
    result = CliRunner().invoke(lists, ["check", str(path), "--framework", FRAMEWORK.id])
    assert "export.xml: cin-census-section-47, 1 row, 2 events" in result.output
    assert "1 child is on no people list here" in result.output


BOMB = '<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (census(CHILD, before=BOMB), "document type or entities"),
        (census(CHILD, before=OUTSIDE), "document type or entities"),
        (census(CHILD, before='<!DOCTYPE Message SYSTEM "census.dtd">'), "document type or entities"),
        (census(CHILD)[:-20], "cut short or damaged"),
        (census(CHILD, collection="SSDA903"), "not the Children in need census"),
        (census(), "no child in it"),
        (b"<html><body/></html>", "none of the returns"),
        (b"<Message>" + b"<a>" * 5000, "elements inside each other"),
        (b"PK\x03\x04rest", "is a workbook or zip file"),
        (b"\x00\x01\x02\x03", "cut short or damaged"),
        (b'<?xml version="1.0" encoding="klingon"?><Message/>', "cut short or damaged"),
        (b"", "is empty"),
        (census(CHILD.replace("A1", "&nbsp;")), "cut short or damaged"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_hostile_and_wrong_xml_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnusableFile, match=said) as refused:
        read(data, "export.xml")
    assert "\n" not in str(refused.value)


def test_more_entries_than_a_file_may_hold_are_refused() -> None:
    with pytest.raises(UnusableFile, match="more than 5 entries"):
        read(census(CHILD), "export.xml", limits=Limits(entries=5))


# ── a return sent for one list ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("list_id", "wanted"),
    [
        ("annex-a-3", [("referral", "2024-04-02", None), ("referral", "2026-02-02", None)]),
        ("annex-a-4", [("assessment", "2024-04-03", "CINdetails")]),
        ("annex-a-5", [("icpc", "2024-04-20", "Section47"), ("section_47", "2024-04-04", "Section47")]),
        ("annex-a-6", [("child_in_need", "2024-04-09", "CINPlanDates")]),
        ("annex-a-7", [("child_protection_plan", "2024-04-20", "ChildProtectionPlans")]),
    ],
)
def test_a_census_answers_the_list_it_is_sent_for_and_no_more(list_id: str, wanted: list[tuple[str, ...]]) -> None:
    notified = date(2024, 5, 20)
    (reading,) = read(census(CHILD, UNBORN), "export.xml", list_id=list_id, notified_on=notified).values()
    found = sorted((kind, start) for kind, _, start, _ in spans(reading))
    assert found == sorted((kind, start) for kind, start, _ in wanted)
    assert (reading.list_id, reading.form) == (list_id, "Children in need census")
    assert set(reading.events["list"]) == set(reading.issues.filter(pl.col("row").is_not_null())["list"]) | {list_id}
    assert set(reading.records["record_id"]) == set(reading.events["record_id"])


def test_what_a_list_does_not_ask_for_is_left_out_and_counted() -> None:
    (reading,) = read(census(CHILD, UNBORN), "export.xml", list_id="annex-a-3").values()
    assert [start for _, _, start, _ in spans(reading)] == ["2026-02-02"]
    (told,) = reading.issues.filter(pl.col("rule") == "return_cut").to_dicts()
    assert told["severity"] == "note"
    assert told["sentence"].startswith("The Children in need census holds 1 entries more: older than the list asks for")


def test_a_conference_told_twice_is_one_and_stands_with_its_enquiry() -> None:
    with_referral = CHILD.replace("</PrimaryNeedCode>", "</PrimaryNeedCode><DateOfInitialCPC>2024-04-20</DateOfInitialCPC>")
    readings = read(census(with_referral), "export.xml")
    told = pl.concat([reading.events for reading in readings.values()]).filter(pl.col("kind") == "icpc")
    assert told["list"].to_list() == ["cin-census-section-47"]
    (answer,) = read(census(with_referral), "e.xml", list_id="annex-a-5", notified_on=date(2024, 5, 1)).values()
    assert answer.events.filter(pl.col("kind") == "icpc")["sheet"].to_list() == ["Section47"]


def test_two_conferences_of_one_child_stay_two() -> None:
    first = CHILD.replace("</PrimaryNeedCode>", "</PrimaryNeedCode><DateOfInitialCPC>2024-03-01</DateOfInitialCPC>")
    assert _kinds(read(census(first), "export.xml"))["icpc"] == 2


def test_codes_of_a_return_become_those_of_the_framework() -> None:
    (episodes,) = read(csv_bytes(EPISODES), "a.csv", framework=CARE).values()
    said = episodes.events.filter(pl.col("record_id") == "council:7").select("kind", "attributes").rows()
    assert said[0] == ("looked_after", '{"legal_status":"V2","need":"N1"}')
    assert said[1] == ("placement", '{"placement_type":"f","return_provider":"PR1"}')
    details = read(census(CHILD), "e.xml")["cin-census-section-47"].events
    assert details["attributes"].to_list() == ["{}", "{}"]
    not_required = CHILD.replace("</S47ActualStartDate>", "</S47ActualStartDate><ICPCnotRequired>true</ICPCnotRequired>")
    enquiry = read(census(not_required), "e.xml")["cin-census-section-47"].events.filter(pl.col("kind") == "section_47")
    assert enquiry["attributes"].to_list() == ['{"icpc_unnecessary":"a"}']


def test_a_code_the_framework_has_not_stays_as_the_return_writes_it() -> None:
    rows = [EPISODES[0], ["7", "01/04/2024", "S", "V4", "N9", "T2", "PR1", "", "", "", ""]]
    (reading,) = read(csv_bytes(rows), "a.csv", framework=CARE).values()
    said = dict(reading.events.select("kind", "attributes").rows())
    assert said["looked_after"] == '{"need":"N9","return_legal_status":"V4"}'
    assert said["placement"] == '{"return_placement_type":"T2","return_provider":"PR1"}'


def test_the_looked_after_return_answers_the_list_of_children_in_care() -> None:
    (reading,) = read(csv_bytes(EPISODES), "annex-a-8.csv", list_id="annex-a-8", framework=CARE).values()
    assert Counter(reading.events["kind"]) == {"looked_after": 3, "placement": 4}
    assert (reading.list_id, reading.form, reading.rows) == ("annex-a-8", "Looked-after return (SSDA903)", 5)


def test_what_a_return_cannot_say_of_the_list_is_told() -> None:
    (reading,) = read(csv_bytes(EPISODES), "annex-a-8.csv", list_id="annex-a-8", framework=CARE).values()
    (told,) = reading.issues.filter(pl.col("rule") == "return_partial").to_dicts()
    assert (told["severity"], told["row"]) == ("check", None)
    assert "Looked-after return (SSDA903) says. These are not in it: Dental check." in told["sentence"]
    (whole,) = read(census(CHILD), "e.xml", list_id="annex-a-6", notified_on=date(2024, 5, 1)).values()
    assert "return_partial" not in whole.issues["rule"].to_list()


@pytest.mark.parametrize("list_id", ["la-people", "annex-a-6", "police-missing"])
def test_a_return_that_says_nothing_of_the_list_asked_for_is_refused(list_id: str) -> None:
    with pytest.raises(UnusableFile, match=r"is the Looked-after return \(SSDA903\), which does not say what “.+” asks for"):
        read(csv_bytes(EPISODES), "a.csv", list_id=list_id)


def test_the_page_can_name_the_children_who_cannot_be_linked_yet() -> None:
    readings = list(read(census(CHILD, UNBORN), "export.xml").values())
    found = unlinkable(readings)
    assert found.select("own_id", "dob_earliest", "sex", "events").rows() == [
        ("A1", date(2012, 5, 1), "female", 8), ("A2", date(2026, 5, 1), None, 1),
    ]  # fmt: skip
    assert "cin-census-plans" in found["lists"][0].to_list()
    assert unlinkable(readings, pl.Series(["A2", None]))["own_id"].to_list() == ["A1"]
    people = [["Child Unique ID", "First name", "Family name"], ["A1", "Ann", "Lee"]]
    named = list(read(csv_bytes(people), "la-people.csv").values())
    assert unlinkable([*readings, *named])["own_id"].to_list() == ["A2"]
    assert unlinkable([]).height == 0


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60), st.integers(0, len(census(CHILD))))
def test_bytes_put_into_a_census_are_read_or_refused(noise: bytes, place: int) -> None:
    data = census(CHILD)
    try:
        read(data[:place] + noise + data[place:], "export.xml")
    except UnusableFile as refused:
        assert str(refused).startswith("export.xml ")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda form: form["tables"][0].update(events=[{"kind": "party", "start": "child"}]), "no kind of event 'party'"),
        (lambda form: form["tables"][0].update(events=[{"kind": "icpc", "start": "when"}]), "a column 'when'"),
        (lambda form: form["tables"][1]["spells"][0].update(begins="no"), "a column 'no'"),
        (lambda form: form["tables"][0]["columns"][1].update(codes="none"), "codes 'none'"),
        (lambda form: form["tables"][0]["columns"][0].update(holds=""), "own id"),
        (lambda form: form["tables"][0].update(element="Child"), "needs marks"),
        (lambda form: form.update(form="pdf"), "csv or xml"),
        (lambda form: form.update(colour="red"), "not known here"),
    ],
)
def test_a_mapping_that_is_not_sound_is_refused(change: Callable[[dict], object], said: str) -> None:
    data = tomllib.loads((files("joinedup") / "frameworks/_parts/returns.toml").read_text(encoding="utf-8"))
    change(data["returns"][0])
    sets = {codes.id: codes for codes in return_code_sets()}
    with pytest.raises(FrameworkFaults, match=said):
        parse_returns(data, sets)


def test_no_table_of_a_return_has_the_id_of_a_list() -> None:
    assert not return_specs().keys() & {spec.id for spec in FRAMEWORK.lists}


# ── a slow second reading of the shared dummy files ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def dummy() -> Path:
    if not DATA.is_dir():
        pytest.skip("the shared child-level dummy files are not here")
    return DATA


def _day(text: str | None) -> date | None:
    if not text:
        return None
    return datetime.strptime(text, "%d/%m/%Y" if "/" in text else "%Y-%m-%d").replace(tzinfo=UTC).date()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return [dict(row) for row in {tuple(row.items()): None for row in csv.DictReader(file)}]


def _children(readings: dict[str, Reading]) -> set[str]:
    return {id for reading in readings.values() for id in reading.records["own_id"]}


def _kinds(readings: dict[str, Reading]) -> Counter[str]:
    return Counter(kind for reading in readings.values() for kind in reading.events["kind"])


def test_the_dummy_census_is_counted_alike(dummy: Path) -> None:
    data = (dummy / "cin_census_dummy.xml").read_bytes()
    readings = read(data, "cin_census_dummy.xml")
    kinds: Counter[str] = Counter()
    children = set()
    for child in ElementTree.fromstring(data).iter("Child"):
        children.add(child.findtext("ChildIdentifiers/LAchildID"))
        for details in child.iter("CINdetails"):
            for kind, name in (("referral", "CINreferralDate"), ("icpc", "DateOfInitialCPC")):
                day = _day(details.findtext(name))
                kinds[kind] += day is not None and day <= AS_OF
    assert _children(readings) == children
    assert len(children) == 332
    assert _kinds(readings) == kinds


def test_the_dummy_looked_after_return_is_counted_alike(dummy: Path) -> None:
    folder = dummy / "ssda903"
    readings: dict[str, Reading] = {}
    for path in sorted(folder.glob("*.csv")):
        readings |= read(path.read_bytes(), path.name)
    assert set(readings) == {"ssda903-header", "ssda903-episodes", "ssda903-missing", "ssda903-reviews"}
    assert set(readings["ssda903-header"].records["own_id"]) == {row["CHILD"] for row in _rows(folder / "header.csv")}
    expected = Counter(missing_episode=len(_rows(folder / "missing.csv")))
    expected["looked_after_review"] = sum(_day(row["REVIEW"]) <= AS_OF for row in _rows(folder / "reviews.csv"))
    for kind, codes in (("looked_after", "S"), ("placement", "SPTBU")):
        expected[kind] = len(_spells_slowly(_rows(folder / "episodes.csv"), codes))
    assert _kinds(readings) == expected
    found = {span[1:] for span in spans(readings["ssda903-episodes"]) if span[0] == "looked_after"}
    wanted = _spells_slowly(_rows(folder / "episodes.csv"), "S")
    assert found == {(f"council:{child}", str(start), str(end) if end else None) for child, start, end in wanted}


def test_the_dummy_census_answers_the_list_of_referrals_alike(dummy: Path) -> None:
    data = (dummy / "cin_census_dummy.xml").read_bytes()
    notified = date(2022, 7, 21)
    (reading,) = read(data, "census.xml", list_id="annex-a-3", notified_on=notified, as_of=notified).values()
    first = date(2022, 1, 21)
    wanted = Counter()
    for child in ElementTree.fromstring(data).iter("Child"):
        for details in child.iter("CINdetails"):
            day = _day(details.findtext("CINreferralDate"))
            if day is not None and first <= day <= notified:
                wanted[(f"council:{child.findtext('ChildIdentifiers/LAchildID')}", str(day))] += 1
    assert Counter((record, start) for _, record, start, _ in spans(reading)) == wanted
    assert sum(wanted.values()) == 48


def test_every_code_of_the_dummy_return_is_known(dummy: Path) -> None:
    for path in sorted((dummy / "ssda903").glob("*.csv")):
        for reading in read(path.read_bytes(), path.name).values():
            assert "code_unknown" not in reading.issues["rule"].to_list()


def _spells_slowly(rows: list[dict[str, str]], codes: str) -> list[tuple[str, date, date | None]]:
    """Walk each child's episodes in order, and keep what can be true: a span that does not end before it starts."""
    made: list[list] = []
    for child in {row["CHILD"]: None for row in rows}:
        mine = sorted((row for row in rows if row["CHILD"] == child), key=lambda row: _day(row["DECOM"]))
        before: date | None = None
        for place, row in enumerate(mine):
            start = _day(row["DECOM"])
            if place == 0 or row["RNE"] in codes or (before is not None and before < start):
                made.append([child, start, None])
            before = made[-1][2] = _day(row["DEC"])
    return [(child, start, end) for child, start, end in made if start <= AS_OF and (end is None or end >= start)]
