"""The board of all letters: how far each is, what is due when, what holds it, and why it slipped."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import called
from joinedup.letter.board import actions, rules
from joinedup.letter.board.queries import on_board
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.round_forms import SlipForm


@login_required
def board(request: HttpRequest) -> HttpResponse:
    """List the letters of the reader's own inspections, those not published first, by the day they are due."""
    today = timezone.localdate()
    rows = [
        (row, called(row.inspection), rules.can_say_why(request.user, row.inspection, today))
        for row in actions.open_board(by=request.user)
    ]
    return show(request, "board.html", rows=rows)


@gives_back
@team_page
def slipped(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Say why the letter slips."""
    today = timezone.localdate()
    rules.check_can_say_why(request.user, inspection, today)
    form = SlipForm(components.posted(request))
    if form.is_valid():
        actions.say_why(by=request.user, inspection=inspection, **form.cleaned_data)
        messages.success(request, "Saved. It stands on the board.")
        return redirect("inspectorate:letters-board")
    errors = components.error_list(form) if form.is_bound else []
    crumbs = (("Board of letters", reverse("inspectorate:letters-board")),)
    context = {"form": form, "errors": errors, "row": on_board(inspection, today)}
    return show(request, "letter_slipped.html", inspection, crumbs=crumbs, **context)
