"""Inspectors decide what is proposed, follow the lines, and close each with what the authored notes and the lists bear out."""

import re
from datetime import datetime
from decimal import Decimal

from joinedup.cases.core.lasting import endless, lasting_kinds
from joinedup.cases.core.words import day
from joinedup.cases.enquiries.actions import ask_agency, assign, decide, look_at, looked_at, place
from joinedup.cases.enquiries.enums import Found, ProposalState
from joinedup.cases.enquiries.queries import line_of, things_for, waiting
from joinedup.cases.models import Enquiry, LineProposal
from joinedup.evidence.enquiring.actions import close_line
from joinedup.evidence.enums import NoteDirection
from joinedup.evidence.models import Note
from joinedup.inspections.models import Inspection
from joinedup.intake.questions.actions import answer_question
from joinedup.people.models import Person
from joinedup.rehearsal.cast import Cast
from joinedup.rehearsal.children import Story

#: What is said where the lists show nothing that was open during a gap: refused, for nobody was due to be in touch.
NOTHING_OPEN = "By the lists no plan and no service was open for the child in this time, so nobody was due to be in touch."
#: What is asked beside what is proposed where something was sent and its receiver's list does not show it.
ASKED_BESIDE = "Was it sent? If it was, who read it, and who told the sender what came of it?"
SAME_DATES = "The file gives the dates the lists give."
NOT_READ = "None of the files read in this week tells what happened in this time."
NOT_SHOWN = "The sender’s list shows that it was sent. The receiver found no record of it, and nobody could show that it arrived."
WHICH_DATE = "Nobody could say which of the two is right."
HOW_MANY = "Six children show how, never how many. The partnership has no figures of its own to set beside the lists."

_NOT_THERE = re.compile(r"\b(no|not a) (notification|contact|record|answer|reply)\b")


def follow_lines(cast: Cast, inspection: Inspection, stories: list[Story], notes: list[Note]) -> list[Enquiry]:
    """Decide every proposal and close every line that comes of it; return the lines.

    One line about something that never arrived is put to the authority as a question, and to be looked at there.
    """
    by_child = {story.tracked.pk: story for story in stories}
    lines: list[tuple[Enquiry, LineProposal]] = []
    for proposal in waiting(inspection):
        story = by_child.get(proposal.tracked_id) if proposal.tracked_id else None
        by = _lead_on(cast, story)
        _decide(by, proposal, story, next((line for line, one in lines if _same_question(one, proposal)), None))
        if line := line_of(proposal):
            assign(by=by, enquiry=line, people=[by])
            if story and _came_to_the_authority(proposal) and not any(things_for(one) for one, _ in lines):
                _ask(cast, by, line)
            _close(by, line, proposal, _note_on(proposal, notes))
            lines.append((line, proposal))
    return [line for line, _ in lines]


def _lead_on(cast: Cast, story: Story | None) -> Person:
    """Return who decides: the first of those who lead on the child, by name; of the cohort the lead inspector."""
    return story.tracked.leads.order_by("name").first() if story else cast.lead


def _same_question(one: LineProposal, other: LineProposal) -> bool:
    return bool(one.tracked_id) and (one.tracked_id, one.kind, one.rule) == (other.tracked_id, other.kind, other.rule)


def _decide(by: Person, proposal: LineProposal, story: Story | None, like: Enquiry | None) -> None:
    match proposal.kind:
        case _ if like is not None:
            words = f"Looked into together with {like}, which asks the same about another day."
            decide(by=by, proposal=proposal, decision=ProposalState.REFUSED, words=words)
        case "gap" if story and not _something_open(story, proposal):
            decide(by=by, proposal=proposal, decision=ProposalState.REFUSED, words=NOTHING_OPEN)
        case "never_arrived" if story:
            decide(by=by, proposal=proposal, decision=ProposalState.EDITED, words=f"{proposal.sentence} {ASKED_BESIDE}")
        case _:
            decide(by=by, proposal=proposal, decision=ProposalState.ACCEPTED)


def _something_open(story: Story, proposal: LineProposal) -> bool:
    """Say whether something that lasts ran on through a gap: it began before the gap's end and had not ended when it began."""
    moments = [datetime.fromisoformat(fact["start_latest"]) for fact in proposal.rests_on]
    without_end = endless(story.tracked.inspection.framework)
    return any(
        event["start_earliest"] <= max(moments) and (event["end_latest"] is None or event["end_latest"] > min(moments))
        for event in story.chronology.filter(story.chronology["via"].is_null()).to_dicts()
        if event["kind"] in lasting_kinds() and (event["list"], event["kind"]) not in without_end
    )


def _came_to_the_authority(proposal: LineProposal) -> bool:
    receivers = {rule.id: rule.finish_sector for rule in proposal.inspection.framework.handovers}
    return proposal.kind == "never_arrived" and receivers[proposal.rule] == "local_authority"


def _ask(cast: Cast, by: Person, line: Enquiry) -> None:
    """Put a line to the authority, which answers that it looked and found none; and look at its log of contacts."""
    agency = next(agency for agency in cast.agencies.values() if agency.sector == "local_authority")
    text = f"{line.about}: do your records hold what was sent to you then? {line.words}"
    asked = ask_agency(by=by, enquiry=line, agency=agency, text=text, purpose="To know whether it reached anybody.")
    said = "We searched the system and the shared mailbox for the week it was sent in and the week after. We found no record of it."
    answer_question(by=cast.coordinators[agency.key], question=asked, words=said, hours=Decimal("0.5"))
    thing = look_at(by=by, enquiry=line, agency=agency, words=f"The log of contacts about {line.about} in the week it was sent.")
    looked_at(by=by, thing=thing)


def _close(by: Person, line: Enquiry, proposal: LineProposal, note: Note | None) -> None:
    if note is not None:
        said = note.current
        place(by=by, enquiry=line, criterion=said.criteria[0], sectors=[said.sector])
        close_line(by=by, enquiry=line, found=Found.BORNE_OUT, words=SAME_DATES, notes=[note])
        return
    words = {"never_arrived": NOT_SHOWN, "records_differ": WHICH_DATE, "overlap": WHICH_DATE}.get(proposal.kind, NOT_READ)
    close_line(by=by, enquiry=line, found=Found.NOT_ESTABLISHED, words=words if line.tracked else HOW_MANY)


def _note_on(proposal: LineProposal, notes: list[Note]) -> Note | None:
    """Return the concern about the child that names the day of every event the proposal rests on; none where nobody wrote one.

    Of what never arrived, only one that says so: other notes name the same day for other reasons.
    """
    days = [day(datetime.fromisoformat(fact["start_earliest"])) for fact in proposal.rests_on]
    said = [note for note in notes if _is_about(note, proposal) and all(one in note.current.text for one in days)]
    if proposal.kind == "never_arrived":
        said = [note for note in said if _NOT_THERE.search(note.current.text)]
    return said[0] if said and proposal.kind in ("outside_timescale", "never_arrived") else None


def _is_about(note: Note, proposal: LineProposal) -> bool:
    same_child = proposal.tracked_id is not None and note.current.tracked_id == proposal.tracked_id
    return same_child and note.current.direction == NoteDirection.CONCERN
