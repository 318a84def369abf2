"""Who may look at a sampled child and fill in the short form. Each check raises with a sentence; its twin answers yes or no."""

from joinedup.cases.models import Replacement, SampledChild
from joinedup.cases.sampled.enums import MOVES, FormState, Who
from joinedup.cases.versions.rules import TooLate, check_in_time
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import roles_of
from joinedup.inspections.rules import InspectionRefused, is_lead
from joinedup.people.models import Person
from joinedup.people.refusal import passes

_LOOKING = frozenset({Role.LEAD, Role.INSPECTOR})


def check_can_look(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the inspectors of the team, and other stages."""
    check_in_time(person, inspection)
    if not _LOOKING & roles_of(person, inspection):
        raise InspectionRefused("Only inspectors of this inspection look at sampled children.")


def can_look(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_look` would pass."""
    return passes(check_can_look, person, inspection)


def check_not_replaced(child: SampledChild | None) -> None:
    """Raise TooLate for a child replaced in the sample: without consent, or in a live criminal case, nobody looks further."""
    if child is not None and Replacement.objects.filter(sample=child.sample_id, child_id=child.child_id).exists():
        raise TooLate(f"{child.code} was replaced in the sample, so nobody looks at this child any more.")


def check_can_give_to(by: Person, inspection: Inspection, child: SampledChild | None, to: Person | None) -> None:
    """Refuse to give a child to somebody else, or to take one somebody has, unless a lead does; who cannot look; a child replaced.

    `to` null hands the child back. Whoever has begun a form keeps what they wrote in it whoever looks next.
    """
    check_can_look(by, inspection)
    holder = child.looks if child else None
    if to is not None:
        check_not_replaced(child)
        check_can_look(to, inspection)
    if not is_lead(by, inspection) and (holder not in (None, by) or to not in (None, by)):
        raise InspectionRefused("Only a lead inspector gives a child to somebody else, or takes one another inspector has.")


def can_give_to(by: Person, inspection: Inspection, child: SampledChild | None, to: Person | None) -> bool:
    """Return whether `check_can_give_to` would pass."""
    return passes(check_can_give_to, by, inspection, child, to)


def check_looks(person: Person, child: SampledChild | None) -> None:
    """Refuse everyone but the inspector who looks at the child."""
    if child is None or child.looks != person:
        raise InspectionRefused("Only the inspector who looks at this child fills in its short form. Take the child first.")


def check_can_fill(person: Person, child: SampledChild | None, *, late: bool = False) -> None:
    """Refuse everyone but who looks at the child, and a form that is done; one of a child replaced takes late entries alone."""
    check_looks(person, child)
    if not late:
        check_not_replaced(child)
    if child is not None and child.state == FormState.DONE:
        raise InspectionRefused("This short form is done. Open it again to change it.")


def can_fill(person: Person, child: SampledChild | None) -> bool:
    """Return whether `check_can_fill` would pass."""
    return passes(check_can_fill, person, child)


def check_can_move_form(person: Person, child: SampledChild, to: FormState) -> None:
    """Refuse a move the table of states does not hold, other stages, a child replaced, and who may not make it."""
    who = MOVES.get((FormState(child.state), to))
    if who is None:
        raise InspectionRefused(f"A short form that is {child.get_state_display().lower()} cannot become {to.label.lower()}.")
    check_can_look(person, child.inspection)
    check_not_replaced(child)
    if who == Who.LOOKS or not is_lead(person, child.inspection):
        check_looks(person, child)


def can_move_form(person: Person, child: SampledChild, to: FormState) -> bool:
    """Return whether `check_can_move_form` would pass."""
    return passes(check_can_move_form, person, child, to)
