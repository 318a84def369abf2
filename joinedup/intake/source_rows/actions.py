"""Opening a row: the reading is logged."""

from joinedup.audit.actions import record_read
from joinedup.intake.models import Submission
from joinedup.intake.rules import check_can_read
from joinedup.intake.source_rows.queries import OpenedRow, Place, row_at
from joinedup.people.models import Person


def open_row(*, by: Person, submission: Submission, place: Place, child: str = "") -> OpenedRow:
    """Return a row as the agency sent it, and log who read it; `child` is the code of the child it is read for.

    Raises InspectionRefused; UnusableFile where the file cannot be read any more.
    """
    check_can_read(by, submission)
    record_read(
        by=by,
        chain=str(submission.inspection_id),
        action="row opened",
        object_kind="submission",
        object_id=str(submission.pk),
        detail={"list": submission.list_id, "sha256": submission.sha256, "row": place.row, **({"code": child} if child else {})},
    )
    return row_at(submission, place)
