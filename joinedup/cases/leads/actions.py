"""The only writer of who leads on a tracked child after it was chosen."""

from collections.abc import Collection, Sequence

from django.db import transaction

from joinedup.audit.actions import record
from joinedup.cases.actions import read_child
from joinedup.cases.leads.models import LeadsChange
from joinedup.cases.leads.queries import Led, leads_now, leads_over_time
from joinedup.cases.leads.rules import check_can_change_leads
from joinedup.cases.models import TrackedChild
from joinedup.cases.rules import check_can_lead
from joinedup.inspections.rules import InspectionRefused
from joinedup.people.models import Person


@transaction.atomic
def change_leads(
    *, by: Person, tracked: TrackedChild, leads: Sequence[Person], why: str, had: Collection[str] | None = None
) -> LeadsChange:
    """Name other inspectors to lead on a child, and keep who led before, why, by whom and when for ever.

    `leads` are two inspectors of different inspectorates where more than one takes part; `had` are the ids of those the page
    showed. Raises InspectionRefused, also where others were named since the page was opened.
    """
    locked = TrackedChild.objects.select_for_update(of=("self",)).select_related("inspection").get(pk=tracked.pk)
    check_can_change_leads(by, locked)
    check_can_lead(locked.inspection, leads)
    before, after = leads_now(locked), sorted({str(person.pk) for person in leads})
    if not why.strip():
        raise InspectionRefused(f"Say why others lead on {locked.code}.")
    if had is not None and sorted(had) != before:
        raise InspectionRefused("Somebody has changed who leads since you opened this page. Look at who leads now.")
    if after == before:
        raise InspectionRefused(f"They lead on {locked.code} already.")
    row = LeadsChange(inspection=locked.inspection, tracked=locked, before=before, after=after, why=why.strip(), by=by)
    row.number = locked.lead_changes.count() + 1
    row.save()
    locked.leads.set(leads)
    record(
        by=by,
        chain=str(locked.inspection_id),
        action="leads of a child changed",
        object_kind="trackedchild",
        object_id=str(locked.pk),
        detail={"code": locked.code, "before": before, "after": after},
    )
    return row


def open_leads(*, by: Person, tracked: TrackedChild) -> list[Led]:
    """Return who led on a child from when on, to somebody of the team, and log the read. Raises InspectionRefused."""
    read_child(by=by, tracked=tracked, page="who leads")
    return leads_over_time(tracked)
