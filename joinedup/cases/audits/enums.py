"""Fixed words of the joint audit, and the one table of how it stands."""

from typing import Final

from django.db.models import TextChoices

from joinedup.areas.enums import Sector
from joinedup.inspections.enums import Stage
from joinedup.intake.enums import Side


class AuditState(TextChoices):
    """How one child's joint audit stands."""

    PARTS = "parts", "Each agency writes its part"
    AGREEING = "agreeing", "The agreed view is written together"
    RETURNED = "returned", "Returned to the inspectors"


class Voice(TextChoices):
    """Whose words an answer is."""

    AGENCY = "agency", "One agency’s part"
    AGREED = "agreed", "The agreed view of the partnership"
    INSPECTORS = "inspectors", "The inspectors’ own view"


class AuditEntryKind(TextChoices):
    """What was done with an audit: one entry each, none ever changed."""

    PART_IN = "part_in", "Part handed in"
    OPENED = "opened", "Parts opened to each other"
    AGREES = "agrees", "Agrees with the agreed view"
    DIFFERS = "differs", "Keeps a difference of view"
    RETURNED = "returned", "Returned to the inspectors"
    CALLED_IN = "called_in", "Called in as it stood"


class Comparison(TextChoices):
    """How the inspectors' view of one question stands to the partnership's, as a named inspector says."""

    AGREE = "agree", "They agree"
    DIFFER = "differ", "They differ"
    CANNOT_TELL = "cannot_tell", "Cannot tell"


#: (from, to) → who may. Everything not here is refused.
AUDIT_MOVES: Final[dict[tuple[AuditState, AuditState], frozenset[Side]]] = {
    (AuditState.PARTS, AuditState.AGREEING): frozenset({Side.AGENCY}),  # all parts are in, or the coordinator opens them
    (AuditState.PARTS, AuditState.RETURNED): frozenset({Side.TEAM}),  # called in as it stands
    (AuditState.AGREEING, AuditState.RETURNED): frozenset({Side.AGENCY, Side.TEAM}),
    (AuditState.RETURNED, AuditState.RETURNED): frozenset({Side.AGENCY}),  # returned again after something was changed
}

#: Whose coordinator brings the partnership together: opens the parts, returns the audit.
BRINGING_TOGETHER: Final = (Sector.LOCAL_AUTHORITY, Sector.BOARD)

#: The field every version of an answer has.
ANSWER: Final = "answer"

#: The place beside the questions where inspectors write of the audit as a piece of work. It never holds a grade.
OF_THE_AUDIT: Final = "the-audit-itself"
OF_THE_AUDIT_TEXT: Final = "The audit itself: was it done together, honestly and in time?"

#: Stages in which inspectors write their own view and compare.
VIEWING: Final = (Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING, Stage.WRITING, Stage.CHECKING)
