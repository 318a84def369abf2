"""“Is this child known to you?”: asking an agency, and what became of each question."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.areas.models import Agency
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.inspections.rules import InspectionRefused
from joinedup.linkage.models import NotKnownQuestion
from joinedup.linkage.not_known import actions, rules
from joinedup.linkage.not_known.enums import Answer, QuestionState
from joinedup.linkage.not_known.queries import found_on_a_list, questions_seen_by
from joinedup.linkage.queries import latest_run
from joinedup.web.components import forms as components
from joinedup.web.components.asked_about import asked_in_words
from joinedup.web.components.identity import of_question
from joinedup.web.components.words import count
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.concern_about import key_under
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.known import Coded, Known, questions_about
from joinedup.web.inspectorate.not_known_forms import AgainForm, AskForm, FoundForm, WithdrawForm

#: Whose children several questions may be about at once: those the inspection selected, never everybody on the lists.
SEVERAL: Final = ("tracked", "sampled", "cohort")
USUAL: Final = "Other agencies’ lists hold a record of this child and yours do not. We ask before we conclude anything from that."


@team_page
def questions(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the questions put to agencies, with how each stands."""
    found = list(questions_seen_by(request.user, inspection))
    rows = [
        [
            {"text": f"Question {one.number}", "href": reverse("inspectorate:not-known-question", args=[inspection.pk, one.pk])},
            one.agency.name,
            one.code,
            asked_in_words(one),
        ]
        for one in found
    ]
    waiting = sum(one.state == QuestionState.ASKED for one in found)
    return show(request, "not_known.html", inspection, child_level=True, crumbs=_crumbs(inspection), rows=rows, waiting=waiting)


@team_page
def ask(request: HttpRequest, inspection: Inspection, agency_id: UUID) -> HttpResponse:
    """Show which children one agency would be asked about, how many and why, and ask: `?child=`, or `?of=` (else sampled)."""
    rules.check_can_ask_about(request.user, inspection)
    agency, run = get_object_or_404(agencies(inspection), pk=agency_id), latest_run(inspection)
    if run is None:
        raise Http404
    known = Known(inspection, run)
    left = _left_to_ask(inspection, known, agency, _about(request, known))
    form = AskForm(components.posted(request), initial={"why": USUAL})
    if form.is_bound and not left:
        raise InspectionRefused(f"There is nobody left to ask {agency.name} about.")
    if form.is_valid():
        children = {one.child_id: one.code for one in left}
        asked = actions.ask_whether_known(by=request.user, run=run, agency=agency, children=children, **form.cleaned_data)
        messages.success(request, f"{count(len(asked), 'question')} sent to {agency.name}.")
        return redirect("inspectorate:not-known", inspection.pk)
    context = {"agency": agency, "left": left, "form": form, "errors": components.error_list(form) if form.is_bound else []}
    return show(request, "not_known_ask.html", inspection, child_level=True, crumbs=_crumbs(inspection), **context)


@team_page
def question(request: HttpRequest, inspection: Inspection, child_question_id: UUID) -> HttpResponse:
    """Show one question: who the child is as it was put, what the agency answered, and what can be done now."""
    return _page(request, inspection, _question(request, inspection, child_question_id))


@require_POST
@team_page
def again(request: HttpRequest, inspection: Inspection, child_question_id: UUID) -> HttpResponse:
    """Ask an answered question again; the answer stays beside the new question."""
    found, form = _question(request, inspection, child_question_id), AgainForm(request.POST)
    rules.check_can_move_question(request.user, found, QuestionState.ASKED_AGAIN)
    if not form.is_valid():
        return _page(request, inspection, found, again=form)
    asked = actions.ask_again(by=request.user, question=found, **form.cleaned_data)
    messages.success(request, f"Asked again as question {asked.number}.")
    return redirect("inspectorate:not-known-question", inspection.pk, asked.pk)


@require_POST
@team_page
def withdraw(request: HttpRequest, inspection: Inspection, child_question_id: UUID) -> HttpResponse:
    """Withdraw a question that waits for its answer."""
    found, form = _question(request, inspection, child_question_id), WithdrawForm(request.POST)
    rules.check_can_move_question(request.user, found, QuestionState.WITHDRAWN)
    if not form.is_valid():
        return _page(request, inspection, found, withdraw=form)
    actions.withdraw_question(by=request.user, question=found, **form.cleaned_data)
    messages.success(request, f"Question {found.number} is withdrawn. It is kept.")
    return redirect("inspectorate:not-known", inspection.pk)


@require_POST
@team_page
def decide(request: HttpRequest, inspection: Inspection, child_question_id: UUID) -> HttpResponse:
    """Say whether the record an agency found is this child's."""
    found, form = _question(request, inspection, child_question_id), FoundForm(request.POST)
    rules.check_can_decide_found(request.user, found)
    if not form.is_valid():
        return _page(request, inspection, found, decide=form)
    actions.decide_found(by=request.user, question=found, **form.cleaned_data)
    messages.success(request, "Your decision is kept. The next link run keeps to it.")
    return redirect("inspectorate:not-known-question", inspection.pk, found.pk)


def _page(request: HttpRequest, inspection: Inspection, found: NotKnownQuestion, **bound: Any) -> HttpResponse:
    identity = actions.open_question(by=request.user, question=found)
    forms = {"again": AgainForm(), "withdraw": WithdrawForm(), "decide": FoundForm()} | bound
    may = {
        "again": rules.can_move_question(request.user, found, QuestionState.ASKED_AGAIN),
        "withdraw": rules.can_move_question(request.user, found, QuestionState.WITHDRAWN),
        "decide": rules.can_decide_found(request.user, found),
    }
    crumbs = (*_crumbs(inspection), ("Questions about children", reverse("inspectorate:not-known", args=[inspection.pk])))
    return show(
        request,
        "not_known_question.html",
        inspection,
        child_level=True,
        crumbs=crumbs,
        question=found,
        key=key_under(inspection, found.code, found.child_id, found.run_id),
        stands=asked_in_words(found),
        identity=of_question(identity),
        followed=found.followed_by.first(),
        found=found.answer == Answer.FOUND,
        on_a_list=found.answer == Answer.FOUND and found_on_a_list(found) is not None,
        forms=forms,
        may=may,
        errors=[error for form in bound.values() for error in components.error_list(form)],
    )


def _question(request: HttpRequest, inspection: Inspection, child_question_id: UUID) -> NotKnownQuestion:
    return get_object_or_404(questions_seen_by(request.user, inspection), pk=child_question_id)


def _about(request: HttpRequest, known: Known) -> list[Coded]:
    """Return the children asked for: one by its id, or those of a scope."""
    child, scope = request.GET.get("child"), request.GET.get("of", "sampled")
    if child is not None:
        return [known.children[child]] if child in known.children else []
    return list(known.of(scope).values()) if scope in SEVERAL else []


def _left_to_ask(inspection: Inspection, known: Known, agency: Agency, children: list[Coded]) -> list[Coded]:
    """Return the children the agency has no record of and was not asked about."""
    asked = {
        child
        for question in questions_about(inspection, known, [one.child_id for one in children])
        if question.agency_id == agency.pk and question.state != QuestionState.WITHDRAWN
        for child in known.knowing.people_of(question.records)
    }
    return [one for one in children if one.child_id not in asked and agency.key not in known.holders(one.child_id)]


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Who knew these children", reverse("inspectorate:children", args=[inspection.pk])),)
