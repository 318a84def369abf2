"""Reading what happened between asking and receiving."""

from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from joinedup.inspections.models import Inspection
from joinedup.intake.enums import ExtensionState, RequestState, SubmissionState
from joinedup.intake.models import Chaser, DataRequest, Extension, Submission


def chasers_of(request: DataRequest) -> QuerySet[Chaser]:
    """Return the reminders of a request, the latest first, with who sent them."""
    return request.chasers.select_related("sent_by").order_by("-sent_at")


def extensions_of(request: DataRequest) -> QuerySet[Extension]:
    """Return what was wished for and given for a request in order, with whoever wished and decided."""
    begun = Coalesce("asked_at", "decided_at")  # one given unasked begins as it is given
    return request.extensions.select_related("asked_by", "decided_by").order_by(begun)


def wish_for_time(request: DataRequest) -> Extension | None:
    """Return the wish for more time the team has still to decide on."""
    return request.extensions.filter(state=ExtensionState.ASKED).first()


def wishes_to_decide(inspection: Inspection) -> QuerySet[Extension]:
    """Return the wishes for more time that are open and whose request is still awaited."""
    return Extension.objects.filter(
        inspection=inspection, state=ExtensionState.ASKED, request__state=RequestState.ASKED
    ).select_related("request__agency")


def reminded(inspection: Inspection) -> dict[UUID, int]:
    """Return how often the agency was reminded, by request."""
    counted = Chaser.objects.filter(inspection=inspection).order_by().values("request").annotate(times=Count("pk"))
    return {row["request"]: row["times"] for row in counted}


def reusable(request: DataRequest) -> QuerySet[Submission]:
    """Return what an agency may say answers a request too: what it sent in the same inspection, the latest first.

    Of what it sent for this request itself, only what a later file has superseded.
    """
    sent = Submission.objects.filter(inspection=request.inspection, agency=request.agency, same_as=None)
    latest = sent.filter(request=request).exclude(state=SubmissionState.SUPERSEDED)
    return sent.exclude(pk__in=latest.values("pk")).select_related("request").order_by("-received_at")
