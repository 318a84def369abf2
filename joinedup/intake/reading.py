"""Between the plain core and the database: reads a file for a request, and keeps what was read."""

from pathlib import PurePath

import polars as pl
from django.utils import timezone

from joinedup.intake.core.counted import counts, first_of_each
from joinedup.intake.core.crosslist import against_people
from joinedup.intake.core.own_summary import own_summary
from joinedup.intake.core.reading import Reading, read_list
from joinedup.intake.core.shown import kinds_not_shown
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.enums import ItemKind, SubmissionState
from joinedup.intake.mappings.queries import remembered_in
from joinedup.intake.models import DataRequest, Submission, SubmissionIssue, SubmissionSummary
from joinedup.intake.own_checks.figures import figures
from joinedup.records.artefacts import from_parquet, to_parquet
from joinedup.vault import files

#: Issues kept of one rule in one column, those of the first rows; how many there are is kept beside.
ISSUES_KEPT = 200
#: The most a document or other file that is not a list may hold.
LARGEST_DOCUMENT = 200 << 20


def read_for(request: DataRequest, filename: str, data: bytes) -> Reading | None:
    """Return what a list says, None for what is not a list. Raises UnusableFile with a sentence; stores nothing.

    The sentence calls the file by what was asked for: a file's own name may hold a child's.
    """
    name = request.item + PurePath(filename).suffix.lower()
    try:
        return _read_as(name, request, data)
    except UnusableFile as error:
        sentence = str(error).replace(name, f"the file sent for {request.title}", 1)
        raise UnusableFile(sentence[:1].upper() + sentence[1:]) from None


def _read_as(name: str, request: DataRequest, data: bytes) -> Reading | None:
    if request.kind != ItemKind.LIST:
        check_document(name, data)
        return None
    inspection = request.inspection
    reading = read_list(
        data,
        filename=name,
        framework=inspection.framework,
        agency=request.agency.key,
        list_id=request.item,
        as_of=max(timezone.localdate(), inspection.notified_on),
        notified_on=inspection.notified_on,
        mapping=remembered_in(request.agency, name, data, [request.item]).get(request.item),
    )
    known = None if _is_people(request) else people_known(request)
    return reading if known is None else against_people(reading, known)


def _is_people(request: DataRequest) -> bool:
    return any(spec.id == request.item and spec.kind == "people" for spec in request.inspection.framework.lists)


def people_known(request: DataRequest) -> pl.Series | None:
    """Return the own ids of the people list the agency sent last, None where none came yet or it was refused."""
    people = [spec.id for spec in request.inspection.framework.lists if spec.kind == "people"]
    held = Submission.objects.filter(
        inspection=request.inspection,
        agency=request.agency,
        list_id__in=people,
        state__in=(SubmissionState.RECEIVED, SubmissionState.ACCEPTED),
        records__isnull=False,
    )
    latest = held.select_related("records").order_by("-received_at").first()
    return None if latest is None else from_parquet(files.read(latest.records))["own_id"].drop_nulls()


def check_document(name: str, data: bytes) -> None:
    """Refuse a document that is empty or larger than LARGEST_DOCUMENT, with a sentence that names it. Raises UnusableFile."""
    if not data:
        raise UnusableFile(f"{name} is empty.")
    if len(data) > LARGEST_DOCUMENT:
        raise UnusableFile(f"{name} is larger than {LARGEST_DOCUMENT >> 20} MB. Send it in parts.")


def store_reading(submission: Submission, reading: Reading | None) -> None:
    """Save a submission with what was read from it: its artefacts as sealed files first, then its row, issues and figures."""
    if reading is None:
        submission.save(force_insert=True)
        return
    submission.list_id, submission.rows = reading.list_id, reading.rows
    asked = next(spec for spec in submission.inspection.framework.lists if spec.id == reading.list_id)
    submission.kinds_unshown = kinds_not_shown(reading, asked)
    parts = {"record": reading.records, "event": reading.events, "relation": reading.relations}
    for name, frame in parts.items():
        setattr(submission, f"{name}_count", frame.height)
        if frame.height:
            data = to_parquet(frame, sort_by=[f"{name}_id"])
            setattr(submission, f"{name}s", files.store(scope=submission.inspection_id, kind=f"{name}s", data=data))
    submission.issue_counts = counts(reading.issues)
    submission.save(force_insert=True)
    SubmissionIssue.objects.bulk_create(_issues(submission, reading.issues), batch_size=500)
    inspection = submission.inspection
    told = figures(own_summary([reading], inspection.framework, inspection.notified_on))
    SubmissionSummary.objects.create(inspection=inspection, submission=submission, figures=told)


def _issues(submission: Submission, issues: pl.DataFrame) -> list[SubmissionIssue]:
    return [
        SubmissionIssue(
            inspection=submission.inspection,
            submission=submission,
            place=issue["place"],
            sheet=issue["sheet"] or "",
            row=issue["row"],
            column=issue["column"] or "",
            severity=issue["severity"],
            rule=issue["rule"],
            sentence=issue["sentence"],
            value=issue["value"],
        )
        for issue in first_of_each(issues, ISSUES_KEPT).to_dicts()
    ]
