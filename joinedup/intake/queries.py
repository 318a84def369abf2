"""Reading what was asked for and what was sent."""

from collections.abc import Sequence
from uuid import UUID

import polars as pl
from django.db.models import Count, Q, QuerySet, Sum

from joinedup.areas.enums import Sector
from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.intake.core.coverage import CUT, INSIDE, JUDGED, JUDGEMENTS, judge
from joinedup.intake.core.crosslist import all_records
from joinedup.intake.enums import Coverage, ItemKind, RequestState, SubmissionState
from joinedup.intake.models import DataRequest, Submission, SubmissionIssue
from joinedup.method.check_lists import LOOKED_UP
from joinedup.method.framework import Framework, ListSpec, RequestItem
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


def items_for(sector: str, framework: Framework) -> list[ListSpec | RequestItem]:
    """Return what a framework asks agencies of a sector for, its lists first."""
    return [item for item in (*framework.lists, *framework.requests) if item.sector == sector]


def is_question(item: ListSpec | RequestItem) -> bool:
    """Return whether an item is a question, which goes into the query log, and not something to send a file for."""
    return isinstance(item, RequestItem) and item.kind == ItemKind.QUESTION


def items_asked(inspection: Inspection) -> set[tuple[UUID, str]]:
    """Return (agency, item) of all the framework's items asked for, whether a file or an answer is awaited."""
    questions = inspection.questions.exclude(item="").values_list("agency", "item")
    return {*inspection.requests.values_list("agency", "item"), *questions}


def left_to_ask(inspection: Inspection) -> bool:
    """Return whether an agency taking part has not been asked yet for something the framework asks of its sector."""
    wanted = {(agency.pk, item.id) for agency in agencies(inspection) for item in items_for(agency.sector, inspection.framework)}
    return bool(wanted - items_asked(inspection))


def sent_back(inspection: Inspection) -> set[UUID]:
    """Return the ids of the requests that are asked again because what came for them was refused."""
    again = inspection.requests.filter(state=RequestState.ASKED, submissions__state=SubmissionState.REFUSED)
    return set(again.values_list("pk", flat=True))


def latest_submission(request: DataRequest) -> Submission | None:
    """Return the submission sent last for a request, whatever became of it."""
    return request.submissions.order_by("-received_at").first()


def sent_for(request: DataRequest) -> QuerySet[Submission]:
    """Return everything sent for a request, the latest first, with who rings about it."""
    return request.submissions.select_related("rings", "same_as").order_by("-received_at")


def submissions_of(inspection: Inspection, submissions: Sequence[str] | None = None) -> QuerySet[Submission]:
    """Return the submissions that count, by agency and list: accepted and not superseded, or those of the ids given.

    A submission named by its id counts whatever became of it since: a link run keeps to the lists it was made of.
    """
    every = Submission.objects.filter(inspection=inspection)
    held = every.filter(state=SubmissionState.ACCEPTED) if submissions is None else every.filter(pk__in=submissions)
    return held.select_related("agency", "request").order_by("agency__key", "list_id", "received_at")


def kinds_unshown(inspection: Inspection, submissions: Sequence[str] | None = None) -> list[tuple[str, str]]:
    """Return (list, kind of event) for what an accepted list was asked for and could not show, whichever agency sent it."""
    held = submissions_of(inspection, submissions).exclude(list_id="").values_list("list_id", "kinds_unshown")
    return sorted({(list_id, kind) for list_id, kinds in held for kind in kinds})


def issues_of(submission: Submission) -> QuerySet[SubmissionIssue]:
    """Return the issues kept of a submission, in the order of its rows."""
    return submission.issues.order_by("place")


def data_of(submission: Submission) -> bytes:
    """Return the file as it was sent. Whoever calls this logs the reading."""
    return read(submission.file)


def records_of(inspection: Inspection, submissions: Sequence[str] | None = None) -> pl.DataFrame:
    """Return each record of the accepted lists once (RECORD), by id; one known from lists of events alone has no name.

    Here and below, whom a list of a wider area has and the inspected one has not is left out (`core.coverage`), and the lists
    read are those of `submissions_of`.
    """
    records = _every_record(inspection, submissions)
    return records.filter(~pl.col("record_id").is_in(_cut(inspection, submissions).implode()))


def events_of(inspection: Inspection, submissions: Sequence[str] | None = None) -> pl.DataFrame:
    """Return every event of the accepted lists (EVENT), by id."""
    events = _together(inspection, "events", EVENT, submissions).sort("event_id")
    return events.filter(~pl.col("record_id").is_in(_cut(inspection, submissions).implode()))


