"""Asking agencies, taking in what they send, deciding on it, on a real database."""

from datetime import date

import polars as pl
import pytest

from joinedup.audit.queries import entries, verify
from joinedup.inspections.enums import Stage
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake import reading as storing
from joinedup.intake.actions import (
    accept_submission,
    ask_agencies,
    open_file,
    open_issues,
    receive_submission,
    refuse_submission,
    say_not_held,
)
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.due import due_day
from joinedup.intake.enums import RequestState, SubmissionState
from joinedup.intake.models import DataRequest, Submission, SubmissionIssue
from joinedup.intake.queries import (
    awaited,
    data_of,
    events_of,
    issues_of,
    latest_submission,
    not_on_people_lists,
    progress,
    records_of,
    relations_of,
    requests_for,
    submission_counts,
)
from joinedup.records.shape import EVENT, RECORD, RELATION
from joinedup.vault.models import SealedFile
from tests.factories.hostile import all_kinds
from tests.factories.inspections import World, make_inspection
from tests.factories.lists import csv_bytes, framework_of_lists

pytestmark = pytest.mark.django_db

PEOPLE = csv_bytes([["Force ID", "Forename", "Surname", "DOB"], ["1", "Ann", "Lee", "01/05/2010"], ["2", "Bo", "Lee", ""]])
MISSING_ROWS = [["Force ID", "Reported missing", "Risk level"], ["1", "01/09/2022", "High"], ["9", "02/09/2022", "purple haze"]]
MISSING = csv_bytes(MISSING_ROWS)
RELATIONS = csv_bytes([["Child's ID", "Other person's ID", "Relation"], ["1", "2", "Sibling"]])


@pytest.fixture
def world() -> World:
    world = make_inspection(framework_of_lists(), Stage.NOTIFIED)
    ask_agencies(by=world.lead, inspection=world.inspection)
    return world


def request_of(world: World, item: str) -> DataRequest:
    return DataRequest.objects.get(inspection=world.inspection, item=item)


def send(world: World, item: str, data: bytes, name: str = "list.csv") -> Submission:
    return receive_submission(by=world.coordinators["police"], request=request_of(world, item), filename=name, data=data)


def test_each_agency_is_asked_for_its_own_sectors_items(world: World) -> None:
    police = requests_for(world.agencies["police"], world.inspection)
    assert {(request.item, request.kind) for request in police} == {
        ("police-people", "list"), ("police-missing", "list"), ("police-conferences", "list"), ("police-relations", "list"),
        ("police-minutes", "document"),
    }  # fmt: skip
    assert [request.item for request in requests_for(world.agencies["local_authority"], world.inspection)] == ["annex-a-4"]
    assert {request.state for request in police} == {"asked"}
    # notified on Monday 3 October 2022: working day 2 is the Tuesday
    assert request_of(world, "police-people").due_on == date(2022, 10, 4)
    assert request_of(world, "police-minutes").due_on == date(2022, 10, 5)
    assert entries(str(world.inspection.pk)).last().action == "agencies asked"


@pytest.mark.parametrize(
    ("day", "due"), [(1, date(2022, 12, 23)), (2, date(2022, 12, 28)), (3, date(2022, 12, 29)), (0, date(2022, 12, 23))]
)
def test_due_days_are_working_days(day: int, due: date) -> None:
    assert due_day(date(2022, 12, 23), day) == due


def test_asking_again_asks_only_for_what_is_new(world: World) -> None:
    send(world, "police-people", PEOPLE)
    assert ask_agencies(by=world.lead, inspection=world.inspection) == []
    assert request_of(world, "police-people").state == RequestState.RECEIVED


def test_a_list_is_kept_as_sent_and_read(world: World) -> None:
    submission = send(world, "police-missing", MISSING, "Ann Lee.csv")
    kept = Submission.objects.get(pk=submission.pk)
    assert data_of(kept) == MISSING
    assert (kept.list_id, kept.rows, kept.record_count, kept.event_count, kept.relation_count) == ("police-missing", 2, 2, 2, 0)
    assert kept.filename == "Ann Lee.csv"
    assert kept.sha256 == kept.file.sha256
    assert request_of(world, "police-missing").state == RequestState.RECEIVED
    assert kept.relations is None
    assert entries(str(world.inspection.pk)).last().action == "submission received"
    assert verify(str(world.inspection.pk)) == []


def test_issues_keep_their_place_in_clear_and_their_value_sealed(world: World) -> None:
    submission = send(world, "police-missing", MISSING)
    [issue] = issues_of(submission).filter(rule="code_unknown")
    assert (issue.row, issue.column, issue.severity, issue.value) == (3, "Risk level", "check", "purple haze")
    assert "purple" not in issue.sentence
    raw = SubmissionIssue.objects.filter(pk=issue.pk).values_list("value", flat=True)[0]
    assert b"purple" not in bytes(raw)
    assert [entry["count"] for entry in submission.issue_counts if entry["rule"] == "code_unknown"] == [1]


