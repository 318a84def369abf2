"""Taking somebody into a team once their declared interests were asked: those who gather it learn kinds, and nothing else."""

from django.db import transaction

from joinedup.areas.models import Inspectorate
from joinedup.audit.actions import record
from joinedup.inspections.actions import add_team_member
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.inspections.rules import InspectionRefused, check_can_add_team_member
from joinedup.people.models import Person
from joinedup.programme.inspectors.enums import Holds
from joinedup.programme.inspectors.queries import Held, interests_in


class InterestQuestioned(InspectionRefused):
    """Somebody declared an interest that is weighed; the message asks. Given again with `although`, they join."""


@transaction.atomic
def add_to_team(
    *, by: Person, inspection: Inspection, person: Person, inspectorate: Inspectorate, role: str, although: bool = False
) -> TeamMember:
    """Take a person into a team as `add_team_member` does, once their declared interests in its area were asked.

    Raises InspectionRefused where one keeps them away; InterestQuestioned where one is weighed, unless `although`; then it is
    logged that it was weighed.
    """
    check_can_add_team_member(by, inspection)
    held = interests_in([person], inspection.area).get(person.pk, ())
    if blocking := [one for one in held if one.holds == Holds.BLOCKS]:
        raise InspectionRefused(
            f"{person.name} declared an interest that keeps them away: {_kinds(blocking)}. "
            "Their programme office can say that it is weighed instead."
        )
    if held and not although:
        raise InterestQuestioned(
            f"{person.name} declared an interest: {_kinds(list(held))}. Weigh it: shall they join all the same?"
        )
    member = add_team_member(by=by, inspection=inspection, person=person, inspectorate=inspectorate, role=role)
    if held:
        detail = {"person": str(person.pk), "kinds": sorted(one.kind.value for one in held)}
        chain = str(inspection.pk)
        record(by=by, chain=chain, action="interest weighed", object_kind="inspection", object_id=chain, detail=detail)
    return member


def _kinds(held: list[Held]) -> str:
    return ", ".join(sorted(one.kind.label[:1].lower() + one.kind.label[1:] for one in held))
