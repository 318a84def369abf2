"""Quality assurance of the letter: who reads its draft from outside the team, their queries, what the team answers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, is_inspector
from joinedup.letter.models import Letter
from joinedup.letter.quality import actions, queries, rules
from joinedup.letter.quality.enums import QueryState
from joinedup.letter.quality.models import QualityQuery
from joinedup.letter.queries import boxes_of, passages_of
from joinedup.letter.review import current_version
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate import draft
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.checking_forms import AgainForm, AnswerForm, AppointForm, CloseForm, QueryForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.reading import draft_page, reading_page, show_reader
from joinedup.web.inspectorate.views.accuracy import crumbs, letter_or_404

#: What can be done with a query: the part of the address → (what it becomes, its form, what its button says, what is then said).
STEPS = {
    "answer": (QueryState.ANSWERED, AnswerForm, "Send the answer", "is answered. Whoever raised it closes it, or asks again."),
    "again": (QueryState.OPEN, AgainForm, "Ask again", "is asked again. An inspector of the team answers it."),
    "close": (QueryState.CLOSED, CloseForm, "Close this query", "is closed."),
}


@team_page
def quality(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show the team who reads the draft for its quality and every query; to who may, the form to appoint a reader."""
    found = letter_or_404(inspection)
    may_appoint = rules.can_appoint(request.user, inspection)
    form = _appointing(inspection) if may_appoint else None
    return _quality(request, found, form)


@require_POST
@team_page
def appoint(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Appoint somebody outside the team to read the draft."""
    found = letter_or_404(inspection)
    rules.check_can_appoint(request.user, inspection)
    form = _appointing(inspection, request)
    if not form.is_valid():
        return _quality(request, found, form)
    member = queries.could_read(inspection).filter(person=form.cleaned_data["person"]).first()
    reader = actions.appoint_reader(by=request.user, inspection=inspection, person=member.person)
    messages.success(request, f"{reader.person.name} can read the draft now.")
    return redirect("inspectorate:letter-quality", inspection.pk)


@require_POST
@team_page
def end(request: HttpRequest, inspection: Inspection, quality_reader_id: UUID) -> HttpResponse:
    """End somebody's reading."""
    letter_or_404(inspection)
    reader = get_object_or_404(queries.readers_of(inspection), pk=quality_reader_id)
    actions.end_reading(by=request.user, reader=reader)
    messages.success(request, f"{reader.person.name} sees the draft no more. What they asked stays.")
    return redirect("inspectorate:letter-quality", inspection.pk)


@reading_page
def reading(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Show the draft to somebody outside the team, logged, with their queries beside each passage."""
    actions.open_draft(by=request.user, letter=letter)
    framework, asked = letter.inspection.framework, queries.queries_by_passage(letter)
    context = {
        "sections": draft.sections(framework, list(passages_of(letter)), list(boxes_of(letter))),
        "asked": asked,
        "whole": asked.get(None, []),
        "open": sum(one.state != QueryState.CLOSED for several in asked.values() for one in several),
        "version": current_version(letter),
        "read": next((one for one in queries.reads_of(letter) if one.person_id == request.user.pk), None),
        "may_raise": rules.can_raise(request.user, letter),
    }
    return show_reader(request, "letter_reading.html", letter, **context)


@require_POST
@reading_page
def done(request: HttpRequest, letter: Letter) -> HttpResponse:
    """Take in that the reader has read the whole draft as the page showed it."""
    actions.say_read(by=request.user, letter=letter, version=request.POST.get("version", ""))
    messages.success(request, "It is written down that you have read this version.")
    return redirect("inspectorate:letter-reading", letter.inspection_id)


@gives_back
@reading_page
def ask(request: HttpRequest, letter: Letter, passage_id: UUID | None = None) -> HttpResponse:
    """Raise a query on a passage, or on the letter as a whole."""
    passage = get_object_or_404(passages_of(letter), pk=passage_id) if passage_id else None
    rules.check_can_raise(request.user, letter)
    form = QueryForm(components.posted(request))
    if form.is_bound and form.is_valid():
        query = actions.raise_query(by=request.user, letter=letter, words=form.cleaned_data["words"], passage=passage)
        messages.success(request, f"{query} is raised. An inspector of the team answers it.")
        return redirect("inspectorate:letter-reading", letter.inspection_id)
    actions.open_draft(by=request.user, letter=letter)
    errors = components.error_list(form) if form.is_bound else []
    return show_reader(request, "letter_query_new.html", letter, passage=passage, form=form, errors=errors)


@draft_page
def query(request: HttpRequest, letter: Letter, quality_query_id: UUID) -> HttpResponse:
    """Show one query to the team or the draft's reader, logged: the passage as it stood and as it stands, and what was said."""
    return _query(request, letter, _found(request, letter, quality_query_id))


@gives_back
@draft_page
def move(request: HttpRequest, letter: Letter, quality_query_id: UUID, query_step: str) -> HttpResponse:
    """Answer a query, ask it again or close it."""
    asked = _found(request, letter, quality_query_id)
    if query_step not in STEPS:
        raise Http404
    to, form_of, _, said = STEPS[query_step]
    form = form_of(components.posted(request), auto_id=_ids(query_step))
    if form.is_bound and form.is_valid():
        try:
            actions.move_query(by=request.user, query=asked, to=to, words=form.cleaned_data["words"])
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"{asked} {said}")
            return redirect("inspectorate:letter-query", letter.inspection_id, asked.pk)
    return _query(request, letter, asked, **{query_step: form})


def _query(request: HttpRequest, letter: Letter, asked: QualityQuery, **bound: object) -> HttpResponse:
    opened = actions.open_query(by=request.user, query=asked)
    now = passages_of(letter).filter(pk=asked.passage_id).first() if asked.passage_id else None
    steps = [
        (name, bound.get(name) or form_of(auto_id=_ids(name)), button)
        for name, (to, form_of, button, _) in STEPS.items()
        if rules.can_move_query(request.user, asked, to)
    ]
    context = {
        "query": opened,
        "entries": queries.entries_of(asked),
        "now": now,
        "on_team": is_inspector(request.user, letter.inspection),
        "steps": steps,
        "errors": [error for form in bound.values() if form.is_bound for error in components.error_list(form)],
    }
    return show_reader(request, "letter_query.html", letter, **context)


def _ids(step: str) -> str:
    """Return how the ids of a step's controls begin: several forms stand on one page."""
    return f"{step}_%s"


def _found(request: HttpRequest, letter: Letter, id: UUID) -> QualityQuery:
    return get_object_or_404(queries.queries_seen_by(request.user, letter), pk=id)


def _appointing(inspection: Inspection, request: HttpRequest | None = None) -> AppointForm:
    people = [(str(one.person_id), f"{one.person.name}, {one.inspectorate.name}") for one in queries.could_read(inspection)]
    return AppointForm(people, components.posted(request) if request else None)


def _quality(request: HttpRequest, letter: Letter, form: AppointForm | None) -> HttpResponse:
    inspection = letter.inspection
    asked = actions.open_queries(by=request.user, letter=letter)
    context = {
        "readers": queries.readers_of(inspection),
        "reads": queries.reads_of(letter),
        "version": current_version(letter),
        "open": [one for one in asked if one.state != QueryState.CLOSED],
        "closed": [one for one in asked if one.state == QueryState.CLOSED],
        "form": form,
        "errors": components.error_list(form) if form is not None and form.is_bound else [],
    }
    return show(request, "letter_quality.html", inspection, child_level=True, crumbs=crumbs(inspection), **context)
