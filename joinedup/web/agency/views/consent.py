"""Consent of a child and the family at the door of an agency that holds the child: whom it asked and what they said."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from joinedup.areas.models import Agency
from joinedup.cases.consent import actions, rules
from joinedup.cases.consent.enums import ConsentState
from joinedup.cases.consent.queries import ConsentAt
from joinedup.cases.models import TrackedChild
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import show
from joinedup.web.agency.views.followed import Here, crumbs_to, found
from joinedup.web.agency.views.not_known import HANDLING
from joinedup.web.components import forms as components
from joinedup.web.components.consenting import AskForm, CameOfItForm, whose
from joinedup.web.given_back import gives_back


@agency_page
def consent(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID) -> HttpResponse:
    """Show how consent stands: the child's own, and that of everybody the agency asked."""
    here, child = _held(request, inspection, agencies, followed_id)
    told = actions.open_consents_at(by=request.user, tracked=child, agency=here.agency)
    may_ask = rules.can_record_consent(request.user, child, agency=here.agency)
    return _page(request, "consent.html", here, crumbs_to(inspection, here), told=told, may_ask=may_ask)


@gives_back
@agency_page
def ask(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID) -> HttpResponse:
    """Record that the agency asked somebody."""
    here, child = _held(request, inspection, agencies, followed_id)
    may_ask = rules.can_record_consent(request.user, child, agency=here.agency)
    form = AskForm(components.posted(request))
    if form.is_valid() and _asked(request, here, child, form):
        return redirect(_address("consent", here))
    return _page(request, "consent_ask.html", here, _crumbs(here), form=form, may_ask=may_ask)


@gives_back
@agency_page
def one(
    request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID, consent_id: UUID
) -> HttpResponse:
    """Show how one consent stands and what the agency recorded of it, and take in what came of it."""
    here, child = _held(request, inspection, agencies, followed_id)
    told = actions.open_consents_at(by=request.user, tracked=child, agency=here.agency)
    at = next((row for row in told if row.consent.pk == consent_id), None)
    if at is None:
        raise Http404
    form = _came_of_it(request, here, at)
    if form.is_bound and form.is_valid() and _moved(request, here, at, form):
        return redirect(_address("consent", here))
    return _page(request, "consent_one.html", here, _crumbs(here), at=at, form=form, may_move=bool(form.fields["to"].choices))


def _held(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], followed_id: UUID) -> tuple[Here, TrackedChild]:
    """Return a tracked child the agency holds; 404 where it holds no record of the child, or the child is not tracked."""
    here = found(request, inspection, agencies, followed_id)
    child = here.child.tracked
    if child is None or not rules.holds(request.user, child, here.agency):
        raise Http404
    return here, child


def _came_of_it(request: HttpRequest, here: Here, at: ConsentAt) -> CameOfItForm:
    """Return the form with what may be recorded now: after judging, that consent was withdrawn and nothing else."""
    form = CameOfItForm(at.consent, components.posted(request))
    offered = form.fields["to"].choices
    form.offers(
        [(to, label) for to, label in offered if rules.can_move_consent(request.user, at.consent, ConsentState(to), here.agency)]
    )
    return form


def _asked(request: HttpRequest, here: Here, child: TrackedChild, form: AskForm) -> bool:
    """Return whether it was recorded; otherwise the reason stands on the form."""
    try:
        asked = actions.ask_consent(by=request.user, tracked=child, agency=here.agency, **form.cleaned_data)
    except (InspectionRefused, actions.ConsentError) as reason:
        form.add_error(None, str(reason))
        return False
    if asked.entries.count() > 1:
        messages.success(request, "Recorded. They had been asked before: how it stands is shown below.")
    else:
        messages.success(request, "Recorded. Record here what they say.")
    return True


def _moved(request: HttpRequest, here: Here, at: ConsentAt, form: CameOfItForm) -> bool:
    """Return whether it was recorded; otherwise the reason stands on the form."""
    said = form.cleaned_data
    try:
        actions.move_consent(by=request.user, consent=at.consent, agency=here.agency, **said)
    except (InspectionRefused, actions.ConsentError) as reason:
        form.add_error(None, str(reason))
        return False
    messages.success(request, f"Recorded: {whose(at.consent)}, {ConsentState(said['to']).label.lower()}.")
    return True


def _page(
    request: HttpRequest,
    template: str,
    here: Here,
    crumbs: tuple[tuple[str, str], ...],
    form: django_forms.Form | None = None,
    **context: Any,
) -> HttpResponse:
    errors = components.error_list(form) if form is not None and form.is_bound else []
    frame = {"handling": HANDLING, "crumbs": crumbs, "here": here, "form": form, "errors": errors}
    return show(request, template, here.child.inspection, **frame, **context)


def _crumbs(here: Here) -> tuple[tuple[str, str], ...]:
    return (*crumbs_to(here.child.inspection, here), ("Consent", _address("consent", here)))


def _address(name: str, here: Here) -> str:
    return f"{reverse(f'agency:{name}', args=[here.child.inspection_id, here.child.pk])}?agency={here.agency.pk}"
