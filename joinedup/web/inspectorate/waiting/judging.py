"""What stands before the stages from judging to publication."""

from collections import Counter

from django.utils import timezone

from joinedup.cases.sampled import queries as sampled
from joinedup.cases.tracking import queries as records
from joinedup.evidence import queries as evidence
from joinedup.evidence.core.phases import Phase
from joinedup.evidence.enums import FindingState
from joinedup.evidence.feedback import queries as feedback
from joinedup.evidence.own_views import queries as own_views
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.evidence.together.queries import judgements, unsettled
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import HELD, is_held
from joinedup.letter import queries as letters
from joinedup.letter.enums import LetterState
from joinedup.letter.models import Letter
from joinedup.letter.review import blocking_gaps
from joinedup.publication.queries import newest
from joinedup.publication.recipients.queries import deliveries_of
from joinedup.web.components.dates import day, moment
from joinedup.web.components.words import count, listed
from joinedup.web.inspectorate.letter_and_feedback import told_otherwise, unsaid_and_dropped
from joinedup.web.inspectorate.record_in_words import WHOLE
from joinedup.web.inspectorate.waiting.checked import left_of_checking
from joinedup.web.inspectorate.waiting.said import LEAD, SIGNATORY, TEAM, Waiting, page_of


def judging(inspection: Inspection) -> list[Waiting]:
    """Return what is not concluded, agreed or put together yet."""
    findings, page = evidence.findings_of(inspection), page_of("findings", inspection)
    to_agree = sum(finding.state != FindingState.AGREED for finding in findings)
    items = _together(inspection)
    if to_agree:
        items.append(Waiting(f"{count(to_agree, 'finding is', 'findings are')} not agreed", page, LEAD))
    return [*items, *_unsettled(inspection), *to_join(inspection), *final_feedback(inspection), *_promised(inspection)]


def final_feedback(inspection: Inspection) -> list[Waiting]:
    """Return that the final feedback meeting was not held yet."""
    if feedback.given(inspection).exists():
        return []
    meeting = feedback.prepared(inspection)
    if meeting is None:
        return [Waiting("The final feedback meeting is not prepared yet", page_of("feedback", inspection), LEAD)]
    said = f"The final feedback meeting, {day(meeting.on)}, is not written down as held"
    return [Waiting(said, page_of("feedback-meeting", inspection, meeting.pk), LEAD)]


def _promised(inspection: Inspection) -> list[Waiting]:
    """Return the further evidence agencies promised that has not come."""
    page = page_of("feedback", inspection)
    return [
        Waiting(f"{row.agency.name}: further evidence on finding {row.said.finding.number} awaited", page, TEAM, row.agency.name)
        for row in feedback.promised(inspection)
    ]


def _unsettled(inspection: Inspection) -> list[Waiting]:
    """Return the findings held agreed that an inspectorate no longer holds to, or that were concluded beside since."""
    return [
        Waiting(f"Finding {found.number} is agreed, and unsettled since", page_of("finding", inspection, found.pk), LEAD)
        for found in unsettled(inspection)
    ]


def _together(inspection: Inspection) -> list[Waiting]:
    """Return what the joint judgement still lacks: views that are not open, by inspectorate; then conclusions and agreement."""
    if not opening_of(inspection).is_open:
        page = page_of("own-views-opening", inspection)
        items = [Waiting("The own views are not open: nothing can be concluded yet", page, LEAD)]
        left = Counter(place.inspectorate.name for place in own_views.awaited(inspection))
        return items + [Waiting(f"{name}: {count(many, 'own view')} awaited", page, LEAD, name) for name, many in left.items()]
    judged, page = judgements(inspection), page_of("together", inspection)
    items = []
    if without := sum(not one.conclusion for one in judged):
        said = f"{count(without, 'criterion has', 'criteria have')} no finding, nor a reason why there is none"
        items.append(Waiting(said, page, TEAM))
    if still := sum(bool(one.conclusion) and one.phase != Phase.AGREED for one in judged):
        items.append(Waiting(f"{count(still, 'criterion is', 'criteria are')} not agreed by every inspectorate", page, TEAM))
    return items


