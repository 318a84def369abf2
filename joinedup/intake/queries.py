"""Reading what was asked for and what was sent."""

from uuid import UUID

import polars as pl
from django.db.models import Count, Q, QuerySet, Sum

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.intake.core.crosslist import all_records
from joinedup.intake.enums import RequestState, SubmissionState
from joinedup.intake.models import DataRequest, Submission, SubmissionIssue
from joinedup.people.models import Person
from joinedup.records.artefacts import from_parquet
from joinedup.records.shape import EVENT, RECORD, RELATION, conform, empty
from joinedup.vault.files import read


def requests_for(agency: Agency, inspection: Inspection) -> QuerySet[DataRequest]:
    """Return what one agency is asked for, the earliest due first."""
    return DataRequest.objects.filter(agency=agency, inspection=inspection).select_related("agency", "inspection")


def requests_seen_by(person: Person, inspection: Inspection) -> QuerySet[DataRequest]:
    """Return an inspection's requests as far as a person may see them, by agency and due date."""
    seen = DataRequest.objects.all().visible_to(person).filter(inspection=inspection)
    return seen.select_related("agency", "inspection").order_by("agency__sector", "agency__name", "due_on", "title")


def submissions_seen_by(person: Person, inspection: Inspection) -> QuerySet[Submission]:
    """Return what was sent for an inspection as far as a person may see it."""
    return Submission.objects.all().visible_to(person).filter(inspection=inspection)


def awaited(inspection: Inspection) -> QuerySet[DataRequest]:
    """Return what is asked for and has not come: lists, documents, meetings, case files and answers."""
    return inspection.requests.filter(state=RequestState.ASKED).select_related("agency")


def left_to_ask(inspection: Inspection) -> bool:
    """Return whether an agency taking part has not been asked yet for something the framework asks of its sector."""
    items = (*inspection.framework.lists, *inspection.framework.requests)
    wanted = {(agency.pk, item.id) for agency in agencies(inspection) for item in items if item.sector == agency.sector}
    return bool(wanted - set(inspection.requests.values_list("agency", "item")))


def sent_back(inspection: Inspection) -> set[UUID]:
    """Return the ids of the requests that are asked again because what came for them was refused."""
    again = inspection.requests.filter(state=RequestState.ASKED, submissions__state=SubmissionState.REFUSED)
    return set(again.values_list("pk", flat=True))


def latest_submission(request: DataRequest) -> Submission | None:
    """Return the submission sent last for a request, whatever became of it."""
    return request.submissions.order_by("-received_at").first()


def submissions_of(inspection: Inspection) -> QuerySet[Submission]:
    """Return the submissions that count: accepted and not superseded, by agency and list."""
    accepted = Submission.objects.filter(inspection=inspection, state=SubmissionState.ACCEPTED)
    return accepted.select_related("agency", "request").order_by("agency__key", "list_id", "received_at")


def issues_of(submission: Submission) -> QuerySet[SubmissionIssue]:
    """Return the issues kept of a submission, in the order of its rows."""
    return submission.issues.order_by("place")


def data_of(submission: Submission) -> bytes:
    """Return the file as it was sent. Whoever calls this logs the reading."""
    return read(submission.file)


def records_of(inspection: Inspection) -> pl.DataFrame:
    """Return each record of the accepted lists once (RECORD), by id; one known from lists of events alone has no name."""
    return all_records(_frames(inspection, "records")).sort("record_id")


def events_of(inspection: Inspection) -> pl.DataFrame:
    """Return every event of the accepted lists (EVENT), by id."""
    return _together(inspection, "events", EVENT).sort("event_id")


def relations_of(inspection: Inspection) -> pl.DataFrame:
    """Return every relation of the accepted lists (RELATION), by id."""
    return _together(inspection, "relations", RELATION).sort("relation_id")


def _together(inspection: Inspection, part: str, shape: dict[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    frames = [conform(frame, shape) for frame in _frames(inspection, part)]
    return pl.concat(frames) if frames else empty(shape)


def _frames(inspection: Inspection, part: str) -> list[pl.DataFrame]:
    """Return one artefact of each submission that counts, people lists and the rest in a fixed order."""
    held = submissions_of(inspection).filter(**{f"{part}__isnull": False}).select_related(part)
    shape = RECORD if part == "records" else None
    frames = [from_parquet(read(getattr(submission, part))) for submission in held]
    return [conform(frame, shape) for frame in frames] if shape else frames


def not_on_people_lists(inspection: Inspection) -> pl.DataFrame:
    """Return agency, list, people: how many people of each accepted list of events no people list of the agency has."""
    records = records_of(inspection)
    unnamed = records.filter(pl.col("names").list.len() == 0, ~pl.col("list").is_in(_people_lists(inspection)))
    return unnamed.group_by("agency", "list").agg(pl.len().alias("people")).sort("agency", "list")


def _people_lists(inspection: Inspection) -> list[str]:
    return [spec.id for spec in inspection.framework.lists if spec.kind == "people"]


def submission_counts(inspection: Inspection) -> dict[str, int]:
    """Return how many lists count and what they hold: lists, rows, events, relations, issues."""
    held = submissions_of(inspection).exclude(list_id="")
    sums = held.aggregate(lists=Count("pk"), rows=Sum("rows"), events=Sum("event_count"), relations=Sum("relation_count"))
    issues = sum(entry["count"] for submission in held for entry in submission.issue_counts)
    return {name: value or 0 for name, value in sums.items()} | {"issues": issues}


def progress(inspection: Inspection) -> dict[str, int]:
    """Return how everything asked for stands, of every kind: asked (all of it), received, accepted, not_held, awaited."""
    counts = {
        str(state): Count("pk", filter=Q(state=state))
        for state in (RequestState.RECEIVED, RequestState.ACCEPTED, RequestState.NOT_HELD)
    }
    return inspection.requests.aggregate(asked=Count("pk"), awaited=Count("pk", filter=Q(state=RequestState.ASKED)), **counts)
