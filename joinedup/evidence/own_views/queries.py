"""Reading own views. What reaches a person is read through `own_views.actions`, which logs it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Q, QuerySet

from joinedup.areas.models import Inspectorate
from joinedup.cases.core.versions import Version, standing
from joinedup.cases.versions.queries import versions_of
from joinedup.evidence.core.viewing import Held, Leaning
from joinedup.evidence.own_views.enums import LEANINGS, Standing
from joinedup.evidence.own_views.models import OpeningEntry, OwnView, OwnViewVersion
from joinedup.evidence.own_views.rules import is_asked
from joinedup.evidence.own_views.visibility import opening_of
from joinedup.inspections.enums import Role
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import inspectorate_of
from joinedup.method.framework import Criterion
from joinedup.people.models import Person


@dataclass(frozen=True)
class View:
    """One inspectorate's own view of one criterion, as far as its reader may read it.

    `opened` are the wordings that stood at the opening (before it: those that stand now); `later` what was written since.
    """

    inspectorate: Inspectorate
    asked: bool
    opened: tuple[Version, ...]
    later: tuple[Version, ...] = ()

    @property
    def held(self) -> Held:
        """Return which way it leans, for comparing: the later change of mind where there is one."""
        last = standing((*self.opened, *self.later))
        return Held(self.inspectorate.code, tuple(Leaning(one.said["leaning"]) for one in last))


@dataclass(frozen=True)
class Place:
    """That an inspectorate has written, is awaited or is not asked: all that may be known of a view that is not opened."""

    inspectorate: Inspectorate
    criterion: Criterion
    standing: Standing


def taking_part(inspection: Inspection) -> list[Inspectorate]:
    """Return the inspectorates with inspectors on the team, or with a view or word of theirs kept, in the framework's order.

    Ended accounts count: what an inspectorate said stays said. Who can still write is asked when they write.
    """
    team = inspection.team.filter(role__in=(Role.LEAD, Role.INSPECTOR)).values("inspectorate")
    views = OwnView.objects.filter(inspection=inspection, versions__isnull=False).values("inspectorate")
    # The table is reached by name: what is said together stands above own views.
    stances = apps.get_model("evidence", "Stance").objects.filter(inspection=inspection).values("inspectorate")
    rows = Inspectorate.objects.filter(Q(pk__in=team) | Q(pk__in=views) | Q(pk__in=stances))
    order = {part.id: place for place, part in enumerate(inspection.framework.inspectorates)}
    return sorted(rows, key=lambda row: order.get(row.code, len(order)))


def places(inspection: Inspection) -> list[Place]:
    """Return for each criterion and inspectorate whether its view is written. Opens no seal."""
    written = set(OwnView.objects.filter(inspection=inspection, versions__isnull=False).values_list("inspectorate", "criterion"))
    parts = taking_part(inspection)
    return [
        Place(body, criterion, _standing(inspection, body, criterion, (body.pk, criterion.id) in written))
        for criterion in inspection.framework.criteria
        for body in parts
    ]


def begun(inspection: Inspection) -> bool:
    """Return whether any own view is written."""
    return OwnView.objects.filter(inspection=inspection).exists()


def awaited(inspection: Inspection) -> list[Place]:
    """Return the views that inspectorates are asked for and have not written."""
    return [place for place in places(inspection) if place.standing == Standing.AWAITED]


def left_to(person: Person, inspection: Inspection) -> list[Criterion]:
    """Return the criteria that await the own view of the person's inspectorate."""
    body = inspectorate_of(person, inspection)
    return [place.criterion for place in awaited(inspection) if place.inspectorate == body]


def views_seen_by(person: Person, inspection: Inspection, criterion: str = "") -> dict[str, list[View]]:
    """Return the views a person may read, by criterion and in the framework's order of inspectorates; awaited ones empty.

    Before the opening there is one of the person's own inspectorate alone.
    """
    rows = OwnViewVersion.objects.visible_to(person).filter(inspection=inspection).select_related("by", "part")
    if criterion:
        rows = rows.filter(part__criterion=criterion)
    kept: dict[tuple[str, uuid.UUID], list[OwnViewVersion]] = defaultdict(list)
    for row in rows:
        kept[row.part.criterion, row.part.inspectorate_id].append(row)
    opening, parts = opening_of(inspection), taking_part(inspection)
    if not opening.is_open:
        own = inspectorate_of(person, inspection)
        parts = [body for body in parts if body == own]
    since = opening.opened_at if opening.blind else None
    return {
        known.id: [_view(inspection, body, known, kept[known.id, body.pk], since) for body in parts]
        for known in inspection.framework.criteria
        if not criterion or known.id == criterion
    }


def own_versions(person: Person, inspection: Inspection, criterion: str) -> tuple[Version, ...]:
    """Return every wording of the view the person's own inspectorate holds of a criterion, the oldest first."""
    rows = OwnViewVersion.objects.visible_to(person).filter(inspection=inspection, part__criterion=criterion)
    return versions_of(rows.filter(part__inspectorate=inspectorate_of(person, inspection)).select_related("by"))


def entries_of(inspection: Inspection) -> QuerySet[OpeningEntry]:
    """Return what was done about the opening, the oldest first."""
    return OpeningEntry.objects.filter(inspection=inspection).select_related("by").order_by("at")


def view_id(*, inspection: Inspection, inspectorate: Inspectorate, criterion: str) -> uuid.UUID:
    """Return the id of an own view: the same whoever writes it first."""
    return uuid.uuid5(inspection.pk, f"own view|{inspectorate.pk}|{criterion}")


def notes_in(version: Version) -> list[tuple[str, str]]:
    """Return the (note, revision) ids a wording rests on."""
    return [(note, revision) for note, _, revision in (pair.partition(":") for pair in version.said["notes"].split())]


def leans(version: Version) -> str:
    """Return which way a wording leans, in words."""
    return LEANINGS[Leaning(version.said["leaning"])]


def _standing(inspection: Inspection, body: Inspectorate, criterion: Criterion, written: bool) -> Standing:
    if written:
        return Standing.WRITTEN
    return Standing.AWAITED if is_asked(inspection, body.code, criterion) else Standing.NOT_ASKED


def _view(
    inspection: Inspection, body: Inspectorate, criterion: Criterion, rows: Iterable[OwnViewVersion], since: datetime | None
) -> View:
    versions = versions_of(rows)
    before = tuple(one for one in versions if since is None or one.at < since)
    later = tuple(one for one in versions if since is not None and one.at >= since)
    return View(body, is_asked(inspection, body.code, criterion), standing(before), later)
