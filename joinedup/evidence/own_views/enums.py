"""Fixed words of own views. A leaning has no order and no number: it is one of four words."""

from typing import Final

from django.db.models import TextChoices

from joinedup.evidence.core.phases import Phase, Saying
from joinedup.evidence.core.viewing import Leaning

LEANINGS: Final[dict[Leaning, str]] = {
    Leaning.STRENGTH: "Strength",
    Leaning.IMPROVE: "To improve",
    Leaning.BOTH: "Both",
    Leaning.NOT_ENOUGH: "Not enough seen",
}
PHASES: Final[dict[Phase, str]] = {
    Phase.INDEPENDENT: "Independent",
    Phase.CONSOLIDATING: "Consolidating",
    Phase.AGREED: "Agreed",
}
SAYINGS: Final[dict[Saying, str]] = {
    Saying.AGREES: "Agrees",
    Saying.DIFFERS: "Keeps its difference of view",
    Saying.TAKEN_BACK: "Took back what it said",
}


class OpeningKind(TextChoices):
    """What a lead inspector did about the opening."""

    HOUR = "hour", "Set the hour"
    NOW = "now", "Opened the views"


class Standing(TextChoices):
    """What anybody of the team may know of another inspectorate's own view before the opening: no more than this."""

    WRITTEN = "written", "Written"
    AWAITED = "awaited", "Awaited"
    NOT_ASKED = "not_asked", "Not asked for"
