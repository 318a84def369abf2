"""Factual accuracy at the inspectors' door: the draft is sent, points are decided one by one, all agencies are answered at once."""

from itertools import groupby
from pathlib import PurePath
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter.accuracy import actions, queries, rules
from joinedup.letter.accuracy.enums import Decision
from joinedup.letter.accuracy.models import AccuracyPoint
from joinedup.letter.models import Letter
from joinedup.letter.queries import letter_of, passages_of
from joinedup.letter.review import blocking_gaps
from joinedup.web.components import forms as components
from joinedup.web.components.receipts import download
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.checking_forms import AnswerAgenciesForm, DecideForm, LongerForm, SendDraftForm
from joinedup.web.inspectorate.frame import show


@team_page
def accuracy(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show which drafts were sent, which agencies have replied, and every point with what became of it."""
    letter = letter_or_404(inspection)
    points = actions.open_points(by=request.user, letter=letter)
    check, today = queries.latest_check(letter), timezone.localdate()
    replies = list(queries.replies_to(check)) if check else []
    context = {
        "letter": letter,
        "check": check,
        "replies": replies,
        "undecided": [one for one in points if one.decision == Decision.UNDECIDED],
        "decided": [one for one in points if one.decision != Decision.UNDECIDED],
        "earlier": list(queries.checks_of(letter))[1:],
        "today": today,
        "may_send": rules.can_send(request.user, letter),
        "may_answer": check is not None and rules.can_answer(request.user, check, today),
        "may_give_time": {row.pk for row in replies if rules.can_give_time(request.user, row)},
    }
    return show(request, "letter_accuracy.html", inspection, child_level=True, crumbs=crumbs(inspection), **context)


@gives_back
@team_page
def send(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Send the draft as it stands to every agency."""
    letter = letter_or_404(inspection)
    rules.check_can_send(request.user, letter)
    form = SendDraftForm(components.posted(request))
    if form.is_bound and form.is_valid():
        try:
            check = actions.send_draft(by=request.user, letter=letter, words=form.cleaned_data["words"])
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{check} is sent to {check.replies.count()} agencies, under embargo.")
            return redirect("inspectorate:letter-accuracy", inspection.pk)
    today = timezone.localdate()
    own = queries.gaps_of(letter, today)
    context = {
        "due_on": queries.due_day(inspection.framework, today),
        "agencies": inspection.agencies.all(),
        "gaps": [gap for gap in blocking_gaps(letter) if gap not in own],
    }
    return _form(request, letter, "letter_accuracy_send.html", form, **context)


@gives_back
@team_page
def point(request: HttpRequest, inspection: Inspection, accuracy_point_id: UUID) -> HttpResponse:
    """Show one point beside the passage as sent and as it stands, and take in what becomes of it."""
    letter = letter_or_404(inspection)
    found = _point(request, letter, accuracy_point_id)
    form = DecideForm(components.posted(request), initial={"decision": found.decision, "reason": found.reason})
    if form.is_bound and form.is_valid():
        try:
            said = form.cleaned_data
            actions.decide_point(by=request.user, point=found, decision=Decision(said["decision"]), reason=said["reason"])
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{found} of {found.reply.agency.name} is decided.")
            return redirect("inspectorate:letter-accuracy", inspection.pk)
    actions.open_points(by=request.user, letter=letter)
    sent = found.reply.check_of.sent
    context = {
        "point": found,
        "as_sent": sent.texts().get(str(found.passage_id), ""),
        "where": sent.where().get(str(found.passage_id), ""),
        "now": passages_of(letter).filter(pk=found.passage_id).first() if found.passage_id else None,
        "may_decide": rules.can_decide(request.user, found),
    }
    return _form(request, letter, "letter_accuracy_point.html", form, **context)


@team_page
def proof(request: HttpRequest, inspection: Inspection, proof_id: UUID) -> HttpResponse:
    """Give a proof as the agency attached it; whoever opens it is written down."""
    letter_or_404(inspection)
    found = get_object_or_404(queries.proofs_seen_by(request.user, inspection), pk=proof_id)
    data = actions.open_proof(by=request.user, proof=found)
    return download(data, f"proof-{found.file.sha256[:12]}{PurePath(found.filename).suffix.lower()}")


@gives_back
@team_page
def answer(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Answer all agencies at once."""
    letter = letter_or_404(inspection)
    check = queries.latest_check(letter)
    if check is None:
        raise Http404
    rules.check_can_answer(request.user, check)
    rules.check_time_is_over(check, timezone.localdate())
    form = AnswerAgenciesForm(components.posted(request))
    if form.is_bound and form.is_valid():
        actions.answer_agencies(by=request.user, check=check, words=form.cleaned_data["words"])
        messages.success(request, "Every agency can read your reply now.")
        return redirect("inspectorate:letter-accuracy", inspection.pk)
    actions.open_points(by=request.user, letter=letter)
    told = [(agency, list(rows)) for agency, rows in groupby(queries.told_in(check), key=lambda one: one.agency)]
    return _form(request, letter, "letter_accuracy_answer.html", form, told=told)


@gives_back
@team_page
def longer(request: HttpRequest, inspection: Inspection, reply_id: UUID) -> HttpResponse:
    """Give one agency longer to comment."""
    letter = letter_or_404(inspection)
    reply = get_object_or_404(queries.replies_seen_by(request.user, inspection), pk=reply_id)
    rules.check_can_give_time(request.user, reply)
    form = LongerForm(components.posted(request))
    if form.is_bound and form.is_valid():
        try:
            actions.give_time(by=request.user, reply=reply, until=form.cleaned_data["until"], why=form.cleaned_data["why"])
        except ValueError as reason:
            form.add_error("until", str(reason))
        else:
            messages.success(request, f"{reply.agency.name} has longer to comment.")
            return redirect("inspectorate:letter-accuracy", inspection.pk)
    return _form(request, letter, "letter_accuracy_longer.html", form, reply=reply)


def letter_or_404(inspection: Inspection) -> Letter:
    """Return the inspection's letter; 404 before it is started."""
    found = letter_of(inspection)
    if found is None:
        raise Http404
    found.inspection = inspection
    return found


def crumbs(inspection: Inspection, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the way back to the letter, and on it what lies between."""
    return (("Letter", reverse("inspectorate:letter", args=[inspection.pk])), *more)


def _point(request: HttpRequest, letter: Letter, id: UUID) -> AccuracyPoint:
    return get_object_or_404(queries.points_seen_by(request.user, letter.inspection), pk=id)


def _form(request: HttpRequest, letter: Letter, template: str, form, **context: object) -> HttpResponse:
    inspection = letter.inspection
    above = crumbs(inspection, ("Factual accuracy", reverse("inspectorate:letter-accuracy", args=[inspection.pk])))
    errors = components.error_list(form) if form.is_bound else []
    return show(request, template, inspection, child_level=True, crumbs=above, form=form, errors=errors, **context)
