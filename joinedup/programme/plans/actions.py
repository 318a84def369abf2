"""The only writers of plans, what-if copies, wishes and of who goes where."""

import secrets
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from joinedup.areas.models import Inspectorate
from joinedup.people.models import Person
from joinedup.programme.choices.kept import digest
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.choices.queries import areas_of
from joinedup.programme.core.plain import to_plain
from joinedup.programme.core.roster import plan as answered
from joinedup.programme.core.roster.planning import plan_round
from joinedup.programme.plans.enums import PlanState, WishKind
from joinedup.programme.plans.gathering import gather_roster
from joinedup.programme.plans.kept import answer_of, inputs_of
from joinedup.programme.plans.models import Assignment, Plan, PlanCopy, Wish
from joinedup.programme.plans.queries import goes_to, plan_before, plan_that_holds
from joinedup.programme.plans.rules import (
    LONGEST,
    check_can_copy,
    check_can_roster,
    check_can_take_over,
    check_rules_of_copy,
    check_wish,
)
from joinedup.programme.rounds.actions import locked, log
from joinedup.programme.rounds.models import Round
from joinedup.programme.rounds.rules import RoundRefused, check_can_plan

#: Seeds are drawn up to this: whole numbers a spreadsheet still writes out.
SEEDS = 2**31


def run_plan(*, by: Person, round_: Round, copy: PlanCopy | None = None, seed: int | None = None, time_limit: int = 30) -> Plan:
    """Plan weeks and people, and return the run done. Raises RoundRefused."""
    return complete_plan(by=by, plan=start_plan(by=by, round_=round_, copy=copy, seed=seed, time_limit=time_limit))


@transaction.atomic
def start_plan(*, by: Person, round_: Round, copy: PlanCopy | None = None, seed: int | None = None, time_limit: int = 30) -> Plan:
    """Write down that a run begins and all it reads; `complete_plan` does the work, perhaps in a job.

    Without a seed one is drawn. It differs as little as it can from the plan that holds, else from the run before. Raises
    RoundRefused.
    """
    round_ = locked(round_)
    check_can_roster(by, round_, copy)
    if not 1 <= time_limit <= LONGEST:
        raise RoundRefused(f"A run takes from 1 to {LONGEST} seconds.")
    inputs = to_plain(gather_roster(round_, copy))
    plan = Plan(
        round=round_,
        copy=copy,
        before=plan_before(round_, copy),
        seed=secrets.randbelow(SEEDS) if seed is None else seed,
        time_limit=time_limit,
        inputs=inputs,
        inputs_hash=digest(inputs),
        started_by=by,
    )
    plan.save(force_insert=True)
    log(by, round_, "plan started", plan=str(plan.pk), seed=plan.seed, inputs=plan.inputs_hash)
    return plan


def complete_plan(*, by: Person, plan: Plan) -> Plan:
    """Do a run's work and keep what it found. One that is done already is returned as it is: a job may be done twice.

    Whatever goes wrong is written down as broken off and raised again.
    """
    plan = Plan.objects.select_related("round", "before").get(pk=plan.pk)
    if plan.state != PlanState.RUNNING:
        return plan
    asked = inputs_of(plan)
    before = answer_of(plan.before) if plan.before else None
    try:
        Plan.objects.filter(pk=plan.pk).update(step="weeks, then people")
        found = plan_round(
            asked.inspections,
            asked.inspectors,
            asked.rules,
            seed=plan.seed,
            time_limit=plan.time_limit,
            before=before if isinstance(before, answered.Plan) else None,
        )
    except Exception:
        _finish(by, plan, PlanState.FAILED, None)
        raise
    return _finish(by, plan, PlanState.PLANNED if isinstance(found, answered.Plan) else PlanState.CLASHES, found)


