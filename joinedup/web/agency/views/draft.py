"""The draft letter at one agency's door: read under embargo, commented on, replied to once."""

from collections.abc import Sequence
from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.intake.core.unusable import UnusableFile
from joinedup.letter.accuracy import actions, queries, rules
from joinedup.letter.accuracy.as_pdf import EMBARGO, Mark, to_pdf
from joinedup.letter.accuracy.enums import ReplyState
from joinedup.letter.accuracy.models import AccuracyPoint, AccuracyReply
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.draft_forms import PointForm, ProofForm
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components import forms as components
from joinedup.web.components.receipts import download
from joinedup.web.given_back import gives_back


@agency_page
def draft(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], reply_id: UUID) -> HttpResponse:
    """Show the draft with its reader's name on it, logged, the agency's points beside it and, once given, the one reply to all."""
    reply = _reply(request, inspection, agencies, reply_id)
    return _draft(request, reply)


@agency_page
def draft_pdf(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], reply_id: UUID) -> HttpResponse:
    """Give the draft as a PDF with its reader's name on every page, logged."""
    reply = _reply(request, inspection, agencies, reply_id)
    if not rules.can_read_draft(request.user, reply):
        raise Http404
    actions.open_draft(by=request.user, reply=reply, form="pdf")
    check = reply.check_of
    data = to_pdf(check.sent, _mark(request, reply), number=check.number, made_up=inspection.made_up)
    return download(data, f"{inspection.code_word}-draft-{check.number}.pdf", "application/pdf")


@gives_back
@agency_page
def comment(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], reply_id: UUID, passage_id: UUID | None = None
) -> HttpResponse:
    """Write a comment on a passage of the draft, or on the whole of it."""
    reply = _reply(request, inspection, agencies, reply_id)
    words = reply.check_of.sent.texts().get(str(passage_id), "")
    if not rules.can_comment(request.user, reply) or (passage_id and not words):
        raise Http404
    form = PointForm(components.posted(request))
    if form.is_bound and form.is_valid():
        point = actions.write_point(by=request.user, reply=reply, text=form.cleaned_data["text"], passage=passage_id)
        messages.success(request, f"{point} is kept. Your agency’s reply is not sent yet.")
        return redirect("agency:draft-point", inspection.pk, reply.pk, point.pk)
    actions.open_draft(by=request.user, reply=reply)
    return _form(request, reply, "draft_point.html", form=form, words=words, point=None)


@gives_back
@agency_page
def point(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], reply_id: UUID, accuracy_point_id: UUID
) -> HttpResponse:
    """Show one's own comment with its proofs, and take in a change of it."""
    reply, found = _point(request, inspection, agencies, reply_id, accuracy_point_id)
    form = PointForm(components.posted(request), initial={"text": found.text})
    if form.is_bound and form.is_valid():
        try:
            actions.change_point(by=request.user, point=found, text=form.cleaned_data["text"])
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{found} is changed.")
            return redirect("agency:draft", inspection.pk, reply.pk)
    return _own(request, reply, found, form=form)


@require_POST
@agency_page
def prove(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], reply_id: UUID, accuracy_point_id: UUID
) -> HttpResponse:
    """Attach a file to one's own comment."""
    reply, found = _point(request, inspection, agencies, reply_id, accuracy_point_id)
    form = ProofForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            actions.attach_proof(by=request.user, point=found, filename=upload.name, data=upload.read())
        except (InspectionRefused, UnusableFile) as reason:
            form.add_error("file", str(reason))
        else:
            messages.success(request, "The file is attached.")
            return redirect("agency:draft-point", inspection.pk, reply.pk, found.pk)
    return _own(request, reply, found, proof=form)


@require_POST
@agency_page
def take_out(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], reply_id: UUID, accuracy_point_id: UUID
) -> HttpResponse:
    """Take one's own comment out before the reply is sent."""
    reply, found = _point(request, inspection, agencies, reply_id, accuracy_point_id)
    try:
        actions.remove_point(by=request.user, point=found)
    except InspectionRefused as reason:
        return _draft(request, reply, str(reason))
    messages.success(request, f"{found} is taken out.")
    return redirect("agency:draft", inspection.pk, reply.pk)


