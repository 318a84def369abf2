"""Writing the letter: whom it is for, its passages, what it asks for."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.evidence import queries as evidence
from joinedup.evidence.models import Finding
from joinedup.inspections import queries as inspections
from joinedup.inspections.models import Inspection
from joinedup.letter import actions, queries, rules
from joinedup.letter.actions import LetterError
from joinedup.letter.history.actions import read_letter
from joinedup.letter.models import Letter
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.addressees import proposed_addressees
from joinedup.web.inspectorate.box_forms import BoxForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.letter_forms import RewordForm, StartForm


@team_page
def start(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Start the letter with its addressees."""
    rules.check_can_write(request.user, inspection)
    if queries.letter_of(inspection):
        return redirect("inspectorate:letter", inspection.pk)
    lines = proposed_addressees(inspections.agencies(inspection), inspection.fieldwork_from or inspection.notified_on)
    form = StartForm(components.posted(request), initial={"addressees": "\n".join(lines)})
    if not form.is_valid():
        return _form_page(request, inspection, form, "Start the letter", "Start")
    try:
        actions.start_letter(by=request.user, inspection=inspection, addressees=form.cleaned_data["addressees"])
    except LetterError as reason:  # a colleague was quicker
        messages.info(request, str(reason))
    return redirect("inspectorate:letter", inspection.pk)


@team_page
def box(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Set a box apart from the text, with its first passage."""
    letter, found = _letter(inspection), _findings(inspection)
    rules.check_can_change(request.user, letter)
    form = BoxForm(inspection.framework, _lines(found), components.posted(request))
    if not form.is_valid():
        return _form_page(request, inspection, form, "Add a box", "Save the box")
    said = {**form.cleaned_data, "findings": [found[key] for key in form.cleaned_data["findings"]]}
    written = actions.write_boxed(by=request.user, letter=letter, **said)
    messages.success(request, "The box is saved.")
    return redirect("inspectorate:passage", inspection.pk, written.pk)


@team_page
def in_box(request: HttpRequest, inspection: Inspection, box_id: UUID) -> HttpResponse:
    """Write a further passage in a box."""
    letter, found = _letter(inspection), _findings(inspection)
    row = get_object_or_404(queries.boxes_of(letter), pk=box_id)
    rules.check_can_change(request.user, letter)
    form = RewordForm(_lines(found), components.posted(request))
    if not form.is_valid():
        return _form_page(request, inspection, form, "Add to a box", "Save the passage")
    chosen = [found[key] for key in form.cleaned_data["findings"]]
    text = form.cleaned_data["text"]
    written = actions.write_passage(by=request.user, letter=letter, section=row.section, text=text, findings=chosen, box=row)
    messages.success(request, "The passage is saved.")
    return redirect("inspectorate:passage", inspection.pk, written.pk)


@require_POST
@team_page
def remove(request: HttpRequest, inspection: Inspection, passage_id: UUID) -> HttpResponse:
    """Take a passage out of the draft."""
    row = get_object_or_404(queries.passages_of(_letter(inspection)), pk=passage_id)
    actions.remove_passage(by=request.user, passage=row)
    messages.success(request, "The passage is out of the letter. It can be put back from the letter’s history.")
    return redirect("inspectorate:letter", inspection.pk)


def _form_page(
    request: HttpRequest, inspection: Inspection, form: components.Form, heading: str, button: str, **context: object
) -> HttpResponse:
    if (found := queries.letter_of(inspection)) is not None:
        read_letter(by=request.user, letter=found, where=heading)
    errors = components.error_list(form) if form.is_bound else []
    crumbs = (("Letter", reverse("inspectorate:letter", args=[inspection.pk])),)
    context |= {"form": form, "errors": errors, "heading_text": heading, "button": button}
    return show(request, "letter_form.html", inspection, child_level=True, crumbs=crumbs, **context)


def _letter(inspection: Inspection) -> Letter:
    found = queries.letter_of(inspection)
    if found is None:
        raise Http404
    return found


def _findings(inspection: Inspection) -> dict[str, Finding]:
    return {str(finding.pk): finding for finding in evidence.findings_of(inspection)}


def _lines(findings: dict[str, Finding]) -> list[tuple[str, str]]:
    return [(key, f"Finding {row.number} ({row.get_direction_display().lower()}): {row.text}") for key, row in findings.items()]