def writing(inspection: Inspection) -> list[Waiting]:
    """Return what the letter lacks, and what is asked about its draft from outside the team."""
    letter = letters.letter_of(inspection)
    if letter is None:
        return [Waiting("The letter is not started", page_of("letter", inspection), LEAD)]
    return [
        *_gaps(inspection, letter),
        *left_of_checking(inspection, letter),
        *_unsettled(inspection),
        *_fed_back(inspection),
        *_promised(inspection),
    ]


def _fed_back(inspection: Inspection) -> list[Waiting]:
    """Return where the letter and the final feedback differ: the lead is told of each."""
    unsaid, dropped = unsaid_and_dropped(inspection)
    told = [(finding, "is in the letter and was never fed back") for finding in unsaid]
    told += [(finding, "was fed back in other words than the letter rests on") for finding in told_otherwise(inspection)]
    told += [(finding, "was fed back and is not in the letter") for finding in dropped]
    return [Waiting(f"Finding {finding.number} {what}", page_of("finding", inspection, finding.pk), LEAD) for finding, what in told]


def checking(inspection: Inspection) -> list[Waiting]:
    """Return whose signature the letter lacks, or that it is not offered."""
    letter = letters.letter_of(inspection)
    if letter is None or letter.state == LetterState.DRAFTING:
        before = [*_gaps(inspection, letter), *left_of_checking(inspection, letter)] if letter is not None else []
        return [*before, Waiting("Offer the letter for signature", page_of("letter", inspection), LEAD)]
    return [*_gaps(inspection, letter), *left_of_checking(inspection, letter), *_signatures(inspection, letter)]


def _gaps(inspection: Inspection, letter: Letter) -> list[Waiting]:
    """Return how many gaps keep the letter back."""
    gaps = blocking_gaps(letter)
    return [Waiting(f"Letter: {count(len(gaps), 'gap')} to close", page_of("letter", inspection), TEAM)] if gaps else []


def _signatures(inspection: Inspection, letter: Letter) -> list[Waiting]:
    lacking = letters.inspectorates_to_sign(letter)
    page = page_of("letter", inspection)
    return [
        Waiting(f"{_first_upper(body.name)} has not signed the letter", page, SIGNATORY, f"the signatory of {body.name}")
        for body in lacking
    ]


def _first_upper(name: str) -> str:
    """Return a name as it begins a sentence: the names of some inspectorates begin with “the”."""
    return name[:1].upper() + name[1:]


def signed(inspection: Inspection) -> list[Waiting]:
    """Return that the letter can be published, or that publication is held: nothing more of a hold is told to a team."""
    if is_held(inspection):
        return [Waiting(HELD, page_of("letter", inspection), LEAD, "whoever set the hold")]
    letter, page = letters.letter_of(inspection), page_of("letter-publication", inspection)
    if letter is None or letter.state != LetterState.FROZEN:
        return [Waiting("The letter is signed and can be published", page, LEAD)]
    if letter.publication.public_from > timezone.now():
        until = moment(letter.publication.public_from)
        return [Waiting(f"The letter is under embargo until {until}", page, LEAD, "nobody: it is published then")]
    return [Waiting("The embargo has ended: the letter can be published", page, LEAD)]


def sent_out(inspection: Inspection) -> list[Waiting]:
    """Return the recipients of the published letter of whom something is not ticked off: sent, received, published by them."""
    letter = letters.letter_of(inspection)
    if letter is None or letter.publication is None:
        return []
    return [
        Waiting(
            f"Letter to {one.delivery.name}: {listed(one.awaited)} not ticked off",
            page_of("letter-sent", inspection, one.delivery.pk),
            LEAD,
        )
        for one in deliveries_of(newest(letter.publication))
        if one.awaited
    ]


def to_join(inspection: Inspection) -> list[Waiting]:
    """Return what stands in several wordings until somebody puts them together."""
    items = [
        Waiting(
            f"{part.tracked.code}: several wordings to put together",
            page_of("record-part", inspection, part.tracked_id, part.section, part.sector or WHOLE),
            TEAM,
        )
        for part in records.parts_to_join(inspection)
    ]
    for child in sampled.to_join(inspection):
        said = f"{child.code}: several versions of the short form to put together"
        items.append(Waiting(said, page_of("sampled", inspection), TEAM))
    return items
