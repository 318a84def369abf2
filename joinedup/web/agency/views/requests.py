"""What is asked of an agency and by when, and what it answers."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.cases.asked.queries import awaited_from, followed_at
from joinedup.cases.concerns.queries import concerns_seen_by
from joinedup.cases.concerns.queries import waiting_at as concerns_waiting
from joinedup.evidence.feedback.queries import summary_given
from joinedup.inspections.interruptions.actions import see_interruptions
from joinedup.inspections.interruptions.enums import AskedBy
from joinedup.inspections.models import Inspection
from joinedup.inspections.notifying.queries import notified_by, put_right
from joinedup.inspections.rules import InspectionRefused, agencies_of
from joinedup.inspections.survey.queries import survey_for
from joinedup.inspections.survey.rules import survey_open
from joinedup.inspections.timetable.queries import slots_asking
from joinedup.inspections.timetable.reading import changes_at, waits_for
from joinedup.intake import actions, queries, rules
from joinedup.intake.asking import queries as asking_queries
from joinedup.intake.asking import rules as asking_rules
from joinedup.intake.core.template import XLSX, make_template
from joinedup.intake.core.unusable import UnusableFile
from joinedup.intake.enums import ItemKind
from joinedup.intake.models import DataRequest, Submission
from joinedup.intake.questions.queries import open_questions_to
from joinedup.letter.accuracy.queries import drafts_read_by
from joinedup.linkage.look_up.queries import awaited_of, look_up_of
from joinedup.linkage.look_up.rules import is_asked
from joinedup.linkage.not_known.queries import questions_to
from joinedup.method.interruptions import interruptions_of
from joinedup.people.models import Person
from joinedup.web.agency import asked
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.asking_forms import MoreTimeForm, SameAsForm
from joinedup.web.agency.forms import NotHeldForm, SendForm
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.agency.week import week_of
from joinedup.web.components import forms as components


@agency_page
def requests(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """List everything one inspection asks of the agency; of each where the reader answers for several."""
    asked_of = [(agency, _asked_of(request.user, inspection, agency)) for agency in agencies]
    told = {
        "reminded": asking_queries.reminded(inspection),
        "has_concerns": concerns_seen_by(request.user, inspection).exists(),
        "concerns": concerns_waiting(request.user, inspection).count(),
        "told": notified_by(inspection),
        "survey": survey_open(survey_for(inspection), timezone.now()),
        "summary": summary_given(request.user, inspection),
        "drafts": drafts_read_by(request.user, inspection),
        **_interrupted(request.user, inspection),
        **_week(inspection, agencies),
    }
    return show(request, "requests.html", inspection, asked_of=asked_of, **told)


def _interrupted(person: Person, inspection: Inspection) -> dict[str, Any]:
    """Return what is told of deferrals and pauses, whether the area may ask for one, and days put right; seeing it is kept."""
    return {
        "interrupted": see_interruptions(by=person, inspection=inspection),
        "put_right": put_right(inspection),
        "asks_off": any(AskedBy.AREA in rule.asked_by for rule in interruptions_of(inspection.framework)),
        "steps": {step.id: step.title for step in inspection.framework.calendar},
    }


def _week(inspection: Inspection, agencies: Sequence[Agency]) -> dict[str, int]:
    """Return how many slots ask something of the agencies, how many wait for an answer, and how many changes are unseen."""
    slots = slots_asking(agencies, inspection)
    waits, news = sum(waits_for(slot, agencies) for slot in slots), len(changes_at(agencies, inspection))
    return {"week_slots": len(slots), "week_waits": waits, "week_news": news}


def _asked_of(person: Person, inspection: Inspection, agency: Agency) -> dict[str, Any]:
    """Return what one agency is asked for, by what its page calls it."""
    asked_about = look_up_of(inspection) if is_asked(person, inspection, agency) else None
    return {
        "asked": asked.sort_out(queries.requests_for(agency, inspection), queries.sent_back(inspection), timezone.localdate()),
        "look_up": asked_about,
        "left": awaited_of(asked_about, agency) if asked_about else None,
        "child_questions": questions_to(agency, inspection),
        "followed": followed_at(agency, inspection),
        "child_awaited": awaited_from(agency, inspection),
        "open_questions": open_questions_to(agency, inspection).count(),
        "week": week_of(agency, inspection),
    }


@agency_page
def item(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], request_id: UUID) -> HttpResponse:
    """Show what is asked for and why, and take in the file for it."""
    wanted = asked_for(request, inspection, request_id)
    form = send_form(inspection, wanted, components.posted(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        sent = _receive(request, wanted, form)
        if sent:
            messages.success(request, "The file has arrived. This page is your receipt.")
            return redirect("agency:submission", inspection.pk, sent.pk)
    return item_page(request, inspection, wanted, send=form)


@require_POST
@agency_page
def not_held(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], request_id: UUID) -> HttpResponse:
    """Take in that the agency does not hold what is asked for, and why."""
    wanted, form = asked_for(request, inspection, request_id), NotHeldForm(request.POST)
    if not form.is_valid():
        return item_page(request, inspection, wanted, answer=form)
    try:
        actions.say_not_held(by=request.user, request=wanted, answer=form.cleaned_data["answer"])
    except InspectionRefused as reason:
        form.add_error(None, str(reason))
        return item_page(request, inspection, wanted, answer=form)
    messages.success(request, "Your answer has arrived.")
    return redirect("agency:requests", inspection.pk)


@agency_page
def template(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], request_id: UUID) -> FileResponse:
    """Give the workbook to fill in for a list; there is none for a document or a meeting."""
    spec = asked.list_asked_for(inspection.framework, asked_for(request, inspection, request_id).item)
    if spec is None:
        raise Http404
    filled_in_here = BytesIO(make_template(inspection.framework, [spec]))
    return FileResponse(filled_in_here, as_attachment=True, filename=f"{spec.id}.xlsx", content_type=XLSX)


def _receive(request: HttpRequest, wanted: DataRequest, form: SendForm) -> Submission | None:
    """Return the submission made of the file, or nothing with the reason on the form."""
    upload, said = form.cleaned_data["file"], {name: form.cleaned_data[name] for name in ("coverage", "hours")}
    try:
        return actions.receive_submission(by=request.user, request=wanted, filename=upload.name, data=upload.read(), **said)
    except (InspectionRefused, UnusableFile) as reason:
        form.add_error("file", str(reason))
        return None


def item_page(
    request: HttpRequest,
    inspection: Inspection,
    wanted: DataRequest,
    *,
    send: SendForm | None = None,
    answer: NotHeldForm | None = None,
    time: MoreTimeForm | None = None,
    same: SameAsForm | None = None,
) -> HttpResponse:
    """Show one request with its forms; one that was filled in comes with its errors."""
    before = asking_queries.reusable(wanted)
    send, answer = send or send_form(inspection, wanted), answer or NotHeldForm()
    time, same = time or MoreTimeForm(), same or SameAsForm(before)
    spec = asked.list_asked_for(inspection.framework, wanted.item)
    context = {
        "wanted": wanted,
        "sent_back": queries.sent_back(inspection),
        "spec": spec,
        "period": asked.period(spec, inspection.notified_on) if spec else "",
        "formats": asked.FORMATS,
        "codes": {column.key: asked.codes_of(inspection.framework, column) for column in spec.columns} if spec else {},
        "latest": queries.latest_submission(wanted),
        "form": send,
        "answer": answer,
        "time": time,
        "same": same,
        "errors": [error for form in (send, answer, time, same) for error in components.error_list(form)],
        "chasers": asking_queries.chasers_of(wanted),
        "extensions": asking_queries.extensions_of(wanted),
        "may_ask_for_time": asking_rules.can_ask_for_time(request.user, wanted),
        "may_reuse": rules.can_send(request.user, wanted) and bool(before),
        "may_send": rules.can_send(request.user, wanted),
        "may_say_not_held": rules.can_say_not_held(request.user, wanted),
    }
    return show(request, "item.html", inspection, crumbs=crumbs_of(inspection), **context)


def send_form(inspection: Inspection, wanted: DataRequest, *given: Any) -> SendForm:
    """Return the form a request is answered with: of a list it asks whom it covers."""
    words = inspection.framework.coverage if wanted.kind == ItemKind.LIST else None
    return SendForm(words, *given)


def asked_for(request: HttpRequest, inspection: Inspection, request_id: UUID) -> DataRequest:
    """Return the request of that id, put to an agency the reader answers for; 404 for any other."""
    seen = queries.requests_seen_by(request.user, inspection)
    return get_object_or_404(seen, pk=request_id, agency__in=agencies_of(request.user, inspection))
