"""What becomes of what was kept aside: it is taken in once its reason is gone, or settled by a person. It always stays."""

from django.db import transaction
from django.utils import timezone

from joinedup.audit.actions import record, record_read
from joinedup.evidence.arriving.placing import sort_out
from joinedup.evidence.arriving.store import add_revisions, lock
from joinedup.evidence.aside.enums import AsideState
from joinedup.evidence.aside.queries import kept_aside
from joinedup.evidence.aside.rules import check_can_settle
from joinedup.evidence.models import KeptAside
from joinedup.inspections.models import Inspection
from joinedup.inspections.rules import InspectionRefused, check_is_inspector, inspectorate_of
from joinedup.people.models import Person


def open_aside(*, by: Person, inspection: Inspection) -> list[KeptAside]:
    """Return what was kept aside as far as somebody of the team may see it, and log that they read it. Raises InspectionRefused."""
    check_is_inspector(by, inspection)
    found = list(kept_aside(by, inspection))
    where = {"chain": str(inspection.pk), "object_kind": "inspection", "object_id": str(inspection.pk)}
    record_read(by=by, action="kept aside read", detail={"things": len(found)}, **where)
    return found


@transaction.atomic
def take_in(*, by: Person, kept: KeptAside) -> KeptAside:
    """Place what was kept aside, as its writer's, now that nothing is in the way. Raises InspectionRefused with what still is."""
    inspection = lock(kept.inspection)
    locked = _locked(by, kept)
    if inspectorate_of(locked.by, inspection) is None:
        raise InspectionRefused(f"{locked.by.name} is not on this inspection’s team, so it stays here. Write a note of your own.")
    found = sort_out(locked.by, inspection, [locked.sent])
    if found.aside:
        raise InspectionRefused(found.aside[0][1])
    rows = add_revisions(by=locked.by, inspection=inspection, revisions=found.new) if found.new else []
    return _settled(by, locked, AsideState.TAKEN, "", revisions=[str(row.pk) for row in rows])


@transaction.atomic
def settle(*, by: Person, kept: KeptAside, why: str) -> KeptAside:
    """Say what became of something that cannot be placed; it stays here to be read. Raises InspectionRefused."""
    locked = _locked(by, kept)
    if not why.strip():
        raise InspectionRefused("Say what became of it.")
    return _settled(by, locked, AsideState.SETTLED, why.strip())


def _locked(by: Person, kept: KeptAside) -> KeptAside:
    locked = KeptAside.objects.select_for_update(of=("self",)).select_related("inspection", "by").get(pk=kept.pk)
    check_can_settle(by, locked)
    return locked


def _settled(by: Person, kept: KeptAside, state: AsideState, why: str, **detail: object) -> KeptAside:
    kept.state, kept.settled_by, kept.settled_at, kept.settled_why = state, by, timezone.now(), why
    kept.save(update_fields=["state", "settled_by", "settled_at", "settled_why"])
    record(
        by=by,
        chain=str(kept.inspection_id),
        action="kept aside: " + str(state.label).lower(),
        object_kind="keptaside",
        object_id=str(kept.pk),
        detail=detail,
    )
    return kept
