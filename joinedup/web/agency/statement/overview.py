"""A written statement's first page, its next steps, its forms to take out, and the workbook to bring back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.improvement import actions, planning, rules
from joinedup.improvement.core.as_json import to_json, version_of
from joinedup.improvement.core.content import Statement, own_points
from joinedup.improvement.core.gaps import gaps_of, outside
from joinedup.improvement.core.in_word import to_scrutiny_pack, to_word
from joinedup.improvement.core.workbook import to_workbook
from joinedup.improvement.core.workbook_read import UnusableWorkbook
from joinedup.improvement.enums import ActionState, PointKind, StatementState
from joinedup.improvement.models import WrittenStatement
from joinedup.improvement.queries import approvals_needed, content_of, scrutineer_of
from joinedup.publication.queries import newest
from joinedup.web.agency.statement import steps
from joinedup.web.agency.statement.forms import WorkbookForm
from joinedup.web.agency.statement.frame import show_statement, statement_page
from joinedup.web.components import forms as components
from joinedup.web.components.receipts import download
from joinedup.web.components.words import count
from joinedup.web.given_back import gives_back

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = ("word", "workbook", "data", "scrutiny")


@statement_page
def overview(request: HttpRequest, statement: WrittenStatement) -> HttpResponse:
    """Show where the statement stands, what is to do next, and every point of the letter with what is done about it."""
    content, today = content_of(statement), timezone.localdate()
    return show_statement(
        request,
        "overview.html",
        statement,
        content=content,
        groups=_groups(content),
        gaps=gaps_of(content) if statement.state == StatementState.DRAFT else [],
        late=outside(content, today),
        days_left=(content.due_on - today).days if content.due_on and content.state in ("draft", "approved") else None,
        approvals=_approvals(statement, content),
        scrutineer=scrutineer_of(statement),
        steps=[step.title for step in steps.steps_for(request, statement)],
        states=dict(ActionState.choices),
        may_write=rules.can_write(request.user, statement),
        letter=newest(statement.publication) if statement.publication else None,
        twelve_months=_after_a_year(content, today) and not content.voices,
    )


@gives_back
@statement_page
def next_steps(request: HttpRequest, statement: WrittenStatement) -> HttpResponse:
    """Show the steps the reader may take with the statement, and take one."""
    offered = steps.steps_for(request, statement)
    chosen = next((step for step in offered if step.key == request.POST.get("step")), None)
    errors: list[Any] = []
    if request.method == "POST" and chosen is None:
        errors = [{"text": "The statement has moved on meanwhile. Look where it stands now."}]
    elif chosen and (chosen.agency or chosen.form.is_valid()):
        try:
            steps.take(request.user, statement, chosen, request.POST.get("version", ""))
        except rules.StatementRefused as reason:
            errors = [{"text": str(reason)}]
        else:
            messages.success(request, f"Done: {chosen.title[:1].lower()}{chosen.title[1:]}.")
            return redirect("agency:statement", statement.pk)
    content = content_of(statement)
    told = {
        "content": content,
        "version": version_of(content),
        "steps": offered,
        "errors": errors,
        "states": dict(StatementState.choices),
    }
    return show_statement(request, "steps.html", statement, **told)


@statement_page
def take_out(request: HttpRequest, statement: WrittenStatement, statement_form: str) -> HttpResponse:
    """Give the whole statement out as Word, workbook or data, or the scrutiny committee's pack; whoever takes it is logged."""
    if statement_form not in FORMS:
        raise Http404
    actions.read_statement(by=request.user, statement=statement, part=statement_form)
    content, today = content_of(statement), timezone.localdate()
    made, ending, kind = {
        "word": lambda: (to_word(content, today), "docx", WORD),
        "workbook": lambda: (to_workbook(content), "xlsx", XLSX),
        "data": lambda: (to_json(content).encode(), "json", "application/json"),
        "scrutiny": lambda: (to_scrutiny_pack(content, today), "docx", WORD),
    }[statement_form]()
    name = "scrutiny-pack" if statement_form == "scrutiny" else "written-statement"
    return download(made, f"{name}-{content.letter.address}.{ending}", kind)


@gives_back
@statement_page
def workbook(request: HttpRequest, statement: WrittenStatement) -> HttpResponse:
    """Take in a workbook that was filled in elsewhere, or say row by row what to put right."""
    form = WorkbookForm(components.posted(request), request.FILES if request.method == "POST" else None)
    faults: tuple[str, ...] = ()
    if form.is_bound and form.is_valid():
        try:
            filled = planning.take_in_workbook(by=request.user, statement=statement, data=form.cleaned_data["workbook"].read())
        except UnusableWorkbook as fault:
            faults = fault.faults
            form.add_error("workbook", "Nothing was taken in. Put right what stands below, and choose the workbook again.")
        except rules.StatementRefused as reason:
            form.add_error(None, str(reason))
        else:
            said = f"{count(len(filled.actions), 'action')} and {count(len(filled.milestones), 'milestone')}"
            messages.success(request, f"Taken in: {said}.")
            return redirect("agency:statement", statement.pk)
    errors = components.error_list(form) if form.is_bound else []
    may = rules.can_write(request.user, statement)
    return show_statement(request, "workbook.html", statement, form=form, faults=faults, errors=errors, may_write=may)


def _groups(content: Statement) -> list[tuple[str, list[Any]]]:
    """Return the points by where they come from, each with its actions."""
    of_kind = [(kind, [one for one in content.points if one.kind == kind]) for kind in PointKind]
    return [(kind.label, [(one, content.actions_on(one.number)) for one in found]) for kind, found in of_kind if found]


def _approvals(statement: WrittenStatement, content: Statement) -> list[tuple[str, Any]]:
    """Return each statutory partner with the approval that stands, or none; of several agencies of health one is."""
    standing = {one.agency: one for one in content.approvals if one.voided_at is None}
    return [
        (_group(group), next((standing[one.key] for one in group if one.key in standing), None))
        for group in approvals_needed(statement)
    ]


def _group(group: tuple[Agency, ...]) -> str:
    return group[0].name if len(group) == 1 else f"{group[0].get_sector_display()} (one of {len(group)} agencies)"


def _after_a_year(content: Statement, today: Any) -> bool:
    """Return whether about twelve months have gone since the letter."""
    return (
        (today - content.letter.published_on).days > 330
        and content.state not in ("draft", "approved")
        and bool(own_points(content))
    )
