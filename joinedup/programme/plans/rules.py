"""Who plans teams, lays things down and takes a plan over. Each check raises RoundRefused; its twin says yes or no."""

from datetime import date

from joinedup.people.models import Person
from joinedup.people.refusal import passes
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.choices.queries import areas_of
from joinedup.programme.plans.enums import PlanState, WishKind
from joinedup.programme.plans.kept import inputs_of
from joinedup.programme.plans.models import Plan, PlanCopy
from joinedup.programme.plans.queries import latest_plan
from joinedup.programme.rounds.enums import RoundState
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.rules import RoundRefused, check_can_plan, check_runs_round

#: Once areas are agreed teams are planned; a settled round may be planned again, and holds until another plan is taken over.
PLANNING = (RoundState.ROSTERING, RoundState.SETTLED)
#: What a what-if copy may set otherwise, in whole numbers.
RULES_OF_A_COPY = ("rest_weeks", "most", "at_once", "experienced_least", "new_most", "furthest")
#: A run may take this many seconds at most.
LONGEST = 120


def check_can_roster(person: Person, round_: Round, copy: PlanCopy | None = None) -> None:
    """Refuse whoever does not plan the round, a round without areas, a copy given up and a second run beside one that runs."""
    check_can_plan(person, round_, *PLANNING)
    if copy is not None and copy.ended_at is not None:
        raise RoundRefused("This copy was given up.")
    if not areas_of(round_).exists():
        raise RoundRefused("Choose the areas first.")
    latest = latest_plan(round_, copy)
    if latest is not None and latest.state == PlanState.RUNNING:
        raise RoundRefused("A plan is being made. Wait until it is done.")


def can_roster(person: Person, round_: Round, copy: PlanCopy | None = None) -> bool:
    """Return whether `check_can_roster` would pass."""
    return passes(check_can_roster, person, round_, copy)


def check_can_copy(person: Person, round_: Round, title: str) -> None:
    """Refuse whoever does not plan the round, and a copy without a title of its own."""
    check_can_plan(person, round_, *PLANNING)
    if not title.strip():
        raise RoundRefused("Give the copy a title: what if …")
    if PlanCopy.objects.filter(round=round_, ended_at=None, title=title.strip()).exists():
        raise RoundRefused("Another copy has this title.")


def check_rules_of_copy(rules: dict[str, int]) -> None:
    """Refuse what a copy cannot set otherwise."""
    unknown = sorted(set(rules) - set(RULES_OF_A_COPY))
    if unknown or any(value < 0 for value in rules.values()):
        raise RoundRefused(f"A copy sets whole numbers from 0 on otherwise, of: {', '.join(RULES_OF_A_COPY)}.")


def check_wish(place: RoundArea, kind: WishKind, person: Person | None, week: date | None) -> None:
    """Refuse what lacks its week or its inspector, what is no Monday, and to move an inspection that is opened."""
    if place.state != "in":
        raise RoundRefused(f"{place.called} is not in this round any more.")
    if kind == WishKind.WEEK:
        if week is None or week.weekday() != 0:
            raise RoundRefused("Choose the Monday of a week.")
        if place.inspection_id is not None:
            raise RoundRefused(f"{place.called} is opened as an inspection: its calendar says when, and is changed there.")
    elif person is None:
        raise RoundRefused("Choose the inspector.")


def check_can_take_over(person: Person, plan: Plan) -> None:
    """Refuse whoever does not run the round, a run without a plan, one that holds, and one made for other areas than are in now."""
    check_runs_round(person, plan.round)
    if plan.round.state not in PLANNING:
        raise RoundRefused("Plans are taken over once the areas are agreed.")
    if plan.state != PlanState.PLANNED:
        raise RoundRefused("This run found no plan.")
    if plan.held_from is not None and plan.held_until is None:
        raise RoundRefused("This plan holds already.")
    planned_for = {one.key for one in inputs_of(plan).inspections}
    if planned_for != {str(pk) for pk in areas_of(plan.round).values_list("pk", flat=True)}:
        raise RoundRefused("The areas of the round have changed since this plan was made. Plan again.")
    if plan.copy is not None and plan.copy.ended_at is not None:
        raise RoundRefused("The copy this plan belongs to was given up.")


def can_take_over(person: Person, plan: Plan) -> bool:
    """Return whether `check_can_take_over` would pass."""
    return passes(check_can_take_over, person, plan)
