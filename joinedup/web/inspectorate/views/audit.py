"""The partnership's joint audit of a tracked child and the inspectors' own view, side by side."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.cases import queries as cases
from joinedup.cases.audits import actions, queries, rules
from joinedup.cases.audits.enums import ANSWER, OF_THE_AUDIT, OF_THE_AUDIT_TEXT, Comparison, Voice
from joinedup.cases.audits.models import AuditEntry, AuditMark, JointAudit
from joinedup.cases.audits.queries import Answer, changed_since
from joinedup.cases.core.versions import VersionError
from joinedup.cases.models import TrackedChild
from joinedup.evidence.rules import can_write_note
from joinedup.inspections.models import Inspection
from joinedup.method.framework import AuditQuestion
from joinedup.web.components import forms as components
from joinedup.web.components.audit_forms import AuditForm, JoinForm, field_of
from joinedup.web.components.wordings import Wording, branches, history, proposal
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.asked_forms import CallInForm, CompareForm
from joinedup.web.inspectorate.child import show_child

#: The kind of source a note on a difference has, where the framework knows it.
SOURCE = "joint_audit"


@team_page
def both(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Show every question with the partnership's view and the inspectors' own beside it."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    audit = queries.audit_of(child)
    if audit is None:
        return show_child(request, "joint_audit.html", child, here="joint-audit", audit=None)
    return _page(request, child, audit, CallInForm())


@require_POST
@team_page
def call_in(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Take the audit as it stands, with the reason."""
    child, audit = _audit(request, inspection, tracked_id)
    rules.check_can_call_in(request.user, audit)
    form = CallInForm(request.POST)
    if not form.is_valid():
        return _page(request, child, audit, form)
    actions.call_in(by=request.user, audit=audit, **form.cleaned_data)
    messages.success(request, "The audit is taken as it stands. The agencies read why.")
    return redirect("inspectorate:joint-audit", inspection.pk, child.pk)


@gives_back
@team_page
def question(request: HttpRequest, inspection: Inspection, tracked_id: UUID, question: str) -> HttpResponse:
    """Show one question in full, and take in the inspectors' own view of it."""
    child, audit = _audit(request, inspection, tracked_id)
    asked = _asked(inspection, question)
    read = actions.open_audit(by=request.user, audit=audit)
    own = {one.question: one for one in read if one.voice == Voice.INSPECTORS}
    form: AuditForm | JoinForm = AuditForm([asked], own, components.posted(request), rows=8)
    if field_of(asked) not in form.fields:
        form = JoinForm(asked, own[question], proposal(own[question].versions, ANSWER), components.posted(request))
    if form.is_bound and form.is_valid() and _written(request, audit, form):
        _tell(request, audit, question)
        return redirect("inspectorate:joint-audit-question", inspection.pk, child.pk, question)
    return _question_page(request, child, audit, asked, read, form=form)


@gives_back
@require_POST
@team_page
def compare(request: HttpRequest, inspection: Inspection, tracked_id: UUID, question: str) -> HttpResponse:
    """Take in how both views of a question stand to one another."""
    child, audit = _audit(request, inspection, tracked_id)
    rules.check_can_compare(request.user, audit)
    asked, form = _asked(inspection, question), CompareForm(request.POST)
    if form.is_valid():
        actions.compare(by=request.user, audit=audit, question=question, **form.cleaned_data)
        messages.success(request, "Kept. Where the views differ, that is itself evidence: write a note about it.")
        return redirect("inspectorate:joint-audit-question", inspection.pk, child.pk, question)
    read = actions.open_audit(by=request.user, audit=audit)
    return _question_page(request, child, audit, asked, read, compare=form)


def _page(request: HttpRequest, child: TrackedChild, audit: JointAudit, call_in: CallInForm) -> HttpResponse:
    read, back, marks = actions.open_audit(by=request.user, audit=audit), queries.returned(audit), queries.marks_of(audit)
    questions = child.inspection.framework.joint_audit
    return show_child(
        request,
        "joint_audit.html",
        child,
        here="joint-audit",
        audit=audit,
        rows=[_row(one, read, back, marks.get(one.id, [])) for one in questions],
        of_audit=_row(AuditQuestion(OF_THE_AUDIT, OF_THE_AUDIT_TEXT), read, back, []),
        turns=queries.turns(audit),
        returned=back,
        may_call_in=rules.can_call_in(request.user, audit),
        form=call_in,
        errors=components.error_list(call_in) if call_in.is_bound else [],
    )


