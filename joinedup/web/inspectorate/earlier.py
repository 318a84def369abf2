"""Earlier letters of an inspection's area, with what the partnership sent and shared: where lines of enquiry may begin."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from joinedup.improvement.core.content import Action, Point
from joinedup.improvement.core.half_filled import points_of
from joinedup.improvement.enums import ActionState
from joinedup.improvement.models import Copy
from joinedup.improvement.queries import copies_for, earlier_statements, read_copy
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person
from joinedup.publication.render.as_json import from_json
from joinedup.web.components.dates import day


@dataclass(frozen=True)
class EarlierLetter:
    """One letter: its points, and of each the actions in the newest copy inspectors were given. `copy` is none for none."""

    address: str
    title: str
    published_on: date
    framework: str
    points: tuple[Point, ...]
    copy: Copy | None
    actions: tuple[Action, ...]

    def on(self, number: str) -> tuple[Action, ...]:
        """Return the actions on a point."""
        return tuple(action for action in self.actions if number in action.points)


def earlier_letters(person: Person, inspection: Inspection) -> list[EarlierLetter]:
    """Return the letters of the area that were published before this inspection was notified, the newest first."""
    found = []
    for publication, statement in earlier_statements(inspection.area, inspection.notified_on):
        document = from_json(publication.document)
        copy = copies_for(person, statement).order_by("-at").first() if statement else None
        content = read_copy(copy) if copy else None
        found.append(
            EarlierLetter(
                address=publication.slug,
                title=publication.title,
                published_on=publication.published_on,
                framework=document.framework.id,
                points=tuple(one for one in content.points if not one.same_as) if content else points_of(document),
                copy=copy,
                actions=content.actions if content else (),
            )
        )
    return found


def line_of(inspection: Inspection, letter: EarlierLetter, point: Point) -> dict[str, Any]:
    """Return a line of enquiry on a point of an earlier letter: its words and what it rests on."""
    framework = inspection.framework
    states = dict(ActionState.choices)
    said = "; ".join(f"action {one.number}, {states[one.state].lower()}: {one.what}" for one in letter.on(point.number))
    rests_on = f"Point {point.number} of the letter published {day(letter.published_on)}."
    rests_on += f" The partnership’s written statement: {said}." if said else ""
    known = {criterion.id for criterion in framework.criteria} if letter.framework == framework.id else set()
    sectors = {sector.id for sector in framework.sectors}
    return {
        "words": f"An earlier letter said: {point.text} What is different for children now?",
        "rests_on": rests_on,
        "criterion": next((one for one in point.criteria if one in known), ""),
        "sectors": [sector for sector in point.sectors if sector in sectors],
    }
