"""The only writers of complaints and of holds on publication."""

from typing import Any, Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.inspections.complaints import rules
from joinedup.inspections.complaints.content import Arrived, Said
from joinedup.inspections.complaints.enums import OUTCOMES, Came, ComplaintEntryKind, ComplaintParty, ComplaintState
from joinedup.inspections.complaints.models import Complaint, ComplaintEntry, ComplaintShare, PublicationHold
from joinedup.inspections.complaints.rules import ComplaintRefused
from joinedup.inspections.models import Inspection
from joinedup.method.complaints import complaints_of
from joinedup.method.within import due_at
from joinedup.people.models import Person

#: Moves that need no words.
_NO_WORDS: Final = (ComplaintState.ACKNOWLEDGED,)
#: What may be said without moving anything, and the rule that says by whom.
_SAYING: Final = {
    ComplaintEntryKind.ADDED: rules.check_can_add,
    ComplaintEntryKind.ASKED: rules.check_can_ask,
    ComplaintEntryKind.NOTED: rules.check_reads,
    ComplaintEntryKind.TEAM: rules.check_can_say_for_team,
}


@transaction.atomic
def make_complaint(*, by: Person, inspection: Inspection, said: Said, page: str = "") -> Complaint:
    """Complain about an inspection. `page` is the page's own id: sent twice, it makes one complaint. Raises InspectionRefused."""
    rules.check_can_make(by, inspection)
    return _make(by, inspection, said, Arrived(Came.DOOR, "", timezone.now()), page)


@transaction.atomic
def take_in(*, by: Person, inspection: Inspection, said: Said, arrived: Arrived, page: str = "") -> Complaint:
    """Write down a complaint that came by letter or telephone from anybody. Its clocks run from when it came."""
    rules.check_can_take_in(by, inspection)
    if arrived.came == Came.DOOR:
        raise ComplaintRefused("Say whether it came by letter or by telephone.")
    if not arrived.who.strip():
        raise ComplaintRefused("Say who complained and how they are reached.")
    if arrived.at > timezone.now():
        raise ComplaintRefused("It cannot have come later than now.")
    return _make(by, inspection, said, arrived, page)


@transaction.atomic
def take(*, by: Person, complaint: Complaint) -> Complaint:
    """Become the reader of a complaint, or its second reader where a review is asked for. Raises InspectionRefused."""
    locked = _locked(complaint)
    rules.check_can_take(by, locked)
    return _become_reader(by, locked, "", "complaint taken by a reader")


@transaction.atomic
def take_over(*, by: Person, complaint: Complaint, why: str) -> Complaint:
    """Take a complaint from a reader who is away, who reads it no more; why stays with it. Raises InspectionRefused."""
    locked = _locked(complaint)
    rules.check_can_take_over(by, locked)
    return _become_reader(by, locked, _needed(why, "Say why you take it over."), "complaint taken over by a reader")


def _become_reader(by: Person, locked: Complaint, why: str, action: str) -> Complaint:
    field = "second_reader" if locked.state == ComplaintState.REVIEW_ASKED else "reader"
    setattr(locked, field, by)
    locked.save(update_fields=[field])
    _say(by, locked, ComplaintEntryKind.TAKEN, why)
    _log(by, locked, action)
    return locked


@transaction.atomic
def give_back(*, by: Person, complaint: Complaint, why: str) -> Complaint:
    """Step back as its reader: somebody else takes it. Raises InspectionRefused."""
    locked = _locked(complaint)
    rules.check_can_give_back(by, locked)
    field = "second_reader" if locked.state == ComplaintState.REVIEW_ASKED else "reader"
    _say(by, locked, ComplaintEntryKind.GIVEN_BACK, _needed(why, "Say why you give it back."))
    setattr(locked, field, None)
    locked.save(update_fields=[field])
    _log(by, locked, "complaint given back")
    return locked


