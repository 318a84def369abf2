"""Who may do what with a written statement, and what its state allows. Each check raises with a sentence."""

from datetime import date

from django.utils import timezone

from joinedup.areas.enums import AgencyRole
from joinedup.areas.models import Agency, AgencyMember, InspectorateMember
from joinedup.improvement.core.content import PROSE
from joinedup.improvement.core.gaps import gaps_of
from joinedup.improvement.enums import EACH_BODY, MOVES, STATUTORY, Party, StatementState
from joinedup.improvement.models import NOT_OUT, Point, Scrutineer, WrittenStatement
from joinedup.improvement.queries import content_of
from joinedup.people.models import Person
from joinedup.people.refusal import Refused, passes

NO_MORE_CHANGES = {
    StatementState.PUT_TO_SCRUTINY: "The statement is with the scrutineer. It can be changed once it comes back.",
    StatementState.CLOSED: "The statement is closed and changes no more.",
}


class StatementRefused(Refused):
    """Somebody may not do this with a written statement, or not now; the message says why."""


def lies_ahead(statement: WrittenStatement, day: date) -> bool:
    """Return whether a day is still to come; an invented area's may lie ahead, as its whole inspection may."""
    return not statement.area.made_up and day > timezone.localdate()


def parties_of(person: Person, statement: WrittenStatement) -> set[Party]:
    """Return what a person is for a statement; empty for everybody else. A partner is a coordinator of a statutory sector."""
    if not person.is_active or not is_out(statement):
        return set()
    coordinates = set(coordinated(person, statement).values_list("sector", flat=True))
    parties = {Party.COORDINATOR} if coordinates else set()
    parties |= {Party.PARTNERS} if coordinates & set(STATUTORY) else set()
    if Scrutineer.objects.filter(statement=statement, person=person, ended_at=None).exists():
        parties.add(Party.SCRUTINEER)
    if statement.publication_id is None:  # the letter is not on this installation: what inspectorates answer arrives by post
        return parties | ({Party.INSPECTORATE} if coordinates else set())
    return parties | ({Party.INSPECTORATE} if InspectorateMember.objects.filter(person=person).exists() else set())


def is_out(statement: WrittenStatement) -> bool:
    """Return whether the letter may be read by everybody: before that nobody but those named for it knows what it says."""
    return statement.publication is None or statement.publication.state not in NOT_OUT


def coordinated(person: Person, statement: WrittenStatement):
    """Return the agencies of the partnership a person is coordinator of."""
    member = AgencyMember.objects.filter(person=person, role=AgencyRole.COORDINATOR)
    return Agency.objects.filter(areas=statement.area_id, members__in=member)


def check_is_coordinator(person: Person, statement: WrittenStatement) -> None:
    """Refuse everyone but coordinators of the area's agencies."""
    if Party.COORDINATOR not in parties_of(person, statement):
        raise StatementRefused("Only a coordinator of an agency of this partnership can do this.")


def check_can_write(person: Person, statement: WrittenStatement) -> None:
    """Refuse everyone but coordinators, and them too while the scrutineer has it and once it is closed."""
    check_is_coordinator(person, statement)
    if reason := NO_MORE_CHANGES.get(StatementState(statement.state)):
        raise StatementRefused(reason)


def can_write(person: Person, statement: WrittenStatement) -> bool:
    """Return whether `check_can_write` would pass."""
    return passes(check_can_write, person, statement)


def check_can_move(person: Person, statement: WrittenStatement, to: StatementState) -> None:
    """Refuse a step the table does not have, one that is somebody else's, and whatever else stands in its way."""
    before = StatementState(statement.state)
    whose = MOVES.get((before, to))
    if whose is None:
        raise StatementRefused(
            f"The statement stands at “{before.label}” and cannot go from there to “{StatementState(to).label}”."
        )
    if whose not in parties_of(person, statement):
        raise StatementRefused(f"This step is for {whose.label}.")
    if to in (StatementState.APPROVED, StatementState.SENT) and (gaps := gaps_of(content_of(statement))):
        raise StatementRefused(" ".join(gaps))
    if to == StatementState.PUT_TO_SCRUTINY and not statement.scrutineers.filter(ended_at=None).exists():
        raise StatementRefused("Name a scrutineer first: the partnership does not close its statement alone.")