@transaction.atomic
def _finish(by: Person, plan: Plan, state: PlanState, found: answered.Plan | answered.Infeasible | None) -> Plan:
    """Keep what a run came to."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("round").get(pk=plan.pk)
    if plan.state != PlanState.RUNNING:
        return plan
    plan.state, plan.step, plan.finished_at = state, "", timezone.now()
    plan.outcome = None if found is None else to_plain(found)
    plan.save(update_fields=["state", "step", "finished_at", "outcome"])
    outcome = "" if found is None else digest(plan.outcome)
    log(by, plan.round, "plan finished", plan=str(plan.pk), state=str(state), outcome=outcome)
    return plan


@transaction.atomic
def take_over(*, by: Person, plan: Plan) -> Plan:
    """Let a plan hold, a copy's too: its weeks and teams are the round's; what was laid down for the copy is the round's as well.

    Raises RoundRefused.
    """
    round_ = locked(plan.round)
    plan = Plan.objects.select_related("round", "copy").get(pk=plan.pk)
    check_can_take_over(by, plan)
    now = timezone.now()
    if (held := plan_that_holds(round_)) is not None:
        held.held_until = now
        held.save(update_fields=["held_until"])
    plan.held_from, plan.held_until = now, None
    plan.save(update_fields=["held_from", "held_until"])
    _place(plan, now)
    if plan.copy is not None:
        _wishes_over(plan.copy, by, now)
    log(by, round_, "plan taken over", plan=str(plan.pk), copy=str(plan.copy_id or ""))
    return plan


def _place(plan: Plan, now: Any) -> None:
    """Give each place its week and its team; who goes there as before keeps their row."""
    found, rules = answer_of(plan), inputs_of(plan).rules
    places = {str(row.pk): row for row in areas_of(plan.round)}
    standing = {(str(row.place_id), str(row.person_id)): row for row in goes_to(plan.round)}
    codes = {row.code: row for row in Inspectorate.objects.all()}
    for team in found.teams:
        place = places[team.inspection]
        if place.week != team.week:
            place.week = team.week
            place.save(update_fields=["week"])
        span = {
            "week": team.week,
            "from_week": team.week - timedelta(weeks=rules.weeks_before),
            "until_week": team.week + timedelta(weeks=rules.weeks_after),
        }
        for member in team.members:
            row = standing.pop((team.inspection, member.inspector), None)
            row = row or Assignment(round=plan.round, place=place, person_id=UUID(member.inspector))
            row.plan, row.inspectorate, row.lead = plan, codes[member.inspectorate], member.lead
            for name, week in span.items():
                setattr(row, name, week)
            row.save()
    for row in standing.values():
        row.ended_at = now
        row.save(update_fields=["ended_at", "changed_at"])


def _wishes_over(copy: PlanCopy, by: Person, now: Any) -> None:
    """Lay down for the round what was laid down for a copy, in place of what stood."""
    Wish.objects.filter(round=copy.round, copy=None, ended_at=None).update(ended_at=now, ended_by=by)
    for wish in Wish.objects.filter(copy=copy, ended_at=None):
        said = {"kind": wish.kind, "week": wish.week, "person": wish.person, "why": wish.why, "by": wish.by}
        Wish(round=copy.round, place=wish.place, **said).save(force_insert=True)


@transaction.atomic
def lay_down(
    *,
    by: Person,
    place: RoundArea,
    kind: WishKind,
    why: str,
    person: Person | None = None,
    week: date | None = None,
    copy: PlanCopy | None = None,
) -> Wish:
    """Fix a week, pin an inspector, say who leads or forbid somebody; the next run keeps to it. Raises RoundRefused."""
    round_ = locked(place.round)
    check_can_plan(by, round_)
    check_wish(place, kind, person, week)
    if not why.strip():
        raise RoundRefused("Say why.")
    same = Wish.objects.filter(round=round_, copy=copy, place=place, ended_at=None)
    if kind in (WishKind.WEEK, WishKind.LEAD):  # there is one week, and one lead
        _end_wishes(same.filter(kind=kind), by)
    if person is not None:  # nobody is pinned and forbidden at once
        _end_wishes(same.filter(person=person), by)
    week = week if kind == WishKind.WEEK else None
    row = Wish(round=round_, copy=copy, place=place, kind=kind, person=person, week=week, why=why.strip(), by=by)
    row.save(force_insert=True)
    log(by, round_, "laid down", wish=str(row.pk), kind=str(kind), place=place.code_word, copy=str(copy.pk if copy else ""))
    return row


def _end_wishes(rows: Any, by: Person) -> None:
    rows.update(ended_at=timezone.now(), ended_by=by)


@transaction.atomic
def lift(*, by: Person, wish: Wish) -> Wish:
    """Lift what was laid down: the next run is free of it. Raises RoundRefused."""
    round_ = locked(wish.round)
    check_can_plan(by, round_)
    wish = Wish.objects.select_related("place").get(pk=wish.pk)
    if wish.ended_at is not None:
        raise RoundRefused("This was lifted already.")
    wish.ended_at, wish.ended_by = timezone.now(), by
    wish.save(update_fields=["ended_at", "ended_by"])
    log(by, round_, "lifted", wish=str(wish.pk), kind=wish.kind, place=wish.place.code_word)
    return wish


@transaction.atomic
def make_copy(*, by: Person, round_: Round, title: str, rules: dict[str, int] | None = None) -> PlanCopy:
    """Make a what-if copy: the round's areas and what is laid down, with rules set otherwise. Raises RoundRefused."""
    round_ = locked(round_)
    check_can_copy(by, round_, title)
    check_rules_of_copy(rules or {})
    copy = PlanCopy.objects.create(round=round_, title=title.strip(), rules=rules or {}, made_by=by)
    for wish in Wish.objects.filter(round=round_, copy=None, ended_at=None):
        said = {"kind": wish.kind, "week": wish.week, "person": wish.person, "why": wish.why, "by": wish.by}
        Wish(round=round_, copy=copy, place=wish.place, **said).save(force_insert=True)
    log(by, round_, "what-if copy made", copy=str(copy.pk), rules=copy.rules)
    return copy


@transaction.atomic
def give_up_copy(*, by: Person, copy: PlanCopy) -> PlanCopy:
    """Give a copy up: what it found stays readable, and can be taken over no more. Raises RoundRefused."""
    round_ = locked(copy.round)
    check_can_plan(by, round_)
    copy = PlanCopy.objects.get(pk=copy.pk)
    if copy.ended_at is not None:
        raise RoundRefused("This copy was given up already.")
    copy.ended_at = timezone.now()
    copy.save(update_fields=["ended_at"])
    log(by, round_, "what-if copy given up", copy=str(copy.pk))
    return copy
