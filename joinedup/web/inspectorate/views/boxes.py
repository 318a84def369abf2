"""One box of the letter: whom it tells of, who read it, who agreed, what others can learn; and what it still lacks."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.cases.queries import tracked_children
from joinedup.evidence import queries as evidence
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.letter import queries as letters
from joinedup.letter.actions import LetterError
from joinedup.letter.boxes import actions, queries, rules
from joinedup.letter.boxes.actions import BoxError
from joinedup.letter.boxes.enums import Agreement
from joinedup.letter.boxes.models import BoxStory
from joinedup.letter.core.boxes import LESSON, box_gaps
from joinedup.letter.models import Box
from joinedup.letter.rules import can_change
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import refused, team_page
from joinedup.web.inspectorate.box_story_forms import AgreementForm, LessonForm, StoryForm
from joinedup.web.inspectorate.frame import show


@team_page
def box(request: HttpRequest, inspection: Inspection, box_id: UUID) -> HttpResponse:
    """Show what is said of a box, its readings and agreements, and what it lacks."""
    found = _box(inspection, box_id)
    gaps = box_gaps(actions.open_box(by=request.user, box=found))
    may, reading = rules.can_describe(request.user, found.letter), None
    story = queries.story_of(found)
    if story is not None:
        reading = queries.standing_reading(found, story.agency)
    context = {
        "box": found,
        "words": queries.words_of(found),
        "story": story,
        "readings": queries.readings_of(found),
        "agreements": queries.agreements_of(found),
        "agreement": queries.agreement_of(found),
        "gaps": gaps,
        "may_describe": may,
        "may_write": can_change(request.user, found.letter),
        "may_agree": any(rules.can_record_agreement(request.user, found, to) for to in Agreement) and story is not None,
        "may_ask": may and story is not None and story.agency is not None and _words_unread(found, reading),
    }
    return show(request, "box.html", inspection, child_level=True, crumbs=_crumbs(inspection), **context)


@gives_back
@team_page
def describe(request: HttpRequest, inspection: Inspection, box_id: UUID) -> HttpResponse:
    """Say whom a box tells of."""
    found = _box(inspection, box_id)
    rules.check_can_describe(request.user, found.letter)
    by_key = {str(agency.pk): agency for agency in agencies(inspection)}
    children = {str(child.pk): child for child in tracked_children(inspection)}
    chosen = (list(by_key.values()), list(children.values()))
    form = StoryForm(*chosen, components.posted(request), initial=_said(queries.story_of(found)))
    if form.is_valid():
        said = form.cleaned_data
        picked = {"agency": by_key.get(said["agency"]), "tracked": children.get(said["tracked"])}
        if _done(form, lambda: actions.describe_box(by=request.user, box=found, **{**said, **picked})):
            return _back(request, found, "Saved: whom the box tells of.")
    return _form(request, found, form, "Whom the box tells of", "Save")


@gives_back
@team_page
def lesson(request: HttpRequest, inspection: Inspection, box_id: UUID) -> HttpResponse:
    """Write what others can learn from a box."""
    found = _box(inspection, box_id)
    rules.check_can_describe(request.user, found.letter)
    story, rows = queries.story_of(found), {str(one.pk): one for one in evidence.findings_of(inspection)}
    if story is None:
        return redirect("inspectorate:box-describe", inspection.pk, found.pk)
    lines = [(key, f"Finding {one.number} ({one.get_direction_display().lower()}): {one.text}") for key, one in rows.items()]
    passage = story.lesson or found.passages.order_by("position").first()
    under = [str(one.pk) for one in letters.findings_under(passage)] if passage else []
    text = story.lesson.text.removeprefix(LESSON) if story.lesson else ""
    form = LessonForm(lines, components.posted(request), initial={"text": text, "findings": under})
    if form.is_valid():
        chosen = [rows[key] for key in form.cleaned_data["findings"]]
        said = {"text": form.cleaned_data["text"], "findings": chosen}
        if _done(form, lambda: actions.write_lesson(by=request.user, box=found, **said)):
            return _back(request, found, "Saved: what others can learn.")
    return _form(request, found, form, "What others can learn", "Save")


@gives_back
@team_page
def agreement(request: HttpRequest, inspection: Inspection, box_id: UUID) -> HttpResponse:
    """Record that somebody agrees that a box is told, refuses, or withdraws it."""
    found = _box(inspection, box_id)
    rules.check_can_describe(request.user, found.letter)
    story = queries.story_of(found)
    if story is None:
        return redirect("inspectorate:box-describe", inspection.pk, found.pk)
    consents = {str(one.pk): one for one in queries.consents_to_rest_on(story.tracked)}
    form = AgreementForm(queries.agreement_of(found), story.about, list(consents.values()), components.posted(request))
    if form.is_valid():
        said = {**form.cleaned_data, "rests_on": consents.get(form.cleaned_data.get("rests_on", ""))}
        if _done(form, lambda: actions.record_agreement(by=request.user, box=found, **said)):
            return _back(request, found, "Recorded.")
    return _form(request, found, form, "Who agrees that it is told", "Record it")


@require_POST
@team_page
def ask(request: HttpRequest, inspection: Inspection, box_id: UUID) -> HttpResponse:
    """Ask the agency to read a box as it stands."""
    found = _box(inspection, box_id)
    try:
        reading = actions.ask_to_read(by=request.user, box=found)
    except BoxError as reason:
        return refused(request, inspection, reason)
    return _back(request, found, f"{reading.agency} is asked to read it, at its own door.")


@require_POST
@team_page
def take_back(request: HttpRequest, inspection: Inspection, box_id: UUID, box_reading_id: UUID) -> HttpResponse:
    """Ask no more that a box is read."""
    found = _box(inspection, box_id)
    reading = get_object_or_404(queries.readings_of(found), pk=box_reading_id)
    try:
        actions.take_back_reading(by=request.user, reading=reading)
    except BoxError as reason:
        return refused(request, inspection, reason)
    return _back(request, found, f"{reading.agency} is not asked any more.")


def _box(inspection: Inspection, box_id: UUID) -> Box:
    letter = letters.letter_of(inspection)
    if letter is None:
        raise Http404
    return get_object_or_404(letters.boxes_of(letter), pk=box_id)


def _words_unread(found: Box, reading: Any) -> bool:
    """Return whether the agency has not been asked to read these words."""
    return reading is None or reading.version != queries.as_it_stands(found).version


def _said(story: BoxStory | None) -> dict[str, Any]:
    if story is None:
        return {}
    return {
        "about": story.about,
        "agency": str(story.agency_id or ""),
        "tracked": str(story.tracked_id or ""),
        "pseudonyms": "\n".join(story.pseudonyms),
        "varied": story.varied,
        "varied_how": story.varied_how,
    }


def _done(form: django_forms.Form, act: Any) -> bool:
    """Return whether it was done; otherwise the reason stands on the form."""
    try:
        act()
    except (BoxError, LetterError) as reason:
        form.add_error(None, str(reason))
        return False
    return True


def _back(request: HttpRequest, found: Box, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("inspectorate:box", found.inspection_id, found.pk)


def _form(request: HttpRequest, found: Box, form: django_forms.Form, heading: str, button: str) -> HttpResponse:
    errors = components.error_list(form) if form.is_bound else []
    own = ("Box", reverse("inspectorate:box", args=[found.inspection_id, found.pk]))
    crumbs = (*_crumbs(found.inspection), own)
    context = {"form": form, "errors": errors, "heading_text": heading, "button": button, "box": found}
    return show(request, "box_form.html", found.inspection, child_level=True, crumbs=crumbs, **context)


def _crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    return (("Letter", reverse("inspectorate:letter", args=[inspection.pk])),)
