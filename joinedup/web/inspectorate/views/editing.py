"""A section of the letter as it is written: its passages, a page for the next one with the evidence beside it, who holds it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter import actions, queries, rules
from joinedup.letter.actions import LetterError
from joinedup.letter.history.actions import read_letter
from joinedup.letter.history.queries import counted
from joinedup.letter.locks.actions import give_back, take_section
from joinedup.letter.locks.queries import hold_on, last_taken_over
from joinedup.letter.models import Letter, Passage
from joinedup.letter.placing import move_passage, move_to_section
from joinedup.letter.style.queries import hints_by_passage
from joinedup.method.framework import LetterSection
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import refused, team_page
from joinedup.web.inspectorate.editor import WRITTEN, beside, proposed, section_of
from joinedup.web.inspectorate.editor_forms import EditorForm, ElsewhereForm, TakeOverForm, headings_of
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels, section_name


@gives_back
@team_page
def section(request: HttpRequest, inspection: Inspection, letter_section: str) -> HttpResponse:
    """Show a section's passages and a page for a further one; keep what is written there."""
    letter, outline = letter_of(inspection), _outline(inspection, letter_section)
    read_letter(by=request.user, letter=letter, where=f"section {letter_section}")
    drawn, others = beside(request.user, letter, outline)
    known = {str(line.finding.pk): line.finding for line in (*drawn, *others)}
    choices = [(key, f"Finding {row.number}") for key, row in known.items()]
    headings, sent = headings_of(inspection.framework, outline), components.posted(request)
    form, problem, status = EditorForm(choices, sent, headings=headings), "", 200
    if sent is not None and "propose" in sent:
        ticked = [known[key] for key in sent.getlist("findings") if key in known]
        words = "\n\n".join(filter(None, (sent.get("text", "").strip(), proposed(inspection.framework, outline, ticked))))
        before = {"text": words, "findings": sent.getlist("findings"), "heading": sent.get("heading", "")}
        form = EditorForm(choices, initial=before, headings=headings)
        problem = "" if ticked else "Tick the findings the words are to be made of."
    elif form.is_valid():
        said = {**form.cleaned_data, "findings": [known[key] for key in form.cleaned_data["findings"]]}
        said.pop("based_on")
        try:
            actions.write_passage(by=request.user, letter=letter, section=outline.id, **said)
        except (LetterError, InspectionRefused) as reason:
            problem, status = str(reason), 403
        else:
            messages.success(request, "The passage is saved.")
            return redirect("inspectorate:letter-section", inspection.pk, outline.id)
    errors = components.error_list(form) if form.is_bound else []
    context = {
        "form": form,
        "drawn": drawn,
        "others": others,
        "problem": problem,
        "errors": [*errors, *([{"text": problem, "href": "#id_text"}] if problem else [])],
        **_standing(request, letter, outline),
    }
    ways = crumbs(inspection)
    return show(request, "letter_section.html", inspection, child_level=True, crumbs=ways, status=status, **context)


@team_page
def take(request: HttpRequest, inspection: Inspection, letter_section: str) -> HttpResponse:
    """Hold a section to write it; from somebody who holds it, after saying why."""
    letter, outline = letter_of(inspection), _outline(inspection, letter_section)
    hold = hold_on(letter, outline.id)
    theirs = hold is not None and hold.by_id != request.user.pk
    form = TakeOverForm(components.posted(request) if theirs and "why" in request.POST else None)
    if request.method != "POST" or (theirs and not form.is_valid()):
        rules.check_can_change(request.user, letter)
        errors = components.error_list(form) if form.is_bound else []
        context = {"form": form, "errors": errors, "hold": hold if theirs else None, "name": section_name(outline)}
        return show(request, "letter_section_take.html", inspection, crumbs=_crumbs_of(inspection, outline), **context)
    take_section(by=request.user, letter=letter, section=outline.id, why=form.cleaned_data["why"] if theirs else "")
    messages.success(request, "The section is yours to write until you give it back, or half an hour after you last save.")
    return redirect("inspectorate:letter-section", inspection.pk, outline.id)


@require_POST
@team_page
def give(request: HttpRequest, inspection: Inspection, letter_section: str) -> HttpResponse:
    """Give a section back."""
    give_back(by=request.user, letter=letter_of(inspection), section=_outline(inspection, letter_section).id)
    messages.success(request, "The section is free for others to write.")
    return redirect("inspectorate:letter-section", inspection.pk, letter_section)


