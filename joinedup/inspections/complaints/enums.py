"""Fixed words of a complaint, and the one table of its states."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Stage


class ComplaintState(TextChoices):
    """How a complaint stands."""

    MADE = "made", "Made"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    LOOKED_INTO = "looked_into", "Being looked into"
    UPHELD = "upheld", "Upheld"
    PARTLY = "partly_upheld", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REVIEW_ASKED = "review_asked", "Review asked for"
    REVIEWED = "reviewed", "Reviewed"


class ComplaintParty(TextChoices):
    """Whose move it is. One person may be several."""

    COMPLAINANT = "complainant", "whoever made it"
    READER = "reader", "its reader"
    SECOND = "second", "the second reader"


class Came(TextChoices):
    """How a complaint arrived."""

    DOOR = "door", "Written here"
    LETTER = "letter", "Letter or email"
    TELEPHONE = "telephone", "Telephone or in person"


class Moment(TextChoices):
    """When in an inspection a complaint was made."""

    DURING = "during", "During the inspection"
    DRAFT = "draft", "After the draft"
    PUBLISHED = "published", "After publication"


class ComplaintEntryKind(TextChoices):
    """What was said or done about a complaint, one entry each, none ever changed."""

    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    LOOKED_INTO = "looked_into", "Being looked into"
    UPHELD = "upheld", "Upheld"
    PARTLY = "partly_upheld", "Partly upheld"
    NOT_UPHELD = "not_upheld", "Not upheld"
    WITHDRAWN = "withdrawn", "Withdrawn"
    REVIEW_ASKED = "review_asked", "Review asked for"
    REVIEWED = "reviewed", "Reviewed"
    ADDED = "added", "Added by whoever made it"
    ASKED = "asked", "Asked of whoever made it"
    TEAM = "team", "What the team says"
    NOTED = "noted", "Noted by the reader"
    TAKEN = "taken", "Taken by a reader"
    GIVEN_BACK = "given_back", "Given back by its reader"
    SHARED = "shared", "Shared"
    HELD = "held", "Publication held"
    LIFTED = "lifted", "Hold lifted"


_COMPLAINANT: Final = frozenset({ComplaintParty.COMPLAINANT})
_READER: Final = frozenset({ComplaintParty.READER})
_SECOND: Final = frozenset({ComplaintParty.SECOND})

#: How a complaint can be answered, and how a review can end.
OUTCOMES: Final = (ComplaintState.UPHELD, ComplaintState.PARTLY, ComplaintState.NOT_UPHELD)

#: (from, to) → who may. Everything not here is refused. The reader speaks for whoever complained by letter or telephone.
MOVES: Final[dict[tuple[ComplaintState, ComplaintState], frozenset[ComplaintParty]]] = {
    (ComplaintState.MADE, ComplaintState.ACKNOWLEDGED): _READER,
    (ComplaintState.MADE, ComplaintState.WITHDRAWN): _COMPLAINANT,
    (ComplaintState.ACKNOWLEDGED, ComplaintState.LOOKED_INTO): _READER,
    (ComplaintState.ACKNOWLEDGED, ComplaintState.WITHDRAWN): _COMPLAINANT,
    (ComplaintState.LOOKED_INTO, ComplaintState.UPHELD): _READER,
    (ComplaintState.LOOKED_INTO, ComplaintState.PARTLY): _READER,
    (ComplaintState.LOOKED_INTO, ComplaintState.NOT_UPHELD): _READER,
    (ComplaintState.LOOKED_INTO, ComplaintState.WITHDRAWN): _COMPLAINANT,
    (ComplaintState.UPHELD, ComplaintState.REVIEW_ASKED): _COMPLAINANT,  # not satisfied with what is to be done
    (ComplaintState.PARTLY, ComplaintState.REVIEW_ASKED): _COMPLAINANT,
    (ComplaintState.NOT_UPHELD, ComplaintState.REVIEW_ASKED): _COMPLAINANT,
    (ComplaintState.REVIEW_ASKED, ComplaintState.REVIEWED): _SECOND,  # once: nothing leads on from here
}

#: States in which a reader has something to do.
OPEN: Final = (ComplaintState.MADE, ComplaintState.ACKNOWLEDGED, ComplaintState.LOOKED_INTO, ComplaintState.REVIEW_ASKED)

#: What whoever made a complaint reads of what was said about it. The rest is the reader's own.
TOLD: Final = frozenset(
    {
        ComplaintEntryKind.ACKNOWLEDGED,
        ComplaintEntryKind.LOOKED_INTO,
        ComplaintEntryKind.UPHELD,
        ComplaintEntryKind.PARTLY,
        ComplaintEntryKind.NOT_UPHELD,
        ComplaintEntryKind.WITHDRAWN,
        ComplaintEntryKind.REVIEW_ASKED,
        ComplaintEntryKind.REVIEWED,
        ComplaintEntryKind.ADDED,
        ComplaintEntryKind.ASKED,
    }
)

_MOMENTS: Final = {Stage.CHECKING: Moment.DRAFT, Stage.SIGNED: Moment.DRAFT} | dict.fromkeys(
    (Stage.PUBLISHED, Stage.FOLLOW_UP, Stage.CLOSED), Moment.PUBLISHED
)


def moment_of(stage: str) -> Moment:
    """Return when in an inspection something happens, by its stage."""
    return _MOMENTS.get(Stage(stage), Moment.DURING)
