"""What is left of checking the letter: queries from outside the team, and agencies' comments on the draft."""

from django.utils import timezone

from joinedup.inspections.models import Inspection
from joinedup.letter.accuracy import queries as accuracy
from joinedup.letter.accuracy.enums import Decision
from joinedup.letter.models import Letter
from joinedup.letter.quality import queries as quality
from joinedup.letter.quality.enums import QueryState
from joinedup.web.components.dates import day
from joinedup.web.components.words import count
from joinedup.web.inspectorate.waiting.said import LEAD, TEAM, Waiting, page_of


def left_of_checking(inspection: Inspection, letter: Letter) -> list[Waiting]:
    """Return each quality query that is not closed, agencies whose comments are awaited, and points nobody decided."""
    return [*_queries(inspection, letter), *_replies(inspection, letter), *_points(inspection, letter)]


def _queries(inspection: Inspection, letter: Letter) -> list[Waiting]:
    items = []
    for query in quality.queries_of(letter):
        page = page_of("letter-query", inspection, query.pk)
        if query.state == QueryState.OPEN:
            items.append(Waiting(f"Answer {str(query).lower()}", page, TEAM))
        elif query.state == QueryState.ANSWERED:
            items.append(Waiting(f"{query} is answered and not closed", page, TEAM, query.raised_by.name))
    return items


def _replies(inspection: Inspection, letter: Letter) -> list[Waiting]:
    check = accuracy.latest_check(letter)
    if check is None or check.answered_at is not None:
        return []
    page, today = page_of("letter-accuracy", inspection), timezone.localdate()
    awaited = [reply for reply in accuracy.replies_to(check) if accuracy.is_open(reply)]
    return [
        Waiting(f"{reply.agency.name}: comments on the draft awaited{_until(reply.due_on, today)}", page, LEAD, reply.agency.name)
        for reply in awaited
    ]


def _until(due_on, today) -> str:
    return f" by {day(due_on)}" if due_on >= today else f" since {day(due_on)}"


def _points(inspection: Inspection, letter: Letter) -> list[Waiting]:
    left = accuracy.points_sent(letter).filter(decision=Decision.UNDECIDED).count()
    page = page_of("letter-accuracy", inspection)
    return [Waiting(f"Decide {count(left, 'accuracy point')}", page, LEAD)] if left else []
