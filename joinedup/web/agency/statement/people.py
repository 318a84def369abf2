"""Who oversees a written statement: boards and groups, the scrutineer; and what children said has changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from joinedup.improvement import actions, planning, rules
from joinedup.improvement.core.gaps import outside
from joinedup.improvement.enums import ActionState
from joinedup.improvement.models import WrittenStatement
from joinedup.improvement.queries import content_of, scrutineer_of
from joinedup.people.queries import by_email
from joinedup.web.agency.statement.forms import BoardForm, ScrutineerForm, VoiceForm
from joinedup.web.agency.statement.frame import show_statement, statement_page
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back

NOBODY = "Nobody with this address has an account here. Ask whoever runs this installation to make one."


@gives_back
@statement_page
def boards(request: HttpRequest, statement: WrittenStatement) -> HttpResponse:
    """Show each board or group with the actions it oversees, and who scrutinises; take a new one of either."""
    sent = request.POST.get("form", "")
    forms: dict[str, Any] = {
        "board": BoardForm(request.POST if sent == "board" else None, auto_id="id_board_%s"),
        "scrutineer": ScrutineerForm(request.POST if sent == "scrutineer" else None, auto_id="id_scrutineer_%s"),
    }
    form = forms.get(sent)
    if form is not None and form.is_valid():
        try:
            said = _add_board(request, statement, form) if sent == "board" else _name(request, statement, form)
        except rules.StatementRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, said)
            return redirect("agency:statement-boards", statement.pk)
    content = content_of(statement)
    late = {row.action.number for row in outside(content, timezone.localdate())}
    return show_statement(
        request,
        "boards.html",
        statement,
        overseen=[(board, [one for one in content.actions if one.board == board.id]) for board in content.boards],
        unseen=[one for one in content.actions if not one.board],
        late=late,
        scrutineer=scrutineer_of(statement),
        forms=forms,
        errors=components.error_list(form) if form is not None else [],
        states=dict(ActionState.choices),
        may_write=rules.can_write(request.user, statement),
    )


@gives_back
@statement_page
def voices(request: HttpRequest, statement: WrittenStatement) -> HttpResponse:
    """Show what children said has changed since the letter, and take what they say now."""
    form = VoiceForm(components.posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.write_voice(by=request.user, statement=statement, **form.cleaned_data)
        except rules.StatementRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "What children said is kept.")
            return redirect("agency:statement-children", statement.pk)
    errors = components.error_list(form) if form.is_bound else []
    may = rules.can_write_voice(request.user, statement)
    return show_statement(request, "voices.html", statement, content=content_of(statement), form=form, errors=errors, may_write=may)


def _add_board(request: HttpRequest, statement: WrittenStatement, form: BoardForm) -> str:
    board = planning.add_board(by=request.user, statement=statement, **form.cleaned_data)
    return f"{board.name} is added."


def _name(request: HttpRequest, statement: WrittenStatement, form: ScrutineerForm) -> str:
    """Name whoever has this address; raise StatementRefused where nobody has."""
    person = by_email(form.cleaned_data["email"])
    if person is None:
        raise rules.StatementRefused(NOBODY)
    actions.name_scrutineer(by=request.user, statement=statement, person=person)
    return "The scrutineer is named, and reads this statement from now on."
