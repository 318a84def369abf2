"""Fixed words of lines of enquiry, and their two tables of states."""

from typing import Final

from django.db.models import TextChoices

from joinedup.inspections.enums import Role


class ProposalState(TextChoices):
    """How something the machine proposed stands. The decisions themselves are rows of their own."""

    WAITING = "waiting", "Not decided"
    ACCEPTED = "accepted", "Accepted as proposed"
    EDITED = "edited", "Accepted in other words"
    REFUSED = "refused", "Refused"


class EnquiryState(TextChoices):
    """How a line of enquiry stands."""

    OPEN = "open", "Open, nobody follows it yet"
    FOLLOWED = "followed", "Being followed"
    CLOSED = "closed", "Closed"


class Found(TextChoices):
    """What following a line came to. It judges nobody: that is for the notes and the findings."""

    BORNE_OUT = "borne_out", "Borne out"
    NOT_BORNE_OUT = "not_borne_out", "Not borne out"
    RECORDING = "recording", "Explained by a recording matter"
    NOT_ESTABLISHED = "not_established", "Could not be established"


class EntryKind(TextChoices):
    """What was said or done about a line, one entry each, none ever changed."""

    OPENED = "opened", "Opened"
    AGAIN = "again", "Taken up again: what it rests on changed"
    REWORDED = "reworded", "Put in other words"
    PLACED = "placed", "Criterion and sectors"
    ASSIGNED = "assigned", "Who follows it"
    ASKED = "asked", "Asked an agency"
    LOOK_AT = "look_at", "To look at"
    CLOSED = "closed", "Closed"
    REOPENED = "reopened", "Reopened"


#: Who decides and follows lines of enquiry.
INSPECTORS: Final = frozenset({Role.LEAD, Role.INSPECTOR})

#: (from, to) → who may. Everything not here is refused. A line once opened is closed, never refused.
PROPOSAL_MOVES: Final[dict[tuple[ProposalState, ProposalState], frozenset[Role]]] = {
    (ProposalState.WAITING, ProposalState.ACCEPTED): INSPECTORS,
    (ProposalState.WAITING, ProposalState.EDITED): INSPECTORS,
    (ProposalState.WAITING, ProposalState.REFUSED): INSPECTORS,
    (ProposalState.REFUSED, ProposalState.ACCEPTED): INSPECTORS,  # seen in another light
    (ProposalState.REFUSED, ProposalState.EDITED): INSPECTORS,
}

#: (from, to) → who may. A line is taken by whoever will follow it before it is closed; only a lead closes one nobody followed.
ENQUIRY_MOVES: Final[dict[tuple[EnquiryState, EnquiryState], frozenset[Role]]] = {
    (EnquiryState.OPEN, EnquiryState.FOLLOWED): INSPECTORS,
    (EnquiryState.OPEN, EnquiryState.CLOSED): frozenset({Role.LEAD}),
    (EnquiryState.FOLLOWED, EnquiryState.OPEN): INSPECTORS,
    (EnquiryState.FOLLOWED, EnquiryState.CLOSED): INSPECTORS,
    (EnquiryState.CLOSED, EnquiryState.OPEN): INSPECTORS,
    (EnquiryState.CLOSED, EnquiryState.FOLLOWED): INSPECTORS,
}

#: What was found that stands only on something seen: all but that nothing could be established.
RESTS_ON_NOTES: Final = frozenset({Found.BORNE_OUT, Found.NOT_BORNE_OUT, Found.RECORDING})
