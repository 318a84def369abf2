"""Reading what is asked about children: for the team, and for one agency its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db.models import Q, QuerySet

from joinedup.areas.models import Agency
from joinedup.cases.asked.enums import ChildRequestKind, ChildRequestState
from joinedup.cases.asked.models import ChildRequest, ChildRequestEntry, FollowedChild
from joinedup.cases.enums import TrackedState
from joinedup.cases.models import TrackedChild
from joinedup.cases.queries import draw_of, tracked_children
from joinedup.inspections.models import Inspection
from joinedup.inspections.queries import agencies
from joinedup.linkage.models import LinkRun
from joinedup.linkage.queries import linked_records_of
from joinedup.method.framework import ChildRequest as ChildItem
from joinedup.people.models import Person

OPEN = ChildRequestState.ASKED


@dataclass(frozen=True)
class FollowedAt:
    """One child at one agency's door: what stands, how much is awaited and the day the next thing is due."""

    child: FollowedChild
    requests: tuple[ChildRequest, ...]

    @property
    def awaited(self) -> tuple[ChildRequest, ...]:
        """Return what has not come, the earliest due first."""
        return tuple(one for one in self.requests if one.state == OPEN)

    @property
    def record(self) -> ChildRequest | None:
        """Return the awaited request for the child's record; none where none is awaited."""
        return next((one for one in self.awaited if one.kind == ChildRequestKind.CASE_FILE), None)

    @property
    def next_due(self) -> date | None:
        """Return the earliest day something is due; none where nothing is awaited."""
        return min((one.due_on for one in self.awaited), default=None)

    @property
    def withdrawn(self) -> bool:
        """Return whether nothing is asked about the child any more."""
        return all(one.state == ChildRequestState.WITHDRAWN for one in self.requests)


def items_about(inspection: Inspection, of: str, agency: Agency) -> list[ChildItem]:
    """Return what a framework asks an agency about each child of a kind (tracked | sampled)."""
    wanted = inspection.framework.child_requests
    return [item for item in wanted if of in item.of and item.sector in ("", agency.sector)]


def asked_anything(inspection: Inspection) -> bool:
    """Return whether the framework asks agencies anything about single children."""
    return bool(inspection.framework.child_requests)


def not_asked_about(inspection: Inspection) -> list[TrackedChild]:
    """Return the tracked children some agency taking part has not been asked about yet, in the order of their codes."""
    if not asked_anything(inspection):
        return []
    asked = set(
        ChildRequest.objects.filter(inspection=inspection)
        .exclude(state=ChildRequestState.WITHDRAWN)
        .values_list("child__tracked", "agency", "item")
    )
    every = [(agency.pk, item.id) for agency in agencies(inspection) for item in items_about(inspection, "tracked", agency)]
    return [child for child in tracked_children(inspection) if any((child.pk, agency, item) not in asked for agency, item in every)]


def still_followed(child: FollowedChild) -> bool:
    """Return whether a child is tracked now, or, where it was never tracked, in the sample as it stands."""
    if child.tracked is not None:
        return child.tracked.state == TrackedState.TRACKED
    return child.child_id in draw_of(child.inspection.sample).sampled


def requests_about(child: FollowedChild) -> QuerySet[ChildRequest]:
    """Return everything asked about one child, by agency and day."""
    rows = ChildRequest.objects.filter(child=child).select_related("agency", "child__tracked", "inspection")
    return rows.order_by("agency__sector", "agency__name", "due_on", "title")


def requests_seen_by(person: Person, inspection: Inspection) -> QuerySet[ChildRequest]:
    """Return what is asked about children as far as a person may see it."""
    rows = ChildRequest.objects.all().visible_to(person).filter(inspection=inspection)
    return rows.select_related("agency", "child__tracked", "inspection")


def children_seen_by(person: Person, inspection: Inspection) -> QuerySet[FollowedChild]:
    """Return the children agencies are asked about as far as a person may see them."""
    return FollowedChild.objects.all().visible_to(person).filter(inspection=inspection).select_related("inspection", "tracked")


def followed_at(agency: Agency, inspection: Inspection) -> list[FollowedAt]:
    """Return every child one agency is asked about with what it is asked: tracked children first, by number."""
    rows = ChildRequest.objects.filter(agency=agency, inspection=inspection).select_related("child__tracked", "agency")
    by_child: dict[FollowedChild, list[ChildRequest]] = {}
    for row in rows.order_by("due_on", "title"):
        by_child.setdefault(row.child, []).append(row)
    return [FollowedAt(child, tuple(by_child[child])) for child in sorted(by_child, key=place_of)]


def place_of(child: FollowedChild) -> tuple[bool, int, str]:
    """Return a child's place in a list: tracked children by number, then sampled ones by the number in their code."""
    tracked = child.tracked
    return (tracked is None, tracked.number if tracked else int("".join(filter(str.isdigit, child.code)) or 0), child.code)


def followed_of(tracked: TrackedChild) -> FollowedChild | None:
    """Return the tracked child as agencies are asked about it; none before they are."""
    return FollowedChild.objects.filter(tracked=tracked).select_related("inspection", "tracked").first()


def awaited_from(agency: Agency, inspection: Inspection) -> QuerySet[ChildRequest]:
    """Return what one agency has not done yet, the earliest due first."""
    return ChildRequest.objects.filter(agency=agency, inspection=inspection, state=OPEN).order_by("due_on")


def overdue(inspection: Inspection, today: date) -> QuerySet[ChildRequest]:
    """Return what was due before today and has not come, by agency."""
    late = ChildRequest.objects.filter(inspection=inspection, state=OPEN, due_on__lt=today)
    return late.select_related("agency", "child__tracked").order_by("agency__name", "due_on")


def wishes_to_decide(inspection: Inspection) -> QuerySet[ChildRequest]:
    """Return what agencies want more time for and nobody has decided on."""
    wished = ChildRequest.objects.filter(inspection=inspection, state=OPEN, wished_until__isnull=False)
    return wished.select_related("agency", "child__tracked")


def entries_of(requests: Iterable[ChildRequest]) -> dict[ChildRequest, list[ChildRequestEntry]]:
    """Return what was said about each request, in order, with who said it."""
    by_key = {request.pk: request for request in requests}
    told: dict[ChildRequest, list[ChildRequestEntry]] = {request: [] for request in by_key.values()}
    rows = ChildRequestEntry.objects.filter(request__in=by_key).select_related("by", "file", "request").order_by("at")
    for entry in rows:
        told[by_key[entry.request_id]].append(entry)
    return told


def asked_about(agency: Agency, inspection: Inspection) -> int:
    """Return how many things about single children an inspection has asked of an agency, also those withdrawn since."""
    return ChildRequest.objects.filter(inspection=inspection, agency=agency).count()


def files_seen_by(person: Person, inspection: Inspection) -> QuerySet[ChildRequestEntry]:
    """Return the files handed over about children as far as a person may see them."""
    rows = ChildRequestEntry.objects.all().visible_to(person).filter(Q(inspection=inspection) & Q(file__isnull=False))
    return rows.select_related("file", "request__agency", "request__inspection", "request__child__tracked", "by")


def records_pinned(child: FollowedChild) -> pl.DataFrame:
    """Return every agency's records (RECORD) of a child as the sample pinned them. Read through `asked.actions`."""
    run = LinkRun.objects.get(pk=child.inspection.sample.run)
    return linked_records_of(run).filter(pl.col("record_id").is_in(child.records)).sort("agency", "record_id")