@transaction.atomic
def move_complaint(
    *, by: Person, complaint: Complaint, to: ComplaintState, words: str = "", told_by: str = "", outcome: str = ""
) -> Complaint:
    """Acknowledge, look into, answer, withdraw, ask for a review or review, with the words that are told to whoever complained.

    `told_by`: who told the reader, where whoever complained has no account. `outcome`: how a review ends. Raises InspectionRefused.
    """
    locked, state = _locked(complaint), ComplaintState(to)
    rules.check_can_move(by, locked, state)
    if state not in _NO_WORDS:
        _needed(words, "Write the words that go with it.")
    own = ComplaintParty.COMPLAINANT in rules.MOVES[ComplaintState(locked.state), state]
    if own and locked.came != Came.DOOR:
        _needed(told_by, "Say who told you so, when and how.")
    if (state == ComplaintState.REVIEWED) != (outcome in OUTCOMES):
        raise ComplaintRefused("Say how the review ends.")
    _say(by, locked, ComplaintEntryKind(state.value), words, told_by=told_by if own else "", outcome=outcome)
    _move(locked, state, outcome)
    _log(by, locked, f"complaint {state.label.lower()}")
    return locked


@transaction.atomic
def say(*, by: Person, complaint: Complaint, kind: ComplaintEntryKind, words: str) -> ComplaintEntry:
    """Add to a complaint, ask whoever made it, note something, or answer for the team. Raises InspectionRefused."""
    locked = _locked(complaint)
    _SAYING[kind](by, locked)
    entry = _say(by, locked, kind, _needed(words, "Write it."))
    _log(by, locked, "words added to complaint", kind=kind.value)
    return entry


@transaction.atomic
def share(*, by: Person, complaint: Complaint, person: Person, why: str) -> ComplaintShare:
    """Show a complaint to somebody of the team, with a reason. Raises InspectionRefused."""
    locked = _locked(complaint)
    rules.check_can_share(by, locked, person)
    words = _needed(why, "Say why they must read it.")
    shared = ComplaintShare.objects.create(complaint=locked, person=person, by=by)
    _say(by, locked, ComplaintEntryKind.SHARED, f"{person.name}: {words}")
    _log(by, locked, "complaint shared", person=str(person.pk))
    return shared


@transaction.atomic
def hold_publication(*, by: Person, complaint: Complaint, why: str) -> PublicationHold:
    """Hold publication because of a complaint, with a reason that stays with it. Raises InspectionRefused."""
    inspection = Inspection.objects.select_for_update().get(pk=complaint.inspection_id)  # before the letter, or after it
    locked = _locked(complaint)
    locked.inspection = inspection
    rules.check_can_hold(by, locked)
    words = _needed(why, "Say why publication must wait.")
    hold = PublicationHold.objects.create(inspection=inspection, complaint=locked, set_by=by)
    _say(by, locked, ComplaintEntryKind.HELD, words)
    _log(by, locked, "publication held", hold=str(hold.pk))
    return hold


@transaction.atomic
def lift_hold(*, by: Person, complaint: Complaint, why: str) -> PublicationHold:
    """Lift the hold that stands because of a complaint, with a reason. Raises InspectionRefused."""
    locked = _locked(complaint)
    rules.check_can_lift(by, locked)
    words = _needed(why, "Say why publication need not wait any longer.")
    hold = rules.holds_of(locked).get()
    hold.lifted_by, hold.lifted_at = by, timezone.now()
    hold.save(update_fields=["lifted_by", "lifted_at"])
    _say(by, locked, ComplaintEntryKind.LIFTED, words)
    _log(by, locked, "hold on publication lifted", hold=str(hold.pk))
    return hold


def open_complaint(*, by: Person, complaint: Complaint) -> Complaint:
    """Return a complaint whose words may be read, and log the read. Raises InspectionRefused."""
    if not Complaint.objects.all().visible_to(by).filter(pk=complaint.pk).exists():
        raise ComplaintRefused("Only whoever made a complaint and its reader can read it.")
    chain = str(complaint.inspection_id)
    record_read(by=by, chain=chain, action="complaint opened", object_kind="complaint", object_id=str(complaint.pk))
    return complaint


