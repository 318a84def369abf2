"""Who says that somebody stands back, and who takes it back. Each check raises InspectionRefused; its twin answers yes or no."""

from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import Inspection, Recusal, TeamMember
from joinedup.inspections.queries import opened_it, roles_of
from joinedup.inspections.recusals.models import stands_back
from joinedup.inspections.rules import InspectionRefused, is_lead
from joinedup.people.models import Person
from joinedup.people.refusal import passes


def check_can_recuse(by: Person, inspection: Inspection, person: Person) -> None:
    """Refuse everyone but the person themselves, lead inspectors and whoever opened the inspection; and who is not in it.

    Whoever opened an inspection and alone leads it names another lead first: else nobody could gather its team any more.
    """
    if not by.is_active or not (by == person or is_lead(by, inspection) or opened_it(by, inspection)):
        raise InspectionRefused("Only they themselves, a lead inspector, or whoever opened this inspection can say so.")
    if inspection.stage == Stage.CLOSED:
        raise InspectionRefused("This inspection is closed: its team stays as it was.")
    if stands_back(person, inspection.pk):
        raise InspectionRefused(f"{person.name} stands back from this inspection already.")
    if not roles_of(person, inspection) and not opened_it(person, inspection):
        raise InspectionRefused(f"{person.name} is not in this inspection.")
    others = TeamMember.objects.filter(inspection=inspection, role=Role.LEAD, person__is_active=True).exclude(person=person)
    if opened_it(person, inspection) and not others.exists():
        raise InspectionRefused(
            f"{person.name} opened this inspection, and nobody else leads it. Add another lead inspector first."
        )


def can_recuse(by: Person, inspection: Inspection, person: Person) -> bool:
    """Return whether `check_can_recuse` would pass."""
    return passes(check_can_recuse, by, inspection, person)


def check_can_lift(by: Person, recusal: Recusal) -> None:
    """Refuse everyone but another lead inspector or whoever opened the inspection: nobody lifts their own."""
    if recusal.lifted_at is not None:
        raise InspectionRefused("It is lifted already.")
    if by == recusal.person or not by.is_active or not (is_lead(by, recusal.inspection) or opened_it(by, recusal.inspection)):
        raise InspectionRefused("Only another lead inspector, or whoever opened this inspection, can lift it.")


def can_lift(by: Person, recusal: Recusal) -> bool:
    """Return whether `check_can_lift` would pass."""
    return passes(check_can_lift, by, recusal)
