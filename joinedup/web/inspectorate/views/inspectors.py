"""The register of inspectors: each programme office keeps its own, each inspector keeps and declares what is theirs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from joinedup.areas.models import Inspectorate
from joinedup.areas.queries import areas, inspectorates_of_person, staff_of
from joinedup.programme.inspectors import actions, queries, rules
from joinedup.programme.inspectors.models import DeclaredInterest, Inspector
from joinedup.web.components import forms as components
from joinedup.web.inspectorate import inspector_forms as forms
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.inspector_words import agencies_named, crumbs, entered_agencies
from joinedup.web.inspectorate.programme_access import programme_page


@programme_page
def inspectors(request: HttpRequest) -> HttpResponse:
    """Show the reader's own entry, and the register and the office of each inspectorate whose office they work in."""
    entries = list(queries.inspectors_seen_by(request.user))
    kept = queries.offices_kept_by(request.user)
    offices = [
        {
            "body": body,
            "members": list(queries.office_members(body)),
            "entries": [one for one in entries if one.inspectorate_id == body.pk],
        }
        for body in kept
    ]
    own = [one for one in entries if one.person_id == request.user.pk]
    others = [body for body in inspectorates_of_person(request.user) if body not in kept]
    unkept = [body for body in others if rules.can_fill_office(request.user, body, request.user)]
    return show(request, "inspectors.html", own=own, offices=offices, unkept=unkept, breadcrumbs=crumbs())


@programme_page
def office(request: HttpRequest, inspectorate_id: UUID) -> HttpResponse:
    """Show who works in a programme office; add somebody, or let somebody leave (`leaves`: whose place)."""
    body = get_object_or_404(inspectorates_of_person(request.user), pk=inspectorate_id)
    members = list(queries.office_members(body))
    if members and not rules.in_office(request.user, body):
        raise Http404
    form = forms.OfficeForm(staff_of([body.code]), None if "leaves" in request.POST else components.posted(request))
    leaving = next((one for one in members if str(one.pk) == request.POST.get("leaves")), None)
    refused = ""
    try:
        if leaving is not None:
            actions.leave_office(by=request.user, member=leaving)
            messages.success(request, f"{leaving.person.name} works in the programme office no more.")
            return redirect("inspectorate:inspectors")
        if form.is_valid():
            row = actions.add_to_office(by=request.user, inspectorate=body, person=form.people[form.cleaned_data["person"]])
            messages.success(request, f"{row.person.name} works in the programme office.")
            return redirect("inspectorate:inspectors")
    except rules.InspectorRefused as reason:
        if form.is_bound:
            form.add_error("person", str(reason))
        else:
            refused = str(reason)
    errors = components.error_list(form) if form.is_bound else [{"text": refused}] if refused else []
    context = {"body": body, "members": members, "form": form, "errors": errors}
    return show(request, "inspectors_office.html", breadcrumbs=crumbs(register=True), **context)


@programme_page
def new(request: HttpRequest, inspectorate_id: UUID) -> HttpResponse:
    """Enter an inspector."""
    body = _kept(request, inspectorate_id)
    people = {str(row.person_id): row.person for row in staff_of([body.code])}
    form = forms.EntryForm(people, components.posted(request), initial={"days": list(forms.DAYS)})
    if form.is_valid():
        said = {**form.cleaned_data, "person": people[form.cleaned_data["person"]]}
        try:
            row = actions.enter_inspector(by=request.user, inspectorate=body, **said)
        except rules.InspectorRefused as reason:
            form.add_error("person", str(reason))
        else:
            messages.success(request, f"{row.person.name} is entered. They can declare their interests now.")
            return redirect("inspectorate:inspector", row.pk)
    return _form_page(request, form, "Enter an inspector", "Enter them", breadcrumbs=crumbs(register=True))


@programme_page
def inspector(request: HttpRequest, inspector_id: UUID) -> HttpResponse:
    """Show an entry. `do`: take back a time away or a training, end a declaration, confirm that all is declared."""
    row = _entry(request, inspector_id)
    times, trained = queries.times_away(request.user, row), queries.trainings(request.user, row)
    declared = queries.interests(request.user, row)
    refused = ""
    if request.method == "POST":
        try:
            _do(request, row, {"away": times, "training": trained, "interest": declared})
            return redirect("inspectorate:inspector", row.pk)
        except rules.InspectorRefused as reason:
            refused = str(reason)
    if declared:
        actions.read_entry(by=request.user, inspector=row)
    return _no_store(
        show(
            request,
            "inspector.html",
            row=row,
            title=row.person.name,
            times=times,
            trained=trained,
            declared=declared,
            errors=[{"text": refused}] if refused else [],
            keeps=rules.keeps(request.user, row),
            owns=rules.owns(request.user, row),
            office=rules.in_office(request.user, row.inspectorate) and not rules.has_left(row),
            days=", ".join(day.capitalize() for day in row.days),
            specialisms=", ".join(str(forms.Specialism(one).label) for one in row.specialisms),
            breadcrumbs=crumbs(register=True),
        )
    )


