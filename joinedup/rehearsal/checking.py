"""The letter is checked: somebody outside the team reads it, and each agency says what is wrong in the draft or that nothing is."""

from joinedup.letter.accuracy import actions as accuracy
from joinedup.letter.accuracy.enums import Decision, ReplyState
from joinedup.letter.accuracy.models import AccuracyCheck, AccuracyPoint
from joinedup.letter.accuracy.queries import checks_of, points_sent, replies_to
from joinedup.letter.actions import reword_passage
from joinedup.letter.models import Letter, Passage
from joinedup.letter.quality import actions as quality
from joinedup.letter.quality.enums import QueryState
from joinedup.letter.queries import passages_of
from joinedup.letter.review import current_version
from joinedup.rehearsal.cast import Cast

_SECTOR = "the local authority"  # what a letter calls an agency its own people know by name


def check_letter(cast: Cast, letter: Letter) -> None:
    """Have the draft read from outside the team, then by every agency; change what was accepted."""
    read_for_quality(cast, letter)
    check = accuracy.send_draft(by=cast.lead, letter=letter, words="Please tell us what is wrong in this draft, and how you know.")
    comment(cast, check)
    decide(cast, letter)
    words = "Thank you for reading the draft closely. What became of each point stands below."
    accuracy.answer_agencies(by=cast.lead, check=checks_of(letter).get(pk=check.pk), words=words)


def read_for_quality(cast: Cast, letter: Letter) -> None:
    """Appoint the quality reader, who asks about one passage, is answered and has then read the whole draft."""
    reader = cast.quality_reader
    quality.appoint_reader(by=cast.lead, inspection=letter.inspection, person=reader)
    quality.open_draft(by=reader, letter=letter)
    words = "Does this rest on more than one source?"
    query = quality.raise_query(by=reader, letter=letter, words=words, passage=passages_of(letter).first())
    answer = "It does: it rests on notes of several inspectors, from records and from talking to staff. The wording stands."
    quality.move_query(by=cast.lead, query=query, to=QueryState.ANSWERED, words=answer)
    quality.move_query(by=reader, query=query, to=QueryState.CLOSED)
    quality.say_read(by=reader, letter=letter, version=current_version(letter))


def comment(cast: Cast, check: AccuracyCheck) -> None:
    """Have the council ask for its name, the police doubt a passage with proof, and everybody else have no comments."""
    to_name = _naming_the_council(check.letter)
    for reply in replies_to(check):
        by, sector = cast.coordinators[reply.agency.key], reply.agency.sector
        accuracy.open_draft(by=by, reply=reply)
        if sector == "local_authority" and to_name is not None:
            text = f"Please write “{reply.agency.name}” where this passage says “{_SECTOR}”: readers here know us by that name."
            accuracy.write_point(by=by, reply=reply, text=text, passage=to_name.pk)
        elif sector == "police":
            _doubt(by, reply)
        to = ReplyState.SENT if reply.points.exists() else ReplyState.NO_COMMENTS
        accuracy.send_reply(by=by, reply=reply, to=to)


def decide(cast: Cast, letter: Letter) -> None:
    """Change what the council asked for, and let what the police doubt stand."""
    for point in points_sent(letter):
        if point.reply.agency.sector == "local_authority":
            _change(cast, letter, point)
            said = (Decision.ACCEPTED, "The passage calls you by your name now.")
        else:
            said = (Decision.NOT_ACCEPTED, "We looked at the log you sent. It does not cover the weeks this passage is about.")
        accuracy.decide_point(by=cast.lead, point=point, decision=said[0], reason=said[1])


def _doubt(by, reply) -> None:
    """Have the police doubt the letter's first passage, with a file that is to show it."""
    text = "We hold that this is said too broadly. The attached log shows what was done in the four weeks before you came."
    point = accuracy.write_point(by=by, reply=reply, text=text, passage=passages_of(reply.check_of.letter).first().pk)
    accuracy.attach_proof(by=by, point=point, filename="log-of-four-weeks.txt", data=b"Made-up log: 28 entries, each closed.\n")


def _change(cast: Cast, letter: Letter, point: AccuracyPoint) -> None:
    passage = passages_of(letter).get(pk=point.passage_id)
    name = point.reply.agency.name
    reword_passage(by=cast.lead, passage=passage, text=passage.text.replace(_SECTOR, name))


def _naming_the_council(letter: Letter) -> Passage | None:
    """Return the first passage that speaks of the council by its sector; none where no passage does."""
    return next((passage for passage in passages_of(letter) if _SECTOR in passage.text), None)