def test_many_issues_of_one_kind_are_counted_and_the_first_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "ISSUES_KEPT", 3)
    rows = [MISSING_ROWS[0], *([str(number), "01/09/2022", "purple"] for number in range(10))]
    submission = send(world, "police-missing", csv_bytes(rows))
    kept = issues_of(submission).filter(rule="code_unknown")
    assert [issue.row for issue in kept] == [2, 3, 4]
    assert [entry["count"] for entry in submission.issue_counts if entry["rule"] == "code_unknown"] == [10]


def test_only_accepted_lists_count(world: World) -> None:
    people, missing = send(world, "police-people", PEOPLE), send(world, "police-missing", MISSING)
    assert records_of(world.inspection).height == 0
    accept_submission(by=world.lead, submission=people)
    assert records_of(world.inspection)["own_id"].to_list() == ["1", "2"]
    accept_submission(by=world.lead, submission=missing)
    accept_submission(by=world.lead, submission=send(world, "police-relations", RELATIONS))
    key = world.agencies["police"].key
    records, events, relations = records_of(world.inspection), events_of(world.inspection), relations_of(world.inspection)
    assert [dict(frame.schema) for frame in (records, events, relations)] == [RECORD, EVENT, RELATION]
    assert records.select("record_id", "list").rows() == [
        (f"{key}:1", "police-people"), (f"{key}:2", "police-people"), (f"{key}:9", "police-missing"),
    ]  # fmt: skip
    assert events["event_id"].is_sorted()
    assert events["submission"].unique().to_list() == [missing.sha256]
    assert relations.select("record_id", "other_record_id").rows() == [(f"{key}:1", f"{key}:2")]
    assert submission_counts(world.inspection) == {"lists": 3, "rows": 5, "events": 2, "relations": 1, "issues": 14}


def test_before_anything_is_sent_the_frames_are_empty(world: World) -> None:
    assert records_of(world.inspection).schema == RECORD
    assert events_of(world.inspection).schema == EVENT
    assert relations_of(world.inspection).schema == RELATION


def test_a_later_submission_counts_once_it_is_accepted(world: World) -> None:
    first = accept_submission(by=world.lead, submission=send(world, "police-missing", MISSING))
    second = send(world, "police-missing", csv_bytes(MISSING_ROWS[:2]))
    assert second.supersedes == first
    assert request_of(world, "police-missing").state == RequestState.RECEIVED
    assert events_of(world.inspection)["submission"].unique().to_list() == [first.sha256]
    accept_submission(by=world.lead, submission=second)
    assert events_of(world.inspection)["submission"].unique().to_list() == [second.sha256]
    assert Submission.objects.get(pk=first.pk).state == SubmissionState.SUPERSEDED
    assert data_of(Submission.objects.get(pk=first.pk)) == MISSING


def test_refusing_a_later_submission_leaves_the_accepted_one(world: World) -> None:
    first = accept_submission(by=world.lead, submission=send(world, "police-missing", MISSING))
    second = send(world, "police-missing", csv_bytes(MISSING_ROWS[:2]))
    refuse_submission(by=world.lead, submission=second, reason="Last year's list.")
    assert request_of(world, "police-missing").state == RequestState.ACCEPTED
    assert events_of(world.inspection)["submission"].unique().to_list() == [first.sha256]
    assert Submission.objects.get(pk=second.pk).reason == "Last year's list."


def test_refusing_the_only_one_asks_again(world: World) -> None:
    submission = send(world, "police-missing", MISSING)
    with pytest.raises(ValueError, match="Say why"):
        refuse_submission(by=world.lead, submission=submission, reason=" ")
    refuse_submission(by=world.lead, submission=submission, reason="Not ours.")
    assert request_of(world, "police-missing").state == RequestState.ASKED


def test_one_sent_again_before_anybody_looked_supersedes(world: World) -> None:
    first = send(world, "police-missing", MISSING)
    second = send(world, "police-missing", MISSING)
    assert Submission.objects.get(pk=first.pk).state == SubmissionState.SUPERSEDED
    assert latest_submission(request_of(world, "police-missing")) == second
    with pytest.raises(InspectionRefused, match="superseded cannot become accepted"):
        accept_submission(by=world.lead, submission=first)


