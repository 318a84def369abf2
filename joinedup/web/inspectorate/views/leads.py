"""Who leads on a tracked child, who led before, and naming others."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from joinedup.cases import queries as cases
from joinedup.cases.leads.actions import change_leads, open_leads
from joinedup.cases.leads.queries import leads_now
from joinedup.cases.leads.rules import check_can_change_leads
from joinedup.cases.models import TrackedChild
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import team
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.child import show_child
from joinedup.web.inspectorate.selection_forms import LeadsForm


@team_page
def leads(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Show who leads on a child and who led before; let a lead inspector name others, with the reason."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    try:
        check_can_change_leads(request.user, child)
    except InspectionRefused as reason:
        if request.method == "POST":
            raise
        return _page(request, child, None, refused=str(reason))
    people, now = _inspectors(inspection), leads_now(child)
    choices = [(key, person.name) for key, person in people.items()]
    form = LeadsForm(choices, components.posted(request), initial={"leads": now})
    if form.is_valid():
        said = form.cleaned_data
        named = [people[key] for key in said["leads"]]
        had = request.POST.get("had", "").split()
        try:
            change_leads(by=request.user, tracked=child, leads=named, why=said["why"], had=had)
        except InspectionRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Others lead on {child.code} now. Who led before stays on this page.")
            return redirect("inspectorate:child-leads", inspection.pk, child.pk)
    return _page(request, child, form, had=" ".join(now))


def _page(request: HttpRequest, child: TrackedChild, form: LeadsForm | None, **said: str) -> HttpResponse:
    led = open_leads(by=request.user, tracked=child)
    errors = components.error_list(form) if form is not None and form.is_bound else []
    title = f"{child.code}: who leads"
    return show_child(request, "child_leads.html", child, here="record", title=title, led=led, form=form, errors=errors, **said)


def _inspectors(inspection: Inspection) -> dict[str, Person]:
    members = team(inspection).filter(role__in=(Role.LEAD, Role.INSPECTOR), person__is_active=True)
    return {str(member.person_id): member.person for member in members}
