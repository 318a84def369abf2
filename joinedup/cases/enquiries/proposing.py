"""The machine’s part: what the records give cause to ask about, written down as proposals. It decides nothing."""

from collections.abc import Sequence

import polars as pl
from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record
from joinedup.cases.core.prompts import Prompt, prompts
from joinedup.cases.core.proposing import Resting, read_again, resting
from joinedup.cases.enquiries.models import LineProposal
from joinedup.cases.enquiries.queries import latest_proposals, prompts_of_cohort, resting_of
from joinedup.cases.models import Sample, TrackedChild
from joinedup.cases.queries import story_of
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import check_is_inspector
from joinedup.people.models import Person


def propose_for_child(*, by: Person, tracked: TrackedChild, added: pl.DataFrame | None = None) -> list[LineProposal]:
    """Read a child's records again and write down what is proposed now; return what is new or has changed.

    Called when a child is chosen and whenever its chronology becomes another; `added` are the lines (CHRONOLOGY) of events added
    by hand, which a higher room knows. Decisions stay as they are: a proposal is made anew only where what it rests on is no
    longer the same. Raises InspectionRefused for whoever is not on the team.
    """
    check_is_inspector(by, tracked.inspection)
    story = story_of(tracked, added)
    found = prompts(story)
    return _propose(by, tracked.inspection, tracked, found, [resting(prompt, story.chronology) for prompt in found])


def propose_for_cohort(*, by: Person, sample: Sample) -> list[LineProposal]:
    """The same for what the whole cohort gives cause to ask about. Raises InspectionRefused for whoever is not on the team."""
    check_is_inspector(by, sample.inspection)
    found = prompts_of_cohort(sample)
    as_now = [Resting(prompt.id, prompt.kind, prompt.rule, prompt.sentence, ()) for prompt in found]
    return _propose(by, sample.inspection, None, found, as_now)


@transaction.atomic
def _propose(
    by: Person, inspection: Inspection, tracked: TrackedChild | None, found: Sequence[Prompt], now: Sequence[Resting]
) -> list[LineProposal]:
    Inspection.objects.select_for_update().get(pk=inspection.pk)  # two people at once propose nothing twice
    before = latest_proposals(inspection, tracked)
    reading = read_again([resting_of(proposal) for proposal in before], now)
    for one, after in reading.same:
        _still_so(before[one], now[after])
    for one in (*reading.gone, *(one for one, _ in reading.changed)):
        _no_longer_so(before[one])
    follows = {after: before[one] for one, after in reading.changed}
    made = [_write(inspection, tracked, found[place], now[place], follows.get(place)) for place in sorted([*reading.new, *follows])]
    about = {"object_kind": "trackedchild" if tracked else "inspection", "object_id": str((tracked or inspection).pk)}
    detail = {"code": tracked.code if tracked else "", "new": len(reading.new), "changed": len(follows), "gone": len(reading.gone)}
    record(by=by, chain=str(inspection.pk), action="lines of enquiry proposed", **about, detail=detail)
    return made


def _still_so(proposal: LineProposal, now: Resting) -> None:
    """Keep a proposal at the events as the lists of the day name them; its words and what was decided stay."""
    if (proposal.prompt, proposal.gone_at) != (now.prompt, None):
        proposal.prompt, proposal.rests_on, proposal.gone_at = now.prompt, list(now.facts), None
        proposal.save(update_fields=["prompt", "rests_on", "gone_at"])


def _no_longer_so(proposal: LineProposal) -> None:
    """Write down since when the records no longer show it so."""
    if proposal.gone_at is None:
        proposal.gone_at = timezone.now()
        proposal.save(update_fields=["gone_at"])


def _write(
    inspection: Inspection, tracked: TrackedChild | None, prompt: Prompt, now: Resting, follows: LineProposal | None
) -> LineProposal:
    proposal = LineProposal(
        inspection=inspection,
        tracked=tracked,
        prompt=prompt.id,
        kind=prompt.kind,
        rule=prompt.rule,
        sentence=prompt.sentence,
        question=prompt.question,
        rests_on=list(now.facts),
        follows=follows,
    )
    proposal.save(force_insert=True)
    return proposal
