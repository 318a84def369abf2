"""The only writer of why letters slip."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.inspections.models import Inspection
from joinedup.letter.board.models import SlipReason
from joinedup.letter.board.queries import OnBoard, board_of, on_board
from joinedup.letter.board.rules import check_can_say_why
from joinedup.people.models import Person


@transaction.atomic
def say_why(*, by: Person, inspection: Inspection, why: str, expected: date | None = None) -> SlipReason:
    """Say why the step a letter works towards slips, and when it is expected now.

    Raises InspectionRefused; ValueError without a reason.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection.pk)
    today = timezone.localdate()
    check_can_say_why(by, inspection, today)
    if not why.strip():
        raise ValueError("Say why it slips.")
    found = on_board(inspection, today).due
    said = {"step": found.step, "due": found.on, "expected": expected, "why": why.strip(), "said_by": by}
    row = SlipReason(inspection=inspection, **said)
    row.save(force_insert=True)
    detail = {"step": found.step, "due": found.on.isoformat(), "expected": expected.isoformat() if expected else ""}
    about = {"object_kind": "inspection", "object_id": str(inspection.pk), "detail": detail}
    record(by=by, chain=str(inspection.pk), action="letter slip explained", **about)
    return row


def open_board(*, by: Person) -> list[OnBoard]:
    """Return the board of a person's letters; the reading of each reason is logged with its inspection."""
    rows = board_of(by, timezone.localdate())
    for row in rows:
        if row.slip is not None:
            about = {"object_kind": "inspection", "object_id": str(row.inspection.pk), "detail": {"step": row.slip.step}}
            record_read(by=by, chain=str(row.inspection.pk), action="letter slip read", **about)
    return rows
