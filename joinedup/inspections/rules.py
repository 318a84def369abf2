"""Who may do what with an inspection, and what its stage allows. Each check raises with a sentence; its twin answers yes or no."""

from collections.abc import Iterable
from functools import partial

from django.db.models import QuerySet

from joinedup.areas.models import Agency, Area, Inspectorate, InspectorateMember
from joinedup.inspections.code_words import fault_of
from joinedup.inspections.complaints.models import PublicationHold
from joinedup.inspections.enums import MOVES, THROUGH_LETTER, Role, Stage
from joinedup.inspections.interruptions.enums import InterruptionState
from joinedup.inspections.interruptions.queries import deferral_of, pause_of
from joinedup.inspections.models import Inspection, TeamMember, stands_back
from joinedup.inspections.queries import opened_it, roles_of, was_telephoned
from joinedup.method.framework import Framework
from joinedup.people.models import Person
from joinedup.people.refusal import Refused, passes

#: All that anybody on a team is told of a hold.
HELD = "Publication is held by somebody outside this team. The letter cannot be published until they lift the hold."


class InspectionRefused(Refused):
    """Somebody may not do this, or not now; the message says why."""


def check_is_inspector(person: Person, inspection: Inspection) -> None:
    """Refuse everyone outside the inspection's team."""
    if not person.is_active or not roles_of(person, inspection):
        raise InspectionRefused("Only members of this inspection's team can do this.")


