"""Lines of enquiry: all of an inspection, those of one child, what is proposed, and adding one by hand."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from joinedup.cases import queries as cases
from joinedup.cases.enquiries import actions, queries, rules
from joinedup.cases.enquiries.enums import EnquiryState
from joinedup.cases.models import Enquiry, LineDecision, LineProposal, TrackedChild
from joinedup.evidence.added.queries import added_to
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person
from joinedup.web.components import forms as components
from joinedup.web.components.words import count
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.child import show_child
from joinedup.web.inspectorate.enquiry_forms import DecisionsForm, NewLineForm
from joinedup.web.inspectorate.enquiry_frame import lines_crumb
from joinedup.web.inspectorate.enquiry_in_words import as_uuid
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.overtaken import Overtaken, sent_by

#: Ways of narrowing the lines: what `?show=` says, and its name.
SHOWS = {"open": "Not closed", "mine": "Mine, not closed", "closed": "Closed", "all": "All"}
#: Whose proposals are shown besides those of one child.
MINE, COHORT = "mine", "cohort"


@team_page
def enquiries(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the lines of enquiry; `?show=` and `?child=` narrow them."""
    which, child = request.GET.get("show", "open"), request.GET.get("child", "")
    found = [line for line in queries.enquiries_of(inspection) if _fits(line, which, request.user) and _about(line, child)]
    return show(
        request,
        "enquiries.html",
        inspection,
        child_level=True,
        lines=actions.open_lines(by=request.user, inspection=inspection, lines=found),
        waiting=len(queries.waiting(inspection)),
        shows=SHOWS,
        which=which if which in SHOWS else "all",
        child_key=child,
        children=list(cases.every_tracked_child(inspection)),
        labels=Labels(inspection.framework),
        may_add=rules.can_add(request.user, inspection),
    )


@team_page
def of_child(request: HttpRequest, inspection: Inspection, tracked_id: UUID) -> HttpResponse:
    """Show the lines about one child, and what is proposed and was refused."""
    child = get_object_or_404(cases.tracked_seen_by(request.user, inspection), pk=tracked_id)
    lines = actions.open_lines(by=request.user, inspection=inspection, lines=queries.enquiries_about(child))
    proposals = queries.latest_proposals(inspection, child)
    opened = actions.open_proposals(by=request.user, inspection=inspection, proposals=proposals)
    return show_child(
        request,
        "child_enquiries.html",
        child,
        here="child-enquiries",
        lines=lines,
        waiting=len(queries.waiting(inspection).filter(tracked=child)),
        refused=[(one, queries.last_decision(one)) for one in opened if one.state == "refused"],
        labels=Labels(inspection.framework),
        may_add=rules.can_add(request.user, inspection),
    )


