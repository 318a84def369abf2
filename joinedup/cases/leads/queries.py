"""Reading who led on a tracked child, and since when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from joinedup.cases.leads.models import LeadsChange
from joinedup.cases.models import TrackedChild
from joinedup.people.models import Person


@dataclass(frozen=True)
class Led:
    """Who led on a child from a moment on, who said so, and why; of those it was chosen with, why is not told here."""

    names: tuple[str, ...]
    since: datetime
    by: Person
    why: str = ""


def changes_of(tracked: TrackedChild) -> QuerySet[LeadsChange]:
    """Return each change of who leads on a child, in the order it was."""
    return LeadsChange.objects.filter(tracked=tracked).select_related("by").order_by("number")


def leads_over_time(tracked: TrackedChild) -> list[Led]:
    """Return who led on a child from when on, those it was chosen with first. Opens every seal: read it through the action."""
    changes = list(changes_of(tracked))
    first = changes[0].before if changes else leads_now(tracked)
    ids = {*first, *(one for row in changes for one in row.after)}
    names = {str(pk): name for pk, name in Person.objects.filter(pk__in=ids).values_list("pk", "name")}
    chosen = Led(_named(first, names), tracked.chosen_at, tracked.chosen_by)
    return [chosen, *(Led(_named(row.after, names), row.at, row.by, row.why) for row in changes)]


def leads_now(tracked: TrackedChild) -> list[str]:
    """Return the ids of who leads on a child now, sorted."""
    return sorted(str(pk) for pk in tracked.leads.values_list("pk", flat=True))


def _named(people: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(names[one] for one in people))
