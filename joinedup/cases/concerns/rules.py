"""Who may raise an urgent concern, answer it, see it to work and close it. Each check raises a sentence; its twin says yes."""

from collections.abc import Sequence

from joinedup.cases.concerns.content import Receiver, SpokenOf
from joinedup.cases.concerns.enums import MOVES, OPEN, ConcernState, Party
from joinedup.cases.concerns.models import Concern
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.inspections.rules import InspectionRefused, check_is_inspector
from joinedup.method.framework import ConcernRoute
from joinedup.people.models import Person
from joinedup.people.refusal import passes


class ConcernRefused(InspectionRefused):
    """Something cannot be done with an urgent concern, or not so; the message says why."""


def check_can_raise(person: Person, inspection: Inspection) -> None:
    """Refuse everyone outside the team, and an inspection its area does not know of yet. No later stage forbids it."""
    check_is_inspector(person, inspection)
    if inspection.stage == Stage.PLANNED:
        raise ConcernRefused("The area has not been notified, so nobody there can be told through this inspection. Ring them.")


def can_raise(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_raise` would pass."""
    return passes(check_can_raise, person, inspection)


def check_receivers(inspection: Inspection, route: ConcernRoute, receivers: Sequence[Receiver], spoken_of: SpokenOf | None) -> None:
    """Refuse a concern nobody receives, a receiver who is not of its agency, and one about staff only their own agency hears of."""
    if not receivers:
        raise ConcernRefused("Say who receives it.")
    taking_part = set(inspection.agencies.values_list("agency", flat=True))
    for receiver in receivers:
        if receiver.agency and receiver.agency.pk not in taking_part:
            raise ConcernRefused(f"{receiver.agency} takes no part in this inspection.")
        if receiver.person and not (receiver.agency and receiver.agency.members.filter(person=receiver.person).exists()):
            raise ConcernRefused(f"{receiver.person} does not answer for the agency chosen.")
    if not route.about_staff:
        return
    if spoken_of is None or not spoken_of.role.strip():
        raise ConcernRefused("Say in which role the person works. Never write their name.")
    if all(receiver.agency == spoken_of.agency for receiver in receivers):
        raise ConcernRefused("The person’s own agency alone must not receive this. Name somebody outside their line of work too.")


def parties_of(person: Person, concern: Concern) -> frozenset[Party]:
    """Return what a person is to a concern; nothing for whoever may not see it."""
    if not Concern.objects.all().visible_to(person).filter(pk=concern.pk).exists():
        return frozenset()
    return parties_among(person, concern, roles_of(person, concern.inspection))


def parties_among(person: Person, concern: Concern, roles: frozenset[Role]) -> frozenset[Party]:
    """Return what a person with these roles in the inspection is to a concern they may see."""
    raiser = concern.raised_by_id == person.pk
    found = {
        Party.RAISER: raiser,
        Party.LEAD: Role.LEAD in roles,
        Party.TEAM: bool(roles) and (not concern.about_staff or raiser or Role.LEAD in roles),
        Party.RECEIVER: not roles,
    }
    return frozenset(party for party, holds in found.items() if holds)


def check_can_see(person: Person, concern: Concern) -> None:
    """Refuse everyone a concern is not for."""
    if not parties_of(person, concern):
        raise ConcernRefused("Only the people this concern is for can read it.")


def can_see(person: Person, concern: Concern) -> bool:
    """Return whether `check_can_see` would pass."""
    return passes(check_can_see, person, concern)


def check_can_move(person: Person, concern: Concern, to: ConcernState) -> None:
    """Refuse a move the table of states does not hold, whoever may not make it, and closing what was never put in writing."""
    check_party_can_move(parties_of(person, concern), concern, to)


def check_party_can_move(parties: frozenset[Party], concern: Concern, to: ConcernState) -> None:
    """Refuse what `check_can_move` refuses, to somebody who is these parties to the concern."""
    who = MOVES.get((ConcernState(concern.state), to))
    if who is None:
        raise ConcernRefused(f"A concern that is {_low(concern.state)} cannot become {_low(to)}.")
    if not who & parties:
        may = " or ".join(sorted(party.label for party in who))
        raise ConcernRefused(f"Only {may} can do this.")
    if to == ConcernState.CLOSED and concern.written_at is None:
        raise ConcernRefused("This was told by voice and never put in writing. Write it down first.")


def can_move(person: Person, concern: Concern, to: ConcernState) -> bool:
    """Return whether `check_can_move` would pass."""
    return passes(check_can_move, person, concern, to)


def moves_open_to(person: Person, concern: Concern) -> list[ConcernState]:
    """Return the states a person can bring a concern to now."""
    return moves_of(parties_of(person, concern), concern)


def moves_of(parties: frozenset[Party], concern: Concern) -> list[ConcernState]:
    """Return the states somebody who is these parties to a concern can bring it to now."""
    return [to for to in ConcernState if passes(check_party_can_move, parties, concern, to)]


def check_can_write_down(person: Person, concern: Concern) -> None:
    """Refuse everyone but the team, a concern that is in writing already, and one that is no longer open."""
    check_party_can_write_down(parties_of(person, concern), concern)


def check_party_can_write_down(parties: frozenset[Party], concern: Concern) -> None:
    """Refuse what `check_can_write_down` refuses, to somebody who is these parties to the concern."""
    if Party.TEAM not in parties:
        raise ConcernRefused("Only the inspection's team can put a concern in writing.")
    if concern.written_at is not None:
        raise ConcernRefused("This is in writing already. Add to it instead.")
    if concern.state not in OPEN:
        raise ConcernRefused(f"This concern is {_low(concern.state)}.")


def can_write_down(person: Person, concern: Concern) -> bool:
    """Return whether `check_can_write_down` would pass."""
    return passes(check_can_write_down, person, concern)


def check_can_add(person: Person, concern: Concern) -> None:
    """Refuse everyone a concern is not for, and one that is no longer open."""
    check_can_see(person, concern)
    if concern.state not in OPEN:
        raise ConcernRefused(f"This concern is {_low(concern.state)}: nothing is added to it any more.")


def can_add(person: Person, concern: Concern) -> bool:
    """Return whether `check_can_add` would pass."""
    return passes(check_can_add, person, concern)


def check_can_offer(person: Person, concern: Concern) -> None:
    """Refuse to rest a note on a concern outside its team, one withdrawn, or one about staff: a note is read by the whole team."""
    if Party.TEAM not in parties_of(person, concern):
        raise ConcernRefused("Only the inspection's team writes notes.")
    if concern.about_staff:
        raise ConcernRefused("What was said about somebody at work stays with those it was told to: no note rests on it.")
    if concern.state == ConcernState.WITHDRAWN:
        raise ConcernRefused("This concern was withdrawn: no note rests on it.")


def can_offer(person: Person, concern: Concern) -> bool:
    """Return whether `check_can_offer` would pass."""
    return passes(check_can_offer, person, concern)


def _low(state: str) -> str:
    return ConcernState(state).label.lower()
