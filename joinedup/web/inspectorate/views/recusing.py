"""Somebody stands back from an inspection because of an interest; a mistake is lifted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from joinedup.inspections import queries
from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import may_know_area
from joinedup.inspections.recusals import actions, rules
from joinedup.inspections.recusals.queries import recusals_seen_by
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person
from joinedup.web.components import forms as components
from joinedup.web.inspectorate.access import by_code_word, gathering_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.inspector_forms import LiftForm, StandBackForm


@gathering_page
@by_code_word
def stand_back(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Let somebody stand back, oneself or as a lead somebody else; show who did; lift one made by mistake (`do`: lift)."""
    people = _may_stand_back(request.user, inspection)
    rows = list(recusals_seen_by(request.user, inspection))
    liftable = {str(row.pk): row for row in rows if rules.can_lift(request.user, row)}
    lifting = request.POST.get("do") == "lift"
    form = StandBackForm(people, None if lifting else components.posted(request), initial={"person": str(request.user.pk)})
    lift = LiftForm({key: row.person.name for key, row in liftable.items()}, request.POST if lifting else None)
    if lift.is_bound and lift.is_valid():
        said = lift.cleaned_data
        actions.lift(by=request.user, recusal=liftable[said["recusal"]], why=said["lift_why"])
        messages.success(request, "It is lifted. They can be taken into the team again.")
        return redirect("inspectorate:stand-back", inspection.pk)
    if form.is_bound and form.is_valid():
        person = people[form.cleaned_data["person"]]
        try:
            said = {"kind": form.cleaned_data["kind"], "why": form.cleaned_data["why"]}
            actions.recuse(by=request.user, inspection=inspection, person=person, **said)
        except InspectionRefused as reason:
            form.add_error("person", str(reason))
        else:
            messages.success(request, f"{person.name} stands back. They see nothing of this inspection any more.")
            away = person == request.user
            return redirect("inspectorate:home") if away else redirect("inspectorate:stand-back", inspection.pk)
    errors = [error for one in (form, lift) if one.is_bound for error in components.error_list(one)]
    shown = {"form": form, "lift": lift if liftable else None, "rows": rows, "people": people}
    knows = may_know_area(request.user, inspection)
    return show(request, "stand_back.html", inspection, errors=errors, knows=knows, **shown)


def _may_stand_back(person: Person, inspection: Inspection) -> dict[str, Person]:
    """Return whom a person may let stand back, by id: themselves first."""
    there = {str(member.person_id): member.person for member in queries.team(inspection)}
    own = {str(person.pk): person}
    return {key: one for key, one in {**own, **there}.items() if rules.can_recuse(person, inspection, one)}
