"""Who may draw, choose, replace and open, and when. Each check raises with a sentence; its twin answers yes or no."""

from collections.abc import Sequence

from joinedup.cases.enums import MOVES, TrackedState
from joinedup.cases.models import Sample, TrackedChild
from joinedup.inspections.enums import Role, Stage
from joinedup.inspections.models import Inspection, TeamMember
from joinedup.inspections.queries import roles_of
from joinedup.inspections.rules import InspectionRefused, check_is_inspector, check_is_lead, check_may_write
from joinedup.intake.queries import submissions_of
from joinedup.linkage.models import LinkRun
from joinedup.people.models import Person
from joinedup.people.refusal import passes

DRAWING = (Stage.LISTS, Stage.SELECTION)
CHOOSING = (Stage.SELECTION, Stage.FIELDWORK)
LEAVING_OUT = (*CHOOSING, Stage.JUDGING, Stage.WRITING, Stage.CHECKING)
_LEADS = 2


def check_can_draw(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the lead, before the lists are there or after fieldwork began, and a second draw."""
    check_is_lead(person, inspection)
    if inspection.stage not in DRAWING:
        raise InspectionRefused(f"The sample is drawn at selection. This inspection is {inspection.get_stage_display().lower()}.")
    if Sample.objects.filter(inspection=inspection).exists():
        raise InspectionRefused("The sample has been drawn. Later lists tell more about its children but never redraw it.")


def can_draw(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_draw` would pass."""
    return passes(check_can_draw, person, inspection)


def check_newest_lists(run: LinkRun) -> None:
    """Refuse to draw from a link run older than what the cohort is found in: it is drawn once, on the lists that count."""
    sector = run.inspection.framework.selection.cohort_sector
    counting = submissions_of(run.inspection).filter(agency__sector=sector).exclude(list_id="")
    since = [] if run.submissions is None else [one for one in counting if str(one.pk) not in set(run.submissions)]
    if since:
        raise InspectionRefused(
            f"“{since[0].request.title}” of {since[0].agency.name} was accepted after the lists were linked. Link the lists again, "
            "then draw: the sample is drawn once."
        )


def check_can_choose(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the team's inspectors, other stages, and more children than the framework tracks."""
    check_may_write(person, inspection)
    if inspection.stage not in CHOOSING:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"Children are chosen at selection and in fieldwork. This inspection is {stage}.")
    if not Sample.objects.filter(inspection=inspection).exists():
        raise InspectionRefused("Draw the sample first: children to track are chosen from its cohort.")
    most = inspection.framework.selection.tracked_max
    if TrackedChild.objects.filter(inspection=inspection, state=TrackedState.TRACKED).count() >= most:
        raise InspectionRefused(f"This framework tracks at most {most} children.")


def can_choose(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_choose` would pass."""
    return passes(check_can_choose, person, inspection)


def check_can_lead(inspection: Inspection, leads: Sequence[Person]) -> None:
    """Refuse leads who are not two active inspectors of the team, of different inspectorates where more than one takes part."""
    members = TeamMember.objects.filter(inspection=inspection, role__in=(Role.LEAD, Role.INSPECTOR)).select_related("inspectorate")
    place = {member.person_id: member.inspectorate_id for member in members}
    outside = [str(person) for person in leads if person.pk not in place or not person.is_active]
    if outside:
        raise InspectionRefused(f"Not an inspector of this inspection: {', '.join(outside)}.")
    joint = len(set(place.values())) > 1
    if joint and len({place[person.pk] for person in leads}) < _LEADS:
        raise InspectionRefused("Two inspectors of different inspectorates lead on each tracked child.")
    if not leads or len(leads) > _LEADS:
        raise InspectionRefused("Name the inspectors who lead on this child: two at most.")


def check_can_replace(person: Person, inspection: Inspection) -> None:
    """Refuse everyone but the lead, and other stages than selection and fieldwork."""
    check_is_lead(person, inspection)
    if inspection.stage not in CHOOSING:
        stage = inspection.get_stage_display().lower()
        raise InspectionRefused(f"Sampled children are replaced at selection and in fieldwork. This inspection is {stage}.")


def can_replace(person: Person, inspection: Inspection) -> bool:
    """Return whether `check_can_replace` would pass."""
    return passes(check_can_replace, person, inspection)


def check_was_not_replaced(sample: Sample, child_id: str) -> None:
    """Refuse a child who was replaced in the sample: nobody left out for a reason comes back by another way."""
    if sample.replacements.filter(child_id=child_id).exists():
        # Why is sealed, so it is not told in a sentence that may be logged; it stands beside the draw.
        raise InspectionRefused("This child was replaced in the sample and is not taken in again. Why stands beside the draw.")


def check_is_not_tracked(inspection: Inspection, child_id: str) -> None:
    """Refuse to replace a child in the sample while it is tracked: it would stay tracked, and nobody would notice."""
    tracked = TrackedChild.objects.filter(inspection=inspection, child_id=child_id, state=TrackedState.TRACKED).first()
    if tracked is not None:
        raise InspectionRefused(f"This child is tracked as {tracked.code}. Leave {tracked.code} out first, then replace it here.")


def check_can_move(person: Person, tracked: TrackedChild, to: TrackedState) -> None:
    """Refuse a move the table of states does not hold, a person without one of its roles, and any once the letter is signed."""
    roles = MOVES.get((TrackedState(tracked.state), to))
    if roles is None:
        raise InspectionRefused(f"{tracked.code} is {tracked.get_state_display().lower()} already.")
    if not person.is_active or not roles & roles_of(person, tracked.inspection):
        raise InspectionRefused("Only a lead inspector of this inspection can do this.")
    if tracked.inspection.stage not in LEAVING_OUT:
        stage = tracked.inspection.get_stage_display().lower()
        raise InspectionRefused(
            f"Tracked children are left out from selection until the letter is signed. This inspection is {stage}."
        )


def can_move(person: Person, tracked: TrackedChild, to: TrackedState) -> bool:
    """Return whether `check_can_move` would pass."""
    return passes(check_can_move, person, tracked, to)


def check_can_open_child(person: Person, tracked: TrackedChild) -> None:
    """Refuse everyone outside the inspection's team."""
    check_is_inspector(person, tracked.inspection)


def can_open_child(person: Person, tracked: TrackedChild) -> bool:
    """Return whether `check_can_open_child` would pass."""
    return passes(check_can_open_child, person, tracked)
