"""The joint audit at an agency's door: its own part, the agreed view of the partnership, and what each agency says of it."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.cases.asked.enums import ChildRequestKind, ChildRequestState
from joinedup.cases.audits import actions, queries, rules
from joinedup.cases.audits.enums import ANSWER, AuditState, Voice
from joinedup.cases.audits.models import JointAudit
from joinedup.cases.audits.queries import Answer
from joinedup.cases.core.versions import VersionError
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.method.framework import AuditQuestion
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.followed_forms import AgreeForm
from joinedup.web.agency.frame import show
from joinedup.web.agency.views.followed import Here, crumbs_to, found
from joinedup.web.agency.views.not_known import HANDLING
from joinedup.web.components import forms as components
from joinedup.web.components.audit_forms import AuditForm, JoinForm, field_of
from joinedup.web.components.wordings import branches, history, proposal
from joinedup.web.given_back import gives_back

SAVED = "Saved. Earlier wordings stay."
BOTH = "Saved. Somebody else saved at the same time: both wordings are kept below. Bring them together."


@gives_back
@agency_page
def part(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID) -> HttpResponse:
    """Show the agency's own part and take in its answers."""
    here, audit = _audit(request, inspection, agencies, followed_id)
    answers = _mine(_open(request, audit, here), here)
    questions = queries.questions_to(inspection.framework, here.agency)
    form = AuditForm(questions, answers, components.posted(request))
    if form.is_bound and form.is_valid() and _written(request, form, lambda drafts: _write_part(request, audit, here, drafts)):
        return _back("audit", request, here, _clash(audit, Voice.AGENCY, here.agency))
    return show(
        request,
        "audit_part.html",
        inspection,
        handling=HANDLING,
        crumbs=crumbs_to(inspection, here),
        here=here,
        audit=audit,
        rows=_rows(questions, answers, form),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        turns=queries.turns(audit, here.agency),
        may=_may(request, audit, here),
    )


@gives_back
@agency_page
def agreed(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID) -> HttpResponse:
    """Show every part beside the agreed view, and take in what is agreed."""
    here, audit = _audit(request, inspection, agencies, followed_id)
    if audit.state == AuditState.PARTS:
        raise Http404
    together = _together(audit)
    form = AuditForm(together.questions, together.answers, components.posted(request), rows=3)
    if form.is_bound and form.is_valid() and _written(request, form, lambda drafts: _write_agreed(request, audit, here, drafts)):
        return _back("audit-agreed", request, here, _clash(audit, Voice.AGREED))
    return _agreed_page(request, here, audit, together, form=form)


@gives_back
@require_POST
@agency_page
def say(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID) -> HttpResponse:
    """Take in whether the agency agrees with the agreed view, or keeps a difference of view."""
    here, audit = _audit(request, inspection, agencies, followed_id)
    form = AgreeForm(request.POST)
    if form.is_valid():
        said = {"agrees": form.cleaned_data["agrees"] == "yes", "words": form.cleaned_data["words"], "wording": _shown(request)}
        try:
            actions.say_of_agreed(by=request.user, audit=audit, agency=here.agency, **said)
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "What your agency says is kept beside the agreed view.")
            return _redirect("audit-agreed", here)
    together = _together(audit)
    kept = AuditForm(together.questions, together.answers, rows=3)
    return _agreed_page(request, here, audit, together, form=kept, agree=form)


@require_POST
@agency_page
def move(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID) -> HttpResponse:
    """Hand the part in, open the parts to each other, or return the audit: `to` says which."""
    here, audit = _audit(request, inspection, agencies, followed_id)
    if request.POST.get("to") not in _STEPS:
        raise Http404
    step, done = _STEPS[request.POST["to"]]
    try:
        step(request, audit, here)
    except InspectionRefused as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, done)
    audit.refresh_from_db()
    return _redirect("audit" if audit.state == AuditState.PARTS else "audit-agreed", here)


