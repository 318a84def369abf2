"""Reads of proposals and lines of enquiry."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from joinedup.cases.core.cohort_prompts import cohort_prompts
from joinedup.cases.core.handovers import handovers
from joinedup.cases.core.prompts import Prompt
from joinedup.cases.core.proposing import Resting
from joinedup.cases.core.timescales import timescales
from joinedup.cases.enquiries.enums import EnquiryState, ProposalState
from joinedup.cases.enquiries.models import Enquiry, EnquiryEntry, EnquiryQuestion, LineDecision, LineProposal, ThingToLookAt
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import Sample, TrackedChild
from joinedup.cases.queries import chronologies_under, coverage_of
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.method.days import end_of
from joinedup.people.models import Person

#: Proposals of children left out wait for nobody.
_STILL_TRACKED = Q(tracked__isnull=True) | Q(tracked__state=TrackedState.TRACKED)


@dataclass(frozen=True)
class Standing:
    """What became of one prompt: the proposal it was made into, the last decision about it, and the line it is now."""

    proposal: LineProposal
    decision: LineDecision | None
    enquiry: Enquiry | None


def proposals_of(inspection: Inspection) -> QuerySet[LineProposal]:
    """Return every proposal of an inspection: the cohort's first, then by child, as they were proposed."""
    found = LineProposal.objects.filter(inspection=inspection).select_related("tracked", "inspection", "follows")
    return found.order_by("tracked__number", "proposed_at", "id")


def proposals_seen_by(person: Person, inspection: Inspection) -> QuerySet[LineProposal]:
    """Return an inspection's proposals as far as a person may see them."""
    return proposals_of(inspection).visible_to(person)


def waiting(inspection: Inspection) -> QuerySet[LineProposal]:
    """Return what is proposed, still so by the records, and not decided; of children tracked now and of the cohort."""
    return proposals_of(inspection).filter(_STILL_TRACKED, state=ProposalState.WAITING, gone_at=None)


def waiting_for(person: Person, inspection: Inspection) -> QuerySet[LineProposal]:
    """Return what waits for one person's decision: proposals about the children they lead on."""
    return waiting(inspection).filter(tracked__leads=person)


def proposals_by_id(inspection: Inspection, ids: Iterable[UUID]) -> list[LineProposal]:
    """Return those of an inspection's proposals that a page named, whether they wait or not."""
    return list(proposals_of(inspection).filter(pk__in=list(ids)))


def latest_proposals(inspection: Inspection, tracked: TrackedChild | None) -> list[LineProposal]:
    """Return the last version of each proposal about a child, or about the cohort, in the order they were made."""
    return list(proposals_of(inspection).filter(tracked=tracked, followed_by=None))


def resting_of(proposal: LineProposal) -> Resting:
    """Return a proposal as the core compares it."""
    return Resting(proposal.prompt, proposal.kind, proposal.rule, proposal.sentence, tuple(proposal.rests_on))


def decided_before(proposal: LineProposal) -> LineDecision | None:
    """Return what was last decided about an earlier version of a proposal, before what it rests on changed."""
    earlier = proposal.follows
    while earlier is not None:
        if found := last_decision(earlier):
            return found
        earlier = earlier.follows
    return None


def never_decided(proposals: Iterable[LineProposal]) -> list[LineProposal]:
    """Return those of some proposals of which nobody decided any version before."""
    return [one for one in proposals if one.follows_id is None or decided_before(one) is None]


def last_decision(proposal: LineProposal) -> LineDecision | None:
    """Return what was last decided about a proposal."""
    found = proposal.decisions.select_related("enquiry__tracked", "decided_by")
    return found.order_by("-decided_at").first()


def line_of(proposal: LineProposal) -> Enquiry | None:
    """Return the line a proposal became, itself or an earlier version of it."""
    one: LineProposal | None = proposal
    while one is not None:
        made = one.decisions.exclude(enquiry=None).select_related("enquiry__tracked").order_by("-decided_at").first()
        if made is not None:
            return made.enquiry
        one = one.follows
    return None


def standing_of_prompts(tracked: TrackedChild) -> dict[str, Standing]:
    """Return what became of each prompt of a child's story, by the prompt's id; a prompt not proposed yet is not there."""
    found = LineProposal.objects.filter(tracked=tracked, gone_at=None).select_related("follows", "inspection")
    return {one.prompt: Standing(one, last_decision(one) or decided_before(one), line_of(one)) for one in found}


def enquiries_of(inspection: Inspection) -> QuerySet[Enquiry]:
    """Return an inspection's lines of enquiry by number, with the child and who follows each."""
    found = Enquiry.objects.filter(inspection=inspection).select_related("tracked", "inspection", "opened_by")
    return found.prefetch_related("inspectors").order_by("number")


def enquiries_seen_by(person: Person, inspection: Inspection) -> QuerySet[Enquiry]:
    """Return an inspection's lines as far as a person may see them."""
    return enquiries_of(inspection).visible_to(person)


def enquiries_about(tracked: TrackedChild) -> QuerySet[Enquiry]:
    """Return the lines about one tracked child."""
    return enquiries_of(tracked.inspection).filter(tracked=tracked)


def open_enquiries(inspection: Inspection) -> QuerySet[Enquiry]:
    """Return the lines not closed."""
    return enquiries_of(inspection).exclude(state=EnquiryState.CLOSED)


def followed_by(person: Person, inspection: Inspection) -> QuerySet[Enquiry]:
    """Return the lines a person follows that are not closed."""
    return open_enquiries(inspection).filter(inspectors=person)


def entries_of(enquiry: Enquiry) -> QuerySet[EnquiryEntry]:
    """Return everything said and done about a line, in order, with who did it."""
    return enquiry.entries.select_related("said_by").prefetch_related("people").order_by("said_at")


def decisions_on(enquiry: Enquiry) -> QuerySet[LineDecision]:
    """Return the decisions that made a line or took it up again, with the machine's wording, oldest first."""
    return enquiry.decisions.select_related("proposal__inspection", "decided_by").order_by("decided_at")


def questions_for(enquiry: Enquiry) -> QuerySet[EnquiryQuestion]:
    """Return the questions of the query log that follow a line, in the order they were linked."""
    return enquiry.asked.select_related("question__agency", "question__inspection", "linked_by").order_by("linked_at")


def things_for(enquiry: Enquiry) -> QuerySet[ThingToLookAt]:
    """Return what is to be looked at for a line, in the order it was noted down."""
    return enquiry.things.select_related("agency", "noted_by", "seen_by").order_by("noted_at")


def who_may_follow(inspection: Inspection) -> list[Person]:
    """Return the inspectors of a team to whom lines can go, by name."""
    members = TeamMember.objects.filter(inspection=inspection, role__in=(Role.LEAD, Role.INSPECTOR), person__is_active=True)
    people = {member.person_id: member.person for member in members.select_related("person")}
    return sorted(people.values(), key=lambda person: (person.name, str(person.pk)))


def prompts_of_cohort(sample: Sample) -> list[Prompt]:
    """Return what the sample's cohort gives cause to ask about, from the chronologies pinned with it."""
    framework, lines = sample.inspection.framework, chronologies_under(sample)
    as_of, coverage = end_of(sample.inspection.notified_on), coverage_of(sample)
    return cohort_prompts(framework, timescales(framework, lines, as_of, coverage), handovers(framework, lines, as_of, coverage))
