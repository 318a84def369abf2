"""Which sentences of a passage stand on which findings and notes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from joinedup.evidence import queries as evidence
from joinedup.evidence.actions import open_notes
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter import rules
from joinedup.letter.actions import LetterError
from joinedup.letter.core.spans import uncovered
from joinedup.letter.history.queries import standing_id
from joinedup.letter.models import Passage, PassageSpan
from joinedup.letter.spans.actions import link_anew, link_words, take_link_away
from joinedup.letter.spans.queries import links_of, plain, spans_of, spans_seen_in
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import refused, team_page
from joinedup.web.inspectorate.editor_forms import LinkAnewForm, LinkForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.views.editing import crumbs, letter_of, passage_of


@team_page
def links(request: HttpRequest, inspection: Inspection, passage_id: UUID) -> HttpResponse:
    """Show what each stretch of a passage stands on, and link a further one."""
    row = passage_of(inspection, passage_id)
    findings = {str(finding.pk): finding for finding in evidence.findings_of(inspection)}
    lines = [(key, f"Finding {one.number}: {one.text}") for key, one in findings.items()]
    form = LinkForm(row.text, lines, components.posted(request), initial={"based_on": standing_id(row)})
    problem = ""
    if form.is_valid():
        start, end = form.cleaned_data["sentences"]
        try:
            chosen = [findings[key] for key in form.cleaned_data["findings"]]
            notes = _notes(request, inspection, form.cleaned_data["notes"])
            link_words(
                by=request.user,
                passage=row,
                start=start,
                end=end,
                findings=chosen,
                notes=notes,
                based_on=form.cleaned_data["based_on"],
            )
        except (LetterError, InspectionRefused) as reason:
            problem = str(reason)
        else:
            messages.success(request, "These words are linked.")
            return redirect("inspectorate:passage-links", inspection.pk, row.pk)
    return _page(request, row, form, problem)


@team_page
def anew(request: HttpRequest, inspection: Inspection, span_id: UUID) -> HttpResponse:
    """Lay a link on other words of its passage."""
    span = _span(inspection, span_id)
    row = passage_of(inspection, span.passage_id)
    form = LinkAnewForm(row.text, components.posted(request), initial={"based_on": standing_id(row)})
    problem = ""
    if form.is_valid():
        start, end = form.cleaned_data["sentences"]
        try:
            link_anew(by=request.user, span=span, start=start, end=end, based_on=form.cleaned_data["based_on"])
        except (LetterError, InspectionRefused) as reason:
            problem = str(reason)
        else:
            messages.success(request, "The link stands on these words now.")
            return redirect("inspectorate:passage-links", inspection.pk, row.pk)
    return _page(request, row, form, problem, anew=span)


@require_POST
@team_page
def away(request: HttpRequest, inspection: Inspection, span_id: UUID) -> HttpResponse:
    """Take a link away."""
    span = _span(inspection, span_id)
    try:
        take_link_away(by=request.user, span=span)
    except LetterError as reason:
        return refused(request, inspection, reason)
    messages.success(request, "The link is taken away. What no other words stand on is no longer beneath this passage.")
    return redirect("inspectorate:passage-links", inspection.pk, span.passage_id)


def _page(request: HttpRequest, row: Passage, form: LinkForm, problem: str, anew: PassageSpan | None = None) -> HttpResponse:
    rules.check_can_change(request.user, row.letter)
    inspection = row.letter.inspection
    rows = links_of(row)
    notes = {note.pk: note for link in rows for note in link.notes}
    seen = {note.pk for note in open_notes(by=request.user, inspection=inspection, notes=notes.values(), through=row)}
    context = {
        "passage": row,
        "links": rows,
        "seen": seen,
        "bare": uncovered(row.text, [plain(one) for one in spans_of(row)]),
        "form": form,
        "anew": next((link for link in rows if anew and link.row.pk == anew.pk), None),
        "errors": [
            *(components.error_list(form) if form.is_bound else []),
            *([{"text": problem, "href": "#id_sentences"}] if problem else []),
        ],
    }
    return show(request, "passage_links.html", inspection, child_level=True, crumbs=crumbs(inspection), **context)


def _span(inspection: Inspection, span_id: UUID) -> PassageSpan:
    return get_object_or_404(spans_seen_in(letter_of(inspection)), pk=span_id)


def _notes(request: HttpRequest, inspection: Inspection, numbers: list[int]) -> list[object]:
    """Return notes by number, among those the reader may read; raise LetterError for one that is not there for them."""
    found = {note.number: note for note in evidence.notes_seen_by(request.user, inspection).filter(number__in=numbers)}
    if absent := [number for number in numbers if number not in found]:
        raise LetterError(f"There is no note {absent[0]} among those you may read.")
    return [found[number] for number in dict.fromkeys(numbers)]