@agency_page
def proof(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], reply_id: UUID, proof_id: UUID) -> HttpResponse:
    """Give the agency back a file it attached; whoever opens it is written down."""
    reply = _reply(request, inspection, agencies, reply_id)
    found = get_object_or_404(queries.proofs_seen_by(request.user, inspection), pk=proof_id, point__reply=reply)
    data = actions.open_proof(by=request.user, proof=found)
    return download(data, f"proof-{found.file.sha256[:12]}{PurePath(found.filename).suffix.lower()}")


@require_POST
@agency_page
def send(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], reply_id: UUID) -> HttpResponse:
    """Send the agency's one reply: its comments where it has any, else that it has none."""
    reply = _reply(request, inspection, agencies, reply_id)
    to = ReplyState.NO_COMMENTS if "none" in request.POST else ReplyState.SENT
    try:
        actions.send_reply(by=request.user, reply=reply, to=to)
    except InspectionRefused as reason:
        return _draft(request, reply, str(reason))
    messages.success(request, "Your agency’s reply has arrived. You will find what becomes of it here.")
    return redirect("agency:draft", inspection.pk, reply.pk)


def _reply(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], id: UUID) -> AccuracyReply:
    """Return a reply of an agency the reader coordinates; 404 for everybody else, those who see it as the team included."""
    reply = get_object_or_404(queries.replies_seen_by(request.user, inspection), pk=id, agency__in=agencies)
    if not rules.coordinates(request.user, inspection, reply.agency):
        raise Http404
    return reply


def _point(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], reply_id: UUID, id: UUID
) -> tuple[AccuracyReply, AccuracyPoint]:
    reply = _reply(request, inspection, agencies, reply_id)
    return reply, get_object_or_404(queries.points_seen_by(request.user, inspection), pk=id, reply=reply)


def _draft(request: HttpRequest, reply: AccuracyReply, refused: str = "") -> HttpResponse:
    """Show the page of the draft; why something was refused stands above it."""
    readable, check = rules.can_read_draft(request.user, reply), reply.check_of
    if readable:
        actions.open_draft(by=request.user, reply=reply)
    points = actions.open_reply(by=request.user, reply=reply)
    told = queries.told_in(check) if check.answered_at else []
    context = {
        "draft": check.sent if readable else None,
        "points": points,
        "told": [one for one in told if one.agency != reply.agency.name],
        "may_comment": rules.can_comment(request.user, reply),
        "errors": [{"text": refused}] if refused else [],
    }
    return _form(request, reply, "draft.html", **context)


def _own(request: HttpRequest, reply: AccuracyReply, found: AccuracyPoint, **bound: object) -> HttpResponse:
    actions.open_reply(by=request.user, reply=reply)
    forms = {"form": PointForm(initial={"text": found.text}), "proof": ProofForm()} | bound
    return _form(
        request,
        reply,
        "draft_point.html",
        **forms,
        words=reply.check_of.sent.texts().get(str(found.passage_id), ""),
        point=found,
        may_comment=rules.can_comment(request.user, reply),
        errors=[error for form in bound.values() if form.is_bound for error in components.error_list(form)],
    )


def _form(request: HttpRequest, reply: AccuracyReply, template: str, **context: object) -> HttpResponse:
    inspection = reply.inspection
    above = (("The draft letter", reverse("agency:draft", args=[inspection.pk, reply.pk])),) if template != "draft.html" else ()
    form = context.get("form")
    context.setdefault("errors", components.error_list(form) if form is not None and form.is_bound else [])
    frame = {"reply": reply, "check": reply.check_of, "mark": _mark(request, reply).words(), "today": timezone.localdate()}
    response = show(
        request, f"{template}", inspection, crumbs=(*crumbs_of(inspection), *above), handling=EMBARGO, **frame, **context
    )
    response["Cache-Control"] = "no-store"
    return response


def _mark(request: HttpRequest, reply: AccuracyReply) -> Mark:
    return Mark(request.user.name or request.user.email, reply.agency.name, timezone.now())
