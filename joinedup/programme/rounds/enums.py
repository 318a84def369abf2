"""Fixed words of a round, and the one table of its states."""

from typing import Final

from django.db.models import TextChoices


class RoundState(TextChoices):
    """How far a round has come, in order."""

    GATHERING = "gathering", "Reasons are gathered"
    CHOOSING = "choosing", "Areas are chosen"
    ROSTERING = "rostering", "Teams are planned"
    SETTLED = "settled", "Settled"
    CLOSED = "closed", "Closed"


class Planning(TextChoices):
    """What somebody does in a round. The first two know its areas; a reader sees code words."""

    RUNS = "runs", "Runs the round"
    PLANS = "plans", "Plans the round, and knows its areas"
    READS = "reads", "Sees the plan by code words"


#: Who needs to know the areas.
KNOW: Final = frozenset({Planning.RUNS, Planning.PLANS})

_RUNS: Final = frozenset({Planning.RUNS})

#: (from, to) → who may. Everything not here is refused. The diagram in docs/reference is made from this table.
MOVES: Final[dict[tuple[RoundState, RoundState], frozenset[Planning]]] = {
    (RoundState.GATHERING, RoundState.CHOOSING): KNOW,
    (RoundState.CHOOSING, RoundState.GATHERING): KNOW,  # something was forgotten: the next choice is another one
    (RoundState.CHOOSING, RoundState.ROSTERING): _RUNS,  # the areas are agreed
    (RoundState.ROSTERING, RoundState.CHOOSING): _RUNS,
    (RoundState.ROSTERING, RoundState.SETTLED): _RUNS,  # weeks and people are agreed
    (RoundState.SETTLED, RoundState.ROSTERING): _RUNS,  # somebody fell ill, an area came in: plan again
    (RoundState.SETTLED, RoundState.CLOSED): _RUNS,
    (RoundState.GATHERING, RoundState.CLOSED): _RUNS,  # given up before anything was chosen
}
