"""An agency's own checks, remarks and headers: who may, what is kept, what is written down."""

import pytest

from joinedup.audit.queries import entries, verify
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.actions import ask_agencies, receive_submission, refuse_submission
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.mappings.actions import MappingMisfit, forget_mapping, map_headers
from joinedup.intake.mappings.models import HeaderMapping
from joinedup.intake.mappings.queries import mappings_seen_by, remembered, remembered_in
from joinedup.intake.models import DataRequest, OwnCheck, SubmissionRemark, SubmissionSummary
from joinedup.intake.own_checks.actions import (
    LONGEST_REMARK,
    MOST_REMARKS,
    Remark,
    RemarkMisfit,
    add_remarks,
    check_for_request,
    check_own_lists,
    mark_own_lists,
    open_marked,
)
from joinedup.intake.own_checks.queries import checks_seen_by, figures_of, remarks_on, unlinkable_of
from joinedup.intake.own_checks.rules import can_check_own, can_remark
from tests.factories.inspections import make_inspection
from tests.factories.lists import MEETINGS, PEOPLE, csv_bytes, framework_of_lists
from tests.factories.lists import MISSING as MISSING_LIST

pytestmark = pytest.mark.django_db
ROWS = [["Force ID", "Forename", "Surname", "DOB"], ["1", "Ann", "Lee", "01/05/2010"], ["2", "Bo", "Lee", "x"]]
MISSING = [["Force ID", "Reported missing", "Risk level"], ["1", "01/09/2022", "High"], ["9", "02/09/2022", "Low"]]
FRAMEWORK = framework_of_lists()


@pytest.fixture
def world():
    world = make_inspection(FRAMEWORK, Stage.LISTS)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


@pytest.fixture
def planned():
    return make_inspection(FRAMEWORK)


def police_of(world):
    return {"by": world.coordinators["police"], "agency": world.agencies["police"]}


def request_of(world, item="police-people"):
    return DataRequest.objects.get(inspection=world.inspection, item=item)


def sent(world, item="police-people", rows=ROWS, **more):
    by = world.coordinators["police"]
    return receive_submission(by=by, request=request_of(world, item), filename="x.csv", data=csv_bytes(rows), **more)


def check(world, *files):
    return check_own_lists(**police_of(world), framework=FRAMEWORK, files=files)


def test_only_an_agencys_own_people_check_for_it_and_see_its_checks(planned):
    [checked] = check(planned, ("people.csv", csv_bytes(ROWS)))
    assert checked.reading.list_id == "police-people"
    kept = OwnCheck.objects.get()
    assert list(checks_seen_by(planned.coordinators["police"])) == [kept]
    for other in (planned.lead, planned.coordinators["local_authority"]):
        assert list(checks_seen_by(other)) == []
        assert not can_check_own(other, planned.agencies["police"])
        with pytest.raises(InspectionRefused, match="Only people of"):
            check_own_lists(by=other, agency=planned.agencies["police"], framework=FRAMEWORK, files=[])
        with pytest.raises(InspectionRefused):
            mark_own_lists(by=other, agency=planned.agencies["police"], framework=FRAMEWORK, files=[])


def test_a_check_is_written_down_without_its_words(planned):
    check(planned, ("people.csv", csv_bytes(ROWS)))
    entry = entries("").last()
    assert (entry.action, entry.object_kind) == ("own list checked", "own check")
    assert "Lee" not in entry.detail
    assert verify("") == []


def test_files_of_one_check_stand_or_fall_together(planned):
    with pytest.raises(UnusableFile) as refusal:
        check(planned, ("people.csv", csv_bytes(ROWS)), ("a.pdf", b"%PDF"), ("b.csv", b""))
    assert len(str(refusal.value).splitlines()) == 2
    assert not OwnCheck.objects.exists()


