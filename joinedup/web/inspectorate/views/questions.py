"""Questions to agencies: the one log of an inspection, asking, asking again, and using an answer that is there."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.cases.asked.queries import asked_about
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.intake.burden import burdens_of
from joinedup.intake.enums import QuestionState
from joinedup.intake.models import Question
from joinedup.intake.questions import actions, queries, rules
from joinedup.letter.ledger import days_taken, ledger_of
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.burden import interviews, row
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.ledger_files import FORMS
from joinedup.web.inspectorate.questions_forms import AgainForm, QuestionForm, UseForm, WithdrawForm
from joinedup.web.inspectorate.views.asking import lists_crumb


@team_page
def log(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show every question of the inspection: to whom, by whom, by when, and how it stands."""
    return show(
        request,
        "questions.html",
        inspection,
        child_level=True,
        questions=actions.open_log(by=request.user, inspection=inspection),
        now=timezone.now(),
        may_ask=rules.can_put_questions(request.user, inspection),
    )


@team_page
def ask(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Put a question to an agency; what is like it in the log is shown before anything is sent."""
    rules.check_can_put_questions(request.user, inspection)
    form = QuestionForm(agencies(inspection), _usual(inspection), components.posted(request))
    before: list[Question] = []
    if form.is_valid():
        try:
            made = actions.ask_question(by=request.user, inspection=inspection, **form.cleaned_data)
        except actions.AskedBefore as found:
            before = [actions.open_question(by=request.user, question=one) for one in found.questions]
            form.add_error("despite", "Something like this was asked already. Use its answer, or say why it does not do.")
        else:
            messages.success(request, f"Question {made.number} is with {made.agency.name}.")
            return redirect("inspectorate:questions", inspection.pk)
    return show(
        request,
        "question_new.html",
        inspection,
        child_level=True,
        crumbs=(_log_crumb(inspection),),
        form=form,
        before=[(one, queries.latest_answer(one)) for one in before],
        errors=components.error_list(form) if form.is_bound else [],
    )


@team_page
def question(request: HttpRequest, inspection: Inspection, query_id: UUID) -> HttpResponse:
    """Show one question with everything said about it."""
    return _question_page(request, inspection, _asked(request, inspection, query_id))


@require_POST
@team_page
def use(request: HttpRequest, inspection: Inspection, query_id: UUID) -> HttpResponse:
    """Use the answer to a question that is there instead of asking one like it."""
    asked, form = _asked(request, inspection, query_id), UseForm(request.POST)
    if not form.is_valid():
        return _question_page(request, inspection, asked, use=form)
    actions.use_answer(by=request.user, question=asked, words=form.cleaned_data["words"])
    messages.success(request, "Nothing was sent. It counts as a duplicate avoided.")
    return redirect("inspectorate:question", inspection.pk, asked.pk)


@require_POST
@team_page
def again(request: HttpRequest, inspection: Inspection, query_id: UUID) -> HttpResponse:
    """Ask a question again because its answer leaves something open."""
    asked, form = _asked(request, inspection, query_id), AgainForm(_usual(inspection), request.POST)
    if not form.is_valid():
        return _question_page(request, inspection, asked, again=form)
    actions.ask_again(by=request.user, question=asked, **form.cleaned_data)
    messages.success(request, f"Question {asked.number} is asked again.")
    return redirect("inspectorate:question", inspection.pk, asked.pk)


@require_POST
@team_page
def withdraw(request: HttpRequest, inspection: Inspection, query_id: UUID) -> HttpResponse:
    """Take a question back."""
    asked, form = _asked(request, inspection, query_id), WithdrawForm(request.POST)
    if not form.is_valid():
        return _question_page(request, inspection, asked, withdraw=form)
    actions.withdraw_question(by=request.user, question=asked, words=form.cleaned_data["why"])
    messages.success(request, f"Question {asked.number} is withdrawn.")
    return redirect("inspectorate:question", inspection.pk, asked.pk)


@team_page
def burden(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what the inspection asks of each agency, counted."""
    rows = [row(one, asked_about(one.agency, inspection)) for one in burdens_of(inspection)]
    context = {"rows": rows, "interviews": interviews(inspection), "days": days_taken(inspection)}
    return show(request, "burden.html", inspection, crumbs=(lists_crumb(inspection),), **context)


@team_page
def burden_download(request: HttpRequest, inspection: Inspection, ledger_form: str) -> HttpResponse:
    """Give the ledger and the days of the inspection as a file, for the programme office."""
    if ledger_form not in FORMS:
        raise Http404
    make, kind = FORMS[ledger_form]
    response = HttpResponse(make(ledger_of(inspection)), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{inspection.code_word}-burden.{ledger_form}"'
    response["Cache-Control"] = "no-store"
    return response


def _question_page(
    request: HttpRequest,
    inspection: Inspection,
    asked: Question,
    *,
    again: AgainForm | None = None,
    withdraw: WithdrawForm | None = None,
    use: UseForm | None = None,
) -> HttpResponse:
    again, withdraw = again or AgainForm(_usual(inspection)), withdraw or WithdrawForm()
    return show(
        request,
        "question.html",
        inspection,
        child_level=True,
        crumbs=(_log_crumb(inspection),),
        question=actions.open_question(by=request.user, question=asked),
        entries=queries.entries_of(asked),
        now=timezone.now(),
        again=again,
        withdraw=withdraw,
        use=use,
        errors=[error for form in (again, withdraw, use) if form for error in components.error_list(form)],
        may_ask_again=rules.can_move_question(request.user, asked, QuestionState.AGAIN),
        may_withdraw=rules.can_move_question(request.user, asked, QuestionState.WITHDRAWN),
    )


def _usual(inspection: Inspection) -> int:
    """Return the working hours a question is given as a rule."""
    return inspection.framework.working_hours.answer_within


def _log_crumb(inspection: Inspection) -> tuple[str, str]:
    return ("Questions to agencies", reverse("inspectorate:questions", args=[inspection.pk]))


def _asked(request: HttpRequest, inspection: Inspection, query_id: UUID) -> Question:
    return get_object_or_404(queries.questions_seen_by(request.user, inspection), pk=query_id)
