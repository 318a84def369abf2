"""Correcting a published letter: what is proposed, who signed it, publishing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.letter.actions import LetterError
from joinedup.letter.corrections import actions, rules
from joinedup.letter.corrections.enums import CorrectionState
from joinedup.letter.corrections.queries import changed_in, corrections_of, passages_published, signed_by, still_to_sign
from joinedup.letter.disclosure.queries import gaps_of as disclosure_gaps
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import refused, team_page
from joinedup.web.inspectorate.correction_forms import CorrectionForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.views.determining import crumbs, letter_or_404

HERE = ("Publication", "letter-publication")


@team_page
def corrections(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show a letter's corrections: what each says otherwise, who signed, what is left to do."""
    letter = letter_or_404(inspection)
    rows = [
        {
            "correction": one,
            "changes": changed_in(one),
            "signed": signed_by(one),
            "lacking": still_to_sign(one),
            "gaps": disclosure_gaps(letter) if one.state == CorrectionState.PROPOSED else [],
            "may_sign": rules.can_sign_correction(request.user, one),
            "may_drop": rules.can_drop(request.user, one),
            "may_publish": rules.can_publish_correction(request.user, one),
        }
        for one in corrections_of(letter)
    ]
    context = {"rows": rows, "may_propose": rules.can_propose(request.user, letter)}
    return show(request, "letter_corrections.html", inspection, crumbs=crumbs(inspection, HERE), **context)


@gives_back
@team_page
def propose(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Propose other words for a passage of the published letter."""
    letter = letter_or_404(inspection)
    rules.check_can_propose(request.user, letter)
    form = CorrectionForm(passages_published(letter), components.posted(request))
    if form.is_valid():
        try:
            actions.propose_change(by=request.user, letter=letter, **form.cleaned_data)
        except LetterError as reason:
            form.add_error("text", str(reason))
        else:
            messages.success(request, "The correction is proposed. Every inspectorate that signed the letter signs it too.")
            return redirect("inspectorate:letter-corrections", inspection.pk)
    errors = components.error_list(form) if form.is_bound else []
    above = crumbs(inspection, HERE, ("Corrections", "letter-corrections"))
    context = {"form": form, "errors": errors, "heading_text": "Correct a passage", "button": "Propose the correction"}
    return show(request, "letter_settled.html", inspection, crumbs=above, **context)


@require_POST
@team_page
def sign(request: HttpRequest, inspection: Inspection, correction_id: UUID) -> HttpResponse:
    """Sign the wording of a correction that was read."""
    row = get_object_or_404(corrections_of(letter_or_404(inspection)), pk=correction_id)
    try:
        actions.sign_correction(by=request.user, correction=row, version=request.POST.get("version", ""))
    except LetterError as reason:
        return refused(request, inspection, reason)
    messages.success(request, "You have signed the correction.")
    return redirect("inspectorate:letter-corrections", inspection.pk)


@require_POST
@team_page
def drop(request: HttpRequest, inspection: Inspection, correction_id: UUID) -> HttpResponse:
    """Drop a correction that is proposed."""
    row = get_object_or_404(corrections_of(letter_or_404(inspection)), pk=correction_id)
    actions.drop_correction(by=request.user, correction=row)
    messages.success(request, "The correction is dropped. The letter stays as it stands.")
    return redirect("inspectorate:letter-corrections", inspection.pk)


@require_POST
@team_page
def publish(request: HttpRequest, inspection: Inspection, correction_id: UUID) -> HttpResponse:
    """Publish a correction every inspectorate signed."""
    row = get_object_or_404(corrections_of(letter_or_404(inspection)), pk=correction_id)
    try:
        made = actions.publish_correction(by=request.user, correction=row)
    except LetterError as reason:
        return refused(request, inspection, reason)
    messages.success(request, "The corrected letter is published. The earlier version says that it was corrected, and why.")
    return redirect("public:letter", made.slug)
