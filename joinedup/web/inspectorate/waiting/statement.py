"""What a written statement waits for from the inspectorates: to be acknowledged, once."""

from joinedup.improvement.enums import StatementState
from joinedup.improvement.queries import statement_about
from joinedup.inspections.models import Inspection
from joinedup.letter.queries import letter_of
from joinedup.web.inspectorate.waiting.said import LEAD, Waiting, page_of


def statement_left(inspection: Inspection) -> list[Waiting]:
    """Return that a statement was sent and nobody has acknowledged it."""
    letter = letter_of(inspection)
    statement = statement_about(letter.publication) if letter else None
    if statement is None or statement.state != StatementState.SENT:
        return []
    return [Waiting("The partnership sent its written statement: acknowledge it", page_of("statement", inspection), LEAD)]
