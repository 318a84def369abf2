"""A coordinator complains, a reader outside the team answers and holds publication meanwhile; afterwards the survey is answered."""

from joinedup.inspections.complaints.actions import (
    hold_publication,
    lift_hold,
    make_complaint,
    move_complaint,
    open_complaint,
    say,
    share,
    take,
)
from joinedup.inspections.complaints.content import Said
from joinedup.inspections.complaints.enums import ComplaintEntryKind, ComplaintState
from joinedup.inspections.complaints.models import Complaint
from joinedup.inspections.models import Inspection
from joinedup.inspections.survey.actions import answer_survey
from joinedup.inspections.survey.enums import Group
from joinedup.method.framework import Framework, ListSpec
from joinedup.method.surveys import questions_to
from joinedup.people.models import Person
from joinedup.rehearsal.cast import Cast


def complain_and_hold(cast: Cast, inspection: Inspection) -> Complaint:
    """Complain about how much was asked how soon; the reader holds publication until the lists were looked at, and answers."""
    agency = next(one for one in cast.agencies.values() if _lists(inspection.framework, one.sector))
    asked = _lists(inspection.framework, agency.sector)
    coordinator, reader = cast.coordinators[agency.key], cast.reader
    words = f"We were asked for {len(asked)} lists, the first by working day {_days(asked)}. Nobody said it could be moved."
    said = Said("burden", words, "Ask for less, or give us longer.")
    complaint = make_complaint(by=coordinator, inspection=inspection, said=said)
    complaint = take(by=reader, complaint=complaint)
    open_complaint(by=reader, complaint=complaint)
    moves = {"by": reader, "complaint": complaint}
    move_complaint(**moves, to=ComplaintState.ACKNOWLEDGED, words="I have read it and look into it this week.")
    hold_publication(**moves, why="If the lists were rushed, facts in the letter that rest on them may be wrong.")
    move_complaint(**moves, to=ComplaintState.LOOKED_INTO, words="What was asked of you and when, and whether the lists hold.")
    share(**moves, person=cast.lead, why="Only the lead inspector can say why it was asked for by that day.")
    open_complaint(by=cast.lead, complaint=complaint)
    told = "The days are the framework’s. We give longer where somebody asks for it."
    say(by=cast.lead, complaint=complaint, kind=ComplaintEntryKind.TEAM, words=told)
    answer = (
        "The days are the framework’s. You should have been told that you can ask for longer; the first call says so from now on."
    )
    move_complaint(**moves, to=ComplaintState.PARTLY, words=answer)
    lift_hold(**moves, why="Your lists were read again with you: nothing in the letter changes.")
    complaint.refresh_from_db()
    return complaint


def answer_afterwards(cast: Cast, inspection: Inspection) -> int:
    """Answer the survey as coordinators and inspectors do; return how many did. It stays closed to the team until its last day."""
    leaders = list(cast.coordinators.values())
    inspectors = [person for people in cast.inspectors.values() for person in people]
    for place, person in enumerate(leaders):
        _answer(person, inspection, Group.LEADERS, place)
    for place, person in enumerate(inspectors):
        _answer(person, inspection, Group.INSPECTORS, place)
    return len(leaders) + len(inspectors)


def _answer(person: Person, inspection: Inspection, group: Group, place: int) -> None:
    """Choose by turns, so that no two made-up people answer alike."""
    said: dict[str, dict[str, str]] = {}
    for number, question in enumerate(questions_to(inspection.framework, group)):
        if question.choices:
            said[question.id] = {"choice": question.choices[(place + number) % len(question.choices)][0]}
        elif place % 2:
            said[question.id] = {"words": "Say in the first call that more time can be asked for."}
    answer_survey(by=person, inspection=inspection, group=group, said=said)


def _lists(framework: Framework, sector: str) -> list[ListSpec]:
    return [spec for spec in framework.lists if spec.sector == sector]


def _days(asked: list[ListSpec]) -> int:
    """Return by which working day the first of them was due."""
    return min((spec.due for spec in asked), default=1)
