"""Who may complain, who reads a complaint, who holds publication. Each check raises with a sentence; its twin answers yes or no.

The reader. A complaint is read outside the team it is about. Somebody of the inspectorate that leads takes it: they neither are nor
were on this inspection's team, did not open it, did not make the complaint and are not the person it is about. A review is read by
somebody else of the same kind, of another inspectorate where more than one takes part. Nobody appoints a reader: whoever may take a
complaint sees that one waits, without its words, and takes it. Where its reader is away and something waits for them alone, such as
a hold on publication, another of the same kind takes it over, with a reason.
"""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from joinedup.areas.models import InspectorateMember
from joinedup.areas.queries import staff_of
from joinedup.inspections.complaints.enums import MOVES, OPEN, OUTCOMES, Came, ComplaintParty, ComplaintState
from joinedup.inspections.complaints.models import Complaint, PublicationHold
from joinedup.inspections.enums import Stage
from joinedup.inspections.models import Inspection, TeamMember, stands_back
from joinedup.inspections.rules import InspectionRefused, agencies_of, is_inspector
from joinedup.method.complaints import complaints_of, subject_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes

#: Stages in which there is a letter to be held back.
BEFORE_PUBLICATION = tuple(list(Stage)[: list(Stage).index(Stage.PUBLISHED)])


class ComplaintRefused(InspectionRefused):
    """Something cannot be done with a complaint; the message says why."""