@gives_back
@team_page
def proposals(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what is proposed and not decided, and take what somebody makes of each; `?child=` narrows it."""
    whose = request.GET.get("child", "")
    waiting = _waiting(request.user, inspection, whose)
    form = DecisionsForm(waiting, components.posted(request))
    overtaken: list[Overtaken] = []
    if form.is_bound:
        rules.check_can_add(request.user, inspection)
        waiting, overtaken = sent_by(request, inspection, waiting)
        form = DecisionsForm(waiting, request.POST)
    if form.is_valid():
        try:
            made = actions.decide_several(by=request.user, inspection=inspection, said=form.said())
        except InspectionRefused:  # a colleague decided one of them at the same moment, and so nothing was kept
            waiting, overtaken = sent_by(request, inspection, waiting)
            if not overtaken:
                raise
            form = DecisionsForm(waiting, request.POST)
        else:
            if not overtaken:
                return _decided(request, inspection, whose, made)
            _tell(request, Counter(row.get_decision_display().lower() for row in made))
            waiting = _waiting(request.user, inspection, whose)
            form = DecisionsForm(waiting)
    opened = actions.open_proposals(by=request.user, inspection=inspection, proposals=waiting)
    return show(
        request,
        "proposals.html",
        inspection,
        child_level=True,
        crumbs=(lines_crumb(inspection),),
        form=form,
        overtaken=overtaken,
        groups=_groups(form),
        batches=_batches(opened),
        before={one.pk: (queries.decided_before(one), queries.line_of(one)) for one in opened if one.follows},
        whose=whose,
        who=_who(inspection),
        errors=components.error_list(form) if form.is_bound else [],
        may_decide=rules.can_add(request.user, inspection),
    )


def _decided(request: HttpRequest, inspection: Inspection, whose: str, made: list[LineDecision]) -> HttpResponse:
    """Say what was decided, and lead on to what is left to decide, else to the lines."""
    _tell(request, Counter(row.get_decision_display().lower() for row in made))
    left = queries.waiting(inspection).exists()
    here = _decide_page(inspection, whose if _waiting(request.user, inspection, whose) else "")
    return redirect(here if left else reverse("inspectorate:enquiries", args=[inspection.pk]))


@require_POST
@team_page
def accept_kind(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Accept all that is proposed of one kind about one child, or about the cohort."""
    about = request.POST.get("about", "")
    child = cases.tracked_seen_by(request.user, inspection).filter(pk=as_uuid(about)).first() if about != COHORT else None
    rules.check_can_add(request.user, inspection)
    if child is not None or about == COHORT:
        kind = request.POST.get("kind", "")
        shown = [key for key in map(as_uuid, request.POST.getlist("shown")) if key]
        made = actions.accept_kind(by=request.user, inspection=inspection, kind=kind, tracked=child, shown=shown)
        _tell(request, Counter(row.get_decision_display().lower() for row in made))
    return redirect(_decide_page(inspection, request.POST.get("whose", "")))


@require_POST
@team_page
def look(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Read the records again for what they give cause to ask, of the cohort and of every tracked child."""
    rules.check_can_add(request.user, inspection)
    sample = cases.sample_of(inspection)
    new = actions.propose_for_cohort(by=request.user, sample=sample) if sample else []
    for child in cases.tracked_children(inspection):
        new += actions.propose_for_child(by=request.user, tracked=child, added=added_to(child))
    messages.success(request, f"The records were read again: {count(len(new), 'line')} of enquiry newly proposed.")
    return redirect("inspectorate:proposals", inspection.pk)


@gives_back
@team_page
def add(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Add a line by hand, with what it rests on."""
    rules.check_can_add(request.user, inspection)
    children = {str(child.pk): child for child in cases.tracked_children(inspection)}
    choices = [(key, child.code) for key, child in children.items()]
    begun = {"tracked": request.GET.get("child", ""), "page": str(uuid4())}
    form = NewLineForm(inspection.framework, choices, components.posted(request), initial=begun)
    if form.is_valid():
        said = {**form.cleaned_data, "tracked": children.get(form.cleaned_data["tracked"])}
        line = actions.add_line(by=request.user, inspection=inspection, **said)
        messages.success(request, f"{line} is open.")
        return redirect("inspectorate:enquiry", inspection.pk, line.pk)
    errors = components.error_list(form) if form.is_bound else []
    return show(
        request, "enquiry_new.html", inspection, child_level=True, crumbs=(lines_crumb(inspection),), form=form, errors=errors
    )


def _fits(line: Enquiry, which: str, person: Person) -> bool:
    closed = line.state == EnquiryState.CLOSED
    if which == "mine":
        return not closed and person in line.inspectors.all()
    return {"open": not closed, "closed": closed}.get(which, True)


def _about(line: Enquiry, child: str) -> bool:
    return child in ("", str(line.tracked_id)) or (child == COHORT and line.tracked_id is None)


def _waiting(person: Person, inspection: Inspection, whose: str) -> list[LineProposal]:
    """Return what waits: of the children a person leads on, of the cohort, of one child, or all."""
    if whose == MINE:
        return list(queries.waiting_for(person, inspection))
    return [one for one in queries.waiting(inspection) if whose in ("", str(one.tracked_id) if one.tracked_id else COHORT)]


def _who(inspection: Inspection) -> list[tuple[str, str]]:
    """Return whose proposals can be shown alone: what `?child=` says, and its name."""
    about = {one.tracked for one in queries.waiting(inspection)}
    children = sorted((child for child in about if child), key=lambda child: child.number)
    named = [(str(child.pk), child.code) for child in children]
    return [("", "All"), (MINE, "Children I lead on"), *named, *([(COHORT, "The cohort")] if None in about else [])]


def _groups(form: DecisionsForm) -> list[tuple[str, TrackedChild | None, list[Any]]]:
    """Return the form's rows under whom they are about: the children by number, the cohort last."""
    grouped: dict[TrackedChild | None, list[Any]] = {}
    for row in form.rows():
        grouped.setdefault(row[0].tracked, []).append(row)
    order = sorted(grouped, key=lambda child: (child is None, child.number if child else 0))
    return [(child.code if child else "The cohort", child, grouped[child]) for child in order]


def _batches(waiting: Iterable[LineProposal]) -> list[tuple[str, str, str, str, list[LineProposal]]]:
    """Return the kinds of which more than one never decided waits about one child: whom (key and name), kind, heading, which."""
    kinds: dict[tuple[TrackedChild | None, str, str], list[LineProposal]] = {}
    for one in queries.never_decided(waiting):
        kinds.setdefault((one.tracked, one.kind, one.heading), []).append(one)
    return [
        (str(child.pk) if child else COHORT, child.code if child else "the cohort", kind, heading, found)
        for (child, kind, heading), found in kinds.items()
        if len(found) > 1
    ]


def _tell(request: HttpRequest, made: Counter[str]) -> None:
    if made:
        said = "; ".join(f"{count(many, 'line')} {how}" for how, many in made.items())
        messages.success(request, f"{said}.")
    else:
        messages.info(request, "Nothing was decided: choose what to make of a proposed line first.")


def _decide_page(inspection: Inspection, whose: str) -> str:
    page = reverse("inspectorate:proposals", args=[inspection.pk])
    return f"{page}?{urlencode({'child': whose})}" if whose else page