def test_children_no_people_list_names_are_told_by_their_own_ids(planned, world):
    [people, missing] = check(planned, ("people.csv", csv_bytes(ROWS)), ("missing.csv", csv_bytes(MISSING)))
    assert (people.unlinkable, missing.unlinkable) == ((), ("9",))
    before = check_for_request(
        by=world.coordinators["police"], request=request_of(world, "police-missing"), filename="m.csv", data=csv_bytes(MISSING)
    )
    assert before.unlinkable == ("1", "9")  # no people list has come yet
    nameless = csv_bytes([*ROWS, ["9", "", "", ""]])
    [people, missing_named] = check(planned, ("people.csv", nameless), ("missing.csv", csv_bytes(MISSING)))
    assert (people.unlinkable, missing_named.unlinkable) == ((), ())  # on the list, though without a name
    missing = sent(world, "police-missing", MISSING)
    assert unlinkable_of(missing) == ["1", "9"]
    assert unlinkable_of(sent(world)) == []
    assert unlinkable_of(missing) == ["9"]


def test_another_sectors_list_is_not_taken_for_ones_own(planned):
    assessments = [["Child Unique ID", "Gender", "Date of Birth", "Continuous Assessment Start Date"], ["1", "a", "", ""]]
    with pytest.raises(UnusableFile, match="Choose the list it is and check again"):
        check(planned, ("list.csv", csv_bytes(assessments)))


def test_figures_are_kept_sealed_with_what_was_sent(world):
    submission = sent(world)
    told = figures_of(submission)
    assert told["counts"][0] == ["Rows", 2]
    assert any(gap["header"] == "DOB" and "1 not readable" in gap["words"] for gap in told["gaps"])
    assert set(SubmissionSummary.objects.all().visible_to(world.lead)) == {submission.summary}
    assert not SubmissionSummary.objects.all().visible_to(world.coordinators["local_authority"]).exists()


def test_remarks_come_with_the_file_or_after_it_and_are_seen_by_both_sides(world):
    submission = sent(
        world, remarks=[Remark("Typed from paper.", "date_unreadable", "DOB"), Remark("  "), Remark("All", part="ages")]
    )
    add_remarks(by=world.coordinators["police"], submission=submission, remarks=[Remark("One more thing.")])
    assert [remark.text for remark in remarks_on(submission)] == ["Typed from paper.", "All", "One more thing."]
    entry = entries(str(world.inspection.pk)).last()
    assert entry.action == "remarks made"
    assert "thing" not in entry.detail
    for person, seen in ((world.lead, 3), (world.coordinators["police"], 3), (world.coordinators["local_authority"], 0)):
        assert SubmissionRemark.objects.all().visible_to(person).count() == seen


def test_a_remark_too_long_keeps_the_file_out_before_it_is_read(world):
    with pytest.raises(RemarkMisfit, match="characters or fewer"):
        sent(world, remarks=[Remark("x" * (LONGEST_REMARK + 1))])
    with pytest.raises(RemarkMisfit):
        sent(world, remarks=[Remark("x")] * (MOST_REMARKS + 1))
    assert not request_of(world).submissions.exists()


def test_only_the_sender_speaks_for_a_file_and_only_while_it_stands(world):
    submission = sent(world)
    assert can_remark(world.coordinators["police"], submission)
    for other in (world.lead, world.coordinators["local_authority"]):
        with pytest.raises(InspectionRefused, match="Only people of"):
            add_remarks(by=other, submission=submission, remarks=[Remark("No.")])
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.PUBLISHED)
    submission.inspection.refresh_from_db()
    assert not can_remark(world.coordinators["police"], submission)
    Inspection.objects.filter(pk=world.inspection.pk).update(stage=Stage.LISTS)
    submission.inspection.refresh_from_db()
    refused = refuse_submission(by=world.lead, submission=submission, reason="Send this year's.")
    assert not can_remark(world.coordinators["police"], refused)