def _make(by: Person, inspection: Inspection, said: Said, arrived: Arrived, page: str) -> Complaint:
    id = _page_id(page)
    if made := _made_already(by, inspection, said, id):
        return made
    rules.check_subject(inspection, said.subject, said.about)
    way, hours = complaints_of(inspection.framework), inspection.framework.working_hours
    complaint = Complaint(
        id=id,
        inspection=inspection,
        subject=said.subject,
        about=said.about,
        words=_needed(said.words, "Write what you complain about."),
        wanted=said.wanted.strip(),
        came=arrived.came,
        who=arrived.who.strip(),
        made_by=by,
        arrived_at=arrived.at,
        stage=inspection.stage,
        acknowledge_due_at=due_at(arrived.at, way.acknowledge, hours),
        answer_due_at=due_at(arrived.at, way.answer, hours),
    )
    try:
        with transaction.atomic():
            complaint.save(force_insert=True)
    except IntegrityError:  # the same page came twice at once, and the other was first
        if made := _made_already(by, inspection, said, id):
            return made
        raise
    _log(by, complaint, "complaint made", came=arrived.came.value)
    return complaint


def _made_already(by: Person, inspection: Inspection, said: Said, id: UUID) -> Complaint | None:
    """Return the complaint a page has made already, where it is this one. Raises ComplaintRefused where it is another."""
    made = Complaint.objects.filter(pk=id).select_related("inspection").first()
    if made is None:
        return None
    if made.made_by_id != by.pk or made.inspection_id != inspection.pk or made.words != said.words.strip():
        raise ComplaintRefused("This page has made a complaint already. Add to that one, or open a new page.")
    return made


def _page_id(page: str) -> UUID:
    try:
        return UUID(page) if page else uuid4()
    except ValueError as error:
        raise ComplaintRefused("This page cannot be told from others. Open it again and send it there.") from error


def _needed(words: str, otherwise: str) -> str:
    if not words.strip():
        raise ComplaintRefused(otherwise)
    return words.strip()


def _move(complaint: Complaint, state: ComplaintState, outcome: str) -> None:
    """Bring a locked complaint to its new state, with the times that begin or end there."""
    now, hours = timezone.now(), complaint.inspection.framework.working_hours
    way = complaints_of(complaint.inspection.framework)
    complaint.state = state
    if state == ComplaintState.ACKNOWLEDGED:
        complaint.acknowledged_at = now
    if state in OUTCOMES:
        complaint.outcome, complaint.answered_at = state, now
        complaint.ask_review_until = due_at(now, way.ask_review, hours)
    if state == ComplaintState.REVIEW_ASKED:
        complaint.review_due_at = due_at(now, way.review, hours)
    if state == ComplaintState.REVIEWED:
        complaint.outcome, complaint.reviewed_at = outcome, now
    complaint.save()


def _say(
    by: Person, complaint: Complaint, kind: ComplaintEntryKind, words: str = "", *, told_by: str = "", outcome: str = ""
) -> ComplaintEntry:
    """Append an entry to a locked complaint."""
    entry = ComplaintEntry(
        inspection=complaint.inspection,
        complaint=complaint,
        seq=complaint.entries.count() + 1,
        kind=kind,
        outcome=outcome,
        words=words.strip(),
        told_by=told_by.strip(),
        by=by,
    )
    entry.save(force_insert=True)
    return entry


def _locked(complaint: Complaint) -> Complaint:
    """Return the complaint's row, locked and read again, so that two who press at once come one after the other."""
    return Complaint.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=complaint.pk)


def _log(by: Person, complaint: Complaint, action: str, **detail: Any) -> None:
    record(
        by=by,
        chain=str(complaint.inspection_id),
        action=action,
        object_kind="complaint",
        object_id=str(complaint.pk),
        detail={"state": str(complaint.state), **detail},
    )