def relations_of(inspection: Inspection, submissions: Sequence[str] | None = None) -> pl.DataFrame:
    """Return every relation of the accepted lists (RELATION), by id; none of somebody left out."""
    relations = _together(inspection, "relations", RELATION, submissions).sort("relation_id")
    cut = _cut(inspection, submissions).implode()
    return relations.filter(~pl.col("record_id").is_in(cut), ~pl.col("other_record_id").is_in(cut))


def coverage_of(inspection: Inspection) -> list[tuple[Submission, dict[str, int]]]:
    """Return each accepted list of a wider area with what became of it: people by judgement, events and relations cut.

    The judgements are those of `core.coverage`; somebody who also stands on a list of the area alone is not judged and counts as
    "inside". "events" and "relations" say how many of them went with the people cut.
    """
    wider = [one for one in submissions_of(inspection) if one.coverage == Coverage.WIDER]
    if not wider:
        return []
    judged = _judged(inspection)
    cut = judged.filter(pl.col("judged") == CUT)["record_id"].implode()
    return [(one, _counted(one, judged, cut)) for one in wider]


def _counted(submission: Submission, judged: pl.DataFrame, cut: pl.Series) -> dict[str, int]:
    counts = dict.fromkeys((*JUDGEMENTS, "events", "relations"), 0)
    people = _frame(submission, "records").select("record_id").join(judged, on="record_id", how="left")
    counts |= dict(people.group_by(pl.col("judged").fill_null(INSIDE)).len().iter_rows())
    gone = pl.col("record_id").is_in(cut)
    counts["events"] = _frame(submission, "events").filter(gone).height
    counts["relations"] = _frame(submission, "relations").filter(gone | pl.col("other_record_id").is_in(cut)).height
    return counts


def _cut(inspection: Inspection, submissions: Sequence[str] | None = None) -> pl.Series:
    """Return the ids of the records left out because only lists of a wider area have them."""
    return _judged(inspection, submissions).filter(pl.col("judged") == CUT)["record_id"]


def _judged(inspection: Inspection, submissions: Sequence[str] | None = None) -> pl.DataFrame:
    """Return whom only lists of a wider area have, and why they stay or that they are cut (`core.coverage.JUDGED`)."""
    held = submissions_of(inspection, submissions).filter(records__isnull=False).select_related("records")
    if not any(one.coverage == Coverage.WIDER for one in held):
        return empty(JUDGED)
    ids = [(one.coverage, from_parquet(read(one.records))["record_id"]) for one in held]
    alone = {record for coverage, found in ids if coverage != Coverage.WIDER for record in found}
    wider = {record for coverage, found in ids if coverage == Coverage.WIDER for record in found} - alone
    records = _every_record(inspection, submissions)
    known = records.select("sector", "known_ids").explode("known_ids")
    # whom an agency was asked about under the inspection's code is the authority's child wherever it lives
    asked_about = pl.col("known_ids").str.starts_with(f"{LOOKED_UP.removeprefix('known_id:')}:")
    authority = known.filter((pl.col("sector") == Sector.LOCAL_AUTHORITY) | asked_about)["known_ids"].drop_nulls()
    relations = _together(inspection, "relations", RELATION, submissions)
    return judge(records, wider, relations, inspection.area.postcodes, authority)


def _every_record(inspection: Inspection, submissions: Sequence[str] | None) -> pl.DataFrame:
    return all_records(_frames(inspection, "records", submissions)).sort("record_id")


def _frame(submission: Submission, part: str) -> pl.DataFrame:
    shape = {"records": RECORD, "events": EVENT, "relations": RELATION}[part]
    kept = getattr(submission, part)
    return conform(from_parquet(read(kept)), shape) if kept else empty(shape)


def _together(
    inspection: Inspection, part: str, shape: dict[str, pl.DataType | type[pl.DataType]], submissions: Sequence[str] | None
) -> pl.DataFrame:
    frames = [conform(frame, shape) for frame in _frames(inspection, part, submissions)]
    return pl.concat(frames) if frames else empty(shape)


def _frames(inspection: Inspection, part: str, submissions: Sequence[str] | None) -> list[pl.DataFrame]:
    """Return one artefact of each submission that is read, people lists and the rest in a fixed order."""
    held = submissions_of(inspection, submissions).filter(**{f"{part}__isnull": False}).select_related(part)
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
