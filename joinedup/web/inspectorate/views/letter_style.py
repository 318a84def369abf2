"""How the letter reads: its sections beside what is usual, and what its writers may want to look at again."""

from django.http import HttpRequest, HttpResponse

from joinedup.inspections.models import Inspection
from joinedup.letter import rules
from joinedup.letter.core.style.sizes import Size
from joinedup.letter.queries import passages_of
from joinedup.letter.style.queries import hints_by_passage, sizes_of_letter
from joinedup.web.inspectorate.access import team_page
from joinedup.web.inspectorate.frame import show
from joinedup.web.inspectorate.labels import Labels
from joinedup.web.inspectorate.views.editing import crumbs, letter_of


@team_page
def style(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """Show what published letters have, what this one has, and the hints passage by passage."""
    letter = letter_of(inspection)
    rows = {str(row.pk): row for row in passages_of(letter)}
    hints = [(rows[key], found) for key, found in hints_by_passage(letter).items()]
    context = {
        "size_rows": [_row(size) for size in sizes_of_letter(letter)],
        "hints": hints,
        "count": sum(len(found) for _, found in hints),
        "section_names": Labels(inspection.framework).sections,
        "may_change": rules.can_change(request.user, letter),
    }
    return show(request, "letter_style.html", inspection, child_level=True, crumbs=crumbs(inspection), **context)


def _row(size: Size) -> list[str]:
    age = "too short to say" if size.age is None else f"about {round(size.age)}"
    return [size.title, str(size.words), _usual(size.usual_words), str(size.items), _usual(size.usual_items), age, size.remark]


def _usual(span: tuple[int, int] | None) -> str:
    return f"{span[0]} to {span[1]}" if span else "–"
