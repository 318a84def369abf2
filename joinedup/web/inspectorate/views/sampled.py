"""The sampled children: who looks at whom, and the short form of each."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from joinedup.cases import queries as cases
from joinedup.cases.actions import read_children
from joinedup.cases.core.drawing.page import Around, chronology_body
from joinedup.cases.core.later import AS_DRAWN
from joinedup.cases.core.versions import Version, VersionError, standing
from joinedup.cases.later.queries import brought_in
from joinedup.cases.models import Sample
from joinedup.cases.sampled import actions, queries
from joinedup.cases.sampled.enums import FormState
from joinedup.cases.sampled.queries import Sampled
from joinedup.cases.sampled.rules import can_fill, can_give_to, can_look, can_move_form
from joinedup.cases.versions.rules import TooLate
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import team
from joinedup.inspections.rules import InspectionRefused, is_lead
from joinedup.method.recording import short_form_of
from joinedup.people.models import Person
from joinedup.web.components import forms as components
from joinedup.web.components.versions import history, page_ids, proposal, sides
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.lists_chosen import chosen_lists
from joinedup.web.inspectorate.sampled_forms import GiveForm, ShortForm, in_words, names_of


@team_page
def sampled(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the sampled children by code: who looks at each, and how far the short form is. Nothing is counted by inspector."""
    sample = cases.sample_of(inspection)
    children = queries.sampled_children(sample) if sample else []
    read_children(by=request.user, inspection=inspection, page="sampled children", shown=len(children))
    free = {child.number for child in children if child.looks is None and not child.replaced}
    return show(
        request,
        "sampled.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection)[:1],
        children=[child for child in children if not child.replaced],
        replaced=[child for child in children if child.replaced],
        left=len(queries.left_to_look_at(inspection)),
        free=free if can_look(request.user, inspection) else set(),
    )


@team_page
def child(request: HttpRequest, inspection: Inspection, number: int) -> HttpResponse:
    """Show a sampled child: who looks at it, what was filled in, and its chronology."""
    found = _found(inspection, number)
    brought = brought_in(found.sample)
    later = chosen_lists(request, brought)
    story, versions = actions.open_sampled(by=request.user, child=found, later=later)
    questions = short_form_of(inspection.framework)
    return show(
        request,
        "sampled_child.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        child=found,
        now=[replace(one, said=in_words(questions, one.said)) for one in standing(versions)],
        steps=_in_words(inspection, versions) if len(versions) > 1 else [],
        names=names_of(questions),
        questions=questions,
        brought=brought,
        later=later,
        as_drawn=AS_DRAWN,
        body=mark_safe(chronology_body(story, Around())),  # noqa: S308  escaped where it is drawn
        **_may(request.user, found),
    )


@gives_back
@team_page
def form(request: HttpRequest, inspection: Inspection, number: int) -> HttpResponse:
    """Fill in the short form. What cannot be kept is shown again to whoever typed it."""
    found = _found(inspection, number)
    _, versions = actions.open_sampled(by=request.user, child=found)
    questions = short_form_of(inspection.framework)
    filled = ShortForm(questions, components.posted(request), initial=_initial(inspection, versions))
    if request.method != "POST":
        return _form_page(request, found, versions, filled)
    page, parents = page_ids(request.POST, ())
    try:
        actions.save_form(by=request.user, child=found, said=filled.said(), parents=parents, page=page, late="late" in request.POST)
    except TooLate as reason:
        return _form_page(request, found, versions, filled, problem=str(reason), too_late=True)
    except (actions.FormError, VersionError, InspectionRefused) as reason:
        return _form_page(request, found, versions, filled, problem=str(reason))
    if "done" in request.POST:
        return _done(request, inspection, number)
    messages.success(request, f"{found.code}: saved.")
    return redirect("inspectorate:sampled-child", inspection.pk, number)


@require_POST
@team_page
def give(request: HttpRequest, inspection: Inspection, number: int) -> HttpResponse:
    """Take a child, hand it back, or give it to somebody."""
    people = {str(person.pk): person for person in _inspectors(inspection)}
    given = actions.give_child(by=request.user, child=_found(inspection, number), to=people.get(request.POST.get("to", "")))
    said = f"{given.looks.name} looks at {given.code}." if given.looks else f"Nobody looks at {given.code} now."
    messages.success(request, said)
    return redirect("inspectorate:sampled-child", inspection.pk, number)


