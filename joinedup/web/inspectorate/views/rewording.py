"""Changing a passage: its words with the evidence beside them; where a colleague saved meanwhile, both wordings."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from joinedup.cases.core.wording import difference, joined
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused
from joinedup.letter import actions, queries, rules
from joinedup.letter.actions import LetterError, WrittenMeanwhile
from joinedup.letter.history.actions import read_letter
from joinedup.letter.history.queries import last_version, standing_id, versions_of
from joinedup.letter.models import Passage
from joinedup.letter.spans.queries import links_of
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.editor import beside, proposed, section_of
from joinedup.web.inspectorate.editor_forms import EditorForm
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.views.editing import crumbs, passage_of
from joinedup.web.inspectorate.voided import with_signatures


@gives_back
@team_page
def reword(request: HttpRequest, inspection: Inspection, passage_id: UUID) -> HttpResponse:
    """Change a passage's words or what it rests on. What cannot be kept is shown again to whoever typed it."""
    row = passage_of(inspection, passage_id)
    if request.method != "POST":  # what was typed before the letter was signed is shown again, not lost
        rules.check_can_change(request.user, row.letter)
    read_letter(by=request.user, letter=row.letter, where="passage change")
    outline = section_of(inspection.framework, row.section)
    drawn, others = beside(request.user, row.letter, outline)
    known = {str(line.finding.pk): line.finding for line in (*drawn, *others)}
    choices = [(key, f"Finding {finding.number}") for key, finding in known.items()]
    sent = components.posted(request)
    before = {"text": row.text, "findings": _ticked(row), "based_on": standing_id(row)}
    form, context = EditorForm(choices, sent, initial=before), {}
    if sent is not None and "propose" in sent and outline is not None:
        ticked = [known[key] for key in sent.getlist("findings") if key in known]
        words = "\n\n".join(filter(None, (sent.get("text", "").strip(), proposed(inspection.framework, outline, ticked))))
        form = EditorForm(choices, initial={**_typed(request), "text": words})
        context = {} if ticked else {"problem": "Tick the findings the words are to be made of."}
    elif form.is_valid():
        said = {**form.cleaned_data, "findings": [known[key] for key in form.cleaned_data["findings"]]}
        try:
            told = with_signatures(row.letter, "The passage is saved.")
            saved = actions.reword_passage(by=request.user, passage=row, **said)
        except WrittenMeanwhile as reason:
            form, context = _overtaken(request, row, choices, str(reason))
        except (LetterError, InspectionRefused) as reason:
            context = {"problem": str(reason), "status": 403}
        else:
            _tell(request, saved, told)
            return redirect("inspectorate:passage", inspection.pk, row.pk)
    errors = components.error_list(form) if form.is_bound else []
    if problem := context.get("problem"):
        errors.append({"text": problem, "href": "#id_text"})
    labels = Labels(inspection.framework)
    context |= {"form": form, "errors": errors, "drawn": drawn, "others": others, "passage": row, "labels": labels}
    context["can_propose"] = outline is not None
    return show(request, "passage_change.html", inspection, child_level=True, crumbs=crumbs(inspection), **context)


def _ticked(row: Passage) -> list[str]:
    return [str(finding.pk) for finding in queries.findings_under(row)]


def _typed(request: HttpRequest) -> dict[str, object]:
    """Return what was typed and ticked, to be shown again."""
    sent = request.POST
    return {
        "text": sent.get("text", ""),
        "findings": sent.getlist("findings"),
        "based_on": sent.get("based_on", ""),
    }


def _overtaken(
    request: HttpRequest, row: Passage, choices: list[tuple[str, str]], reason: str
) -> tuple[EditorForm, dict[str, object]]:
    """Return a form with both wordings put together, and how each differs from what both began with.

    Raises Http404 where the passage was taken out meanwhile: then what was typed is given back.
    """
    now = last_version(row)
    if now is None or not queries.passages_of(row.letter).filter(pk=row.pk).exists():
        raise Http404
    typed = _typed(request)
    mine = actions.as_typed(str(typed["text"]))
    began = next((one for one in versions_of(row.letter, row.pk) if str(one.pk) == typed["based_on"]), now)
    start, theirs = began.said["text"], now.said["text"]
    together = {**typed, "text": joined(start, theirs, mine), "based_on": str(now.pk)}
    told = {"mine": difference(start, mine), "theirs": difference(start, theirs), "now": now, "problem": reason}
    return EditorForm(choices, initial=together), told


def _tell(request: HttpRequest, saved: Passage, told: str) -> None:
    """Say that it is saved and what became of the passage's links: which moved, which are broken."""
    messages.success(request, told)
    rows = versions_of(saved.letter, saved.pk).reverse()[:2]
    if len(rows) < 2:
        return
    after, before = ({span["id"]: span for span in row.said["spans"]} for row in rows)
    moved = [id for id, span in after.items() if not span["broken"] and id in before and _moved(before[id], span)]
    broken = [link for link in links_of(saved) if link.broken]
    if moved:
        one = len(moved) == 1
        messages.info(
            request, f"{'A link' if one else f'{len(moved)} links'} to evidence moved with {'its' if one else 'their'} words."
        )
    if broken:
        messages.warning(request, "Words that stood on evidence are gone or changed. Link them anew below.")


def _moved(before: dict[str, object], after: dict[str, object]) -> bool:
    return not after["whole"] and before["start"] != after["start"]
