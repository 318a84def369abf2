"""The letter at an agency's door before it is sent: a box to be read, a priority action addressed to the agency."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.boxes import actions as boxes
from joinedup.letter.boxes import queries as box_queries
from joinedup.letter.boxes.rules import can_answer_reading
from joinedup.letter.priority import actions as priorities
from joinedup.letter.priority import queries as priority_queries
from joinedup.letter.priority.models import PriorityNotice
from joinedup.letter.priority.rules import can_answer, coordinates
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.agency.letter_forms import PriorityAnswerForm, ReadingForm
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back

HANDLING = "This is not published yet. Read it where nobody looks over your shoulder, and show it only to those you must ask."


@gives_back
@agency_page
def reading(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], box_reading_id: UUID) -> HttpResponse:
    """Show a box the agency is asked to read, logged, and take its answer."""
    rows = box_queries.readings_seen_by(request.user, inspection).filter(agency__in=agencies)
    found = get_object_or_404(rows, pk=box_reading_id)
    if not coordinates(request.user, inspection, found.agency):
        raise Http404
    form, refused = ReadingForm(found.about, components.posted(request)), ""
    if form.is_bound and form.is_valid():
        try:
            boxes.answer_reading(by=request.user, reading=found, **form.cleaned_data)
        except (InspectionRefused, boxes.BoxError) as reason:
            refused = str(reason)
        else:
            messages.success(request, "Your answer has arrived.")
            return redirect("agency:box-reading", inspection.pk, found.pk)
    asked = found.taken_back_at is None and found.box_id is not None
    opened = boxes.open_reading(by=request.user, reading=found) if asked else None
    context = {
        "reading": opened,
        "form": form if opened and can_answer_reading(request.user, opened) else None,
        "errors": [*([{"text": refused}] if refused else []), *(components.error_list(form) if form.is_bound else [])],
    }
    return show(request, "box_reading.html", inspection, crumbs=crumbs_of(inspection), handling=HANDLING, **context)


@gives_back
@agency_page
def priority(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], notice_id: UUID) -> HttpResponse:
    """Show a priority action addressed to the agency, with the time it was first read kept, and take what it has done."""
    found = _notice(request, inspection, agencies, notice_id)
    form, refused = PriorityAnswerForm(components.posted(request)), ""
    if form.is_bound and form.is_valid():
        try:
            priorities.answer_priority(by=request.user, notice=found, words=form.cleaned_data["words"])
        except InspectionRefused as reason:
            refused = str(reason)
        else:
            messages.success(request, "What you wrote has arrived.")
            return redirect("agency:priority-notice", inspection.pk, found.pk)
    opened = priorities.open_notice(by=request.user, notice=found)
    context = {
        "notice": opened,
        "priority": opened.priority,
        "entries": priority_queries.entries_at(opened.priority, opened.agency),
        "form": form if can_answer(request.user, opened) else None,
        "errors": [*([{"text": refused}] if refused else []), *(components.error_list(form) if form.is_bound else [])],
    }
    return show(request, "priority_notice.html", inspection, crumbs=crumbs_of(inspection), handling=HANDLING, **context)


def _notice(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], notice_id: UUID) -> PriorityNotice:
    """Return what an agency of the reader's was told; 404 for anybody who is not its coordinator."""
    rows = priority_queries.notices_seen_by(request.user, inspection).filter(agency__in=agencies)
    found = get_object_or_404(rows, pk=notice_id)
    if not coordinates(request.user, inspection, found.agency):
        raise Http404
    return found