@require_POST
@team_page
def move(request: HttpRequest, inspection: Inspection, number: int) -> HttpResponse:
    """Say that a short form is done, or open it again."""
    if request.POST.get("to") != FormState.DONE:
        actions.move_form(by=request.user, child=_found(inspection, number), to=FormState.BEGUN)
        return redirect("inspectorate:sampled-form", inspection.pk, number)
    return _done(request, inspection, number)


def _done(request: HttpRequest, inspection: Inspection, number: int) -> HttpResponse:
    found = _found(inspection, number)
    try:
        actions.move_form(by=request.user, child=found, to=FormState.DONE)
    except actions.FormError as reason:
        messages.warning(request, f"Saved, but not done. {reason}")
        return redirect("inspectorate:sampled-form", inspection.pk, number)
    messages.success(request, f"{found.code}: the short form is done.")
    return redirect("inspectorate:sampled", inspection.pk)


def _form_page(
    request: HttpRequest,
    found: Sampled,
    versions: tuple[Version, ...],
    filled: ShortForm,
    *,
    problem: str = "",
    too_late: bool = False,
) -> HttpResponse:
    inspection, now = found.sample.inspection, standing(versions)
    questions = short_form_of(inspection.framework)
    page, parents = page_ids(components.posted(request), now)
    crumbs = (*_crumbs(inspection), (found.code, reverse("inspectorate:sampled-child", args=[inspection.pk, found.number])))
    names = names_of(questions)
    labelled = [replace(one, said=in_words(questions, one.said)) for one in versions]
    context: dict[str, Any] = {
        "child": found,
        "form": filled,
        "page": page,
        "parents": parents,
        "questions": questions,
        "names": names,
        "sides": sides(labelled, standing(labelled), list(names)) if len(now) > 1 else [],
        "problem": problem,
        "too_late": too_late,
        "may_fill": can_fill(request.user, found.row),
        "errors": [{"text": problem, "href": f"#id_{next(iter(names))}"}] if problem else [],
    }
    status = 403 if too_late else 200
    return show(request, "sampled_form.html", inspection, child_level=True, status=status, crumbs=crumbs, **context)


def _may(person: Person, found: Sampled) -> dict[str, Any]:
    """Return what somebody may do with a sampled child, and the form for giving it to somebody."""
    inspection, row = found.sample.inspection, found.row
    people = [(str(one.pk), one.name) for one in _inspectors(inspection)]
    return {
        "may_take": found.looks is None and not found.replaced and can_give_to(person, inspection, row, person),
        "may_hand_back": found.looks == person and can_give_to(person, inspection, row, None),
        "give": GiveForm(people, initial={"to": str(found.looks.pk) if found.looks else ""})
        if is_lead(person, inspection) and can_look(person, inspection) and not found.replaced
        else None,
        "may_fill": can_fill(person, row),
        "may_finish": row is not None and can_move_form(person, row, FormState.DONE),
        "may_reopen": row is not None and can_move_form(person, row, FormState.BEGUN) and row.state == FormState.DONE,
    }


def _initial(inspection: Inspection, versions: tuple[Version, ...]) -> dict[str, str]:
    questions = short_form_of(inspection.framework)
    free = [actions.words_of(question.id) for question in questions]
    return proposal(versions, standing(versions), free, [question.id for question in questions if question.choices])


def _in_words(inspection: Inspection, versions: tuple[Version, ...]) -> list[Any]:
    questions = short_form_of(inspection.framework)
    return history([replace(one, said=in_words(questions, one.said)) for one in versions])


def _found(inspection: Inspection, number: int) -> Sampled:
    """Return the sampled child of that number, or answer that there is none."""
    sample: Sample | None = cases.sample_of(inspection)
    found = queries.sampled_child(sample, number) if sample else None
    if found is None:
        raise Http404
    return found


def _inspectors(inspection: Inspection) -> list[Person]:
    members = team(inspection).filter(role__in=(Role.LEAD, Role.INSPECTOR))
    return list({member.person.pk: member.person for member in members}.values())


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, reverse(f"inspectorate:{route}", args=[inspection.pk]))
        for name, route in (("Selection", "selection"), ("Sampled children", "sampled"))
    )
