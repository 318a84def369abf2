"""A person's part: each proposal accepted, put in other words or refused, one row each with who and when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from joinedup.audit.actions import record
from joinedup.cases.enquiries.enums import EnquiryState, EntryKind, ProposalState
from joinedup.cases.enquiries.lines import locked, new_line, say
from joinedup.cases.enquiries.models import Enquiry, LineDecision, LineProposal
from joinedup.cases.enquiries.queries import decisions_on, line_of, never_decided, waiting
from joinedup.cases.enquiries.rules import check_can_add, check_can_decide, check_can_move_line
from joinedup.cases.models import TrackedChild
from joinedup.inspections.models import Inspection
from joinedup.people.models import Person


@dataclass(frozen=True)
class Said:
    """What somebody says of one proposal: the state it goes to, and their own words or their reason."""

    proposal: LineProposal
    decision: ProposalState
    words: str = ""


@transaction.atomic
def decide(*, by: Person, proposal: LineProposal, decision: ProposalState, words: str = "") -> LineDecision:
    """Accept a proposal, accept it in `words`, or refuse it because of `words`.

    Accepted where an earlier version became a line already, that line is taken up again: in the wording of now
    where nobody gave it other words.
    Raises InspectionRefused; ValueError where words are needed and there are none.
    """
    decision = ProposalState(decision)
    now = LineProposal.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=proposal.pk)
    check_can_decide(by, now, decision)
    said = _words(now, decision, words)
    refused = decision == ProposalState.REFUSED
    line = None if refused else _line(by, now, said, decision)
    made = LineDecision(
        inspection=now.inspection,
        proposal=now,
        decision=decision,
        words=line.words if line else "",
        reason=said if refused else "",
        enquiry=line,
        decided_by=by,
    )
    made.save(force_insert=True)
    now.state = decision
    now.save(update_fields=["state"])
    _log(by, made)
    return made


@transaction.atomic
def decide_several(*, by: Person, inspection: Inspection, said: Iterable[Said]) -> list[LineDecision]:
    """Decide several proposals of an inspection at once: each gets its own row and its own line in the log, or none does.

    Raises InspectionRefused; ValueError where words are needed and there are none.
    """
    check_can_add(by, inspection)
    mine = [one for one in said if one.proposal.inspection_id == inspection.pk]
    return [decide(by=by, proposal=one.proposal, decision=one.decision, words=one.words) for one in mine]


@transaction.atomic
def accept_kind(
    *, by: Person, inspection: Inspection, kind: str, tracked: TrackedChild | None, shown: Collection[UUID]
) -> list[LineDecision]:
    """Accept what of one kind waits about a child, or about the cohort, each by a row of its own.

    Only what stood on the page (`shown`, ids of proposals) and was never decided: what changed after somebody decided it is looked
    at one by one. Raises InspectionRefused.
    """
    found = never_decided(waiting(inspection).filter(kind=kind, tracked=tracked, pk__in=shown))
    return decide_several(by=by, inspection=inspection, said=[Said(one, ProposalState.ACCEPTED) for one in found])


def _words(proposal: LineProposal, decision: ProposalState, words: str) -> str:
    """Return what is written down: the machine's words where accepted as proposed, else the person's."""
    match decision:
        case ProposalState.ACCEPTED:
            return proposal.words
        case ProposalState.EDITED if not words.strip():
            raise ValueError("Write the line of enquiry in your words.")
        case ProposalState.EDITED if words.strip() == proposal.words:
            raise ValueError("These are the words as proposed. Accept it as it is, or write it in other words.")
        case ProposalState.REFUSED if not words.strip():
            raise ValueError("Say why this is no line of enquiry.")
    return words.strip()


def _line(by: Person, proposal: LineProposal, words: str, decision: ProposalState) -> Enquiry:
    """Return the line a proposal becomes: a new one, or the one an earlier version of it became, taken up again."""
    before = line_of(proposal)
    if before is None:
        return new_line(by, proposal.inspection, proposal.tracked, words)
    line = locked(before)
    if decision == ProposalState.EDITED or line.words in {one.proposal.words for one in decisions_on(line)}:
        line.words = words  # words a person gave it stay unless this one writes others
    if line.state == EnquiryState.CLOSED:
        to = EnquiryState.FOLLOWED if line.inspectors.exists() else EnquiryState.OPEN
        check_can_move_line(by, line, to)
        line.state, line.found = to, ""
    line.save(update_fields=["words", "state", "found"])
    say(by, line, EntryKind.AGAIN, line.words)
    return line


def _log(by: Person, made: LineDecision) -> None:
    detail = {"decision": str(made.decision), "kind": made.proposal.kind, "line": made.enquiry.number if made.enquiry else None}
    record(
        by=by,
        chain=str(made.inspection_id),
        action="proposed line decided",
        object_kind="lineproposal",
        object_id=str(made.proposal_id),
        detail=detail,
    )
