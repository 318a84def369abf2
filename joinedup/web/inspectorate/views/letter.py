"""The letter as it is written: its passages and what each rests on, what still keeps it back, its signatures, its publication."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from joinedup.evidence import queries as evidence
from joinedup.evidence.actions import open_notes
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import HELD, is_held
from joinedup.letter import actions, queries, review, rules
from joinedup.letter.actions import LetterError
from joinedup.letter.determination.queries import determined, recipients_of
from joinedup.letter.disclosure.actions import check_unless_checked
from joinedup.letter.for_children.queries import page_of
from joinedup.letter.for_children.rules import can_write_for_children
from joinedup.letter.history.actions import read_letter
from joinedup.letter.history.queries import taken_out
from joinedup.letter.models import Letter
from joinedup.letter.publishing import actions as publishing
from joinedup.letter.spans.queries import links_of
from joinedup.web.components import forms as components
from joinedup.web.inspectorate import draft
from joinedup.web.inspectorate.access import refused, team_page
from joinedup.web.inspectorate.box_forms import box_sections
from joinedup.web.inspectorate.editor import outline_of
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.letter_forms import SignOffForm, WithdrawForm


@team_page
def letter(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show the letter as it stands and what the reader may do with it now."""
    found = queries.letter_of(inspection)
    if found is None:
        return show(request, "letter_none.html", inspection, may_write=rules.can_write(request.user, inspection))
    read_letter(by=request.user, letter=found, where="letter")
    return show(request, "letter.html", inspection, child_level=True, **_standing(request, found))


@team_page
def passage(request: HttpRequest, inspection: Inspection, passage_id: UUID) -> HttpResponse:
    """Follow one passage down: to the findings it rests on, their notes, and the child each note is about."""
    found = get_object_or_404(queries.passages_of(_letter(inspection)), pk=passage_id)
    under = [(finding, list(evidence.notes_under(finding))) for finding in queries.findings_under(found)]
    beneath = {note.pk: note for _, notes in under for note in notes}
    seen = {note.pk for note in open_notes(by=request.user, inspection=inspection, notes=beneath.values(), through=found)}
    trace = [(finding, [beneath[note.pk] for note in notes if note.pk in seen], len(notes)) for finding, notes in under]
    labels = Labels(inspection.framework)
    context = {
        "passage": found,
        "trace": trace,
        "broken": sum(link.broken for link in links_of(found)),
        "labels": labels,
        "section": labels.sections.get(found.section, ""),
        "may_change": rules.can_change(request.user, found.letter),
    }
    return show(request, "passage.html", inspection, child_level=True, crumbs=_crumbs(inspection), **context)


@team_page
def sign(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Sign the offered version for one's inspectorate."""
    found = _letter(inspection)
    try:
        rules.check_can_sign_off(request.user, found)
        body = rules.signs_for(request.user, inspection)
        as_a_rule = next((one.signs_as for one in inspection.framework.inspectorates if one.id == body.code), "")
        form = SignOffForm(components.posted(request), initial={"version": found.version, "post": as_a_rule})
        if not form.is_valid():
            errors = components.error_list(form) if form.is_bound else []
            context = {"form": form, "errors": errors, "signs_for": body, **_signed_too(found)}
            return show(request, "letter_sign.html", inspection, crumbs=_crumbs(inspection), **context)
        actions.sign_off(by=request.user, letter=found, post=form.cleaned_data["post"], read=form.cleaned_data["version"])
    except LetterError as reason:
        return refused(request, inspection, reason)
    messages.success(request, "You have signed this version of the letter.")
    return redirect("inspectorate:letter", inspection.pk)


@require_POST
@team_page
def offer(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Offer the letter for signature as it stands."""
    try:
        found = _letter(inspection)
        if rules.can_offer(request.user, found):
            check_unless_checked(by=request.user, letter=found)  # kept whatever becomes of the offer: what it found is decided next
        actions.offer_for_signature(by=request.user, letter=found)
    except LetterError as reason:
        return refused(request, inspection, reason)
    messages.success(request, "The letter is offered for signature. Each inspectorate's signatory can now sign it.")
    return redirect("inspectorate:letter", inspection.pk)


@team_page
def withdraw(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Withdraw one's own signature, saying why; every signature falls with it."""
    found = _letter(inspection)
    rules.check_can_withdraw(request.user, found)
    form = WithdrawForm(components.posted(request))
    if not form.is_valid():
        errors = components.error_list(form) if form.is_bound else []
        context = {"form": form, "errors": errors, "heading_text": "Withdraw your signature", "button": "Withdraw"}
        return show(request, "letter_form.html", inspection, crumbs=_crumbs(inspection), **context)
    actions.withdraw_signature(by=request.user, letter=found, why=form.cleaned_data["why"])
    messages.success(request, "Your signature is withdrawn. The letter is open for writing again, and no signature stands.")
    return redirect("inspectorate:letter", inspection.pk)


@require_POST
@team_page
def publish(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Publish the signed letter, for everyone and for good."""
    try:
        published = publishing.publish_letter(by=request.user, letter=_letter(inspection), published_on=timezone.localdate())
    except LetterError as reason:
        return refused(request, inspection, reason)
    messages.success(request, "The letter is published.")
    return redirect("public:letter", published.slug)


def _standing(request: HttpRequest, found: Letter) -> dict[str, object]:
    inspection, person = found.inspection, request.user
    passages, boxes = list(queries.passages_of(found)), list(queries.boxes_of(found))
    gaps = review.gaps_of(found) if rules.can_change(person, found) else []
    return {
        "letter": found,
        "addressees": queries.addressees_of(found),
        "outline": outline_of(found),
        "removed": len(taken_out(found)),
        "sections": draft.sections(inspection.framework, passages, boxes),
        "blocking": [gap for gap in gaps if gap.blocks],
        "other_gaps": [gap for gap in gaps if not gap.blocks],
        "signatures": queries.standing_signatures(found),
        "lacking": queries.inspectorates_to_sign(found),
        "may_change": rules.can_change(person, found),
        "may_box": rules.can_change(person, found) and bool(box_sections(inspection.framework)),
        "may_offer": rules.can_offer(person, found),
        "may_write_for_children": can_write_for_children(person, found),
        "may_sign": rules.can_sign_off(person, found),
        "may_withdraw": rules.can_withdraw(person, found),
        "may_publish": rules.can_publish(person, found),
        "held": HELD if is_held(inspection) else "",
    }


def _signed_too(found: Letter) -> dict[str, object]:
    """Return what a signature covers beside the passages."""
    return {
        "letter": found,
        "addressees": queries.addressees_of(found),
        "determined": determined(found),
        "recipients": recipients_of(found),
        "for_children": page_of(found),
    }


def _letter(inspection: Inspection) -> Letter:
    found = queries.letter_of(inspection)
    if found is None:
        raise Http404
    return found


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Letter", reverse("inspectorate:letter", args=[inspection.pk])),)
