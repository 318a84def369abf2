"""Reading plans, copies, wishes and who goes where."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import QuerySet

from joinedup.people.models import Person
from joinedup.programme.choices.models import RoundArea
from joinedup.programme.plans.enums import PlanState
from joinedup.programme.plans.models import Assignment, Plan, PlanCopy, Wish
from joinedup.programme.rounds.models import Round


def plans_of(round_: Round, copy: PlanCopy | None = None) -> QuerySet[Plan]:
    """Return the runs of a round itself, or of one of its copies, the latest first."""
    return Plan.objects.filter(round=round_, copy=copy).select_related("started_by", "round").order_by("-started_at")


def latest_plan(round_: Round, copy: PlanCopy | None = None) -> Plan | None:
    """Return the run that was started last."""
    return plans_of(round_, copy).first()


def plan_that_holds(round_: Round) -> Plan | None:
    """Return the plan that was taken over and holds."""
    return Plan.objects.filter(round=round_, held_until=None, held_from__isnull=False).first()


def plan_before(round_: Round, copy: PlanCopy | None) -> Plan | None:
    """Return the plan a new run should differ least from: the one that holds, else the last of this copy that was found."""
    return plan_that_holds(round_) or plans_of(round_, copy).filter(state=PlanState.PLANNED).first()


def copies_of(round_: Round) -> QuerySet[PlanCopy]:
    """Return the what-if copies of a round that stand, in the order they were made."""
    return PlanCopy.objects.filter(round=round_, ended_at=None).select_related("made_by")


def wishes_of(round_: Round, copy: PlanCopy | None = None) -> QuerySet[Wish]:
    """Return what is laid down for a round itself, or for one copy, and stands."""
    rows = Wish.objects.filter(round=round_, copy=copy, ended_at=None, place__state="in")
    return rows.select_related("place", "person", "by").order_by("place__code_word", "at")


def goes_to(round_: Round) -> QuerySet[Assignment]:
    """Return who goes where by the plan that holds, lead first."""
    rows = Assignment.objects.filter(round=round_).standing().select_related("person", "inspectorate", "place")
    return rows.order_by("week", "place__code_word", "-lead", "inspectorate__name", "person__name")


def team_of(place: RoundArea) -> QuerySet[Assignment]:
    """Return who goes to one area of a round by the plan that holds, lead first."""
    return goes_to(place.round).filter(place=place)


def weeks_of(person: Person) -> QuerySet[Assignment]:
    """Return where a person goes, of every round, in order of weeks."""
    rows = Assignment.objects.all().visible_to(person).filter(person=person).standing()
    return rows.select_related("place__inspection", "place__area", "place__round", "round", "inspectorate").order_by("week")


def weeks_between(first: date, last: date) -> list[date]:
    """Return the Mondays of the weeks between two days."""
    monday = first - timedelta(days=first.weekday())
    return [monday + timedelta(weeks=number) for number in range((last - monday).days // 7 + 1)]


def by_place(rows: Iterable[Assignment]) -> dict[object, list[Assignment]]:
    """Return assignments by the id of their place."""
    found: dict[object, list[Assignment]] = {}
    for row in rows:
        found.setdefault(row.place_id, []).append(row)
    return found
