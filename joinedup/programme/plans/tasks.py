"""The job of planning weeks and people: thin, and harmless when done twice."""

import logging

from django_tasks import task

from joinedup.people.models import Person
from joinedup.programme.plans.actions import complete_plan
from joinedup.programme.plans.models import Plan

log = logging.getLogger(__name__)


class PlanBrokenOff(RuntimeError):
    """A plan could not be finished; why stands in the server's log."""


@task()
def plan_in_background(plan_id: str, person_id: str) -> None:
    """Do the work of a run that was started. Raises PlanBrokenOff, which tells nothing of what was planned."""
    plan = Plan.objects.get(pk=plan_id)
    try:
        complete_plan(by=Person.objects.get(pk=person_id), plan=plan)
    except Exception:
        log.exception("Plan %s broke off.", plan_id)
        raise PlanBrokenOff(f"Plan {plan_id} could not be finished. The reason is in the server's log.") from None
