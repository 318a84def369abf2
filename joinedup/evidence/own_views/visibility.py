"""Who reads an own view: its own inspectorate, and after the opening the whole team. The one place this is decided."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from joinedup.inspections.models import Inspection, TeamMember
from joinedup.people.models import Person


@dataclass(frozen=True)
class Opening:
    """When an inspection's own views open together. `blind` is false where the framework switches own view first off."""

    blind: bool
    opens_at: datetime | None = None  # null: no hour is set
    opened_now: bool = False  # a lead inspector opened them before the hour, or without one

    @property
    def opened_at(self) -> datetime | None:
        """Return when the views opened, null while they are closed. Nothing closes them again."""
        return self.opens_at if self.opens_at is not None and self.opens_at <= timezone.now() else None

    @property
    def is_open(self) -> bool:
        """Return whether everybody on the team reads every view."""
        return not self.blind or self.opened_at is not None


def opening_of(inspection: Inspection) -> Opening:
    """Return how the opening of one inspection's views stands."""
    return openings([inspection])[inspection.pk]


def openings(inspections: Iterable[Inspection]) -> dict[uuid.UUID, Opening]:
    """Return how the opening stands in each inspection: opened by hand, else at the last hour set."""
    found = {one.pk: Opening(one.framework.own_view_first) for one in inspections}
    # The table is reached by name: it is asked for by its own model's queryset.
    rows = apps.get_model("evidence", "OpeningEntry").objects.filter(inspection__in=list(found)).order_by("at")
    for pk, kind, at in rows.values_list("inspection", "kind", "opens_at"):
        if not found[pk].opened_now:
            found[pk] = Opening(found[pk].blind, at, opened_now=kind == "now")
    return found


def readable_by(person: Person) -> Q:
    """Return the condition on versions of own views under which a person reads them. Fails closed: off the team, nothing."""
    if not person.is_active:
        return Q(pk__in=[])
    theirs = list(Inspection.objects.filter(team__person=person).distinct())
    opened = [pk for pk, opening in openings(theirs).items() if opening.is_open]
    own: Any = TeamMember.objects.filter(
        person=person, inspection=OuterRef("inspection"), inspectorate=OuterRef("part__inspectorate")
    )
    return Q(inspection__in=opened) | Q(Exists(own))
