"""Who may decide what a later run changes about a tracked child, and when."""

from joinedup.cases.enums import TrackedState
from joinedup.cases.later.enums import Later
from joinedup.cases.later.models import LaterDecision
from joinedup.cases.later.queries import Proposed, claimed_by_others, later_run_of, stood_on, to_bring_in
from joinedup.cases.models import Sample, TrackedChild
from joinedup.cases.rules import LEAVING_OUT
from joinedup.inspections.enums import Role
from joinedup.inspections.queries import roles_of
from joinedup.inspections.rules import InspectionRefused, check_may_write
from joinedup.linkage.models import LinkRun
from joinedup.people.models import Person
from joinedup.people.refusal import passes

_INSPECTORS = frozenset({Role.LEAD, Role.INSPECTOR})


def check_can_decide_later(person: Person, tracked: TrackedChild) -> None:
    """Refuse everyone but the team's inspectors, a child left out, and any change once the letter is signed."""
    if not person.is_active or not _INSPECTORS & roles_of(person, tracked.inspection):
        raise InspectionRefused("Only inspectors of this inspection decide what a child stands on.")
    if tracked.state != TrackedState.TRACKED:
        raise InspectionRefused(f"{tracked.code} is left out. Take the child in again before changing what it stands on.")
    if tracked.inspection.stage not in LEAVING_OUT:
        stage = tracked.inspection.get_stage_display().lower()
        raise InspectionRefused(f"What a child stands on changes until the letter is signed. This inspection is {stage}.")


def can_decide_later(person: Person, tracked: TrackedChild) -> bool:
    """Return whether `check_can_decide_later` would pass."""
    return passes(check_can_decide_later, person, tracked)


def check_can_bring_in(person: Person, sample: Sample, run: LinkRun | None) -> None:
    """Refuse everyone but the team's inspectors, any once the letter is signed, and a run that is not to be brought in."""
    check_may_write(person, sample.inspection)
    if sample.inspection.stage not in LEAVING_OUT:
        stage = sample.inspection.get_stage_display().lower()
        raise InspectionRefused(f"Later lists are brought in until the letter is signed. This inspection is {stage}.")
    latest = to_bring_in(sample)
    if latest is None:
        raise InspectionRefused("There are no later lists to bring in: those linked last are known here already.")
    if run is None or latest.pk != run.pk:
        raise InspectionRefused("The lists were linked once more since you opened this page. Look at it as it is now.")


def can_bring_in(person: Person, sample: Sample) -> bool:
    """Return whether `check_can_bring_in` would pass for the latest run."""
    return passes(check_can_bring_in, person, sample, to_bring_in(sample))


def check_is_open(tracked: TrackedChild, run: LinkRun, decision: Later) -> None:
    """Refuse a run that is not the latest or that the child stands on already, and the same refusal a second time."""
    latest = later_run_of(tracked)
    if latest is None:
        raise InspectionRefused(f"{tracked.code} stands on the latest link run already.")
    if latest.pk != run.pk:
        raise InspectionRefused("The lists were linked once more since you opened this page. Look at what has changed now.")
    if decision == Later.REFUSED and LaterDecision.objects.filter(tracked=tracked, run=run.pk).exists():
        raise InspectionRefused("This change was refused, or taken back, already.")


def check_is_apart(change: Proposed) -> None:
    """Refuse to let in a run that holds two tracked children to be one person: each would stand on all the records of both."""
    if change.together:
        both = " and ".join([change.tracked.code, *change.together])
        raise InspectionRefused(
            f"The later run holds {both} to be one person. Review that link, or leave one of them out, before it is let in."
        )


def check_can_take_back(person: Person, tracked: TrackedChild, wrong: LaterDecision | None) -> None:
    """Refuse whoever may not decide, and where the child does not stand on this decision, or another child would lose records.

    `wrong` is the decision that let the run in, as the page showed it.
    """
    check_can_decide_later(person, tracked)
    ground = stood_on(tracked)
    if ground is None:
        raise InspectionRefused(f"{tracked.code} stands on the sample as drawn, so there is nothing to take back.")
    if wrong is None or wrong.pk != ground.pk:
        raise InspectionRefused(f"What {tracked.code} stands on was changed since you opened this page. Look at it as it is now.")
    if others := claimed_by_others(tracked, set(ground.records_before) - set(ground.records)):
        both = " and ".join(others)
        raise InspectionRefused(
            f"{both} stands by now on a record that {tracked.code} would stand on again. Take that back first, so that it is one's."
        )


def can_take_back(person: Person, tracked: TrackedChild) -> bool:
    """Return whether `check_can_take_back` would pass for what the child stands on now."""
    return passes(check_can_take_back, person, tracked, stood_on(tracked))
