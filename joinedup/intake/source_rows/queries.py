"""Which submission a row stands in, and what is known of the row."""

from dataclasses import dataclass
from pathlib import PurePath

from joinedup.inspections.models import Inspection
from joinedup.intake.core.headers import AS_WRITTEN
from joinedup.intake.core.source_row import SourceRow, source_row
from joinedup.intake.mappings.queries import remembered_in
from joinedup.intake.models import Submission, SubmissionIssue, SubmissionRemark
from joinedup.intake.own_checks.queries import remarks_on
from joinedup.intake.queries import data_of, issues_of


@dataclass(frozen=True)
class Place:
    """Where a row stands: the agency's key, the hash of the file as sent, the list, the sheet (null in CSV) and the row."""

    agency: str
    sha256: str
    list_id: str
    sheet: str | None
    row: int


@dataclass(frozen=True)
class OpenedRow:
    """A row as the agency sent it, the issues found in it, and what the agency says of these and of the whole file."""

    submission: Submission
    place: Place
    row: SourceRow | None
    issues: list[SubmissionIssue]
    remarks: list[SubmissionRemark]


def submission_at(inspection: Inspection, place: Place) -> Submission | None:
    """Return the submission a row was read from: of the very same file sent twice for one list, the latest."""
    sent = Submission.objects.filter(
        inspection=inspection, agency__key=place.agency, sha256=place.sha256, list_id=place.list_id, same_as=None
    )
    return sent.select_related("request", "agency", "sent_by", "file", "inspection").order_by("-received_at").first()


def row_at(submission: Submission, place: Place) -> OpenedRow:
    """Return a row with what is known of it. Whoever calls this logs the reading. Raises UnusableFile."""
    data, name = data_of(submission), place.list_id + PurePath(submission.filename).suffix.lower()
    mapping = remembered_in(submission.agency, name, data, [place.list_id]).get(place.list_id, AS_WRITTEN)
    found = source_row(
        data,
        filename=name,
        framework=submission.inspection.framework,
        list_id=place.list_id,
        sheet=place.sheet,
        row=place.row,
        mapping=mapping,
    )
    issues = [one for one in issues_of(submission).filter(row=place.row) if one.sheet == (place.sheet or "")]
    about = {(issue.rule, issue.column) for issue in issues}
    remarks = [one for one in remarks_on(submission) if not one.part and (not one.rule or (one.rule, one.column) in about)]
    return OpenedRow(submission, place, found, issues, remarks)
