"""What is left to do about priority action, and the lead's words for a letter whose day has gone by."""

from django.utils import timezone

from joinedup.inspections.models import Inspection
from joinedup.letter.board.queries import STAGES, on_board
from joinedup.letter.priority.enums import PriorityState
from joinedup.letter.priority.queries import priorities_of
from joinedup.letter.priority.rules import STAGES as PRIORITY_STAGES
from joinedup.letter.priority.rules import decider_of
from joinedup.web.inspectorate.waiting.said import LEAD, Waiting, page_of


def letter_left(inspection: Inspection) -> list[Waiting]:
    """Return the priority actions that wait for a decision, and that nobody has said why the letter slips."""
    return [*_undecided(inspection), *_unexplained(inspection)]


def _undecided(inspection: Inspection) -> list[Waiting]:
    if inspection.stage not in PRIORITY_STAGES:
        return []
    whose = frozenset({decider_of(inspection)})
    return [
        Waiting(f"Decide on priority action {row.number}", page_of("priority", inspection, row.pk), whose)
        for row in priorities_of(inspection).filter(state=PriorityState.PROPOSED)
    ]


def _unexplained(inspection: Inspection) -> list[Waiting]:
    """Return that the letter is past its day; a made-up inspection is set in days of its own, and slips nowhere."""
    if inspection.stage not in STAGES or inspection.made_up:
        return []
    row = on_board(inspection, timezone.localdate())
    said = f"The letter slips: say why {row.step[:1].lower()}{row.step[1:]} comes after its day"
    return [Waiting(said, page_of("letter-slipped", inspection), LEAD)] if row.unexplained else []