def _question_page(
    request: HttpRequest,
    child: TrackedChild,
    audit: JointAudit,
    asked: AuditQuestion,
    read: list[Answer],
    *,
    form: AuditForm | JoinForm | None = None,
    compare: CompareForm | None = None,
) -> HttpResponse:
    own = {one.question: one for one in read if one.voice == Voice.INSPECTORS}
    marks = queries.marks_of(audit).get(asked.id, [])
    form = form or AuditForm([asked], own, rows=8)
    compare = compare or CompareForm()
    return show_child(
        request,
        "joint_audit_question.html",
        child,
        here="joint-audit",
        title=f"{child.code}: {asked.text}",
        asked=asked,
        row=_row(asked, read, queries.returned(audit), marks),
        marks=marks,
        form=form,
        joins=isinstance(form, JoinForm),
        field=form["words"] if isinstance(form, JoinForm) else form[field_of(asked)],
        compare=compare,
        errors=[error for one in (form, compare) if one.is_bound for error in components.error_list(one)],
        may_write=rules.can_write_view(request.user, audit),
        may_compare=asked.id != OF_THE_AUDIT and rules.can_compare(request.user, audit),
        note_href=_note_href(child, asked) if can_write_note(request.user, child.inspection) else "",
    )


def _row(asked: AuditQuestion, read: Iterable[Answer], back: AuditEntry | None, marks: list[AuditMark]) -> dict[str, Any]:
    """Return one question as both sides answer it: wordings that stand, every wording, what changed since, the comparison."""
    mine = [one for one in read if one.question == asked.id]
    labels, moment = dict(asked.choices), back.at if back else None

    def told(answer: Answer) -> dict[str, Any]:
        return {
            "agency": answer.agency,
            "standing": branches(answer.versions, ANSWER, labels),
            "history": _more(history(answer.versions, ANSWER, labels)),
            "changed": answer.voice != Voice.INSPECTORS and changed_since(answer, moment),
        }

    by_voice = {voice: [told(one) for one in mine if one.voice == voice] for voice in Voice}
    return {
        "question": asked,
        "agreed": by_voice[Voice.AGREED],
        "parts": by_voice[Voice.AGENCY],
        "own": by_voice[Voice.INSPECTORS],
        "mark": marks[-1] if marks else None,
        "reworded": any(changed_since(one, marks[-1].at) for one in mine if one.voice != Voice.AGENCY) if marks else False,
        "differs": bool(marks) and marks[-1].mark == Comparison.DIFFER,
    }


def _more(wordings: list[Wording]) -> list[Wording]:
    """Return every wording where there is more than the one that stands."""
    return wordings if len(wordings) > 1 else []


def _audit(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> tuple[TrackedChild, JointAudit]:
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    return child, get_object_or_404(queries.audits_seen_by(request.user, inspection), tracked=child)


def _asked(inspection: Inspection, question: str) -> AuditQuestion:
    every = (*inspection.framework.joint_audit, AuditQuestion(OF_THE_AUDIT, OF_THE_AUDIT_TEXT))
    found = next((one for one in every if one.id == question), None)
    if found is None:
        raise Http404
    return found


def _written(request: HttpRequest, audit: JointAudit, form: AuditForm | JoinForm) -> bool:
    """Return whether what was sent is kept; otherwise the reason stands on the form."""
    try:
        drafts = form.drafts() if isinstance(form, AuditForm) else [form.draft()]
        actions.write_view(by=request.user, audit=audit, drafts=drafts)
    except VersionError as reason:
        form.add_error(None, str(reason))
        return False
    return True


def _tell(request: HttpRequest, audit: JointAudit, question: str) -> None:
    """Say that it is saved, or that a colleague's wording stands beside it."""
    own = queries.answers_of(audit, Voice.INSPECTORS)
    if question in own and len(own[question].standing) > 1:
        said = "Saved. A colleague saved at the same time: both wordings are kept below. Bring them together."
        messages.warning(request, said)
    else:
        messages.success(request, "Saved. Earlier wordings stay.")


def _note_href(child: TrackedChild, asked: AuditQuestion) -> str:
    """Return the address of the note form, filled in as far as the difference says."""
    known = {kind.id for kind in child.inspection.framework.sources}
    said = {"source": SOURCE if SOURCE in known else "", "tracked": str(child.pk)}
    if len(asked.sectors) == 1:
        said["sector"] = asked.sectors[0]
    return f"{reverse('inspectorate:note-new', args=[child.inspection_id])}?{urlencode(said)}"
