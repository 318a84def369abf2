"""Reading priority actions: for the team, and for an agency addressed what it was told."""

from django.db.models import Prefetch, QuerySet

from joinedup.areas.models import Agency
from joinedup.evidence.enums import FindingDirection
from joinedup.evidence.models import Finding
from joinedup.inspections.models import Inspection
from joinedup.letter.priority.enums import PriorityEntryKind, PriorityState
from joinedup.letter.priority.models import PriorityAction, PriorityEntry, PriorityNotice
from joinedup.people.models import Person

#: States in which a priority action stands or may come to stand.
ALIVE = (PriorityState.PROPOSED, PriorityState.DECIDED)


def priorities_of(inspection: Inspection) -> QuerySet[PriorityAction]:
    """Return an inspection's priority actions by number, with their findings, agencies and notices at hand."""
    notices = PriorityNotice.objects.select_related("agency", "read_by").order_by("agency__sector", "agency__name")
    rows = PriorityAction.objects.filter(inspection=inspection).select_related("inspection", "finding", "proposed_by")
    return rows.prefetch_related("agencies", Prefetch("notices", notices)).order_by("number")


def entries_of(priority: PriorityAction) -> QuerySet[PriorityEntry]:
    """Return what happened to a priority action, in order, with who said it."""
    return priority.entries.select_related("by", "agency").order_by("number")


def entries_at(priority: PriorityAction, agency: Agency) -> list[PriorityEntry]:
    """Return what one agency is told of what happened: what was decided, and its own answers."""
    told = (PriorityEntryKind.DECIDED, PriorityEntryKind.WITHDRAWN)
    return [one for one in entries_of(priority) if one.kind in told or one.agency_id == agency.pk]


def notices_seen_by(person: Person, inspection: Inspection, agency: Agency | None = None) -> QuerySet[PriorityNotice]:
    """Return what agencies were told, of one agency or of any, as far as a person may see it."""
    seen = PriorityNotice.objects.all().visible_to(person).filter(inspection=inspection)
    if agency is not None:
        seen = seen.filter(agency=agency)
    return seen.select_related("priority", "agency", "inspection", "read_by").order_by("priority__number")


def waiting_at(person: Person, inspection: Inspection, agency: Agency) -> QuerySet[PriorityNotice]:
    """Return what an agency was told of a priority action that stands and has not answered."""
    waiting = notices_seen_by(person, inspection, agency).filter(answered_at=None)
    return waiting.filter(priority__state=PriorityState.DECIDED)


def unread(inspection: Inspection) -> QuerySet[PriorityNotice]:
    """Return the notices nobody at the agency has read, of priority actions that stand."""
    rows = PriorityNotice.objects.filter(inspection=inspection, read_at=None, priority__state=PriorityState.DECIDED)
    return rows.select_related("priority", "agency").order_by("priority__number", "agency__name")


def findings_to_propose(inspection: Inspection) -> list[Finding]:
    """Return the findings that ask for priority action and for which none is proposed or decided on."""
    taken = PriorityAction.objects.filter(inspection=inspection, state__in=ALIVE).values("finding")
    rows = Finding.objects.filter(inspection=inspection, direction=FindingDirection.PRIORITY).exclude(pk__in=taken)
    return list(rows.order_by("number"))
