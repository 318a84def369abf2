"""The lead feeds every provisional finding back on the last day of fieldwork, and writes down what leaders said."""

from joinedup.evidence.enums import FindingDirection
from joinedup.evidence.feedback.actions import give_feedback, prepare_feedback, say_back
from joinedup.evidence.feedback.enums import Reply
from joinedup.evidence.feedback.models import FeedbackMeeting, SaidFinding
from joinedup.evidence.models import Finding
from joinedup.inspections.models import Inspection
from joinedup.rehearsal.cast import Cast

POST = "Chief officer"
DISPUTED = "We count from the day the referral reached us. Our figures differ from those of the other agencies."
PROMISED = "We will send last quarter’s audit, which looks at the same question."
CAME = "The audit came. It says what inspectors saw."


def give_final_feedback(cast: Cast, inspection: Inspection, findings: list[Finding]) -> FeedbackMeeting:
    """Hold the final feedback meeting; of the first two things to improve one is disputed, on one further evidence comes."""
    on = inspection.fieldwork_to or inspection.notified_on
    meeting = prepare_feedback(by=cast.lead, inspection=inspection, on=on, findings=findings)
    team = [person for people in cast.inspectors.values() for person in people]
    present = [(agency, POST) for agency in cast.agencies.values()]
    held = give_feedback(by=cast.lead, meeting=meeting, on=on, there=team, present=present)
    to_improve = [row for row in _said(held) if row.finding.direction != FindingDirection.STRENGTH]
    first, *others = list(cast.agencies.values())
    if to_improve:
        say_back(by=cast.lead, said=to_improve[0], agency=first, reply=Reply.DISPUTED, words=DISPUTED)
        for agency in others:
            say_back(by=cast.lead, said=to_improve[0], agency=agency, reply=Reply.ACCEPTED)
    for row in to_improve[1:2]:
        say_back(by=cast.lead, said=row, agency=first, reply=Reply.PROMISED, words=PROMISED, due=on)
        say_back(by=cast.lead, said=row, agency=first, reply=Reply.CAME, words=CAME)
    return held


def _said(meeting: FeedbackMeeting) -> list[SaidFinding]:
    return list(SaidFinding.objects.filter(meeting=meeting).select_related("finding", "inspection", "meeting").order_by("position"))
