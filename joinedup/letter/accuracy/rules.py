"""Who sends a draft, who comments on it and who decides. Each rule says why not, in a sentence."""

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import Agency, AgencyMember
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, answers_for, check_is_inspector, check_is_lead
from joinedup.letter.accuracy.enums import DECISION_MOVES, REPLY_MOVES, Decision, ReplyState
from joinedup.letter.accuracy.models import AccuracyCheck, AccuracyPoint, AccuracyReply
from joinedup.letter.accuracy.queries import is_open, latest_check, points_sent, replies_to
from joinedup.letter.enums import LetterState
from joinedup.people.models import Person
from joinedup.people.refusal import passes


class AccuracyRefused(InspectionRefused):
    """Something cannot be done with a draft that was sent; the message says why."""


def check_can_send(person: Person, letter) -> None:
    """Refuse everyone but a lead inspector, any stage but checking, and while an earlier draft is not answered."""
    check_is_lead(person, letter.inspection)
    if letter.inspection.stage != Stage.CHECKING:
        raise AccuracyRefused("A draft is sent for factual accuracy at the checking stage. Move the inspection there first.")
    if letter.state != LetterState.DRAFTING:
        raise AccuracyRefused("The letter is offered for signature already. Send it back to writing first.")
    if not letter.inspection.agencies.exists():
        raise AccuracyRefused("No agency takes part in this inspection.")
    if points_sent(letter).filter(decision=Decision.UNDECIDED).exists():
        raise AccuracyRefused("Decide every accuracy point of the earlier draft before you send another.")
    before = latest_check(letter)
    if before is not None and before.answered_at is None:
        raise AccuracyRefused("Answer the agencies on the earlier draft before you send another.")


def can_send(person: Person, letter) -> bool:
    """Return whether `check_can_send` would pass."""
    return passes(check_can_send, person, letter)


def check_coordinates(person: Person, inspection: Inspection, agency: Agency) -> None:
    """Refuse everyone but a coordinator of an agency taking part: nobody else of the area knows the draft."""
    coordinator = AgencyMember.objects.filter(person=person, agency=agency, role=AgencyRole.COORDINATOR).exists()
    if not coordinator or not answers_for(person, inspection, agency):
        raise AccuracyRefused(f"Only a coordinator of {agency} can read this draft.")


def coordinates(person: Person, inspection: Inspection, agency: Agency) -> bool:
    """Return whether `check_coordinates` would pass."""
    return passes(check_coordinates, person, inspection, agency)


def check_can_read_draft(person: Person, reply: AccuracyReply) -> None:
    """Refuse everyone but a coordinator, and once the letter is published: then everybody reads that."""
    check_coordinates(person, reply.inspection, reply.agency)
    if reply.check_of.letter.state == LetterState.PUBLISHED:
        raise AccuracyRefused("The letter is published, so its draft is shown no more.")


def can_read_draft(person: Person, reply: AccuracyReply) -> bool:
    """Return whether `check_can_read_draft` would pass."""
    return passes(check_can_read_draft, person, reply)


def check_can_comment(person: Person, reply: AccuracyReply) -> None:
    """Refuse everyone but a coordinator, once the reply is sent, and once the draft is overtaken. A day past is no refusal."""
    check_can_read_draft(person, reply)
    if reply.state != ReplyState.AWAITED:
        raise AccuracyRefused("Your agency has sent its reply. Ring the lead inspector if something is missing in it.")
    if not is_open(reply):
        raise AccuracyRefused("Comments on this draft are closed. Ring the lead inspector if something in it is wrong.")


def can_comment(person: Person, reply: AccuracyReply) -> bool:
    """Return whether `check_can_comment` would pass."""
    return passes(check_can_comment, person, reply)


def check_can_reply(person: Person, reply: AccuracyReply, to: ReplyState) -> None:
    """Refuse what the table of replies does not hold, comments without a point, and “no comments” beside points."""
    check_can_comment(person, reply)
    if to not in REPLY_MOVES[ReplyState(reply.state)]:
        raise AccuracyRefused(f"A reply that is “{reply.get_state_display()}” cannot become “{to.label}”.")
    points = reply.points.exists()
    if to == ReplyState.SENT and not points:
        raise AccuracyRefused("Write a comment first, or say that your agency has none.")
    if to == ReplyState.NO_COMMENTS and points:
        raise AccuracyRefused("Your agency has written comments. Send them, or take them out first.")


def can_reply(person: Person, reply: AccuracyReply, to: ReplyState) -> bool:
    """Return whether `check_can_reply` would pass."""
    return passes(check_can_reply, person, reply, to)


def check_can_give_time(person: Person, reply: AccuracyReply) -> None:
    """Refuse everyone but a lead inspector, and for a reply nobody awaits any more."""
    check_is_lead(person, reply.inspection)
    if not is_open(reply):
        raise AccuracyRefused("No comment is awaited from this agency any more.")


def can_give_time(person: Person, reply: AccuracyReply) -> bool:
    """Return whether `check_can_give_time` would pass."""
    return passes(check_can_give_time, person, reply)


def check_can_decide(person: Person, point: AccuracyPoint, to: Decision) -> None:
    """Refuse everyone but a lead inspector, before the point was sent, and once the agencies were told."""
    check = point.reply.check_of
    check_is_lead(person, point.inspection)
    if point.reply.state != ReplyState.SENT:
        raise AccuracyRefused("This point has not been sent yet.")
    if to not in DECISION_MOVES[Decision(point.decision)]:
        raise AccuracyRefused("Say whether the point is accepted, accepted in part or not accepted.")
    if check.answered_at is not None:
        raise AccuracyRefused("The agencies have been told. Ring the agency if you have come to see it differently.")
    if check.letter.state not in (LetterState.DRAFTING, LetterState.OFFERED):
        raise AccuracyRefused("The letter is signed: what became of each comment stands.")


def can_decide(person: Person, point: AccuracyPoint) -> bool:
    """Return whether `check_can_decide` would pass for some decision."""
    return passes(check_can_decide, person, point, Decision.ACCEPTED)


def check_can_answer(person: Person, check: AccuracyCheck) -> None:
    """Refuse everyone but a lead inspector, twice, while an agency has time left, and while a point is not decided."""
    check_is_lead(person, check.inspection)
    if check.answered_at is not None:
        raise AccuracyRefused("The agencies have been answered already.")
    if check.letter.state == LetterState.PUBLISHED:
        raise AccuracyRefused("The letter is published.")
    if points_sent(check.letter).filter(reply__check_of=check, decision=Decision.UNDECIDED).exists():
        raise AccuracyRefused("Decide every accuracy point before you answer.")


def check_time_is_over(check: AccuracyCheck, today) -> None:
    """Refuse to answer while an agency that has not replied has days left."""
    running = replies_to(check).filter(state=ReplyState.AWAITED, due_on__gte=today).first()
    if running is not None:
        day = f"{running.due_on.day} {running.due_on:%B %Y}"
        raise AccuracyRefused(f"{running.agency.name} has until {day} to comment. Answer all agencies after that.")


def can_answer(person: Person, check: AccuracyCheck, today) -> bool:
    """Return whether `check_can_answer` and `check_time_is_over` would pass."""
    return passes(check_can_answer, person, check) and passes(check_time_is_over, check, today)


def check_on_team(person: Person, inspection: Inspection) -> None:
    """Refuse everyone outside the team."""
    check_is_inspector(person, inspection)