def is_inspector(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_is_inspector` would pass."""
    return passes(check_is_inspector, person, inspection)


def check_may_write(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors: signatories and quality assurers read what inspectors write, and write nothing."""
    if not person.is_active or not {Role.LEAD, Role.INSPECTOR} & roles_of(person, inspection):
        raise InspectionRefused("Only an inspector of this inspection's team can do this.")


def may_write(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_may_write` would pass."""
    return passes(check_may_write, person, inspection)


def check_is_lead(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the inspection's lead inspectors."""
    if not person.is_active or Role.LEAD not in roles_of(person, inspection):
        raise InspectionRefused("Only a lead inspector of this inspection can do this.")


def is_lead(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_is_lead` would pass."""
    return passes(check_is_lead, person, inspection)


def agencies_of(person: Person, inspection: Inspection) -> QuerySet[Agency]:
    """Return the agencies a person answers for in this inspection, by sector and name: one person may answer for several.

    None before the area was notified, or for anyone else.
    """
    if inspection.stage == Stage.PLANNED or not person.is_active:
        return Agency.objects.none()
    found = Agency.objects.filter(inspections__inspection=inspection, members__person=person)
    return found.order_by("sector", "name").distinct()


def answers_for(person: Person, inspection: Inspection, agency: Agency) -> bool:
    """Return whether an agency is among those a person answers for in this inspection."""
    return agencies_of(person, inspection).filter(pk=agency.pk).exists()


def inspectorate_of(person: Person, inspection: Inspection) -> Inspectorate | None:
    """Return the inspectorate a person is there for in this inspection."""
    member = TeamMember.objects.filter(inspection=inspection, person=person).select_related("inspectorate").first()
    return member.inspectorate if member else None


def check_can_open(person: Person, framework: Framework) -> None:
    """Refuse everyone but staff of an inspectorate that takes part in the framework."""
    codes = [inspectorate.id for inspectorate in framework.inspectorates]
    if not person.is_active or not InspectorateMember.objects.filter(person=person, inspectorate__code__in=codes).exists():
        raise InspectionRefused("Only somebody who works for one of the framework's inspectorates can open an inspection.")


def can_open(person: Person, framework: Framework) -> bool:
    """Return whether `check_can_open` would pass."""
    return passes(check_can_open, person, framework)


def check_code_word(code_word: str, area: Area, agencies: Iterable[Agency]) -> None:
    """Refuse a code word from which somebody could tell the area: by its name, code, postcodes, or agencies asked."""
    if fault := fault_of(code_word, area, agencies):
        raise InspectionRefused(fault)


def check_can_add_team_member(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but whoever opened the inspection and its lead inspectors."""
    if not opened_it(person, inspection) and not is_lead(person, inspection):
        raise InspectionRefused("Only a lead inspector, or whoever opened this inspection, can add people to its team.")


def can_add_team_member(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_add_team_member` would pass."""
    return passes(check_can_add_team_member, person, inspection)


def check_fits_team(person: Person, inspection: Inspection, inspectorate: Inspectorate) -> None:
    """Refuse to take somebody into the team who stands back, does not work for the inspectorate, or for one that takes no part."""
    if stands_back(person, inspection.pk):
        raise InspectionRefused(
            f"{person.name} stands back from this inspection because of an interest. They cannot be on its team."
        )
    if inspectorate.code not in {part.id for part in inspection.framework.inspectorates}:
        raise InspectionRefused(f"{inspectorate} takes no part under this inspection's framework.")
    if not InspectorateMember.objects.filter(person=person, inspectorate=inspectorate).exists():
        raise InspectionRefused(f"{person} does not work for {inspectorate}.")


def check_not_in_role(person: Person, inspection: Inspection, role: Role) -> None:
    """Refuse to take somebody into the team twice for the same work."""
    if role in roles_of(person, inspection):
        raise InspectionRefused(f"{person.name} is on the team as {role.label.lower()} already.")


def check_can_leave(person: Person, member: TeamMember) -> None:
    """Refuse whoever may not add people either, once an inspection is closed, and to take out its last lead inspector."""
    inspection = member.inspection
    if not person.is_active or (not opened_it(person, inspection) and not is_lead(person, inspection)):
        raise InspectionRefused("Only a lead inspector, or whoever opened this inspection, can take people out of its team.")
    if inspection.stage == Stage.CLOSED:
        raise InspectionRefused("This inspection is closed: its team stays as it was.")
    others = TeamMember.objects.filter(inspection=inspection, role=Role.LEAD, person__is_active=True).exclude(pk=member.pk)
    if member.role == Role.LEAD and not others.exists():
        raise InspectionRefused(f"{member.person.name} is the only lead inspector. Add another lead inspector first.")


def check_can_move(person: Person, inspection: Inspection, to: Stage, *, with_letter: bool = False) -> None:
    """Refuse a move the table of stages does not hold, a person without one of its roles, and a move that is interrupted or held.

    `with_letter`: the letter moves with it. What only the letter's own actions move is refused without.
    """
    stage = Stage(inspection.stage)
    roles = MOVES.get((stage, to))
    if roles is None:
        raise InspectionRefused(f"An inspection cannot go from “{stage.label}” to “{to.label}”.")
    if not person.is_active or not roles & roles_of(person, inspection):
        may = " or a ".join(sorted(role.label.lower() for role in roles))
        raise InspectionRefused(f"Only a {may} of this inspection can move it from “{stage.label}” to “{to.label}”.")
    if (stage, to) in THROUGH_LETTER and not with_letter:
        raise InspectionRefused(f"The letter itself moves an inspection from “{stage.label}” to “{to.label}”. Go by its page.")
    check_goes_on(inspection, to)
    check_telephoned(inspection, to)
    if to == Stage.PUBLISHED:
        check_not_held(inspection)


def can_move(person: Person, inspection: Inspection, to: Stage, *, with_letter: bool = False) -> bool:
    """Return whether `check_can_move` would pass."""
    return passes(partial(check_can_move, with_letter=with_letter), person, inspection, to)


def check_not_held(inspection: Inspection) -> None:
    """Refuse to publish while any hold stands, in words that tell nothing of why."""
    if PublicationHold.objects.filter(inspection=inspection, lifted_at=None).exists():
        raise InspectionRefused(HELD)


def is_held(inspection: Inspection) -> bool:
    """Return whether publication is held."""
    return not passes(check_not_held, inspection)


def check_telephoned(inspection: Inspection, to: Stage) -> None:
    """Refuse to call an area notified that nobody telephoned."""
    if to == Stage.NOTIFIED and not was_telephoned(inspection):
        raise InspectionRefused(
            "An area is notified by telephone: make the notification pack and record the call. That moves it on."
        )


def check_goes_on(inspection: Inspection, to: Stage) -> None:
    """Refuse every move of a paused inspection, and fieldwork in one that is deferred."""
    held = pause_of(inspection)
    said = "This inspection is paused"
    if held is None and to == Stage.FIELDWORK:
        held, said = deferral_of(inspection), "Fieldwork of this inspection is deferred"
    if held is not None:
        until = f"until {held.until.day} {held.until:%B %Y}" if held.until else "and no day is set on which it goes on"
        ended = "" if held.state == InterruptionState.ENDED else f", or before “{held}” is ended"
        raise InspectionRefused(f"{said} {until}. It cannot move to “{to.label}” before that{ended}.")


def goes_on(inspection: Inspection, to: Stage) -> bool:
    """Return whether `check_goes_on` would pass."""
    return passes(check_goes_on, inspection, to)
