"""Fixed words of an urgent concern, and the one table of its states."""

from typing import Final

from django.db.models import TextChoices


class ConcernState(TextChoices):
    """How an urgent concern stands. Whether it has been put in writing is told beside it."""

    RAISED = "raised", "Raised"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    REPLIED = "replied", "Replied"
    NOT_YET = "not_yet", "Not yet seen to work"
    SEEN = "seen", "Seen to work"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class EntryKind(TextChoices):
    """What was said or done about a concern, one entry each, none ever changed."""

    RUNG = "rung", "Told by voice"
    WRITTEN = "written", "Put in writing"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    REPLIED = "replied", "Replied"
    NOT_YET = "not_yet", "Not yet seen to work"
    SEEN = "seen", "Seen to work"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ADDED = "added", "Added"


class Party(TextChoices):
    """Whose move it is. One person may be several."""

    RAISER = "raiser", "whoever raised it"
    TEAM = "team", "the inspection's team"
    LEAD = "lead", "a lead inspector"
    RECEIVER = "receiver", "the receiver"


_TEAM: Final = frozenset({Party.TEAM})
_LEAD: Final = frozenset({Party.LEAD})
_OWN: Final = frozenset({Party.RAISER, Party.LEAD})
#: The receiver at the agency's door; or the team, who writes down what a receiver without an account told them.
_HEARD: Final = frozenset({Party.RECEIVER, Party.TEAM})

#: (from, to) → who may. Everything not here is refused. Of an allegation about staff only its raiser and the lead are the team.
MOVES: Final[dict[tuple[ConcernState, ConcernState], frozenset[Party]]] = {
    (ConcernState.RAISED, ConcernState.ACKNOWLEDGED): _HEARD,
    (ConcernState.RAISED, ConcernState.REPLIED): _HEARD,  # a reply acknowledges too
    (ConcernState.ACKNOWLEDGED, ConcernState.REPLIED): _HEARD,
    (ConcernState.REPLIED, ConcernState.REPLIED): _HEARD,  # more was done
    (ConcernState.REPLIED, ConcernState.SEEN): _TEAM,
    (ConcernState.REPLIED, ConcernState.NOT_YET): _TEAM,  # the time to reply begins anew
    (ConcernState.NOT_YET, ConcernState.REPLIED): _HEARD,
    (ConcernState.NOT_YET, ConcernState.SEEN): _TEAM,
    (ConcernState.SEEN, ConcernState.NOT_YET): _TEAM,  # it did not last
    (ConcernState.SEEN, ConcernState.CLOSED): _LEAD,
    (ConcernState.REPLIED, ConcernState.CLOSED): _LEAD,  # it cannot be seen to work: why not is part of it
    (ConcernState.NOT_YET, ConcernState.CLOSED): _LEAD,
    (ConcernState.CLOSED, ConcernState.NOT_YET): _LEAD,  # opened again
    (ConcernState.RAISED, ConcernState.WITHDRAWN): _OWN,
    (ConcernState.ACKNOWLEDGED, ConcernState.WITHDRAWN): _OWN,
    (ConcernState.REPLIED, ConcernState.WITHDRAWN): _OWN,
    (ConcernState.NOT_YET, ConcernState.WITHDRAWN): _OWN,
    (ConcernState.SEEN, ConcernState.WITHDRAWN): _OWN,
}

#: States in which something is still to be done.
OPEN: Final = tuple(state for state in ConcernState if state not in (ConcernState.CLOSED, ConcernState.WITHDRAWN))

#: What each kind of entry holds, sealed: key → what pages call it. The first of each must be written.
WORDS: Final[dict[EntryKind, dict[str, str]]] = {
    EntryKind.RUNG: {"who": "Who was rung", "said": "What was said"},
    EntryKind.WRITTEN: {"what": "What was seen or heard", "why": "Why it cannot wait", "asked": "What is asked"},
    EntryKind.ACKNOWLEDGED: {"words": "What the receiver says"},
    EntryKind.REPLIED: {"done": "What was done"},
    EntryKind.NOT_YET: {"words": "What is not seen to work yet"},
    EntryKind.SEEN: {"how": "How we know the child is safer"},
    EntryKind.CLOSED: {"cannot": "Why it cannot be seen to work"},
    EntryKind.WITHDRAWN: {"why": "Why it is withdrawn"},
    EntryKind.ADDED: {"words": "What is added"},
}
#: Beside them, where the team writes down what a receiver told them.
TOLD_BY: Final = ("told_by", "Told by, and how")
