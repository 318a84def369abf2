"""Fixed words of what is asked about a child, and the one table of how it stands."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Stage
from joinedup.intake.enums import Side


class ChildRequestKind(TextChoices):
    """What an agency can be asked for about a child."""

    JOINT_AUDIT = "joint_audit", "Part in the joint audit"
    CASE_FILE = "case_file", "Record made available"
    DOCUMENT = "document", "Document"
    PRACTITIONER = "practitioner", "Practitioner to talk to"
    CONSENT = "consent", "Consent to be asked for"


class ChildRequestState(TextChoices):
    """How one thing asked about one child stands."""

    ASKED = "asked", "Awaited"
    DONE = "done", "Done"
    NOT_HELD = "not_held", "Not held"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ChildEntryKind(TextChoices):
    """What was said or done about it: one entry each, none ever changed."""

    ASKED = "asked", "Asked"
    HANDED_OVER = "handed_over", "File handed over"
    AVAILABLE = "available", "Made available"
    ANSWERED = "answered", "Answered"
    AUDITED = "audited", "Part in the joint audit handed in"
    NOT_HELD = "not_held", "Not held"
    TIME_WISHED = "time_wished", "More time asked for"
    TIME_GIVEN = "time_given", "More time given"
    TIME_REFUSED = "time_refused", "No more time given"
    REMINDED = "reminded", "Reminded"
    AGAIN = "again", "Asked again"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: (from, to) → who. Everything not here is refused.
CHILD_REQUEST_MOVES: Final[dict[tuple[ChildRequestState, ChildRequestState], Side]] = {
    (ChildRequestState.ASKED, ChildRequestState.DONE): Side.AGENCY,
    (ChildRequestState.ASKED, ChildRequestState.NOT_HELD): Side.AGENCY,
    (ChildRequestState.ASKED, ChildRequestState.WITHDRAWN): Side.TEAM,
    (ChildRequestState.DONE, ChildRequestState.DONE): Side.AGENCY,  # more is handed over, or a better file
    (ChildRequestState.DONE, ChildRequestState.ASKED): Side.TEAM,  # it was not what was asked for
    (ChildRequestState.NOT_HELD, ChildRequestState.DONE): Side.AGENCY,  # it was found after all
    (ChildRequestState.NOT_HELD, ChildRequestState.ASKED): Side.TEAM,  # asked again
    (ChildRequestState.NOT_HELD, ChildRequestState.WITHDRAWN): Side.TEAM,
    (ChildRequestState.WITHDRAWN, ChildRequestState.ASKED): Side.TEAM,  # the child is taken in again
}

#: The ways in which each kind can be done; a part in the joint audit is handed in where the audit is written.
WAYS: Final[dict[ChildRequestKind, tuple[ChildEntryKind, ...]]] = {
    ChildRequestKind.JOINT_AUDIT: (),
    ChildRequestKind.CASE_FILE: (ChildEntryKind.AVAILABLE, ChildEntryKind.HANDED_OVER),
    ChildRequestKind.DOCUMENT: (ChildEntryKind.HANDED_OVER, ChildEntryKind.AVAILABLE),
    ChildRequestKind.PRACTITIONER: (ChildEntryKind.ANSWERED,),
    ChildRequestKind.CONSENT: (ChildEntryKind.ANSWERED,),
}

#: Stages in which the team asks about children.
ASKING: Final = (Stage.SELECTION, Stage.FIELDWORK, Stage.JUDGING)

#: Why what is awaited is withdrawn when a child is left out. The inspectors' own reason may tell more than an agency should read.
LEFT_OUT: Final = "The inspectors no longer follow this child. Nothing more is asked of you about it."