@gives_back
@agency_page
def answer(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID, *, voice: str, question: str
) -> HttpResponse:
    """Show every wording of one answer and how they differ; where several stand, take in the one that is to stand."""
    here, audit = _audit(request, inspection, agencies, followed_id)
    asked, told = _one(request, audit, here, voice, question)
    labels = dict(asked.choices)
    form = JoinForm(asked, told, proposal(told.versions, ANSWER), components.posted(request))
    if form.is_bound and form.is_valid():
        write = _write_part if voice == Voice.AGENCY else _write_agreed
        if _written(request, form, lambda drafts: write(request, audit, here, drafts)):
            messages.success(request, SAVED)
            return _redirect("audit" if voice == Voice.AGENCY else "audit-agreed", here)
    return show(
        request,
        "audit_answer.html",
        inspection,
        handling=HANDLING,
        crumbs=crumbs_to(inspection, here),
        here=here,
        question=asked,
        standing=branches(told.versions, ANSWER, labels),
        history=history(told.versions, ANSWER, labels),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
    )


class Together(NamedTuple):
    """The agreed view as a page shows it."""

    wording: str  # read before the answers, so that it never stands for words the page does not show
    questions: list[AuditQuestion]
    answers: dict[str, Answer]


def _hand_in(request: HttpRequest, audit: JointAudit, here: Here) -> None:
    actions.hand_in(by=request.user, audit=audit, agency=here.agency)


def _open_parts(request: HttpRequest, audit: JointAudit, here: Here) -> None:
    actions.open_parts(by=request.user, audit=audit, agency=here.agency)


def _return(request: HttpRequest, audit: JointAudit, here: Here) -> None:
    actions.return_audit(by=request.user, audit=audit, agency=here.agency, wording=_shown(request))


def _shown(request: HttpRequest) -> str:
    """Return which wording of the agreed view the page showed that was sent."""
    return request.POST.get("had", "")


_STEPS = {
    "in": (_hand_in, "Your part is handed in. What you change later is kept with its date."),
    "open": (_open_parts, "The parts are opened to each other."),
    "return": (_return, "The audit is returned to the inspectors, in your name."),
}


def _agreed_page(
    request: HttpRequest, here: Here, audit: JointAudit, together: Together, *, form: AuditForm, agree: AgreeForm | None = None
) -> HttpResponse:
    read = _open(request, audit, here)
    parts = [answer for answer in read if answer.voice == Voice.AGENCY]
    wording, questions, answers = together
    agree = agree or AgreeForm()
    may = _may(request, audit, here)
    if form.is_bound:  # the page shows what was typed, which is not kept: nobody agrees with it or returns it
        may |= {"say": False, "return": False}
    return show(
        request,
        "audit_agreed.html",
        audit.inspection,
        handling=HANDLING,
        crumbs=crumbs_to(audit.inspection, here),
        here=here,
        audit=audit,
        rows=_rows(questions, answers, form, parts),
        apart=_apart(audit, parts, questions),
        form=form,
        agree=agree,
        errors=[error for one in (form, agree) if one.is_bound for error in components.error_list(one)],
        turns=queries.turns(audit, here.agency),
        wording=wording,
        may=may,
        returned=queries.returned(audit),
    )


def _rows(
    questions: Sequence[AuditQuestion], answers: dict[str, Answer], form: AuditForm, parts: Sequence[Answer] = ()
) -> list[dict[str, Any]]:
    """Return each question with its field (none where wordings must be brought together), and what each agency's part says."""
    return [
        {
            "question": question,
            "field": form[field_of(question)] if field_of(question) in form.fields else None,
            "standing": branches(answers[question.id].versions, ANSWER, dict(question.choices)) if question.id in answers else [],
            "parts": told_parts(question, parts),
        }
        for question in questions
    ]


def _apart(audit: JointAudit, parts: Sequence[Answer], together: Sequence[AuditQuestion]) -> list[dict[str, Any]]:
    """Return what agencies answered to questions the agreed view does not ask."""
    shown = {question.id for question in together}
    rest = [question for question in audit.inspection.framework.joint_audit if question.id not in shown]
    return [{"question": question, "parts": told_parts(question, parts)} for question in rest]