def test_an_unusable_file_leaves_nothing_behind(world: World) -> None:
    before = SealedFile.objects.count(), len(entries(str(world.inspection.pk)))
    for data, name in ((b"", "Ann Lee.csv"), (PEOPLE, "Ann Lee.XLSX"), (b"a,b\n1,2\n", "Ann Lee.csv")):
        with pytest.raises(UnusableFile, match=r"^The file sent for Missing episodes ") as refusal:
            send(world, "police-missing", data, name)
        assert "police-missing." not in str(refusal.value)
    assert (SealedFile.objects.count(), len(entries(str(world.inspection.pk)))) == before
    assert not Submission.objects.exists()
    assert request_of(world, "police-missing").state == RequestState.ASKED


def test_hostile_files_are_never_kept_as_sent(world: World) -> None:
    before = SealedFile.objects.count(), len(entries(str(world.inspection.pk)))
    refused = [kind for kind in all_kinds() if kind.outcome == "refused" and kind.make.__qualname__.startswith("whole")]
    for kind in refused[::17]:
        with pytest.raises(UnusableFile) as refusal:
            send(world, "police-missing", kind.make(1), kind.file)
        assert "\n" not in str(refusal.value)
    assert (SealedFile.objects.count(), len(entries(str(world.inspection.pk)))) == before
    assert not Submission.objects.exists()


def test_a_document_is_kept_and_not_read(world: World) -> None:
    submission = send(world, "police-minutes", b"%PDF-1.7 minutes", "minutes.pdf")
    assert (submission.list_id, submission.rows, data_of(submission)) == ("", None, b"%PDF-1.7 minutes")
    accept_submission(by=world.lead, submission=submission)
    assert submission_counts(world.inspection)["lists"] == 0
    with pytest.raises(UnusableFile, match="empty"):
        send(world, "police-minutes", b"", "minutes.pdf")


def test_not_held(world: World) -> None:
    request = request_of(world, "police-conferences")
    with pytest.raises(ValueError, match="who holds it"):
        say_not_held(by=world.coordinators["police"], request=request, answer="")
    said = say_not_held(by=world.coordinators["police"], request=request, answer="The board keeps this list.")
    assert (said.state, DataRequest.objects.get(pk=request.pk).answer) == ("not_held", "The board keeps this list.")
    assert request.item not in {one.item for one in awaited(world.inspection)}
    rows = csv_bytes([["Force ID", "Date of meeting", "Meeting"], ["1", "01/09/2022", "MACE"]])
    assert send(world, "police-conferences", rows).event_count == 1


def test_progress(world: World) -> None:
    accept_submission(by=world.lead, submission=send(world, "police-people", PEOPLE))
    send(world, "police-missing", MISSING)
    assert progress(world.inspection) == {"asked": 6, "awaited": 4, "received": 1, "accepted": 1, "not_held": 0}


def test_people_on_no_people_list_are_told_at_once(world: World) -> None:
    early = send(world, "police-missing", MISSING)
    assert not issues_of(early).filter(rule="not_on_people_list").exists()
    send(world, "police-people", PEOPLE)
    late = send(world, "police-missing", MISSING)
    [issue] = issues_of(late).filter(rule="not_on_people_list")
    assert (issue.row, issue.column, issue.value) == (3, "Force ID", "9")
    accept_submission(by=world.lead, submission=late)
    accept_submission(by=world.lead, submission=latest_submission(request_of(world, "police-people")))
    assert not_on_people_lists(world.inspection).rows() == [(world.agencies["police"].key, "police-missing", 1)]


def test_opening_a_file_or_its_issues_is_logged_and_refused_to_others(world: World) -> None:
    submission = send(world, "police-missing", MISSING, "Ann Lee.csv")
    assert open_file(by=world.lead, submission=submission) == ("Ann Lee.csv", MISSING)
    issues = open_issues(by=world.coordinators["police"], submission=submission)
    assert "purple haze" in {issue.value for issue in issues}
    actions = [entry.action for entry in entries(str(world.inspection.pk))]
    assert actions[-2:] == ["submission opened", "issues opened"]
    for opening in (open_file, open_issues):
        with pytest.raises(InspectionRefused, match="team and the agency"):
            opening(by=world.coordinators["local_authority"], submission=submission)
    assert len(entries(str(world.inspection.pk))) == len(actions)


def test_the_same_file_gives_the_same_artefacts(world: World) -> None:
    one, other = send(world, "police-missing", MISSING), send(world, "police-missing", MISSING)
    assert (one.events.sha256, one.records.sha256) == (other.events.sha256, other.records.sha256)


def test_the_log_names_no_child_and_no_file(world: World) -> None:
    send(world, "police-missing", MISSING, "Ann Lee.csv")
    log = " ".join(f"{entry.action} {entry.object_id} {entry.detail}" for entry in entries(str(world.inspection.pk)))
    assert "Ann" not in log
    assert pl.DataFrame({"log": [log]})["log"].str.contains("submission received").all()