def test_the_marked_workbook_of_what_was_sent_is_for_those_who_may_read_it(world):
    submission = sent(world)
    assert open_marked(by=world.coordinators["police"], submission=submission).startswith(b"PK")
    assert entries(str(world.inspection.pk)).last().action == "marked workbook opened"
    with pytest.raises(InspectionRefused):
        open_marked(by=world.coordinators["local_authority"], submission=submission)


def test_headers_are_known_again_by_agency_and_list_however_they_are_written(planned, world):
    police = police_of(planned)
    assert map_headers(**police, spec=PEOPLE, said={"Collar tag": "force_id", "Shoe size": ""}) == 2
    assert map_headers(**police, spec=PEOPLE, said={"COLLAR TAG ": "force_id"}) == 0  # the same, said again
    agency, other = police["agency"], world.agencies["police"]
    said = {"police-people": {"collar-tag": "force_id", "Shoe size": ""}}
    assert remembered(agency, ["collar-tag", "Shoe size", "DOB"], ["police-people"]) == said
    assert remembered(agency, ["Collar tag"], ["police-missing"]) == {}
    assert remembered(other, ["Collar tag"], ["police-people"]) == {}
    known = remembered_in(agency, "x.csv", csv_bytes([["Collar tag"], ["1"]]), ["police-people"])
    assert known == {"police-people": {"Collar tag": "force_id"}}
    assert remembered_in(other, "x.csv", b"\x00", ["police-people"]) == {}  # not even opened
    assert "ollar" not in str(list(HeaderMapping.objects.values()))


def test_one_header_is_another_column_on_another_list(planned):
    police = police_of(planned)
    map_headers(**police, spec=PEOPLE, said={"Ref": "force_id"})
    map_headers(**police, spec=MEETINGS, said={"Ref": "meeting_kind"})  # sorted by id it comes before the people list
    map_headers(**police, spec=MISSING_LIST, said={"Ref": ""})
    people = [["Ref", *ROWS[0][1:]], *ROWS[1:]]
    meetings = [["Force ID", "Date of meeting", "Ref"], ["1", "01/05/2022", "MARAC"]]
    missing = [[*MISSING[0], "Ref"], *([*row, "x"] for row in MISSING[1:])]
    files = [("police-people.csv", people), ("police-conferences.csv", meetings), ("police-missing.csv", missing)]
    found = check(planned, *((name, csv_bytes(rows)) for name, rows in files))
    assert [one.reading.records["own_id"].to_list() for one in found] == [["1", "2"], ["1"], ["1", "9"]]
    assert [one.reading.events["kind"].to_list() for one in found[1:]] == [["marac"], ["missing_episode"] * 2]


def test_what_is_said_of_headers_is_changed_forgotten_and_written_down_without_their_words(planned):
    police = police_of(planned)
    map_headers(**police, spec=PEOPLE, said={"Collar tag": "force_id"})
    assert map_headers(**police, spec=PEOPLE, said={"Collar tag": "household"}) == 1
    [mapping] = mappings_seen_by(police["by"])
    assert mapping.column == "household"
    assert list(mappings_seen_by(planned.coordinators["local_authority"])) == []
    with pytest.raises(InspectionRefused):
        forget_mapping(by=planned.coordinators["local_authority"], mapping=mapping)
    forget_mapping(by=police["by"], mapping=mapping)
    assert [entry.action for entry in entries("")][-3:] == ["headers mapped", "headers mapped", "header forgotten"]
    assert "ollar" not in "".join(entry.detail for entry in entries(""))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"a": "date_of_birth", "b": "date_of_birth"}, "Two of your headers are said to be “DOB”"),
        ({"a": "shoe_size"}, "a column this list does not have"),
    ],
)
def test_headers_cannot_be_said_to_be_what_they_are_not(planned, said, sentence):
    with pytest.raises(MappingMisfit, match=sentence):
        map_headers(**police_of(planned), spec=PEOPLE, said=said)
    assert not HeaderMapping.objects.exists()
