"""What somebody decided on a page of proposals that a colleague had decided meanwhile: told, and given back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from joinedup.cases.enquiries.enums import ProposalState
from joinedup.cases.enquiries.queries import last_decision, proposals_by_id, waiting
from joinedup.cases.models import LineDecision, LineProposal
from joinedup.inspections.models import Inspection
from joinedup.web.inspectorate.enquiry_in_words import as_uuid

_CHOICE = "decision_"
#: Where the words of a decision are typed.
_TYPED = {ProposalState.EDITED: "words_", ProposalState.REFUSED: "reason_"}


@dataclass(frozen=True)
class Overtaken:
    """A proposal that waits no more although somebody decided it on their page.

    `decision` is the colleague's, null where the records no longer show it so; `mine` what this person chose, `words` what they
    typed.
    """

    proposal: LineProposal
    decision: LineDecision | None
    mine: str
    words: str


def sent_by(
    request: HttpRequest, inspection: Inspection, there: Sequence[LineProposal]
) -> tuple[list[LineProposal], list[Overtaken]]:
    """Return the proposals a page can still decide, those it shows now and those it was sent with; and those overtaken.

    The same page sent twice overtakes nothing: what this person decided so themselves is left out.
    """
    ids = [key for name in request.POST if name.startswith(_CHOICE) and (key := as_uuid(name.removeprefix(_CHOICE)))]
    chosen = [one for one in proposals_by_id(inspection, ids) if request.POST.get(f"{_CHOICE}{one.pk.hex}")]
    waits = set(waiting(inspection).filter(pk__in=[one.pk for one in (*there, *chosen)]))
    kept = [one for one in dict.fromkeys((*there, *chosen)) if one in waits]
    overtaken = [_overtaken(request, one) for one in chosen if one not in waits]
    return kept, [one for one in overtaken if not _my_own(request, one)]


def _overtaken(request: HttpRequest, one: LineProposal) -> Overtaken:
    choice = request.POST[f"{_CHOICE}{one.pk.hex}"]
    state = ProposalState(choice) if choice in ProposalState.values else None
    typed = request.POST.get(f"{_TYPED[state]}{one.pk.hex}", "").strip() if state in _TYPED else ""
    return Overtaken(one, last_decision(one), state.label if state else choice, typed)


def _my_own(request: HttpRequest, one: Overtaken) -> bool:
    """Say whether this person decided it so before, as where a page is sent twice."""
    made = one.decision
    if made is None or made.decided_by != request.user or made.get_decision_display() != one.mine:
        return False
    return not one.words or one.words in (made.words, made.reason)
