"""Reading what an agency learnt of its own lists, and what it says of what it sent."""

from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet

from joinedup.areas.models import Agency
from joinedup.inspections.queries import inspections_of
from joinedup.intake.enums import SENDING
from joinedup.intake.models import Submission
from joinedup.intake.own_checks.models import OwnCheck, SubmissionRemark, SubmissionSummary
from joinedup.intake.reading import people_known
from joinedup.people.models import Person
from joinedup.records.artefacts import from_parquet
from joinedup.vault.files import read


def checks_seen_by(person: Person) -> QuerySet[OwnCheck]:
    """Return the checks of a person's own agencies, the latest first."""
    return OwnCheck.objects.all().visible_to(person).select_related("agency", "checked_by").order_by("-checked_at")


def check_before(agency: Agency, framework_id: str, list_id: str, sha256: str) -> OwnCheck | None:
    """Return the last check of a list before this file: the same file checked again is held against what came before it too."""
    checks = OwnCheck.objects.filter(agency=agency, framework_id=framework_id, list_id=list_id)
    return checks.exclude(sha256=sha256).order_by("-checked_at").first()


def notified_on_of(person: Person, agency: Agency, framework_id: str) -> date | None:
    """Return the day the agency was notified of the latest inspection under a framework that still takes in its lists.

    None where there is none, or none the person may know of: an inspection that is only planned tells no agency its day.
    """
    taking_in = inspections_of(person).filter(agencies__agency=agency, framework_id=framework_id, stage__in=SENDING)
    return taking_in.order_by("-notified_on").values_list("notified_on", flat=True).first()


def remarks_on(submission: Submission) -> QuerySet[SubmissionRemark]:
    """Return what the agency says of a submission, in the order it was said."""
    return SubmissionRemark.objects.filter(submission=submission).select_related("said_by").order_by("said_at")


def unlinkable_of(submission: Submission) -> list[str]:
    """Return the own ids of the children on a list that no people list of the agency names, so that nobody can link them yet."""
    if submission.records is None:
        return []
    records = from_parquet(read(submission.records)).filter(pl.col("names").list.len() == 0)
    ids = records["own_id"].drop_nulls().unique().sort()
    known = people_known(submission.request)
    return list(ids if known is None else ids.filter(~ids.is_in(known.implode())))


def figures_of(submission: Submission) -> dict[str, Any]:
    """Return what a submission holds, counted (`own_summary`); empty for what is not a list or came before figures were kept."""
    summary = SubmissionSummary.objects.filter(submission=submission).first()
    return summary.figures if summary else {}
