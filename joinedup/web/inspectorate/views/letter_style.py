"""How the letter reads: its sections beside what is usual, and what its writers may want to look at again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from joinedup.inspections.models import Inspection
from joinedup.letter import rules
from joinedup.letter.actions import LetterError
from joinedup.letter.core.style.sizes import Size
from joinedup.letter.queries import passages_of
from joinedup.letter.style.actions import bring_hint_back, dismiss_hint
from joinedup.letter.style.queries import dismissed_hints, hints_by_passage, sizes_of_letter
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.views.editing import crumbs, letter_of, passage_of


@team_page
def style(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what published letters have, what this one has, and the hints passage by passage."""
    letter = letter_of(inspection)
    rows = {str(row.pk): row for row in passages_of(letter)}
    hints = [(rows[key], found) for key, found in hints_by_passage(letter).items()]
    context = {
        "size_rows": [_row(size) for size in sizes_of_letter(letter)],
        "hints": hints,
        "dismissed": [(rows[hint.passage], hint, row) for hint, row in dismissed_hints(letter)],
        "count": sum(len(found) for _, found in hints),
        "section_names": Labels(inspection.framework).sections,
        "may_change": rules.can_change(request.user, letter),
    }
    return show(request, "letter_style.html", inspection, child_level=True, crumbs=crumbs(inspection), **context)


@require_POST
@team_page
def hint(request: HttpRequest, inspection: Inspection, passage_id: UUID) -> HttpResponse:
    """Dismiss a hint, or bring it back; the reader comes back to the page they stood on."""
    row, key = passage_of(inspection, passage_id), request.POST.get("hint", "")
    act, told = (
        (bring_hint_back, "The hint is shown again.")
        if request.POST.get("do") == "back"
        else (dismiss_hint, "The hint is dismissed. It can be brought back on the page “How the letter reads”.")
    )
    try:
        act(by=request.user, passage=row, hint=key)
    except LetterError as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, told)
    if request.POST.get("from") == "section":
        return redirect(f"{reverse('inspectorate:letter-section', args=[inspection.pk, row.section])}#passage-{row.pk}")
    return redirect(f"{reverse('inspectorate:letter-style', args=[inspection.pk])}#hints")


def _row(size: Size) -> list[str]:
    age = "too short to say" if size.age is None else f"about {round(size.age)}"
    return [size.title, str(size.words), _usual(size.usual_words), str(size.items), _usual(size.usual_items), age, size.remark]


def _usual(span: tuple[int, int] | None) -> str:
    return f"{span[0]} to {span[1]}" if span else "–"
