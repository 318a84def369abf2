"""Fixed words of quality assurance, and the one table of a query's states."""

from typing import Final

from django.db.models import TextChoices


class QueryState(TextChoices):
    """How one quality query stands."""

    OPEN = "open", "Open"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


class QueryStep(TextChoices):
    """What was said about a query: one entry each, none ever changed."""

    RAISED = "raised", "Raised"
    ANSWERED = "answered", "Answered"
    AGAIN = "again", "Asked again"
    CLOSED = "closed", "Closed"


class Side(TextChoices):
    """Who moves a query."""

    TEAM = "team", "an inspector of the team"
    READER = "reader", "a quality reader"


#: (from, to) → who may. Everything not here is refused: what is closed stays closed, a new query says what is still wrong.
QUERY_MOVES: Final[dict[tuple[QueryState, QueryState], Side]] = {
    (QueryState.OPEN, QueryState.ANSWERED): Side.TEAM,
    (QueryState.OPEN, QueryState.CLOSED): Side.READER,
    (QueryState.ANSWERED, QueryState.OPEN): Side.READER,
    (QueryState.ANSWERED, QueryState.CLOSED): Side.READER,
}
