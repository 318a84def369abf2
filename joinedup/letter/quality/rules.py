"""Who reads a draft for its quality, and who moves a query. Each rule says why not, in a sentence."""

from joinedup.areas.models import InspectorateMember
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import opened_it
from joinedup.inspections.rules import InspectionRefused, check_may_write, is_inspector, is_lead
from joinedup.letter.enums import LetterState
from joinedup.letter.quality.enums import QUERY_MOVES, QueryState, Side
from joinedup.letter.quality.models import QualityQuery, QualityReader
from joinedup.letter.quality.queries import READING, insiders, readers_of
from joinedup.people.models import Person
from joinedup.people.refusal import passes


class QualityRefused(InspectionRefused):
    """Something cannot be done with a quality reading; the message says why."""


def check_can_appoint(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but a lead inspector and whoever opened the inspection, and once there is no draft to read."""
    if not person.is_active or (not opened_it(person, inspection) and not is_lead(person, inspection)):
        raise QualityRefused("Only a lead inspector, or whoever opened this inspection, appoints who reads its draft.")
    if inspection.stage not in READING:
        raise QualityRefused("A draft is read for its quality from judging until the letter is published.")


def can_appoint(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_appoint` would pass."""
    return passes(check_can_appoint, person, inspection)


def check_fits_reader(person: Person, inspection: Inspection) -> None:
    """Refuse somebody of no inspectorate taking part, who writes or signs the letter, or who reads it already."""
    codes = [inspectorate.id for inspectorate in inspection.framework.inspectorates]
    if not InspectorateMember.objects.filter(person=person, inspectorate__code__in=codes).exists():
        raise QualityRefused(f"{person.name} works for none of the inspectorates taking part.")
    if insiders(inspection).filter(person=person).exists():
        raise QualityRefused(f"{person.name} writes or signs this letter. It is read by somebody outside the team.")
    if QualityReader.objects.filter(inspection=inspection, person=person, ended_at=None).exists():
        raise QualityRefused(f"{person.name} reads this draft already.")


def reads_draft(person: Person, inspection: Inspection) -> bool:
    """Return whether somebody reads the drafts of an inspection for their quality now."""
    return person.is_active and inspection.stage in READING and readers_of(inspection).filter(person=person).exists()


def check_reads_draft(person: Person, letter) -> None:
    """Refuse everyone who was not appointed, and whatever is published."""
    if not reads_draft(person, letter.inspection):
        raise QualityRefused("Only somebody appointed to read this draft for its quality can do this.")
    if letter.state == LetterState.PUBLISHED:
        raise QualityRefused("This letter is published. What is published is corrected, never changed.")


def can_read_draft(person: Person, letter) -> bool:
    """Return whether `check_reads_draft` would pass."""
    return passes(check_reads_draft, person, letter)


def check_can_raise(person: Person, letter) -> None:
    """Refuse everyone but a quality reader, and once every inspectorate has signed."""
    check_reads_draft(person, letter)
    if letter.state not in (LetterState.DRAFTING, LetterState.OFFERED):
        raise QualityRefused("Every inspectorate has signed this letter. Speak to the lead inspector.")


def can_raise(person: Person, letter) -> bool:
    """Return whether `check_can_raise` would pass."""
    return passes(check_can_raise, person, letter)


def check_can_see_query(person: Person, query: QualityQuery) -> None:
    """Refuse everyone but the inspection's team and its quality readers."""
    if not is_inspector(person, query.inspection) and not reads_draft(person, query.inspection):
        raise QualityRefused("Only this inspection's team and its quality readers can read this query.")


def check_can_move_query(person: Person, query: QualityQuery, to: QueryState) -> None:
    """Refuse a move the table does not hold, and whoever is not on the side that makes it."""
    here = QueryState(query.state)
    side = QUERY_MOVES.get((here, to))
    if side is None:
        raise QualityRefused(f"A quality query that is {here.label.lower()} cannot become {to.label.lower()}.")
    if side == Side.TEAM:
        check_may_write(person, query.inspection)
    else:
        check_reads_draft(person, query.letter)


def can_move_query(person: Person, query: QualityQuery, to: QueryState) -> bool:
    """Return whether `check_can_move_query` would pass."""
    return passes(check_can_move_query, person, query, to)
