"""A complaint about a made-up inspection, and people outside its team who may read it."""

from joinedup.areas.actions import add_inspectorate_member
from joinedup.inspections.complaints import actions
from joinedup.inspections.complaints.content import Said
from joinedup.inspections.complaints.enums import ComplaintState
from joinedup.inspections.complaints.models import Complaint
from joinedup.people.models import Person
from tests.factories.inspections import World
from tests.factories.people import make_person

WORDS = "They rang at nine in the evening and asked for all of it again."
WANTED = "Ask in working hours."
S = ComplaintState


def outsider(world: World, inspectorate: str = "ofsted") -> Person:
    """Return somebody of an inspectorate taking part who has nothing to do with the inspection."""
    person = make_person()
    add_inspectorate_member(by=None, inspectorate=world.inspectorates[inspectorate], person=person)
    return person


def complain(world: World, *, by: Person | None = None, subject: str = "burden", about: Person | None = None) -> Complaint:
    """Complain, as the police's coordinator by default."""
    said = Said(subject, WORDS, WANTED, about)
    return actions.make_complaint(by=by or world.coordinators["police"], inspection=world.inspection, said=said)


def bring(complaint: Complaint, to: ComplaintState, *, reader: Person, second: Person | None = None) -> Complaint:
    """Take a complaint as its reader and bring it to a state, each step by whoever may."""
    complaint = actions.take(by=reader, complaint=complaint)
    road = {
        S.MADE: [],
        S.ACKNOWLEDGED: [S.ACKNOWLEDGED],
        S.WITHDRAWN: [S.WITHDRAWN],
        S.LOOKED_INTO: [S.ACKNOWLEDGED, S.LOOKED_INTO],
    }.get(to) or [S.ACKNOWLEDGED, S.LOOKED_INTO, to if to in (S.UPHELD, S.PARTLY, S.NOT_UPHELD) else S.NOT_UPHELD]
    if to == S.MADE:
        return complaint
    if to in (S.REVIEW_ASKED, S.REVIEWED):
        road = [*road, S.REVIEW_ASKED]
    for state in road:
        by = complaint.made_by if state in (S.WITHDRAWN, S.REVIEW_ASKED) else reader
        complaint = actions.move_complaint(by=by, complaint=complaint, to=state, words="As it stands.")
    if to == S.REVIEWED:
        complaint = actions.take(by=second, complaint=complaint)
        words = {"words": "Read anew.", "outcome": S.UPHELD}
        complaint = actions.move_complaint(by=second, complaint=complaint, to=to, **words)
    return complaint
