"""Reading urgent concerns: who may see which, how their clocks stand, and what is left to whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from joinedup.areas.models import Agency
from joinedup.cases.concerns.enums import OPEN, ConcernState
from joinedup.cases.concerns.models import Concern, ConcernEntry, ConcernReceiver
from joinedup.cases.concerns.rules import can_write_down, moves_open_to
from joinedup.inspections.models import Inspection
from joinedup.method.concerns import route_of
from joinedup.method.within import OUTSIDE, kept
from joinedup.people.models import Person


@dataclass(frozen=True)
class Clock:
    """One thing a concern waits or waited for: by when it is due, when it came, and `standing` met | open | outside."""

    what: str  # written | acknowledged | replied
    due: datetime
    came: datetime | None
    standing: str


def concerns_of(inspection: Inspection) -> QuerySet[Concern]:
    """Return every concern of an inspection by number, those closed and withdrawn too: for checks, not for pages."""
    return Concern.objects.filter(inspection=inspection).select_related("inspection", "tracked", "raised_by").order_by("number")


def concerns_seen_by(person: Person, inspection: Inspection) -> QuerySet[Concern]:
    """Return an inspection's concerns as far as a person may see them, by number."""
    return concerns_of(inspection).filter(pk__in=Concern.objects.all().visible_to(person).values("pk"))


def open_concerns(person: Person, inspection: Inspection) -> QuerySet[Concern]:
    """Return the concerns a person may see in which something is still to be done."""
    return concerns_seen_by(person, inspection).filter(state__in=OPEN)


def concerns_about(person: Person, inspection: Inspection, *, tracked: object = None, child_id: str = "") -> QuerySet[Concern]:
    """Return the concerns a person may see about one child: by the tracked child's id, or its id in a link run."""
    seen = concerns_seen_by(person, inspection)
    return seen.filter(tracked=tracked) if tracked else seen.filter(child_id=child_id)


def waiting_at(person: Person, inspection: Inspection, agency: Agency | None = None) -> QuerySet[Concern]:
    """Return the concerns that wait for an acknowledgement or a reply of somebody at an agency's door, of one agency or of any."""
    waits = (ConcernState.RAISED, ConcernState.ACKNOWLEDGED, ConcernState.NOT_YET)
    waiting = concerns_seen_by(person, inspection).filter(state__in=waits)
    return waiting.filter(pk__in=ConcernReceiver.objects.filter(agency=agency).values("concern")) if agency else waiting


def entries_of(concern: Concern) -> QuerySet[ConcernEntry]:
    """Return what was said and done, in order, with who said it."""
    return concern.entries.select_related("said_by").order_by("seq")


def receivers_of(concern: Concern) -> QuerySet[ConcernReceiver]:
    """Return who receives a concern."""
    return concern.receivers.select_related("agency", "person").order_by("post", "pk")


def received_by(person: Person, concern: Concern) -> list[Agency]:
    """Return the agencies a person receives a concern for."""
    rows = receivers_of(concern).filter(agency__members__person=person)
    return [row.agency for row in rows if row.agency]


def clocks_of(concern: Concern, now: datetime) -> list[Clock]:
    """Return what a concern waits or waited for, in order. A clock stops with the concern: one withdrawn waits for nothing."""
    route = route_of(concern.inspection.framework, concern.route)
    found = [
        ("written", concern.written_due_at, concern.written_at),
        ("acknowledged", concern.acknowledge_due_at, concern.acknowledged_at),
        ("replied", concern.reply_due_at, concern.replied_at),
    ]
    awaited = [(what, due, came) for what, due, came in found if due is not None and (what != "written" or route.voice_first)]
    running = concern.state in OPEN
    return [Clock(what, due, came, kept(due, came, now)) for what, due, came in awaited if running or came is not None]


def outside_time(concern: Concern, now: datetime) -> list[Clock]:
    """Return what has not come although its time is up."""
    return [clock for clock in clocks_of(concern, now) if clock.came is None and clock.standing == OUTSIDE]


def left_to(person: Person, inspection: Inspection) -> list[tuple[Concern, bool]]:
    """Return the open concerns somebody has something to do about, or raised: each with whether it is to be put in writing yet."""
    open_ones = open_concerns(person, inspection)
    left = [(concern, can_write_down(person, concern)) for concern in open_ones]
    return [(concern, write) for concern, write in left if write or moves_open_to(person, concern)]
