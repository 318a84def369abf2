"""The written statements of a person's partnerships, line by line, for the first page of their door."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from joinedup.improvement.core.gaps import gaps_of, outside
from joinedup.improvement.enums import StatementState
from joinedup.improvement.models import WrittenStatement
from joinedup.improvement.queries import content_of, statements_of
from joinedup.people.models import Person
from joinedup.web.components.dates import day
from joinedup.web.components.words import count


@dataclass(frozen=True)
class Line:
    """One statement: whose, where it is read, where it stands and what it waits for."""

    area: str
    href: str
    stands: str
    waits: str


def statement_lines(person: Person) -> list[Line]:
    """Return a line for each statement of a person's partnerships, the newest first."""
    return [
        Line(row.area.name, reverse("agency:statement", args=[row.pk]), row.get_state_display(), _waits(row))
        for row in statements_of(person)
    ]


def _waits(statement: WrittenStatement) -> str:
    if statement.state == StatementState.CLOSED:
        return ""
    content = content_of(statement)
    if statement.state in (StatementState.DRAFT, StatementState.APPROVED):
        lacking = len(gaps_of(content))
        due = f"Due {day(content.due_on)}" if content.due_on else "It has no printed date"
        return f"{due}. {count(lacking, 'thing')} still to settle." if lacking else f"{due}."
    late = len(outside(content, timezone.localdate()))
    return (
        f"{count(late, 'step')} outside its date." if late == 1 else f"{count(late, 'step')} outside their dates." if late else ""
    )
