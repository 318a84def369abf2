"""The disclosure check: what could tell a reader of the letter who a child is, and what a named person decides about each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.letter.actions import LetterError
from joinedup.letter.disclosure import actions, queries, rules
from joinedup.letter.disclosure.enums import Standing
from joinedup.letter.disclosure.queries import Seen
from joinedup.letter.models import Letter
from joinedup.web.components import forms as components
from joinedup.web.components.words import count
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.disclosure_forms import DecideForm
from joinedup.web.inspectorate.disclosure_in_words import by_place, parts
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.views.determining import letter_or_404


@team_page
def disclosure(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what the last check found and how each thing stands."""
    letter = letter_or_404(inspection)
    seen = actions.open_hits(by=request.user, letter=letter)
    check, (texts, lists) = queries.last_check(letter), queries.as_it_stands(letter)
    return show(
        request,
        "disclosure.html",
        inspection,
        child_level=True,
        crumbs=_crumbs(inspection),
        check=check,
        found=queries.found_in_words(check) if check else [],
        texts_checked=texts,
        lists_checked=lists,
        parts=parts(letter, seen),
        may_check=rules.can_check(request.user, letter),
    )


@require_POST
@team_page
def check(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Have the letter checked as it stands."""
    letter = letter_or_404(inspection)
    actions.check_for_disclosure(by=request.user, letter=letter)
    left = queries.counted(letter)[Standing.OPEN]
    told = f"{count(left, 'thing')} to decide." if left else "Nothing is left to decide."
    messages.success(request, f"The letter is checked as it stands. {told}")
    return redirect("inspectorate:letter-disclosure", inspection.pk)


@gives_back
@team_page
def decide(request: HttpRequest, inspection: Inspection, hit_id: UUID) -> HttpResponse:
    """Show one thing found, and decide whether it is changed or may stand."""
    letter = letter_or_404(inspection)
    row = get_object_or_404(queries.hits_seen_by(request.user, letter), pk=hit_id)
    every = actions.open_hits(by=request.user, letter=letter)
    seen = next(each for each in every if each.hit.pk == row.pk)
    same = [each for each in every if each.key == seen.key and each.hit.pk != row.pk and each.hit.stands]
    form = DecideForm(_choices(letter, same), queries.may_hold_everywhere(row, seen.phrase), components.posted(request))
    if form.is_valid():
        try:
            made = actions.decide(by=request.user, hit=row, **form.decided())
        except LetterError as reason:
            form.add_error("reason", str(reason))
        else:
            messages.success(request, f"Your decision is kept for {count(len(made), 'place')}.")
            return redirect("inspectorate:letter-disclosure", inspection.pk)
    return show(
        request,
        "disclosure_hit.html",
        inspection,
        child_level=True,
        crumbs=(*_crumbs(inspection), ("Disclosure check", reverse("inspectorate:letter-disclosure", args=[inspection.pk]))),
        seen=seen,
        where=by_place(letter).get(row.place, "Taken out since"),
        decisions=queries.decisions_of(row),
        form=form,
        errors=components.error_list(form) if form.is_bound else [],
        may_decide=rules.can_decide(request.user, row),
    )


def _choices(letter: Letter, same: list[Seen]) -> list[tuple[str, str]]:
    """Return the other places where the same words stand, each with the words around it."""
    places = by_place(letter)
    return [(str(each.hit.pk), f"{places.get(each.hit.place, '')}: {''.join(each.contexts[0])}") for each in same]


def _crumbs(inspection: Inspection) -> tuple[tuple[str, Any], ...]:
    return (("Letter", reverse("inspectorate:letter", args=[inspection.pk])),)