def check_can_make(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but people of agencies taking part, once they were notified, and the team. Every stage allows it."""
    if not is_inspector(person, inspection) and not agencies_of(person, inspection).exists():
        raise ComplaintRefused("Only people of an agency taking part, and the team, can complain here. Others write or ring.")


def can_make(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_make` would pass."""
    return passes(check_can_make, person, inspection)


def check_can_take_in(person: Person, inspection: Inspection) -> None:
    """Refuse to write down somebody else's complaint to everyone but staff of the inspectorates taking part, once notified."""
    if not person.is_active or not _works_in(person, _taking_part(inspection)):
        raise ComplaintRefused("Only somebody who works for an inspectorate taking part can take a complaint in.")
    if inspection.stage == Stage.PLANNED:
        raise ComplaintRefused("The area has not been notified: nobody outside the team can have complained.")


def can_take_in(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_take_in` would pass."""
    return passes(check_can_take_in, person, inspection)


def check_subject(inspection: Inspection, subject: str, about: Person | None) -> None:
    """Refuse an unknown subject, and a person where nobody’s behaviour is spoken of or who is not on the team."""
    if subject not in {one.id for one in complaints_of(inspection.framework).subjects}:
        raise ComplaintRefused("Say what the complaint is about.")
    if about is None:
        return
    if not subject_of(inspection.framework, subject).about_person:
        raise ComplaintRefused("A person is named only where their behaviour is complained about.")
    if not TeamMember.objects.filter(inspection=inspection, person=about).exists():
        raise ComplaintRefused(f"{about.name} is not on this inspection’s team.")


def check_is_outside(person: Person, inspection: Inspection) -> None:
    """Refuse whoever is or was on the team or opened the inspection, and everyone but staff of the inspectorates taking part."""
    within = TeamMember.objects.filter(inspection=inspection, person=person).exists() or inspection.opened_by_id == person.pk
    if within or stands_back(person, inspection.pk) or not person.is_active or not _works_in(person, _taking_part(inspection)):
        raise ComplaintRefused(
            "A complaint is read by somebody of an inspectorate taking part who has nothing to do with this inspection."
        )


def check_may_read(person: Person, complaint: Complaint) -> None:
    """Refuse to read somebody else's complaint to whoever is not outside, made it themselves, or is the person it is about."""
    check_is_outside(person, complaint.inspection)
    if person.pk == complaint.about_id or (complaint.came == Came.DOOR and person.pk == complaint.made_by_id):
        raise ComplaintRefused("Nobody reads a complaint that is about them or that they made.")


def check_can_take(person: Person, complaint: Complaint) -> None:
    """Refuse to take a complaint that has a reader, that nothing is left to do about, and to whoever may not be its reader."""
    check_may_read(person, complaint)
    if _reader_now(complaint) is not None:
        raise ComplaintRefused("Somebody else reads this complaint.")
    _check_can_be_reader(person, complaint)


def can_take(person: Person, complaint: Complaint) -> bool:
    """Return whether `check_can_take` would pass."""
    return passes(check_can_take, person, complaint)


def check_can_take_over(person: Person, complaint: Complaint) -> None:
    """Refuse to take a complaint from its reader unless something waits for them alone, and to whoever may not be its reader.

    Waiting: publication is held, something is due and was not done in time, or a review could be asked for and only the reader can
    write that down.
    """
    check_may_read(person, complaint)
    reader = _reader_now(complaint)
    if reader is None or reader.pk == person.pk:
        raise ComplaintRefused("Nobody else reads this complaint.")
    _check_can_be_reader(person, complaint)
    if not (_spoken_for(complaint) or holds_of(complaint).exists() or _late(complaint)):
        raise ComplaintRefused("Somebody else reads this complaint, and nothing waits for them that cannot wait.")


def can_take_over(person: Person, complaint: Complaint) -> bool:
    """Return whether `check_can_take_over` would pass."""
    return passes(check_can_take_over, person, complaint)


def _reader_now(complaint: Complaint) -> Person | None:
    """Return who reads a complaint as it stands: in a review the second reader; none once they may read it no more."""
    reader = complaint.second_reader if complaint.state == ComplaintState.REVIEW_ASKED else complaint.reader
    return reader if reader is not None and passes(check_may_read, reader, complaint) else None


def _check_can_be_reader(person: Person, complaint: Complaint) -> None:
    """Refuse where nothing is left to do, whoever answered to review it, and everybody of an inspectorate it does not fall to."""
    second = complaint.state == ComplaintState.REVIEW_ASKED
    if complaint.state not in OPEN and not _spoken_for(complaint) and not holds_of(complaint).exists():
        raise ComplaintRefused("Nothing is left to do about this complaint.")
    if second and person.pk in _first_readers(complaint):
        raise ComplaintRefused("A review is read by somebody else than the first reader.")
    if not _works_in(person, _readers_for(complaint, second=second)):
        raise ComplaintRefused(
            "A review is read by somebody of another inspectorate."
            if second
            else "A complaint is read by somebody of the inspectorate that leads."
        )


def _spoken_for(complaint: Complaint) -> bool:
    """Return whether a review could be asked for by somebody who has no account: their reader alone can write it down."""
    return complaint.came != Came.DOOR and _may_ask_review(complaint)


def _may_ask_review(complaint: Complaint) -> bool:
    """Return whether a complaint is answered and the time to ask for a review runs."""
    until = complaint.ask_review_until
    return complaint.state in OUTCOMES and until is not None and timezone.now() <= until


def _late(complaint: Complaint) -> bool:
    """Return whether something is due of its reader and was not done in time."""
    due = {
        ComplaintState.MADE: complaint.acknowledge_due_at,
        ComplaintState.ACKNOWLEDGED: complaint.answer_due_at,
        ComplaintState.LOOKED_INTO: complaint.answer_due_at,
        ComplaintState.REVIEW_ASKED: complaint.review_due_at,
    }.get(ComplaintState(complaint.state))
    return due is not None and due < timezone.now()


def _first_readers(complaint: Complaint) -> set[UUID]:
    """Return whose answer a review looks at again: its first reader, and whoever answered before they gave it back."""
    found = set(complaint.entries.filter(kind__in=[state.value for state in OUTCOMES]).values_list("by", flat=True))
    return found | ({complaint.reader_id} if complaint.reader_id else set())


def parties_of(person: Person, complaint: Complaint) -> frozenset[ComplaintParty]:
    """Return what a person is to a complaint. Its reader speaks for whoever complained by letter or telephone."""
    found: set[ComplaintParty] = set()
    reads = passes(check_may_read, person, complaint)
    if reads and complaint.reader_id == person.pk:
        found.add(ComplaintParty.READER)
    if reads and complaint.second_reader_id == person.pk:
        found.add(ComplaintParty.SECOND)
    own = complaint.came == Came.DOOR and complaint.made_by_id == person.pk and person.is_active
    if own or (complaint.came != Came.DOOR and ComplaintParty.READER in found):
        found.add(ComplaintParty.COMPLAINANT)
    return frozenset(found)


def check_can_move(person: Person, complaint: Complaint, to: ComplaintState) -> None:
    """Refuse a move the table of states does not hold, whoever may not make it, and a review asked for too late."""
    who = MOVES.get((ComplaintState(complaint.state), to))
    if who is None:
        raise ComplaintRefused(f"A complaint that is {_low(complaint.state)} cannot become {_low(to)}.")
    if not who & parties_of(person, complaint):
        raise ComplaintRefused(f"Only {' or '.join(sorted(party.label for party in who))} can do this.")
    until = complaint.ask_review_until
    if to == ComplaintState.REVIEW_ASKED and until is not None and timezone.now() > until:
        raise ComplaintRefused("The time to ask for a review is over.")


def can_move(person: Person, complaint: Complaint, to: ComplaintState) -> bool:
    """Return whether `check_can_move` would pass."""
    return passes(check_can_move, person, complaint, to)


def check_reads(person: Person, complaint: Complaint) -> None:
    """Refuse everyone but a complaint's readers."""
    if not parties_of(person, complaint) & {ComplaintParty.READER, ComplaintParty.SECOND}:
        raise ComplaintRefused("Only the complaint’s reader can do this.")


def reads(person: Person, complaint: Complaint) -> bool:
    """Return whether `check_reads` would pass."""
    return passes(check_reads, person, complaint)


def check_can_give_back(person: Person, complaint: Complaint) -> None:
    """Refuse to step back to everyone but whoever reads it now, and once nothing is left to do."""
    now = ComplaintParty.SECOND if complaint.state == ComplaintState.REVIEW_ASKED else ComplaintParty.READER
    to_do = complaint.state in OPEN or _may_ask_review(complaint) or holds_of(complaint).exists()
    if now not in parties_of(person, complaint) or not to_do:
        raise ComplaintRefused("Only whoever reads this complaint now can give it back.")


def can_give_back(person: Person, complaint: Complaint) -> bool:
    """Return whether `check_can_give_back` would pass."""
    return passes(check_can_give_back, person, complaint)


def check_can_add(person: Person, complaint: Complaint) -> None:
    """Refuse to add words as whoever complained to everybody else, and once it is answered or withdrawn."""
    if ComplaintParty.COMPLAINANT not in parties_of(person, complaint):
        raise ComplaintRefused("Only whoever made the complaint can add to it.")
    if complaint.state not in OPEN:
        raise ComplaintRefused(f"This complaint is {_low(complaint.state)}: nothing is added to it any more.")


def can_add(person: Person, complaint: Complaint) -> bool:
    """Return whether `check_can_add` would pass."""
    return passes(check_can_add, person, complaint)


def check_can_ask(person: Person, complaint: Complaint) -> None:
    """Refuse to ask whoever complained to everyone but a reader, where they have no account, and once it is answered."""
    check_reads(person, complaint)
    if complaint.came != Came.DOOR:
        raise ComplaintRefused("Whoever complained has no account here. Write or ring, and note what was said.")
    if complaint.state not in OPEN:
        raise ComplaintRefused(f"This complaint is {_low(complaint.state)}.")


def can_ask(person: Person, complaint: Complaint) -> bool:
    """Return whether `check_can_ask` would pass."""
    return passes(check_can_ask, person, complaint)


def check_can_share(person: Person, complaint: Complaint, with_: Person) -> None:
    """Refuse to show one to the person it is about, to whoever made it, outside the team, twice, and once it is answered."""
    check_reads(person, complaint)
    if complaint.state not in OPEN:
        raise ComplaintRefused(f"This complaint is {_low(complaint.state)}: nobody of the team need answer it any more.")
    if with_.pk == complaint.about_id:
        raise ComplaintRefused("A complaint about somebody’s behaviour is not shown to them.")
    if not is_inspector(with_, complaint.inspection):
        raise ComplaintRefused(f"{with_.name} is not on this inspection’s team.")
    if with_.pk == complaint.made_by_id and complaint.came == Came.DOOR:
        raise ComplaintRefused(f"{with_.name} made this complaint.")
    if complaint.shares.filter(person=with_).exists():
        raise ComplaintRefused(f"{with_.name} reads this complaint already.")


def people_to_share_with(person: Person, complaint: Complaint) -> list[Person]:
    """Return the people of the team a complaint can be shown to, by name."""
    members = TeamMember.objects.filter(inspection=complaint.inspection).select_related("person").order_by("person__name")
    people = list({member.person_id: member.person for member in members}.values())
    return [one for one in people if passes(check_can_share, person, complaint, one)]


def check_can_say_for_team(person: Person, complaint: Complaint) -> None:
    """Refuse everyone a complaint was not shared with, and one that nothing is left to do about."""
    shared = Complaint.objects.all().visible_to(person).filter(pk=complaint.pk, shares__person=person)
    if not shared.exists():
        raise ComplaintRefused("Only somebody the reader shared this complaint with can answer for the team.")
    if complaint.state not in OPEN:
        raise ComplaintRefused(f"This complaint is {_low(complaint.state)}.")


def can_say_for_team(person: Person, complaint: Complaint) -> bool:
    """Return whether `check_can_say_for_team` would pass."""
    return passes(check_can_say_for_team, person, complaint)


def holds_of(complaint: Complaint) -> QuerySet[PublicationHold]:
    """Return the hold that stands because of a complaint: none or one."""
    return PublicationHold.objects.filter(complaint=complaint, lifted_at=None)


def check_can_hold(person: Person, complaint: Complaint) -> None:
    """Refuse a hold to everyone but a reader, of what is answered or published, and a second one."""
    check_reads(person, complaint)
    if complaint.state not in OPEN:
        raise ComplaintRefused(f"This complaint is {_low(complaint.state)}: it is no reason to hold publication.")
    if complaint.inspection.stage not in BEFORE_PUBLICATION:
        raise ComplaintRefused("The letter is published. What is published is corrected, never held.")
    if holds_of(complaint).exists():
        raise ComplaintRefused("Publication is held because of this complaint already.")


def can_hold(person: Person, complaint: Complaint) -> bool:
    """Return whether `check_can_hold` would pass."""
    return passes(check_can_hold, person, complaint)


def check_can_lift(person: Person, complaint: Complaint) -> None:
    """Refuse everyone but a reader, and where no hold stands. No state of the complaint forbids it."""
    check_reads(person, complaint)
    if not holds_of(complaint).exists():
        raise ComplaintRefused("Publication is not held because of this complaint.")


def can_lift(person: Person, complaint: Complaint) -> bool:
    """Return whether `check_can_lift` would pass."""
    return passes(check_can_lift, person, complaint)


def _taking_part(inspection: Inspection) -> list[str]:
    return [part.id for part in inspection.framework.inspectorates]


def _works_in(person: Person, codes: list[str]) -> bool:
    return InspectorateMember.objects.filter(person=person, inspectorate__code__in=codes).exists()


def _readers_for(complaint: Complaint, *, second: bool) -> list[str]:
    """Return the codes of the inspectorates a reader comes from; where they have nobody outside, all that take part."""
    parts = complaint.inspection.framework.inspectorates
    before = _first_readers(complaint) if second else set()
    if second:
        held = InspectorateMember.objects.filter(person__in=before).values_list("inspectorate__code", flat=True)
        first = set(held)
        codes = [part.id for part in parts if part.id not in first]
    else:
        codes = [part.id for part in parts if part.lead]
    others = (member.person for member in staff_of(codes) if member.person_id not in before)
    anybody = any(passes(check_may_read, person, complaint) for person in others)
    return codes if anybody else [part.id for part in parts]


def _low(state: str) -> str:
    return ComplaintState(state).label.lower()
