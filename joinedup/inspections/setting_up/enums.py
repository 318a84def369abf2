"""How one thing that is set up stands, and the one table of its moves."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.seeing import Side


class SetUpState(TextChoices):
    """How one thing stands at one agency."""

    ASKED = "asked", "Asked for"
    ARRANGED = "arranged", "Arranged"
    NOT_POSSIBLE = "not_possible", "Not possible"
    NOT_NEEDED = "not_needed", "Not needed"


_TEAM: Final = frozenset({Side.TEAM})
#: The agency at its own door, or the team, who writes down what it was told.
_BOTH: Final = frozenset(Side)

#: (from, to) → who may. Everything not here is refused. From a state to itself something is added and nothing moves.
SET_UP_MOVES: Final[dict[tuple[SetUpState, SetUpState], frozenset[Side]]] = {
    (SetUpState.ASKED, SetUpState.ASKED): _BOTH,  # who sees to it, and by when
    (SetUpState.ASKED, SetUpState.ARRANGED): _BOTH,
    (SetUpState.ASKED, SetUpState.NOT_POSSIBLE): _BOTH,
    (SetUpState.ASKED, SetUpState.NOT_NEEDED): _TEAM,  # what inspectors need is theirs to say
    (SetUpState.ARRANGED, SetUpState.ARRANGED): _BOTH,  # the door code has changed
    (SetUpState.ARRANGED, SetUpState.NOT_POSSIBLE): _BOTH,  # it fell through
    (SetUpState.ARRANGED, SetUpState.NOT_NEEDED): _TEAM,
    (SetUpState.ARRANGED, SetUpState.ASKED): _TEAM,  # it does not work
    (SetUpState.NOT_POSSIBLE, SetUpState.ARRANGED): _BOTH,  # another way was found
    (SetUpState.NOT_POSSIBLE, SetUpState.NOT_POSSIBLE): _BOTH,
    (SetUpState.NOT_POSSIBLE, SetUpState.NOT_NEEDED): _TEAM,  # inspectors do without
    (SetUpState.NOT_POSSIBLE, SetUpState.ASKED): _TEAM,
    (SetUpState.NOT_NEEDED, SetUpState.ASKED): _TEAM,
}

#: States in which inspectors cannot rely on it yet.
OUTSTANDING: Final = (SetUpState.ASKED, SetUpState.NOT_POSSIBLE)