@require_POST
@team_page
def move(request: HttpRequest, inspection: Inspection, passage_id: UUID) -> HttpResponse:
    """Let a passage change places with its neighbour."""
    row = passage_of(inspection, passage_id)
    try:
        moved = move_passage(by=request.user, passage=row, up=request.POST.get("way") == "up")
    except LetterError as reason:
        return refused(request, inspection, reason)
    messages.success(request, "The passage is moved." if moved else "The passage stands at that end already.")
    if section_of(inspection.framework, row.section) is None:  # one in a box
        return redirect("inspectorate:letter", inspection.pk)
    return redirect(f"{reverse('inspectorate:letter-section', args=[inspection.pk, row.section])}#passage-{row.pk}")


@team_page
def elsewhere(request: HttpRequest, inspection: Inspection, passage_id: UUID) -> HttpResponse:
    """Move a passage to another section, or under another heading."""
    row = passage_of(inspection, passage_id)
    rules.check_can_change(request.user, row.letter)
    read_letter(by=request.user, letter=row.letter, where="passage elsewhere")
    form, problem, status = ElsewhereForm(_places(inspection, row), components.posted(request)), "", 200
    if form.is_valid():
        to, _, heading = form.cleaned_data["place"].partition("|")
        try:
            move_to_section(by=request.user, passage=row, section=to, heading=heading)
        except (LetterError, InspectionRefused) as reason:
            problem, status = str(reason), 403
        else:
            messages.success(request, "The passage is moved, with what it rests on.")
            return redirect("inspectorate:letter-section", inspection.pk, to)
    errors = components.error_list(form) if form.is_bound else []
    errors += [{"text": problem, "href": "#id_place"}] if problem else []
    context = {"form": form, "errors": errors, "passage": row}
    ways = crumbs(inspection)
    return show(request, "passage_elsewhere.html", inspection, child_level=True, crumbs=ways, status=status, **context)


def letter_of(inspection: Inspection) -> Letter:
    """Return the inspection's letter; raise Http404 where it is not started."""
    found = queries.letter_of(inspection)
    if found is None:
        raise Http404
    return found


def passage_of(inspection: Inspection, passage_id: UUID) -> Passage:
    """Return a passage of the inspection's letter; raise Http404 where there is none."""
    return get_object_or_404(queries.passages_of(letter_of(inspection)), pk=passage_id)


def crumbs(inspection: Inspection) -> tuple[tuple[str, str], ...]:
    """Return the way back to the letter."""
    return (("Letter", reverse("inspectorate:letter", args=[inspection.pk])),)


def _crumbs_of(inspection: Inspection, outline: LetterSection) -> tuple[tuple[str, str], ...]:
    here = reverse("inspectorate:letter-section", args=[inspection.pk, outline.id])
    return (*crumbs(inspection), (section_name(outline), here))


def _outline(inspection: Inspection, section: str) -> LetterSection:
    outline = section_of(inspection.framework, section)
    if outline is None:
        raise Http404
    return outline


def _standing(request: HttpRequest, letter: Letter, outline: LetterSection) -> dict[str, object]:
    """Return the section's passages under their headings and who holds it."""
    labels, person = Labels(letter.inspection.framework), request.user
    rows = [row for row in queries.passages_of(letter) if row.section == outline.id]
    order = [area.id for area in letter.inspection.framework.areas] if outline.by_area else []
    groups = [(labels.areas[area], [row for row in rows if row.heading == area]) for area in order]
    rest = [row for row in rows if row.heading not in order]
    return {
        "letter": letter,
        "outline": outline,
        "name": section_name(outline),
        "labels": labels,
        "groups": [group for group in (*groups, ("", rest)) if group[1]],
        "wordings": counted(letter),
        "hints": hints_by_passage(letter),
        "hold": hold_on(letter, outline.id),
        "lost_hold": last_taken_over(letter, outline.id, person),
        "may_change": rules.can_change(person, letter),
    }


def _places(inspection: Inspection, row: Passage) -> list[tuple[str, str]]:
    """Return where a passage can be moved to, as "section|heading" with its name."""
    places = []
    for part in inspection.framework.letter:
        if part.kind not in WRITTEN:
            continue
        under = headings_of(inspection.framework, part) or [("", "")]
        places += [(f"{part.id}|{key}", f"{section_name(part)}: {title}" if title else section_name(part)) for key, title in under]
    return [place for place in places if place[0] != f"{row.section}|{row.heading}"]
