"""What the letter lacks of priority actions, read from the database."""

from joinedup.evidence.enums import FindingDirection
from joinedup.letter.core.gaps import Gap
from joinedup.letter.core.priority import Standing, priority_gaps
from joinedup.letter.core.version import DraftPassage
from joinedup.letter.models import Letter
from joinedup.letter.priority.models import PriorityAction
from joinedup.letter.priority.queries import ALIVE, priorities_of


def gaps_of(letter: Letter, passages: list[DraftPassage]) -> list[Gap]:
    """Return what is to be done about priority action before the letter is offered."""
    inspection = letter.inspection
    standing = [_standing(one) for one in priorities_of(inspection).filter(state__in=ALIVE)]
    asking = inspection.findings.filter(direction=FindingDirection.PRIORITY).order_by("number")
    findings = [(str(id), number) for id, number in asking.values_list("pk", "number")]
    return priority_gaps(inspection.framework.letter, passages, standing, findings)


def _standing(one: PriorityAction) -> Standing:
    due = f"{one.due_on.day} {one.due_on:%B %Y}" if one.due_on else ""
    unread = tuple(notice.agency.name for notice in one.notices.all() if notice.read_at is None)
    return Standing(one.number, str(one.finding_id), one.state, due, unread)