def can_move(person: Person, statement: WrittenStatement, to: StatementState) -> bool:
    """Return whether `check_can_move` would pass."""
    return passes(check_can_move, person, statement, to)


def check_can_approve(person: Person, statement: WrittenStatement, agency: Agency) -> None:
    """Refuse all but a coordinator of that statutory partner, once for each, while it is a draft without gaps.

    Every council and every force approves for itself; in health one agency does for all.
    """
    check_can_move(person, statement, StatementState.APPROVED)
    if not coordinated(person, statement).filter(pk=agency.pk, sector__in=STATUTORY).exists():
        raise StatementRefused("Only a coordinator of that statutory partner can approve for it.")
    standing = statement.approvals.filter(voided_at=None)
    if standing.filter(agency=agency).exists():
        raise StatementRefused(f"The plan is approved for {agency} already.")
    if agency.sector not in EACH_BODY and standing.filter(sector=agency.sector).exists():
        raise StatementRefused(f"The plan is approved for {agency.get_sector_display().lower()} already.")


def can_approve(person: Person, statement: WrittenStatement, agency: Agency) -> bool:
    """Return whether `check_can_approve` would pass."""
    return passes(check_can_approve, person, statement, agency)


def check_can_name_scrutineer(person: Person, statement: WrittenStatement, scrutineer: Person) -> None:
    """Refuse everyone but coordinators; and as scrutineer whoever works for one of the agencies or for an inspectorate."""
    check_can_write(person, statement)
    if AgencyMember.objects.filter(person=scrutineer, agency__areas=statement.area_id).exists():
        raise StatementRefused("A scrutineer works for none of the partnership’s agencies.")
    if InspectorateMember.objects.filter(person=scrutineer).exists():
        raise StatementRefused("A scrutineer works for no inspectorate.")


def check_can_set_same(person: Person, point: Point, same_as: str) -> None:
    """Refuse to set aside a bullet or a point for priority action, and to lead a point to itself or to one that is set aside."""
    check_can_write(person, point.statement)
    if not same_as:
        return
    if point.kind != PROSE:
        raise StatementRefused(f"Point {point.number} stands in the letter’s own list. It keeps an action of its own.")
    other = point.statement.points.filter(number=same_as).first()
    if other is None or other.same_as or other.pk == point.pk:
        raise StatementRefused("Choose another point that is not itself said to be the same as a third.")
    if point.statement.points.filter(same_as=point.number).exists():
        raise StatementRefused(f"Other points are said to be the same as {point.number}. Lead them elsewhere first.")


def check_can_share(person: Person, statement: WrittenStatement) -> None:
    """Refuse everyone but coordinators, and to share before the statement is sent: that is what sending is for."""
    check_is_coordinator(person, statement)
    if statement.state in (StatementState.DRAFT, StatementState.APPROVED):
        raise StatementRefused("Send the statement first. Afterwards you can share how it goes on.")


def can_share(person: Person, statement: WrittenStatement) -> bool:
    """Return whether `check_can_share` would pass."""
    return passes(check_can_share, person, statement)


def check_can_write_voice(person: Person, statement: WrittenStatement) -> None:
    """Refuse everyone but coordinators and the scrutineer, and everybody before the statement is sent."""
    if not parties_of(person, statement) & {Party.COORDINATOR, Party.SCRUTINEER}:
        raise StatementRefused("Only the partnership’s coordinators and its scrutineer can write down what children said.")
    if statement.state in (StatementState.DRAFT, StatementState.APPROVED):
        raise StatementRefused("Children can say what changed once the statement is being carried out.")


def can_write_voice(person: Person, statement: WrittenStatement) -> bool:
    """Return whether `check_can_write_voice` would pass."""
    return passes(check_can_write_voice, person, statement)


def check_can_read_copies(person: Person, statement: WrittenStatement) -> None:
    """Refuse everyone but the inspectorates and the partnership itself."""
    if not parties_of(person, statement):
        raise StatementRefused("This statement is private to its partnership.")
