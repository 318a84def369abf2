"""What inspectors see of written statements: the one sent on their letter, what was shared since, and those of earlier letters."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from joinedup.cases.enquiries.actions import add_line
from joinedup.cases.enquiries.rules import can_add
from joinedup.improvement import actions, queries, rules
from joinedup.improvement.enums import ActionState, CopyKind, StatementState
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.queries import letter_of
from joinedup.letter.rules import can_acknowledge, check_can_acknowledge
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.earlier import earlier_letters, line_of
from joinedup.web.inspectorate.frame import show


@team_page
def statement(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show where the written statement on this letter stands, what was sent and shared, and acknowledge it once."""
    letter = letter_of(inspection)
    found = queries.statement_about(letter.publication) if letter else None
    if request.method == "POST":
        if found is None:
            raise Http404
        check_can_acknowledge(request.user, inspection)
        try:
            actions.acknowledge(by=request.user, statement=found, words=request.POST.get("words", ""))
        except rules.StatementRefused as reason:
            raise InspectionRefused(str(reason)) from reason
        messages.success(request, "The statement is acknowledged.")
        return redirect("inspectorate:statement", inspection.pk)
    sent = found is not None and found.state not in (StatementState.DRAFT, StatementState.APPROVED)
    return show(
        request,
        "statement.html",
        inspection,
        statement=found,
        sent=sent,
        copies=list(queries.copies_for(request.user, found)) if found else [],
        acknowledged=found.moves.filter(after=StatementState.ACKNOWLEDGED).order_by("at").first() if found else None,
        may_acknowledge=sent
        and can_acknowledge(request.user, inspection)
        and rules.can_move(request.user, found, StatementState.ACKNOWLEDGED),
        published=bool(letter and letter.publication),
    )


@team_page
def copy(request: HttpRequest, inspection: Inspection, statement_copy_id: UUID) -> HttpResponse:
    """Show the statement as it was sent or shared, frozen; each reading is logged."""
    letter = letter_of(inspection)
    found = queries.statement_about(letter.publication) if letter else None
    if found is None:
        raise Http404
    given = get_object_or_404(queries.copies_for(request.user, found), pk=statement_copy_id)
    actions.read_copy_for(by=request.user, copy=given)
    crumbs = (("Written statement", reverse("inspectorate:statement", args=[inspection.pk])),)
    told = {"copy": given, "content": queries.read_copy(given), "states": dict(ActionState.choices)}
    return show(request, "statement_copy.html", inspection, crumbs=crumbs, submitted=given.kind == CopyKind.SUBMITTED, **told)


@team_page
def earlier(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what earlier letters of the area asked for and what was done about it; open a line of enquiry on a point."""
    letters = earlier_letters(request.user, inspection)
    if request.method == "POST":
        return _open_line(request, inspection, letters)
    for letter in letters:
        if letter.copy:
            actions.read_copy_for(by=request.user, copy=letter.copy)
    told: dict[str, Any] = {"letters": letters, "states": dict(ActionState.choices), "may_add": can_add(request.user, inspection)}
    return show(request, "earlier.html", inspection, **told)


def _open_line(request: HttpRequest, inspection: Inspection, letters: list[Any]) -> HttpResponse:
    sent = request.POST.get("point", "")
    chosen = next(
        ((letter, point) for letter in letters for point in letter.points if f"{letter.address}/{point.number}" == sent), None
    )
    if chosen is None:
        raise InspectionRefused("Choose a point of an earlier letter.")
    line = add_line(by=request.user, inspection=inspection, **line_of(inspection, *chosen))
    messages.success(request, f"Line of enquiry {line.number} is open.")
    return redirect("inspectorate:enquiries", inspection.pk)
