"""The burden ledger: what an inspection asks of each agency, counted. It measures the inspection and never grades an agency."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.intake.enums import EntryKind, SubmissionState
from joinedup.intake.models import Chaser, DataRequest, Question, QuestionEntry, Submission


@dataclass(frozen=True)
class Burden:
    """What one inspection has asked of one agency so far.

    `rows` are those of every list sent, also of what was sent again; a file that stood for another item counts once. `hours` are
    null where the agency has stated none; `stated` of `answers` (files and answers to questions) came with hours.
    """

    agency: Agency
    items: int
    questions: int
    files: int
    rows: int
    reminders: int
    hours: Decimal | None
    stated: int
    answers: int
    duplicates: int


def burden_of(agency: Agency, inspection: Inspection) -> Burden:
    """Return what an inspection has asked of one agency."""
    here = {"inspection": inspection, "agency": agency}
    sent = Submission.objects.filter(**here)
    files = sent.filter(same_as=None).aggregate(number=Count("pk"), rows=Sum("rows"))
    entries = QuestionEntry.objects.filter(question__inspection=inspection, question__agency=agency)
    answers = entries.filter(kind=EntryKind.ANSWERED)
    stated = [_hours(sent), _hours(answers)]
    stood_for = sent.exclude(same_as=None).exclude(state=SubmissionState.REFUSED).count()
    return Burden(
        agency=agency,
        items=DataRequest.objects.filter(**here).count(),
        questions=Question.objects.filter(**here).count(),
        files=files["number"],
        rows=files["rows"] or 0,
        reminders=Chaser.objects.filter(request__inspection=inspection, request__agency=agency).count(),
        hours=sum((hours for hours, number in stated if number), Decimal(0)) if any(number for _, number in stated) else None,
        stated=sum(number for _, number in stated),
        answers=files["number"] + answers.count(),
        duplicates=stood_for + entries.filter(kind=EntryKind.USED).count(),
    )


def burdens_of(inspection: Inspection) -> list[Burden]:
    """Return what an inspection has asked of each agency taking part, by sector and name: never in the order of a count."""
    return [burden_of(agency, inspection) for agency in agencies(inspection)]


def _hours(rows: "QuerySet[Submission] | QuerySet[QuestionEntry]") -> tuple[Decimal, int]:
    found = rows.aggregate(total=Sum("hours"), number=Count("hours"))
    return found["total"] or Decimal(0), found["number"]
