"""How the letter came to be: every wording of a passage, every change of the letter, and putting back what stood before."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.letter import queries, rules
from joinedup.letter.actions import LetterError
from joinedup.letter.history.actions import read_letter, restore
from joinedup.letter.history.queries import changes_of, taken_out, versions_of
from joinedup.web.inspectorate.access import refused, team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.letter_history_in_words import told
from joinedup.web.inspectorate.views.editing import crumbs, letter_of

#: So many changes stand on one page of the letter's history.
A_PAGE = 40


@team_page
def passage(request: HttpRequest, inspection: Inspection, passage_id: UUID) -> HttpResponse:
    """Show every wording of one passage, the newest first, with what changed; also of one taken out."""
    letter = letter_of(inspection)
    rows = list(versions_of(letter, passage_id).reverse())
    standing = queries.passages_of(letter).filter(pk=passage_id).first()
    if not rows and standing is None:
        raise Http404
    read_letter(by=request.user, letter=letter, where="passage history")
    context = {
        "steps": told(rows, Labels(inspection.framework)),
        "standing": standing,
        "may_change": rules.can_change(request.user, letter),
    }
    return show(request, "passage_history.html", inspection, child_level=True, crumbs=crumbs(inspection), **context)


@team_page
def letter(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show the changes of the whole letter, the newest first, and what was taken out of it."""
    found = letter_of(inspection)
    read_letter(by=request.user, letter=found, where="letter history")
    page = Paginator(changes_of(found), A_PAGE).get_page(request.GET.get("page"))
    labels = Labels(inspection.framework)
    context = {
        "page": page,
        "steps": told(page.object_list, labels),
        "removed": told(taken_out(found), labels),
        "may_change": rules.can_change(request.user, found),
    }
    return show(request, "letter_history.html", inspection, child_level=True, crumbs=crumbs(inspection), **context)


@require_POST
@team_page
def put_back(request: HttpRequest, inspection: Inspection, passage_version_id: UUID) -> HttpResponse:
    """Put a passage back as it stood in one of its wordings."""
    version = get_object_or_404(changes_of(letter_of(inspection)), pk=passage_version_id)
    try:
        row = restore(by=request.user, version=version)
    except LetterError as reason:
        return refused(request, inspection, reason)
    messages.success(request, "The passage is put back as it stood, with what it rested on then.")
    return redirect("inspectorate:passage", inspection.pk, row.pk)
