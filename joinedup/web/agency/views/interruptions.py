"""A deferral or a pause asked for at the agency's own door, and how what it asked for stands."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from joinedup.areas.models import Agency
from joinedup.inspections.interruptions import actions, queries, rules
from joinedup.inspections.interruptions.actions import InterruptionError
from joinedup.inspections.models import Inspection
from joinedup.inspections.notifying.rules import DayQuestioned
from joinedup.inspections.rules import InspectionRefused
from joinedup.method.interruptions import interruption_of, interruptions_of
from joinedup.web.agency.access import agency_page
from joinedup.web.agency.frame import crumbs_of, show
from joinedup.web.components import forms as components
from joinedup.web.components.interruption_forms import OwnAskForm, until_help
from joinedup.web.given_back import gives_back


@agency_page
def interruptions(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency]) -> HttpResponse:
    """Show what the agency asked for and how it stands, and what it may ask for now."""
    rows = interruptions_of(inspection.framework)
    return show(
        request,
        "interruptions.html",
        inspection,
        crumbs=crumbs_of(inspection),
        asked=queries.asked_by_agencies(agencies, inspection),
        several=len(agencies) > 1,
        ways=[(rule, rules.decider_in_words(inspection, rule)) for rule in rows if _asking(request, inspection, agencies, rule.id)],
    )


@gives_back
@agency_page
def ask(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], kind: str) -> HttpResponse:
    """Take in that the agency asks for an interruption, on what grounds, from when until when."""
    rule = interruption_of(inspection.framework, kind)
    there = _asking(request, inspection, agencies, kind) if rule else {}
    if rule is None or not there:
        raise Http404
    choices = [(key, agency.name) for key, agency in there.items()]
    form = OwnAskForm(choices, until_help(kind), components.posted(request), initial={"begins": timezone.localdate()})
    if form.is_valid():
        said = form.cleaned_data | {"asker": there[form.cleaned_data["asker"]]}
        try:
            actions.ask_for(by=request.user, inspection=inspection, kind=kind, **said)
        except DayQuestioned as question:
            form = OwnAskForm(choices, until_help(kind), request.POST, questioned=True)
            form.add_error("although", str(question))
        except (InterruptionError, InspectionRefused) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "It is asked for. You read here what is decided.")
            return redirect("agency:interruptions", inspection.pk)
    errors = components.error_list(form) if form.is_bound else []
    crumbs = (*crumbs_of(inspection), ("Deferral and pause", reverse("agency:interruptions", args=[inspection.pk])))
    decider = rules.decider_in_words(inspection, rule)
    told = {"rule": rule, "decider": decider, "form": form, "errors": errors}
    return show(request, "interruption_ask.html", inspection, crumbs=crumbs, **told)


def _asking(request: HttpRequest, inspection: Inspection, agencies: Sequence[Agency], kind: str) -> dict[str, Agency]:
    """Return the agencies the reader may ask for, by id."""
    return {str(agency.pk): agency for agency in agencies if rules.can_ask(request.user, inspection, kind, agency)}
