"""The letters of a round side by side, topic by topic, and what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.evidence.enums import FindingDirection
from joinedup.inspections.models import Inspection
from joinedup.inspections.naming import called
from joinedup.letter.actions import LetterError, WrittenMeanwhile
from joinedup.letter.consistency import actions, queries, rules
from joinedup.letter.consistency.actions import WordingError
from joinedup.letter.core.topics import side_by_side, topics
from joinedup.letter.history.queries import standing_id
from joinedup.letter.models import Letter
from joinedup.letter.queries import letter_of, passages_of
from joinedup.letter.rules import can_change, check_can_change
from joinedup.web.components import forms as components
from joinedup.web.given_back import gives_back
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.round_forms import SettleForm, ShareForm

Crumbs = tuple[tuple[str, str], ...]
DIRECTIONS = {**dict(FindingDirection.choices), "": "Otherwise"}


@team_page
def index(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """List the criteria with how many letters of the round say what, and with whom this draft is shared."""
    letter = _letter(inspection)
    return _index(request, inspection, letter, ShareForm(queries.people_to_share_with(letter)))


@require_POST
@team_page
def share(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Share the draft with somebody of another team of the round."""
    letter = _letter(inspection)
    rules.check_can_share(request.user, letter)
    people = {str(one.pk): one for one in queries.people_to_share_with(letter)}
    form = ShareForm(list(people.values()), request.POST)
    if not form.is_valid():
        return _index(request, inspection, letter, form)
    person = people[form.cleaned_data["person"]]
    actions.share_letter(by=request.user, letter=letter, person=person)
    messages.success(request, f"{person.name} can read this draft’s passages beside their own.")
    return redirect("inspectorate:round", inspection.pk)


@require_POST
@team_page
def share_end(request: HttpRequest, inspection: Inspection, shared_id: UUID) -> HttpResponse:
    """End that somebody reads the draft."""
    shared = get_object_or_404(queries.shared_with(_letter(inspection)), pk=shared_id)
    actions.end_sharing(by=request.user, shared=shared)
    messages.success(request, f"{shared.person.name} reads this draft no more.")
    return redirect("inspectorate:round", inspection.pk)


@team_page
def topic(request: HttpRequest, inspection: Inspection, criterion: str) -> HttpResponse:
    """Show what each letter says on one criterion, this one first, and what came of it."""
    letter = _letter(inspection)
    _known(inspection, criterion)
    letters = actions.open_round(by=request.user, inspection=inspection, criterion=criterion)
    said = side_by_side(criterion, [str(one.pk) for one in letters], queries.passages_beside(letters))
    columns = [(one, _name(one), column) for one, column in zip(letters, said, strict=True)]
    context = {
        "criterion": criterion,
        "columns": columns,
        "own": letter,
        "labels": Labels(inspection.framework),
        "directions": DIRECTIONS,
        "settled": queries.settled_on(letter, criterion),
        "may_change": can_change(request.user, letter),
    }
    return show(request, "round_topic.html", inspection, child_level=True, crumbs=_crumbs(inspection), **context)


@gives_back
@team_page
def settle(request: HttpRequest, inspection: Inspection, criterion: str, passage_id: UUID) -> HttpResponse:
    """Change one passage because of what other letters say, or leave it, and say why."""
    letter = _letter(inspection)
    _known(inspection, criterion)
    check_can_change(request.user, letter)
    passage = get_object_or_404(passages_of(letter), pk=passage_id)
    form = SettleForm(components.posted(request), initial={"text": passage.text, "based_on": standing_id(passage)})
    if form.is_valid():
        try:
            row = actions.settle_wording(by=request.user, passage=passage, criterion=criterion, **form.cleaned_data)
        except WrittenMeanwhile:
            form.add_error(
                "text", "Somebody saved this passage after you opened it. Copy your words, and open it again to see theirs."
            )
        except (WordingError, LetterError) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"Put down: {row.get_outcome_display().lower()}.")
            return redirect("inspectorate:round-topic", inspection.pk, criterion)
    address = reverse("inspectorate:round-topic", args=[inspection.pk, criterion])
    crumbs = (*_crumbs(inspection), ("One topic", address))
    errors = components.error_list(form) if form.is_bound else []
    context = {"form": form, "errors": errors, "heading_text": "Settle a wording", "button": "Put it down"}
    return show(request, "letter_form.html", inspection, child_level=True, crumbs=crumbs, **context)


def _index(request: HttpRequest, inspection: Inspection, letter: Letter, form: ShareForm) -> HttpResponse:
    letters = actions.open_round(by=request.user, inspection=inspection)
    ids = [one.id for one in inspection.framework.criteria]
    may_share = rules.can_share(request.user, letter)
    context = {
        "letters": [(one, _name(one)) for one in letters],
        "topics": topics(ids, queries.passages_beside(letters)),
        "labels": Labels(inspection.framework),
        "directions": DIRECTIONS,
        "shared": queries.shared_with(letter),
        "form": form if may_share and form.fields["person"].choices[1:] else None,
        "may_share": may_share,
        "errors": components.error_list(form) if form.is_bound else [],
    }
    return show(request, "round.html", inspection, child_level=True, crumbs=_crumbs(inspection)[:1], **context)


def _name(letter: Letter) -> str:
    """Return what a letter is called side by side: the inspection's area."""
    return called(letter.inspection)


def _letter(inspection: Inspection) -> Letter:
    found = letter_of(inspection)
    if found is None:
        raise Http404
    return found


def _known(inspection: Inspection, criterion: str) -> None:
    if criterion not in {one.id for one in inspection.framework.criteria}:
        raise Http404


def _crumbs(inspection: Inspection) -> Crumbs:
    letter = ("Letter", reverse("inspectorate:letter", args=[inspection.pk]))
    return (letter, ("Letters of the round", reverse("inspectorate:round", args=[inspection.pk])))
