"""Quality readers, drafts sent for factual accuracy and agencies' replies, made through the real actions."""

from joinedup.areas.actions import add_inspectorate_member
from joinedup.letter.accuracy import actions as accuracy
from joinedup.letter.accuracy.enums import ReplyState
from joinedup.letter.accuracy.models import AccuracyCheck, AccuracyPoint, AccuracyReply
from joinedup.letter.quality import actions as quality
from joinedup.letter.quality.models import QualityQuery
from joinedup.people.models import Person
from tests.factories.disclosure import checked
from tests.factories.inspections import World
from tests.factories.people import make_person


def outside_reader(world: World) -> Person:
    """Appoint somebody of the lead inspectorate who is not on the team to read the draft."""
    person = make_person()
    add_inspectorate_member(by=None, inspectorate=next(iter(world.inspectorates.values())), person=person)
    quality.appoint_reader(by=world.lead, inspection=world.inspection, person=person)
    return person


def a_query(reader: Person, letter, words: str = "Which week was it?") -> QualityQuery:
    """Raise a query on the letter's first passage."""
    return quality.raise_query(by=reader, letter=letter, words=words, passage=letter.passages.first())


def send_out(world: World, letter, words: str = "Please say what is wrong.") -> AccuracyCheck:
    """Send the draft to every agency."""
    return accuracy.send_draft(by=world.lead, letter=checked(world, letter), words=words)


def reply_of(world: World, check: AccuracyCheck, sector: str = "police") -> AccuracyReply:
    """Return the reply an agency is asked for."""
    return check.replies.get(agency=world.agencies[sector])


def a_point(world: World, reply: AccuracyReply, text: str = "It was a Tuesday.", passage=None) -> AccuracyPoint:
    """Have the agency write a comment, on the letter's first passage unless told otherwise."""
    passage = passage or reply.check_of.letter.passages.first().pk
    by = world.coordinators[reply.agency.sector]
    return accuracy.write_point(by=by, reply=reply, text=text, passage=passage)


def no_comments(world: World, check: AccuracyCheck, *but: str) -> None:
    """Have every agency that has not replied say that it has no comments, but those of the sectors named."""
    for reply in check.replies.filter(state=ReplyState.AWAITED):
        if reply.agency.sector not in but:
            by = world.coordinators[reply.agency.sector]
            accuracy.send_reply(by=by, reply=reply, to=ReplyState.NO_COMMENTS)