def _do(request: HttpRequest, row: Inspector, held: dict[str, Any]) -> None:
    """Do what a button of the entry's page asks for."""
    what, key = request.POST.get("do", ""), request.POST.get("key", "")
    if what == "confirm":
        actions.confirm(by=request.user, inspector=row)
        messages.success(request, "Thank you. It is kept that your declaration is whole today.")
        return
    found = next((one for one in held.get(what, ()) if str(one.pk) == key), None)
    if found is None:
        raise Http404
    if isinstance(found, DeclaredInterest):
        actions.end_interest(by=request.user, interest=found)
        messages.success(request, "The declaration is ended. It stays readable in the log that there was one.")
    else:
        actions.take_back(by=request.user, row=found)
        messages.success(request, "It is taken back.")


@programme_page
def add(request: HttpRequest, inspector_id: UUID, thing: str) -> HttpResponse:
    """Add one thing to an entry (`thing`): a time away, a training, an interest; or change its facts, or end it."""
    row = _entry(request, inspector_id)
    allowed, title, button, make = _THINGS.get(thing, (None, "", "", None))
    if allowed is None or not allowed(request, row):
        raise Http404
    form, act, field = make(request, row)
    if form.is_valid():
        try:
            act(by=request.user, inspector=row, **getattr(form, "said", form.cleaned_data))
        except rules.InspectorRefused as reason:
            form.add_error(field, str(reason))
        else:
            messages.success(request, "It is kept.")
            return redirect("inspectorate:inspector", row.pk)
    trail = crumbs(register=True, entry=row)
    return _no_store(_form_page(request, form, f"{title}: {row.person.name}", button, breadcrumbs=trail))


def _facts(request: HttpRequest, row: Inspector) -> tuple[Any, Callable[..., Any], str]:
    initial = {name: getattr(row, name) for name in ("grade", "specialisms", "may_lead", "base", "days")}
    return forms.FactsForm(components.posted(request), initial=initial), actions.change_inspector, "base"


def _away(request: HttpRequest, row: Inspector) -> tuple[Any, Callable[..., Any], str]:
    return forms.AwayForm(components.posted(request)), actions.enter_away, "last"


def _training(request: HttpRequest, row: Inspector) -> tuple[Any, Callable[..., Any], str]:
    return forms.TrainingForm(components.posted(request)), actions.enter_training, "title"


def _leaving(request: HttpRequest, row: Inspector) -> tuple[Any, Callable[..., Any], str]:
    return forms.LeavingForm(components.posted(request)), actions.take_off_register, "on"


def _interest(request: HttpRequest, row: Inspector) -> tuple[Any, Callable[..., Any], str]:
    return forms.InterestForm(areas(), entered_agencies(request.user), components.posted(request)), actions.declare, "area"


def _in_office(request: HttpRequest, row: Inspector) -> bool:
    return rules.in_office(request.user, row.inspectorate) and not rules.has_left(row)


def _keeps(request: HttpRequest, row: Inspector) -> bool:
    return rules.keeps(request.user, row)


def _owns(request: HttpRequest, row: Inspector) -> bool:
    return rules.owns(request.user, row)


#: thing → who may, the page's title, its button, and what makes its form, with the action and the field a refusal stands at.
_THINGS: dict[str, tuple[Any, str, str, Any]] = {
    "facts": (_in_office, "Change the entry", "Keep the change", _facts),
    "away": (_keeps, "Enter a time away", "Enter it", _away),
    "training": (_in_office, "Enter a training", "Enter it", _training),
    "interest": (_owns, "Declare an interest", "Declare it", _interest),
    "leaving": (_in_office, "Take off the register", "Take them off", _leaving),
}


@programme_page
def decide(request: HttpRequest, interest_id: UUID) -> HttpResponse:
    """Decide what a declared interest does."""
    row: DeclaredInterest = get_object_or_404(queries.interests_seen_by(request.user), pk=interest_id)
    if not _in_office(request, row.inspector) or row.inspector.person_id == request.user.pk:
        raise Http404
    actions.read_entry(by=request.user, inspector=row.inspector)
    form = forms.DecideForm(components.posted(request), initial={"holds": row.holds})
    if form.is_valid():
        try:
            actions.decide_interest(by=request.user, interest=row, **form.cleaned_data)
        except rules.InspectorRefused as reason:
            form.add_error("why", str(reason))
        else:
            messages.success(request, "It is decided. Plans from now on go by it.")
            return redirect("inspectorate:inspector", row.inspector_id)
    lead = {"kind": row.get_kind_display(), "of": row.area or row.agency, "words": row.words, "areas": agencies_named(row.agency)}
    trail = crumbs(register=True, entry=row.inspector)
    title = f"Decide on an interest: {row.inspector.person.name}"
    return _no_store(_form_page(request, form, title, "Decide", interest=lead, breadcrumbs=trail))


def _kept(request: HttpRequest, inspectorate_id: UUID) -> Inspectorate:
    found = next((one for one in queries.offices_kept_by(request.user) if one.pk == inspectorate_id), None)
    if found is None:
        raise Http404
    return found


def _entry(request: HttpRequest, inspector_id: UUID) -> Inspector:
    found: Inspector = get_object_or_404(queries.inspectors_seen_by(request.user), pk=inspector_id)
    return found


def _form_page(request: HttpRequest, form: Any, title: str, button: str, **context: Any) -> HttpResponse:
    errors = components.error_list(form) if form.is_bound else []
    return show(request, "inspectors_form.html", form=form, errors=errors, title=title, button=button, **context)


def _no_store(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