def told_parts(question: AuditQuestion, parts: Sequence[Answer]) -> list[dict[str, Any]]:
    """Return what each agency says to a question, in words; every wording where several stand."""
    labels = dict(question.choices)
    return [
        {"agency": one.agency, "words": [labels.get(text, text) for text in (v.said.get(ANSWER, "") for v in one.standing)]}
        for one in parts
        if one.question == question.id
    ]


def _audit(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID) -> tuple[Here, JointAudit]:
    """Return the child at the agency's door and its audit; 404 where the agency takes no part in one now."""
    here = found(request, inspection, agencies, followed_id)
    audit = get_object_or_404(queries.audits_seen_by(request.user, inspection), tracked=here.child.tracked_id)
    if not rules.can_write_part(request.user, audit, here.agency):
        raise Http404
    return here, audit


def _open(request: HttpRequest, audit: JointAudit, here: Here) -> list[Answer]:
    return actions.open_audit_at(by=request.user, audit=audit, agency=here.agency)


def _mine(read: Sequence[Answer], here: Here) -> dict[str, Answer]:
    return {one.question: one for one in read if one.voice == Voice.AGENCY and one.agency == here.agency}


def _together(audit: JointAudit) -> Together:
    wording = queries.wording_of(audit)
    return Together(wording, queries.questions_together(audit.inspection.framework), queries.answers_of(audit, Voice.AGREED))


def _one(request: HttpRequest, audit: JointAudit, here: Here, voice: str, question: str) -> tuple[AuditQuestion, Answer]:
    """Return a question and its answer, the agency's own or the agreed one; 404 where there is none to read."""
    if voice not in (Voice.AGENCY, Voice.AGREED):
        raise Http404
    read = _open(request, audit, here)
    answers = _mine(read, here) if voice == Voice.AGENCY else {one.question: one for one in read if one.voice == Voice.AGREED}
    asked = {one.id: one for one in audit.inspection.framework.joint_audit}
    if question not in answers or question not in asked:
        raise Http404
    return asked[question], answers[question]


def _write_part(request: HttpRequest, audit: JointAudit, here: Here, drafts: Any) -> None:
    actions.write_part(by=request.user, audit=audit, agency=here.agency, drafts=drafts)


def _write_agreed(request: HttpRequest, audit: JointAudit, here: Here, drafts: Any) -> None:
    actions.write_agreed(by=request.user, audit=audit, agency=here.agency, drafts=drafts)


def _written(request: HttpRequest, form: Any, write: Any) -> bool:
    """Return whether what was sent is kept; otherwise the reason stands on the form."""
    try:
        write(form.drafts() if isinstance(form, AuditForm) else [form.draft()])
    except (InspectionRefused, VersionError) as reason:
        form.add_error(None, str(reason))
        return False
    return True


def _clash(audit: JointAudit, voice: Voice, agency: Agency | None = None) -> bool:
    return bool(queries.unjoined(queries.answers_of(audit, voice, agency).values()))


def _back(page: str, request: HttpRequest, here: Here, clash: bool) -> HttpResponse:
    """Say that it is saved, or that somebody else's wording stands beside it, and show the page anew."""
    if clash:
        messages.warning(request, BOTH)
    else:
        messages.success(request, SAVED)
    return _redirect(page, here)


def _redirect(page: str, here: Here) -> HttpResponse:
    return redirect(f"{reverse(f'agency:{page}', args=[here.child.inspection_id, here.child.pk])}?agency={here.agency.pk}")


def _awaited(here: Here) -> bool:
    """Return whether the agency's part is not in: not handed in yet, asked for again, or said not to be held."""
    asked = [one for one in here.requests if one.kind == ChildRequestKind.JOINT_AUDIT]
    return any(one.state in (ChildRequestState.ASKED, ChildRequestState.NOT_HELD) for one in asked)


def _may(request: HttpRequest, audit: JointAudit, here: Here) -> dict[str, bool]:
    who = (request.user, audit, here.agency)
    return {
        "hand_in": rules.can_hand_in(*who) and _awaited(here),
        "open": rules.can_open_parts(*who),
        "say": rules.can_say_of_agreed(*who),
        "return": rules.can_return(*who),
    }
